"""Where a mediation stands for the person who looks, and what they may do now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

from common.cases.access import Looker, lacks_guardian, looker, may_dispose, stands_in
from common.cases.models import Case, LeftOut, Party
from common.cases.states import Capacity, Disposal
from common.delivery.models import ServiceAddress
from common.law import clock
from common.law.regimes import Route
from common.people.models import Anyone
from mediation.course.access import desk_in, mediates
from mediation.course.models import Consent, Extension, Mediation, Proposal, Session
from mediation.course.queries.course import appraisals, latest, sides, term_end
from mediation.course.queries.course import consents as consents_of
from mediation.course.queries.finding import open_proposal
from mediation.course.rules import may_name
from mediation.course.states import ExtensionState, MediationState, ProposalState, SessionState


def _unproved(party: Party | None, user: Anyone, today: date) -> bool:
    return party is not None and (party.guardian_unproved or lacks_guardian(party, today, user))


@dataclass(frozen=True)
class Situation:
    """Everything a page or panel asks about the course of one mediation for one viewer. What only some pages show is
    asked for there: a property reads it once. A wing above adds what it knows in a class of its own."""

    case: Case
    mediation: Mediation
    consents: Sequence[Consent]
    viewer: Anyone
    who: Looker
    may_decide: bool
    is_mediator: bool
    is_desk: bool
    may_name: bool  # whether a mediator may be asked now
    today: date

    @classmethod
    def of(cls, case: Case, user: Anyone, today: date) -> Self | None:
        """The newest mediation of the case as this person sees it; None when there was none."""
        mediation = latest(case)
        if mediation is None:
            return None
        who = looker(case, user, today)
        consents = consents_of(mediation)
        return cls(
            case=case,
            mediation=mediation,
            consents=consents,
            viewer=user,
            who=who,
            # The party itself always may, and a guardian once proved; only for an agent, also one at the window, its
            # powers are looked up.
            may_decide=(who.is_any(Capacity.PARTY) and not who.window and not _unproved(who.party, user, today))
            or (who.party is not None and may_dispose(case, user, Disposal.SETTLE, today)),
            is_mediator=mediates(case, mediation, user),
            is_desk=desk_in(case, user, today),
            may_name=mediation.is_open and not may_name(Route(mediation.route), sides(consents)).value,
            today=today,
        )

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
    def needs_mediator(self) -> bool:
        """Whether the desk may name one: none has taken it yet, or theirs has left the roster."""
        mediator = self.mediation.mediator
        left = mediator is not None and not mediator.serves(self.today)
        return self.may_name and (self.mediation.state != MediationState.RUNNING or left)

    @property
    def before_suit(self) -> bool:
        return self.route is not Route.ENTRUSTED_AFTER_FILING

    @property
    def may_record_appraisal(self) -> bool:
        """The mediator or the desk, while the period of a mediation before suit runs (在线调解26)."""
        may = self.is_mediator or self.is_desk
        return may and self.before_suit and self.mediation.state == MediationState.RUNNING

    @cached_property
    def appraisals(self) -> Sequence[LeftOut]:
        """The days that are not counted in the period."""
        if not self.before_suit or self.mediation.accepted_on is None:
            return []
        return list(appraisals(self.case).filter(removed_on=None))

    # --- What may wait for somebody

    @cached_property
    def proposal(self) -> Proposal | None:
        """The mediator who was asked, until they and the parties have answered."""
        return open_proposal(self.mediation) if self.mediation.state == MediationState.PROPOSED else None

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
        return row is not None and row.state == ProposalState.DISCLOSED and not self.answered(row.answers)

    @cached_property
    def _coming(self) -> Sequence[Session]:
        """The sittings that are offered or set, the newest first."""
        return list(self.mediation.sessions.filter(state__in=(SessionState.OFFERED, SessionState.SET)).order_by("-id"))

    @property
    def offered(self) -> Session | None:
        """The sitting for which times are offered."""
        return next((row for row in self._coming if row.state == SessionState.OFFERED), None)

    @property
    def times_wait(self) -> bool:
        return self.offered is not None and not self.answered(self.offered.choices)

    @property
    def pick_by(self) -> date | None:
        """Until when a time is chosen: the day of the last one offered that is not over."""
        days = [clock.moment(each).date() for each in self.offered.times] if self.offered is not None else []
        return max((day for day in days if day >= self.today), default=None)

    @property
    def next_at(self) -> datetime | None:
        """When one sits next; no time is kept once a mediation is over."""
        if not self.mediation.is_open:
            return None
        return next((row.starts_at for row in self._coming if row.state == SessionState.SET), None)

    @cached_property
    def extension(self) -> Extension | None:
        """The longer term somebody asked for."""
        return self.mediation.extensions.filter(state=ExtensionState.ASKED).first()

    @property
    def extension_waits(self) -> bool:
        return self.extension is not None and not self.answered(self.extension.answers)

    @property
    def address_confirmed(self) -> bool:
        rows = ServiceAddress.objects.filter(party=self.party, superseded_at=None, confirmed_at__isnull=False)
        return self.party is not None and rows.exists()

    def answered(self, rows: Any) -> bool:
        """Whether the viewer's party is among these rows."""
        return self.party is not None and rows.filter(party=self.party.pk).exists()


def may_choose(found: Situation, today: date) -> bool:
    """Whether the days of choosing together run (在线调解10)."""
    mediation = found.mediation
    if mediation.state not in (MediationState.CHOOSING, MediationState.PROPOSED) or mediation.choosing_since is None:
        return False
    return today <= term_end("choose_mediator", mediation.choosing_since, found.case.received_on)
