"""Where a mediation stands for the person who looks, and what they may do now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from common.cases.access import Looker, looker, may_dispose, stands_in
from common.cases.models import Case, Party
from common.cases.states import Capacity
from common.delivery.models import ServiceAddress
from common.law.regimes import Route
from mediation.confirmation.models import Confirmation
from mediation.confirmation.states import ConfirmationState
from mediation.course.access import desk_in, mediates
from mediation.course.models import Consent, Extension, Mediation, Proposal, Session
from mediation.course.queries.course import consents as consents_of
from mediation.course.queries.course import latest, sides, term_end
from mediation.course.queries.finding import open_proposal
from mediation.course.rules import may_name
from mediation.course.states import EndReason, ExtensionState, MediationState, ProposalState, SessionState
from mediation.outcome.queries import settled_between
from mediation.outcome.queries.situation import _options, _own, _settled_names
from mediation.texts.models import Agreement, SettledPoints
from mediation.texts.queries.situation import _binds
from mediation.texts.rules import is_divorce
from mediation.texts.states import AgreementState, Outcome, PointsState


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


def may_choose(found: Situation, today: date) -> bool:
    """Whether the days of choosing together run (在线调解10)."""
    mediation = found.mediation
    if mediation.state not in (MediationState.CHOOSING, MediationState.PROPOSED) or mediation.choosing_since is None:
        return False
    return today <= term_end("choose_mediator", mediation.choosing_since, found.case.received_on)
