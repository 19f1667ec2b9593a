"""Where others ask a party to apply for confirmation with them."""

from __future__ import annotations

from mediation.confirmation.models import Join
from mediation.confirmation.states import ConfirmationState
from mediation.course.queries.waiting import left
from mediation.texts.models import Agreement


def to_join(mine: set[int]) -> dict[str, set[int]]:
    """{step: mediations that wait for it}."""
    bound = Agreement.parties.through.objects.filter(party__in=mine)
    joining = bound.filter(agreement__confirmations__state=ConfirmationState.JOINING)
    joined = Join.objects.filter(party__in=mine, confirmation__state=ConfirmationState.JOINING)
    return {
        "asks_joining": left(
            joining.values_list("agreement__mediation", "agreement__confirmations", "party"),
            joined.values_list("confirmation_id", "party_id"),
        ),
    }
