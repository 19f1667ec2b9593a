"""What a party has to sign, in mediations that go on and in those that are over."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from mediation.course.queries.waiting import left
from mediation.texts.models import Agreement, Objection, SettledPoints, Signature
from mediation.texts.states import AgreementState, PointsState


def to_sign(mine: set[int]) -> dict[str, set[int]]:
    """{step: mediations that wait for it}, also of those that are over."""
    # Who said what it does not agree to waits for the mediator.
    objected = Objection.objects.filter(agreement=OuterRef("agreement"), party=OuterRef("party"))
    bound = Agreement.parties.through.objects.filter(~Exists(objected), party__in=mine)
    points = SettledPoints.parties.through.objects.filter(party__in=mine, settledpoints__state=PointsState.SIGNING)
    signed = Signature.objects.filter(party__in=mine)
    return {
        "asks_signature": left(
            bound.filter(agreement__state=AgreementState.SIGNING).values_list(
                "agreement__mediation", "agreement", "party"
            ),
            signed.filter(agreement__state=AgreementState.SIGNING).values_list("agreement_id", "party_id"),
        ),
        "asks_points": left(
            points.values_list("settledpoints__mediation", "settledpoints", "party"),
            signed.filter(points__state=PointsState.SIGNING).values_list("points_id", "party_id"),
        ),
    }
