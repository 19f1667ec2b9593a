"""What may be done with an agreement by the person who looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings

from common.law.regimes import Route
from mediation.course.queries import term_end
from mediation.course.states import MediationState
from mediation.outcome.queries.ending import settled_between
from mediation.outcome.rules import options, subject_of
from mediation.texts.models import Agreement, AgreementItem
from mediation.texts.queries.situation import Situation as TextsSituation
from mediation.texts.states import VOID, AgreementState, Outcome


@dataclass(frozen=True)
class Choice:
    """What may be done with an agreement. `confirm_by`: the last day to apply for confirmation, where it is open."""

    options: tuple[Outcome, ...] = ()
    note: str = ""
    confirm_by: date | None = None


class Situation(TextsSituation):
    """The course and its texts, and what becomes of the agreement the viewer acts on."""

    @cached_property
    def agreement(self) -> Agreement | None:
        """The effective agreement the viewer acts on: the newest that binds its party; for the court and the mediator
        the one that waits for a judge, else the newest."""
        rows = [row for row in self.agreements if row.state == AgreementState.EFFECTIVE]
        if self.party is not None:
            rows = [row for row in rows if self.party.pk in self.binds[row.pk]]
        # A claimant with one agreement for each defendant goes through them one by one.
        waiting = (Outcome.NONE, Outcome.PAPER_SOUGHT) if self.party is not None else (Outcome.PAPER_SOUGHT,)
        return next((row for row in rows if row.outcome in waiting), rows[0] if rows else None)

    @property
    def between(self) -> bool:
        """Settled without an agreement, to be closed on the claimants' word."""
        return settled_between(self.case, self.mediation)

    @property
    def settled(self) -> tuple[str, ...]:
        """Respondents who have agreed, where others have not."""
        holds = [row for row in self.agreements if row.state == AgreementState.EFFECTIVE and row.outcome not in VOID]
        agreed = {party for row in holds for party in self.binds[row.pk]}
        rows = [row.party for row in self.consents if row.party.side == "respondent"]
        if not agreed or all(party.pk in agreed for party in rows):
            return ()
        return tuple(party.name for party in rows if party.pk in agreed)

    @cached_property
    def choice(self) -> Choice:
        """What may be done with the agreement, and until when; the action checks the same under its lock."""
        agreement, route = self.agreement, self.route
        if agreement is None or agreement.effective_on is None or agreement.outcome != Outcome.NONE:
            return Choice()
        if self.mediation.state != MediationState.AGREED and route is not Route.MEDIATION_ONLY:
            return Choice(note="协议只解决了部分争议，已达成协议的部分由审理本案的法官依法处理。")
        after_filing = bool(getattr(settings, "CONFIRM_AFTER_FILING", False))
        # Where confirmation is not open at all, its term is not worth a look at the calendar.
        asked = route is not Route.ENTRUSTED_AFTER_FILING or after_filing
        received_on = self.case.received_on
        by = term_end("confirmation_application", agreement.effective_on, received_on) if asked else None
        found = options(
            route,
            cause=self.case.cause,
            confirm_after_filing=after_filing,
            within_term=by is not None and self.today <= by,
            on=received_on,
            subject=subject_of(agreement.subject),
        )
        return Choice(found.value, found.note, by)

    @property
    def options(self) -> tuple[Outcome, ...]:
        return self.choice.options

    @property
    def options_note(self) -> str:
        return self.choice.note

    @property
    def confirm_by(self) -> date | None:
        return self.choice.confirm_by

    @cached_property
    def payments(self) -> Sequence[AgreementItem]:
        """The payments promised in the viewer's agreement, in their order; none of one that is void."""
        if self.agreement is None or self.agreement.outcome in VOID:
            return []
        rows = self.agreement.items.filter(amount__isnull=False).select_related("debtor", "creditor")
        return list(rows.order_by("due_on", "order"))

    @property
    def owed(self) -> Sequence[AgreementItem]:
        """Those of them that the viewer's party has yet to receive."""
        if self.party is None:
            return []
        return [each for each in self.payments if each.creditor_id == self.party.pk and each.kept_on is None]

    @property
    def regrettable(self) -> bool:
        """Whether a party may still go back on the agreement: no 调解书 of it has taken effect (民诉法102)."""
        return self.agreement is not None and self.agreement.outcome in (Outcome.PAPER_SOUGHT, Outcome.PAPER_MADE)

    @cached_property
    def said(self) -> bool:
        """The viewer's party has given its word that it is done with."""
        return self.answered(self.mediation.endings.filter(agreement=self.agreement))
