"""Where a mediation stands for the person who looks, and what they may do now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q

from common.cases.access import Looker, looker, may_dispose, stands_in
from common.cases.models import Case, Party
from common.cases.states import Capacity
from common.delivery.models import ServiceAddress
from common.law.regimes import Route
from mediation.access import desk_in, mediates
from mediation.models import (
    Agreement,
    Attendance,
    Confirmation,
    Consent,
    Extension,
    Mediation,
    Proposal,
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

from .course import consents as consents_of
from .course import latest, open_proposal, sides, term_end
from .settling import settled_between


@dataclass(frozen=True)
class Situation:
    """Everything a page or panel asks about one mediation for one viewer. What only some pages show is asked for there:
    a property reads it once."""

    case: Case
    mediation: Mediation
    consents: Sequence[Consent]
    agreements: Sequence[Agreement]  # the newest first
    binds: Mapping[int, frozenset[int]]  # agreement -> the parties who sign it
    viewer: Any
    who: Looker
    may_decide: bool
    is_mediator: bool
    is_desk: bool
    agreement: Agreement | None  # the viewer's own where there are several
    confirmation: Confirmation | None
    may_name: bool  # whether a mediator may be asked now
    between: bool  # settled without an agreement, to be closed on the claimants' word
    settled: tuple[str, ...]  # respondents against whom nothing is open while something is against others
    options: tuple[Outcome, ...]
    options_note: str
    confirm_by: date | None  # the last day to apply for confirmation, where it is open
    today: date

    @property
    def party(self) -> Party | None:
        return self.who.party

    @property
    def in_person(self) -> bool:
        """The party itself stands here, not an agent."""
        return self.who.is_any(Capacity.PARTY)

    @property
    def is_judge(self) -> bool:
        return self.who.is_any(Capacity.JUDGE)

    @property
    def mine(self) -> Consent | None:
        """The viewer's own party's answer."""
        return next((row for row in self.consents if self.party and row.party_id == self.party.pk), None)

    @property
    def side(self) -> str:
        return self.party.side if self.party is not None else ""

    @property
    def route(self) -> Route:
        return Route(self.mediation.route)

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
    def may_sign(self) -> bool:
        """Who divorces signs in person (解释147第2款)."""
        return self.may_decide and (self.in_person or not is_divorce(self.case.cause))

    @property
    def needs_mediator(self) -> bool:
        """Whether the desk may name one: none has taken it yet, or theirs has left the roster."""
        mediator = self.mediation.mediator
        left = mediator is not None and not mediator.serves(self.today)
        return self.may_name and (self.mediation.state != MediationState.RUNNING or left)

    # --- What may wait for somebody

    @cached_property
    def proposal(self) -> Proposal | None:
        """The mediator who was asked, until they and the parties have answered."""
        return open_proposal(self.mediation)

    @property
    def is_asked(self) -> bool:
        row = self.proposal
        return row is not None and row.mediator.user_id == self.viewer.pk and not stands_in(self.case, self.viewer)

    @property
    def answer_waits(self) -> bool:
        """The viewer is the mediator who was asked, and has said nothing yet."""
        return self.is_asked and self.proposal is not None and self.proposal.state == ProposalState.PROPOSED

    @property
    def disclosure_waits(self) -> bool:
        """What the mediator disclosed waits for the viewer's party."""
        row = self.proposal
        return row is not None and row.state == ProposalState.DISCLOSED and not self._answered(row.answers)

    @cached_property
    def offered(self) -> Session | None:
        """The sitting for which times are offered."""
        return self.mediation.sessions.filter(state=SessionState.OFFERED).order_by("-id").first()

    @property
    def times_wait(self) -> bool:
        return self.offered is not None and not self._answered(self.offered.choices)

    @property
    def next_at(self) -> datetime | None:
        """When one sits next."""
        rows = self.mediation.sessions.filter(state=SessionState.SET).order_by("-id")
        return rows.values_list("starts_at", flat=True).first()

    @cached_property
    def extension(self) -> Extension | None:
        """The longer term somebody asked for."""
        return self.mediation.extensions.filter(state=ExtensionState.ASKED).first()

    @property
    def extension_waits(self) -> bool:
        return self.extension is not None and not self._answered(self.extension.answers)

    @property
    def signing(self) -> Agreement | None:
        """The agreement that is out to be signed."""
        return next((row for row in self.agreements if row.state == AgreementState.SIGNING), None)

    @property
    def agreement_waits(self) -> bool:
        """The agreement binds the viewer's party and lacks its signature."""
        row = self.signing
        return row is not None and self.party is not None and self.party.pk in self.binds[row.pk] and not self.signed

    @property
    def signed(self) -> bool:
        row = self.signing
        return row is not None and self._answered(row.signatures)

    @cached_property
    def points(self) -> SettledPoints | None:
        """The undisputed facts that are out to be signed."""
        return self.mediation.points.filter(state=PointsState.SIGNING).first()

    @property
    def points_wait(self) -> bool:
        row = self.points
        if row is None or self.party is None:
            return False
        return row.parties.filter(pk=self.party.pk).exists() and not self._answered(row.signatures)

    @property
    def address_confirmed(self) -> bool:
        rows = ServiceAddress.objects.filter(party=self.party, superseded_at=None, confirmed_at__isnull=False)
        return self.party is not None and rows.exists()

    @cached_property
    def joined(self) -> bool:
        """The viewer's party is among those who apply for confirmation."""
        return self.confirmation is not None and self._answered(self.confirmation.joins)

    @cached_property
    def said(self) -> bool:
        """The viewer's party has given its word that it is done with."""
        return self._answered(self.mediation.endings.filter(agreement=self.agreement))

    def _answered(self, rows: Any) -> bool:
        """Whether the viewer's party is among these."""
        return self.party is not None and rows.filter(party=self.party.pk).exists()


def sessions_of(mediation: Mediation) -> list[Session]:
    """Every sitting with who came and which time each party chose."""
    came = Attendance.objects.select_related("party").order_by("party__side", "party__order", "id")
    chose = TimeChoice.objects.select_related("party").order_by("id")
    rows = mediation.sessions.prefetch_related(Prefetch("attendance", came), Prefetch("choices", chose))
    return list(rows.order_by("number"))


def signers(found: Situation) -> Counter[int]:
    """Agreement -> how many have signed it."""
    if not found.agreements:
        return Counter()
    rows = Signature.objects.filter(agreement__mediation=found.mediation).order_by()
    return Counter(rows.values_list("agreement_id", flat=True))


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
    mediation = latest(case)
    if mediation is None:
        return None
    who = looker(case, user, today)
    agreements = list(mediation.agreements.all())
    binds = _binds(agreements)
    agreement = _own(agreements, binds, who.party)
    confirmation = None
    if agreement is not None:
        made = agreement.confirmations.exclude(state=ConfirmationState.WITHDRAWN)
        confirmation = made.order_by("-id").first()
    found, note, confirm_by = _options(case, mediation, agreement, today)
    consents = consents_of(mediation)
    return Situation(
        case=case,
        mediation=mediation,
        consents=consents,
        agreements=agreements,
        binds=binds,
        viewer=user,
        who=who,
        # The party itself always may; only for an agent its authority is looked up.
        may_decide=who.is_any(Capacity.PARTY) or (who.party is not None and may_dispose(case, user, today)),
        is_mediator=mediates(case, mediation, user),
        is_desk=desk_in(case, user, today),
        agreement=agreement,
        confirmation=confirmation,
        may_name=mediation.is_open and not may_name(Route(mediation.route), sides(consents)).value,
        between=mediation.end_reason == EndReason.SELF_SETTLED and settled_between(case, mediation),
        settled=_settled_names(agreements, binds, consents),
        options=found,
        options_note=note,
        confirm_by=confirm_by,
        today=today,
    )


def _binds(agreements: Sequence[Agreement]) -> dict[int, frozenset[int]]:
    """Agreement -> the parties who sign it."""
    if not agreements:
        return {}
    rows = Agreement.parties.through.objects.filter(agreement__in=agreements).order_by()
    pairs = list(rows.values_list("agreement_id", "party_id"))
    return {each.pk: frozenset(party for agreement, party in pairs if agreement == each.pk) for each in agreements}


def _own(agreements: Sequence[Agreement], binds: Mapping[int, frozenset[int]], party: Party | None) -> Agreement | None:
    """The effective agreement the viewer acts on: the newest that binds its party; for the court and the mediator the
    one that waits for a judge, else the newest."""
    rows = [row for row in agreements if row.state == AgreementState.EFFECTIVE]
    if party is not None:
        rows = [row for row in rows if party.pk in binds[row.pk]]
    # A claimant with one agreement for each defendant goes through them one by one.
    waiting = (Outcome.NONE, Outcome.PAPER_SOUGHT) if party is not None else (Outcome.PAPER_SOUGHT,)
    return next((row for row in rows if row.outcome in waiting), rows[0] if rows else None)


def _settled_names(
    agreements: Sequence[Agreement], binds: Mapping[int, frozenset[int]], consents: Sequence[Consent]
) -> tuple[str, ...]:
    """Respondents who have agreed, where others have not."""
    holds = [row for row in agreements if row.state == AgreementState.EFFECTIVE and row.outcome not in VOID]
    agreed = {party for row in holds for party in binds[row.pk]}
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
