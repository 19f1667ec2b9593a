"""What a party has to do while its mediations go on: as many queries for one as for many."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mediation.course.models import (
    Consent,
    Extension,
    ExtensionAnswer,
    Proposal,
    ProposalAnswer,
    Session,
    TimeChoice,
)
from mediation.course.states import ConsentState, ExtensionState, ProposalState, SessionState


def while_open(mediations: list[int], mine: set[int]) -> dict[str, set[int]]:
    """{step: mediations that wait for it}, of those that go on."""
    asked = Consent.objects.filter(mediation__in=mediations, party__in=mine, state=ConsentState.ASKED)
    told = Proposal.objects.filter(mediation__in=mediations, state=ProposalState.DISCLOSED)
    agreed = told.filter(mediation__consents__party__in=mine, mediation__consents__state=ConsentState.GIVEN)
    said = ProposalAnswer.objects.filter(proposal__state=ProposalState.DISCLOSED, party__in=mine)
    return {
        "asks_consent": set(asked.order_by().values_list("mediation_id", flat=True)),
        "asks_disclosure": left(
            agreed.values_list("mediation_id", "pk", "mediation__consents__party"),
            said.values_list("proposal_id", "party_id"),
        ),
    }


def once_begun(mediations: list[int], mine: set[int]) -> dict[str, set[int]]:
    """{step: mediations that wait for it}, of those that go on and have had a mediator."""
    times = Session.objects.filter(mediation__in=mediations, state=SessionState.OFFERED)
    times = times.filter(mediation__consents__party__in=mine, mediation__consents__state=ConsentState.GIVEN)
    chosen = TimeChoice.objects.filter(session__state=SessionState.OFFERED, party__in=mine)
    longer = Extension.objects.filter(
        mediation__in=mediations, state=ExtensionState.ASKED, mediation__case__parties__in=mine
    )
    said = ExtensionAnswer.objects.filter(extension__state=ExtensionState.ASKED, party__in=mine)
    return {
        "offers_times": left(
            times.values_list("mediation_id", "pk", "mediation__consents__party"),
            chosen.values_list("session_id", "party_id"),
        ),
        "asks_extension": left(
            longer.values_list("mediation_id", "pk", "mediation__case__parties"),
            said.values_list("extension_id", "party_id"),
        ),
    }


def left(asked: QuerySet[Any, Any], said: QuerySet[Any, Any]) -> set[int]:
    """The mediations in which a party was asked and has not said its word; asked: (mediation, what, party), said:
    (what, party), which is read only when somebody was asked."""
    rows = list(asked.order_by())
    done = set(said.order_by()) if rows else set()
    return {mediation for mediation, what, party in rows if (what, party) not in done}
