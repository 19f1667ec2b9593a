"""One dispute on one day: its case, who may act for whom, and where it stands."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from common.cases.events import Audience, By, Channel
from common.cases.models import Case, Party
from common.cases.states import Side, Stage
from common.documents.actions import receive
from common.documents.models import Document
from common.people.models import User
from common.people.states import Role
from fees.money.models import Refund
from fees.money.states import NoticeState, RefundState
from fees.relief.models import Relief
from fees.relief.states import ReliefState
from intake.filing.models import Filing
from mediation.confirmation.models import Confirmation
from mediation.confirmation.states import ConfirmationState
from mediation.course.models import Mediation
from mediation.course.states import MediationState
from mediation.texts.models import Agreement
from mediation.texts.states import AgreementState, Outcome
from triage.trial.models import Ruling, SmallClaimsObjection
from triage.trial.states import ObjectionOutcome, RulingKind, RulingState
from yunfu_court.simulation.cast import Cast
from yunfu_court.simulation.plans import Plan


def _sheet() -> bytes:
    """A scanned sheet: a small grey PNG."""
    width, height = 120, 170
    row = b"\0" + bytes([236]) * width
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * height, 9)),
        (b"IEND", b""),
    ]
    chunks = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


SHEET = _sheet()


@dataclass
class Scene:
    """What the acts need to know. A new one is made for each act, so that nothing stale is carried over."""

    plan: Plan
    cast: Cast
    today: date
    case_id: int | None = None
    memory: dict[str, Any] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """The row the act's own actions work on, as it is now."""
        if self.case_id is None:
            raise LookupError("the dispute has not arrived yet")
        return Case.lock(self.case_id)

    @cached_property
    def parties(self) -> list[Party]:
        rows = Party.objects.filter(case=self.case_id, left_on__isnull=True).select_related("user")
        return list(rows.prefetch_related("representations__user").order_by("side", "order"))

    @property
    def claimant(self) -> Party:
        return next(party for party in self.parties if party.side == Side.CLAIMANT)

    @property
    def respondents(self) -> list[Party]:
        return [party for party in self.parties if party.side == Side.RESPONDENT]

    @cached_property
    def filing(self) -> Filing:
        return Filing.objects.select_related("case__court").get(case=self.case_id)

    @cached_property
    def mediation(self) -> Mediation | None:
        rows = Mediation.objects.filter(case=self.case_id).select_related("mediator__user")
        return rows.order_by("-id").first()

    @cached_property
    def agreement(self) -> Agreement | None:
        """The newest text that was not taken back."""
        rows = Agreement.objects.filter(mediation__case=self.case_id).exclude(state=AgreementState.ABANDONED)
        return rows.order_by("-id").first()

    def staff(self, role: Role, seat: int | None = None) -> By:
        """Somebody of the court with this post; the same one for the whole dispute."""
        place = self.plan.draw(f"seat {role}").randint(0, 7) if seat is None else seat
        return self.cast.staff(self.case.court_id, role, self.today, place)

    def speaker(self, party: Party) -> User | None:
        """Whose account speaks for the party online: its own, else its agent's; nobody for a party without either."""
        if party.user is not None:
            return party.user
        return next((each.user for each in party.representations.all() if each.user is not None), None)

    def by(self, party: Party) -> By:
        """The party acts: online (a third of them on a phone), else at the counter before a clerk."""
        user = self.speaker(party)
        if user is None:
            return By(user_id=self.staff(Role.CLERK).user_id, channel=Channel.COUNTER, party_id=party.pk)
        phone = self.plan.chance(f"phone {party.side}{party.order}", 0.6)
        return By(user_id=user.pk, channel=Channel.PHONE if phone else Channel.WEB, party_id=party.pk)

    def scan(self, kind: str, title: str, by: By, party: Party | None = None) -> Document:
        """A file of the case: a scanned sheet, a judgment, a proof of hardship."""
        upload = SimpleUploadedFile(f"{title}.png", SHEET, content_type="image/png")
        return receive(
            upload=upload,
            by=by,
            today=self.today,
            kind=kind,
            title=title,
            case=self.case,
            party=party,
            audience=Audience.ALL,
        )

    def place(self) -> str:
        """Where the dispute stands, finer than its stage: the names that show-cases stop at."""
        finer = _PLACES.get(Stage(self.case.stage))
        return finer(self) if finer else self.case.stage


def _review(scene: Scene) -> str:
    return "insisted" if scene.filing.state == "insisted" else "review"


def _mediation(scene: Scene) -> str:
    mediation, agreement = scene.mediation, scene.agreement
    if mediation is None:
        return "mediation"
    if mediation.state == MediationState.RUNNING:
        return "signing" if agreement is not None and agreement.state == AgreementState.SIGNING else "running"
    if mediation.state == MediationState.AGREED and agreement is not None:
        return "agreed" if agreement.outcome == Outcome.NONE else agreement.outcome
    return mediation.state


def _confirmation(scene: Scene) -> str:
    row = Confirmation.objects.filter(case=scene.case_id).order_by("-id").first()
    return row.state if row else "confirmation"


def _closed(scene: Scene) -> str:
    closing = scene.case.closing
    if closing == "mediated":
        joining = Confirmation.objects.filter(case=scene.case_id, state=ConfirmationState.JOINING).exists()
        return "joining" if joining else "mediated"
    if closing == "mediation_failed":
        return "offered_suit"
    return "refund" if Refund.objects.filter(case=scene.case_id, state=RefundState.DUE).exists() else "closed"


def _payment(scene: Scene) -> str:
    if Relief.objects.filter(case=scene.case_id, state=ReliefState.PENDING).exists():
        return "relief"
    lapsed = scene.case.fee_notices.filter(state=NoticeState.LAPSED).exists()
    return "unpaid" if lapsed else "payment"


def _trial(scene: Scene) -> str:
    drafts = set(Ruling.objects.filter(case=scene.case_id, state=RulingState.DRAFT).values_list("kind", flat=True))
    if RulingKind.WITHDRAWAL in drafts:
        return "withdrawing"
    if RulingKind.CONVERSION in drafts:
        return "converting"
    objected = SmallClaimsObjection.objects.filter(case=scene.case_id, outcome=ObjectionOutcome.OPEN).exists()
    return "objected" if objected else "trial"


_PLACES = {
    Stage.REVIEW: _review,
    Stage.MEDIATION: _mediation,
    Stage.CONFIRMATION: _confirmation,
    Stage.CLOSED: _closed,
    Stage.PAYMENT: _payment,
    Stage.TRIAL: _trial,
}
