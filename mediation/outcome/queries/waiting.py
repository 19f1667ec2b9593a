"""Agreements that end a suit once the parties say how."""

from __future__ import annotations

from common.cases.states import ENDED
from mediation.course.states import MediationState
from mediation.texts.models import Agreement
from mediation.texts.states import AgreementState, Outcome


def to_end(mine: set[int]) -> dict[str, set[int]]:
    """{step: mediations that wait for it}. Before a suit an agreement is the end itself (在线调解20)."""
    bound = Agreement.parties.through.objects.filter(
        party__in=mine,
        agreement__state=AgreementState.EFFECTIVE,
        agreement__outcome=Outcome.NONE,
        agreement__mediation__state=MediationState.AGREED,
        agreement__mediation__case__registered_on__isnull=False,
    )
    bound = bound.exclude(agreement__mediation__case__stage__in=[stage.value for stage in ENDED])
    return {"asks_end": set(bound.order_by().values_list("agreement__mediation", flat=True))}
