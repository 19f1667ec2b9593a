"""The text that is drafted or signed, and who may read it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Q

from common.web.wording import day_words
from mediation.course.models import Mediation
from mediation.texts.events import AgreementRecalled
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


def gone(found: Situation, what: str) -> str:
    """Why there is nothing to sign any more of what this person was asked for, as their page says it; nothing where
    they were never asked. Two queries at most."""
    mine = [row for row in found.agreements if found.party is None or found.party.pk in found.binds[row.pk]]
    row = next((each for each in mine if each.state != AgreementState.DRAFT), None)
    if what != "agreement" or row is None:
        return ""
    if row.state == AgreementState.EFFECTIVE:
        return "各方都已签名，协议已经生效，不用再签名。"
    recalled = found.case.events.filter(kind=AgreementRecalled.kind, payload__agreement_id=row.pk).order_by("-pk")
    event = recalled.select_related("actor").first()
    if event is None or not found.mediation.is_open:
        return "调解已经结束，这份协议没有签完，不再签名。"
    who = event.actor.name if event.actor else ""
    return (
        f"这一稿协议已由调解员{who}在 {day_words(event.day, today=found.today)}收回修改，现在不用签名，签过的也不算。"
        "改好以后会再送给您看，和这一稿不同的地方会标出来。"
    )


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
