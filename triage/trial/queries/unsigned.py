"""Who had signed for a 调解书 that took no effect, and who did not (民诉法102; 解释149)."""

from __future__ import annotations

from common.cases.models import Event
from common.delivery.events import Refused
from common.delivery.models import Service
from common.delivery.states import ServiceState
from common.law.papers import PaperKind
from triage.trial.events import Closed


def signed_before(reopened: Event) -> set[int]:
    """The parties that had signed for the 调解书 that ended nothing, by the event of the trial that goes on."""
    rows = Service.objects.filter(case=reopened.case_id, kind=PaperKind.MEDIATION_PAPER).order_by("pk")
    newest = dict(rows.values_list("party_id", "state"))
    return {pk for pk, state in newest.items() if state == ServiceState.SERVED}


def not_signing(reopened: Event) -> set[int]:
    """The party that said since the case was closed that it does not sign; nobody whom it did not reach."""
    events = Event.objects.filter(case=reopened.case_id, seq__lt=reopened.seq)
    closed = events.filter(kind=Closed.kind).order_by("-seq").values_list("seq", flat=True).first() or 0
    said = events.filter(kind=Refused.kind, seq__gt=closed, payload__unreached=False)
    return set(said.values_list("payload__party_id", flat=True))
