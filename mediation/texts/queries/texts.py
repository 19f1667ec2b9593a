"""The text that is drafted or signed, and who may read it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Q

from mediation.course.models import Mediation
from mediation.texts.models import Agreement, SettledPoints, Signature
from mediation.texts.queries.situation import Situation
from mediation.texts.states import AgreementState, PointsState


def open_agreement(mediation: Mediation) -> Agreement | None:
    """The text being drafted or signed."""
    return mediation.agreements.filter(state__in=[AgreementState.DRAFT, AgreementState.SIGNING]).first()


def open_points(mediation: Mediation) -> SettledPoints | None:
    return mediation.points.filter(state__in=[PointsState.DRAFT, PointsState.SIGNING]).first()


def signers(found: Situation) -> Counter[int]:
    """Agreement -> how many have signed it."""
    if not found.agreements:
        return Counter()
    rows = Signature.objects.filter(agreement__mediation=found.mediation).order_by()
    return Counter(rows.values_list("agreement_id", flat=True))


def points_open(found: Situation) -> SettledPoints | None:
    """The newest text of undisputed facts this person may read: signed by all, it is everybody's; before that it is
    between the mediator and those who are asked to sign it (在线调解18, 22). One query."""
    seen = Q(state=PointsState.SIGNED)
    if found.is_mediator:
        seen |= Q(state=PointsState.SIGNING)
    elif found.party is not None:
        signs = SettledPoints.parties.through.objects.filter(party=found.party.pk)
        seen |= Q(state=PointsState.SIGNING, pk__in=signs.values("settledpoints"))
    rows: Any = found.mediation.points
    first: SettledPoints | None = rows.filter(seen).first()
    return first
