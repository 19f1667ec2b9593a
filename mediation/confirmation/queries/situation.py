"""Where the confirmation of an agreement stands for the person who looks: all that is known of a mediation."""

from __future__ import annotations

from functools import cached_property

from mediation.confirmation.models import Confirmation
from mediation.confirmation.states import ConfirmationState
from mediation.outcome.queries.situation import Situation as OutcomeSituation


class Situation(OutcomeSituation):
    """The course, its texts and what becomes of them, and the confirmation of the viewer's agreement."""

    @cached_property
    def confirmation(self) -> Confirmation | None:
        """The application for the viewer's agreement, unless it was withdrawn."""
        if self.agreement is None:
            return None
        made = self.agreement.confirmations.exclude(state=ConfirmationState.WITHDRAWN)
        return made.order_by("-id").first()

    @cached_property
    def joined(self) -> bool:
        """The viewer's party is among those who apply for confirmation."""
        return self.confirmation is not None and self.answered(self.confirmation.joins)

    @property
    def resumable(self) -> bool:
        """Whether a party may ask to settle anew (民诉法206), as `may_resume` says."""
        case = self.case
        return case.closing == "unconfirmed" and case.registered_on is None and not self.mediation.is_open
