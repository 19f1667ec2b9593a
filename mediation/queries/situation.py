"""Where a mediation stands for the person who looks, and what they may do now. One query reads all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery

from common.cases.access import looker, may_dispose, stands_in
from common.cases.models import Case, Party
from common.cases.queries import Beside, unpacked, with_rows
from common.cases.states import Capacity
from common.delivery.models import ServiceAddress
from common.law.regimes import Route
from mediation.access import desk_in, mediates
from mediation.models import (
    Agreement,
    Attendance,
    Confirmation,
    Consent,
    Ending,
    Extension,
    ExtensionAnswer,
    Join,
    Mediation,
    Mediator,
    Proposal,
    ProposalAnswer,
    Session,
    SettledPoints,
    Signature,
    TimeChoice,
)
from mediation.rules import is_divorce, may_name, options, subject_of
from mediation.states import (
    VOID,
    AgreementState,
    ConfirmationState,
    EndReason,
    ExtensionState,
    MediationState,
    Outcome,
    PointsState,
    ProposalState,
    SessionState,
)

from .course import sides, term_end
from .settling import settled_between


@dataclass(frozen=True)
class Situation:
    """Everything a page or panel asks about one mediation for one viewer."""

    case: Case
    mediation: Any  # a Mediation with the annotations of _annotated()
    consents: Sequence[Consent]
    party: Party | None
    may_decide: bool
    is_mediator: bool
    is_asked: bool
    is_desk: bool
    in_person: bool  # the party itself stands here, not an agent
    is_judge: bool
    agreement: Agreement | None  # the viewer's own where there are several
    confirmation: Confirmation | None
    joined: bool
    may_name: bool  # whether a mediator may be asked now
    between: bool  # settled without an agreement, to be closed on the claimants' word
    said: bool  # the viewer's party has given its word that it is done with
    settled: tuple[str, ...]  # respondents against whom nothing is open while something is against others
    options: tuple[Outcome, ...]
    options_note: str
    confirm_by: date | None  # the last day to apply for confirmation, where it is open
    today: date

    @property
    def mine(self) -> Consent | None:
        """The viewer's own party's answer."""
        return next((row for row in self.consents if self.party and row.party_id == self.party.pk), None)

    @property
    def side(self) -> str:
        return self.party.side if self.party is not None else ""

    def signed(self, agreement_id: int) -> bool:
        """Whether the viewer's party has signed this text."""
        mine = self.party.pk if self.party else None
        return any(row.agreement_id == agreement_id and row.party_id == mine for row in self.mediation.signatures)

    @property
    def regrettable(self) -> bool:
        """Whether a party may still go back on the agreement: no 调解书 of it has taken effect (民诉法102)."""
        return self.agreement is not None and self.agreement.outcome in (Outcome.PAPER_SOUGHT, Outcome.PAPER_MADE)

    @property
    def resumable(self) -> bool:
        """Whether a party may ask to settle anew (民诉法206), as `may_resume` says."""
        case = self.case
        return case.closing == "unconfirmed" and case.registered_on is None and not self.mediation.is_open

    @property
    def asked_to_sign(self) -> bool:
        """Whether the agreement that is out to be signed binds the viewer's party and lacks its signature."""
        signs = {row.party_id for row in self.mediation.signing}
        return self.party is not None and self.party.pk in signs and not self.signed(self.mediation.signing_id)

    @property
    def may_sign(self) -> bool:
        """Who divorces signs in person (解释147第2款)."""
        return self.may_decide and (self.in_person or not is_divorce(self.case.cause))

    @property
    def needs_mediator(self) -> bool:
        """Whether the desk may name one: none has taken it yet, or theirs has left the roster."""
        mediator = self.mediation.mediator
        left = mediator is not None and not mediator.serves(self.today)
        return self.may_name and (self.mediation.state != MediationState.RUNNING or left)

    @property
    def route(self) -> Route:
        return Route(self.mediation.route)


def _first(rows: Any, **where: Any) -> Subquery:
    return Subquery(rows.filter(mediation=OuterRef("pk"), **where).order_by("-id").values("pk")[:1])


_TABLES = (
    Beside(
        "consents",
        Consent.objects.order_by("party__side", "party__order", "id"),
        within={"party": ("name", "side", "order", "case_id"), "nominee": ("user_id",)},
    ),
    # The words of a text are read where it is signed, not here.
    Beside(
        "agreements",
        Agreement.objects.order_by("-number"),
        (
            *("number", "state", "whole", "effective_on", "outcome", "outcome_on"),
            *("paper_effective_on", "paper_judge_id", "mediation_id", "subject"),
        ),
    ),
    Beside(
        "agreeing",
        Agreement.parties.through.objects.filter(agreement__state=AgreementState.EFFECTIVE).order_by("id"),
        ("agreement_id", "party_id"),
        link="agreement__mediation",
    ),
    Beside(
        "signing",
        Agreement.parties.through.objects.filter(agreement__state=AgreementState.SIGNING).order_by("id"),
        ("agreement_id", "party_id"),
        link="agreement__mediation",
    ),
    Beside("endings", Ending.objects.order_by("id"), ("agreement_id", "party_id", "mediation_id")),
    Beside(
        "signatures",
        Signature.objects.filter(agreement__isnull=False).order_by(),
        ("agreement_id", "party_id"),
        link="agreement__mediation",
    ),
    Beside(
        "confirmations",
        Confirmation.objects.exclude(state=ConfirmationState.WITHDRAWN).order_by("-id"),
        link="agreement__mediation",
    ),
)

# For the case page, with the case: whether there is a mediation at all, and the mediators its history names.
BESIDE = (
    Beside("mediations", Mediation.objects.order_by("-id"), ("state", "case_id")),
    Beside(
        "mediators_asked",
        Mediator.objects.order_by(),
        ("user_id",),
        within={"user": ("name",)},
        link="proposals__mediation__case",
    ),
)


def _read(case: Case, party_id: int | None) -> Any:
    """The newest mediation with its answers and texts, each thing that may wait for this party beside it as a column;
    None without one."""
    if "mediations" in getattr(case, "_prefetched_objects_cache", {}) and not case.mediations.all():
        return None
    waiting = [ProposalState.PROPOSED, ProposalState.DISCLOSED]
    mine = party_id or 0
    found = (
        with_rows(Mediation.objects.filter(case=case), _TABLES)
        .select_related("mediator__user", "mediator__centre", "stopped_by")
        .annotate(
            proposal_id=_first(Proposal.objects, state__in=waiting),
            proposal_state=Subquery(
                Proposal.objects.filter(mediation=OuterRef("pk"), state__in=waiting).order_by("-id").values("state")[:1]
            ),
            asked_user=Subquery(
                Proposal.objects.filter(mediation=OuterRef("pk"), state__in=waiting)
                .order_by("-id")
                .values("mediator__user")[:1]
            ),
            asked_name=Subquery(
                Proposal.objects.filter(mediation=OuterRef("pk"), state__in=waiting)
                .order_by("-id")
                .values("mediator__user__name")[:1]
            ),
            disclosure_answered=Exists(
                ProposalAnswer.objects.filter(
                    proposal__mediation=OuterRef("pk"), proposal__state=ProposalState.DISCLOSED, party=mine
                )
            ),
            offered_id=_first(Session.objects, state=SessionState.OFFERED),
            time_chosen=Exists(
                TimeChoice.objects.filter(
                    session__mediation=OuterRef("pk"), session__state=SessionState.OFFERED, party=mine
                )
            ),
            next_at=Subquery(
                Session.objects.filter(mediation=OuterRef("pk"), state=SessionState.SET)
                .order_by("-id")
                .values("starts_at")[:1]
            ),
            signing_id=_first(Agreement.objects, state=AgreementState.SIGNING),
            points_id=_first(SettledPoints.objects, state=PointsState.SIGNING),
            points_asked=Exists(
                SettledPoints.objects.filter(mediation=OuterRef("pk"), state=PointsState.SIGNING, parties=mine)
            ),
            points_signed=Exists(
                Signature.objects.filter(
                    points__mediation=OuterRef("pk"), points__state=PointsState.SIGNING, party=mine
                )
            ),
            extension_id=_first(Extension.objects, state=ExtensionState.ASKED),
            extension_answered=Exists(
                ExtensionAnswer.objects.filter(
                    extension__mediation=OuterRef("pk"), extension__state=ExtensionState.ASKED, party=mine
                )
            ),
            address_confirmed=Exists(
                ServiceAddress.objects.filter(party=mine, superseded_at__isnull=True, confirmed_at__isnull=False)
            ),
            joined=Exists(
                Join.objects.filter(confirmation__agreement__mediation=OuterRef("pk"), party=mine).exclude(
                    confirmation__state=ConfirmationState.WITHDRAWN
                )
            ),
        )
        .order_by("-id")
        .first()
    )
    return unpacked(found, _TABLES) if found is not None else None


_OF_SESSIONS = (
    Beside("attendance", Attendance.objects.order_by("party__side", "party__order", "id"), within={"party": ("name",)}),
    Beside("choices", TimeChoice.objects.order_by("id"), within={"party": ("name",)}),
)


def sessions_of(mediation: Mediation) -> list[Session]:
    """Every sitting with who came and which time each party chose. One query."""
    rows = with_rows(Session.objects.filter(mediation=mediation).order_by("number"), _OF_SESSIONS)
    return [unpacked(row, _OF_SESSIONS) for row in rows]


def records_open(found: Situation, sessions: Sequence[Session]) -> set[int]:
    """The sittings whose record this person may read: the mediator all, a party those somebody of it came to. Nobody
    else: what was said to settle must not reach those who will decide the dispute (在线调解18; 特邀22)."""
    if found.is_mediator:
        return {each.pk for each in sessions}
    mine = found.party.pk if found.party else None
    return {each.pk for each in sessions if any(one.present and one.party_id == mine for one in each.attendance.all())}


def points_open(found: Situation) -> SettledPoints | None:
    """The newest text of undisputed facts this person may read: signed by all, it is everybody's; before that it is
    between the mediator and those who are asked to sign it (在线调解18, 22). One query."""
    seen = Q(state=PointsState.SIGNED)
    if found.is_mediator:
        seen |= Q(state=PointsState.SIGNING)
    elif found.party is not None:
        signs = SettledPoints.parties.through.objects.filter(party=found.party.pk)
        seen |= Q(state=PointsState.SIGNING, pk__in=signs.values("settledpoints"))
    rows: Any = found.mediation.points
    first: SettledPoints | None = rows.filter(seen).first()
    return first


def situation(case: Case, user: Any, today: date) -> Situation | None:
    """The newest mediation of the case as this person sees it; None when there was none."""
    who = looker(case, user, today)
    party = who.party
    mediation = _read(case, party.pk if party else None)
    if mediation is None:
        return None
    agreement = _own(mediation, party)
    made = [row for row in mediation.confirmations if agreement is not None and row.agreement_id == agreement.pk]
    confirmation = made[0] if made else None
    found, note, confirm_by = _options(case, mediation, agreement, today)
    consents = list(mediation.consents.all())
    return Situation(
        case=case,
        mediation=mediation,
        consents=consents,
        party=party,
        # The party itself always may; only for an agent its authority is looked up.
        may_decide=who.is_any(Capacity.PARTY) or (party is not None and may_dispose(case, user, today)),
        is_mediator=mediates(case, mediation, user),
        is_asked=mediation.asked_user == user.pk and not stands_in(case, user),
        is_desk=desk_in(case, user, today),
        in_person=who.is_any(Capacity.PARTY),
        is_judge=who.is_any(Capacity.JUDGE),
        agreement=agreement,
        confirmation=confirmation,
        joined=confirmation is not None and mediation.joined,
        may_name=mediation.is_open and not may_name(Route(mediation.route), sides(consents)).value,
        between=mediation.end_reason == EndReason.SELF_SETTLED and settled_between(case, mediation),
        said=any(
            party is not None
            and row.party_id == party.pk
            and row.agreement_id == (agreement.pk if agreement is not None else None)
            for row in mediation.endings.all()
        ),
        settled=_settled_names(mediation, consents),
        options=found,
        options_note=note,
        confirm_by=confirm_by,
        today=today,
    )


def _own(mediation: Any, party: Party | None) -> Agreement | None:
    """The effective agreement the viewer acts on: the newest that binds its party; for the court and the mediator the
    one that waits for a judge, else the newest."""
    rows = [row for row in mediation.agreements.all() if row.state == AgreementState.EFFECTIVE]
    if party is not None:
        mine = {row.agreement_id for row in mediation.agreeing if row.party_id == party.pk}
        rows = [row for row in rows if row.pk in mine]
    # A claimant with one agreement for each defendant goes through them one by one.
    waiting = (Outcome.NONE, Outcome.PAPER_SOUGHT) if party is not None else (Outcome.PAPER_SOUGHT,)
    return next((row for row in rows if row.outcome in waiting), rows[0] if rows else None)


def _settled_names(mediation: Any, consents: Sequence[Consent]) -> tuple[str, ...]:
    """Respondents who have agreed, where others have not."""
    void = {row.pk for row in mediation.agreements.all() if row.outcome in VOID}
    agreed = {row.party_id for row in mediation.agreeing if row.agreement_id not in void}
    rows = [row.party for row in consents if row.party.side == "respondent"]
    if not agreed or all(party.pk in agreed for party in rows):
        return ()
    return tuple(party.name for party in rows if party.pk in agreed)


def _options(
    case: Case, mediation: Mediation, agreement: Agreement | None, today: date
) -> tuple[tuple[Outcome, ...], str, date | None]:
    """What may be done with the effective agreement, and until when; the action checks the same under its lock."""
    if agreement is None or agreement.effective_on is None or agreement.outcome != Outcome.NONE:
        return (), "", None
    route = Route(mediation.route)
    if mediation.state != MediationState.AGREED and route is not Route.MEDIATION_ONLY:
        return (), "协议只解决了部分争议，已达成协议的部分由审理本案的法官依法处理。", None
    after_filing = bool(getattr(settings, "CONFIRM_AFTER_FILING", False))
    # Where confirmation is not open at all, its term is not worth a look at the calendar.
    asked = route is not Route.ENTRUSTED_AFTER_FILING or after_filing
    by = term_end("confirmation_application", agreement.effective_on, case.received_on) if asked else None
    found = options(
        route,
        cause=case.cause,
        confirm_after_filing=after_filing,
        within_term=by is not None and today <= by,
        on=case.received_on,
        subject=subject_of(agreement.subject),
    )
    return found.value, found.note, by


def may_choose(found: Situation, today: date) -> bool:
    """Whether the days of choosing together run (在线调解10)."""
    mediation = found.mediation
    if mediation.state not in (MediationState.CHOOSING, MediationState.PROPOSED) or mediation.choosing_since is None:
        return False
    return today <= term_end("choose_mediator", mediation.choosing_since, found.case.received_on)
