"""Where the texts of a mediation stand for the person who looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from common.law.mediability import is_divorce
from mediation.course.queries.situation import Situation as CourseSituation
from mediation.texts.models import Agreement, SettledPoints
from mediation.texts.queries.hands import without_hand
from mediation.texts.states import AgreementState, PointsState


class Situation(CourseSituation):
    """The course, and what is out to be signed."""

    @cached_property
    def agreements(self) -> Sequence[Agreement]:
        """The newest first; none before somebody mediated."""
        if self.mediation.accepted_on is None:
            return []
        return list(self.mediation.agreements.all())

    @cached_property
    def binds(self) -> Mapping[int, frozenset[int]]:
        """Agreement -> the parties who sign it."""
        if not self.agreements:
            return {}
        rows = Agreement.parties.through.objects.filter(agreement__in=self.agreements).order_by()
        pairs = list(rows.values_list("agreement_id", "party_id"))
        return {
            each.pk: frozenset(party for agreement, party in pairs if agreement == each.pk) for each in self.agreements
        }

    @property
    def may_sign(self) -> bool:
        """Who divorces signs in person (解释147第2款)."""
        return self.may_decide and (self.in_person or not is_divorce(self.case.cause))

    @property
    def signing(self) -> Agreement | None:
        """The agreement that is out to be signed."""
        return next((row for row in self.agreements if row.state == AgreementState.SIGNING), None)

    @cached_property
    def unsigned(self) -> Agreement | None:
        """The agreement in effect by the parties' signatures that waits for the mediator's hand."""
        effective = any(row.state == AgreementState.EFFECTIVE for row in self.agreements)
        return without_hand().filter(mediation=self.mediation).first() if effective else None

    @property
    def agreement_waits(self) -> bool:
        """The agreement binds the viewer's party and lacks its signature."""
        row = self.signing
        return row is not None and self.party is not None and self.party.pk in self.binds[row.pk] and not self.signed

    @property
    def signed(self) -> bool:
        row = self.signing
        return row is not None and self.answered(row.signatures)

    @cached_property
    def objected(self) -> bool:
        """The viewer's party has said what it does not agree to in the text that is out: the mediator is to act now."""
        row = self.signing
        return row is not None and self.party is not None and row.objections.filter(party=self.party).exists()

    @cached_property
    def points(self) -> SettledPoints | None:
        """The undisputed facts that are out to be signed."""
        if self.mediation.accepted_on is None:
            return None
        return self.mediation.points.filter(state=PointsState.SIGNING).first()

    @property
    def points_wait(self) -> bool:
        row = self.points
        if row is None or self.party is None:
            return False
        return row.parties.filter(pk=self.party.pk).exists() and not self.answered(row.signatures)
