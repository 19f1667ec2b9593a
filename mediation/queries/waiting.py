"""What a party has to do in its mediations, for the home page: one query, whatever the number of cases."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from common.cases.access import empowered
from common.cases.models import Participation, Representation
from common.cases.queries import DeskItem
from common.cases.states import Capacity
from mediation.models import (
    Agreement,
    Confirmation,
    Consent,
    Extension,
    Join,
    Mediation,
    Session,
    SettledPoints,
    Signature,
)
from mediation.states import (
    AgreementState,
    ConfirmationState,
    ConsentState,
    ExtensionState,
    PointsState,
    SessionState,
)

# In the order in which they come in a mediation; (name of the condition, words, URL name).
_STEPS = (
    ("asks_consent", "是否同意调解", "mediation:consent"),
    ("offers_times", "选择调解时间", "mediation:mediation"),
    ("asks_extension", "是否同意延长调解期限", "mediation:mediation"),
    ("asks_signature", "签署调解协议", "mediation:sign"),
    ("asks_points", "核对并签署无争议事实", "mediation:sign_points"),
    ("asks_joining", "是否共同申请司法确认", "mediation:finish"),
)


def for_party(user: Any, own: QuerySet[Mediation], today: date) -> tuple[list[DeskItem], list[date | None]]:
    """The next thing each mediation waits for this person to do; and, from the same query, the last days of `own`,
    the mediations this person leads as a mediator."""
    party = OuterRef("case__participations__party")
    power = Representation.objects.filter(empowered(today), party=OuterRef("party"), user=user.pk)
    # What waits here only the party, or who may settle for it, can do (民诉法62第2款).
    may_settle = Q(capacity=Capacity.PARTY) | Q(capacity=Capacity.AGENT) & Exists(power)
    signed = Signature.objects.filter(party=OuterRef(party))
    agreements = Agreement.objects.filter(mediation=OuterRef("pk"), parties=party)
    rows = (
        Mediation.objects.filter(
            case__participations__in=Participation.objects.filter(may_settle, user=user.pk, until__isnull=True)
        )
        .annotate(
            asks_consent=Exists(
                Consent.objects.filter(mediation=OuterRef("pk"), party=party, state=ConsentState.ASKED)
            ),
            offers_times=Exists(Session.objects.filter(mediation=OuterRef("pk"), state=SessionState.OFFERED)),
            asks_extension=Exists(
                Extension.objects.filter(mediation=OuterRef("pk"), state=ExtensionState.ASKED).exclude(
                    answers__party=party
                )
            ),
            asks_signature=Exists(
                agreements.filter(state=AgreementState.SIGNING).exclude(Exists(signed.filter(agreement=OuterRef("pk"))))
            ),
            asks_points=Exists(
                SettledPoints.objects.filter(
                    mediation=OuterRef("pk"), parties=party, state=PointsState.SIGNING
                ).exclude(Exists(signed.filter(points=OuterRef("pk"))))
            ),
            asks_joining=Exists(
                Confirmation.objects.filter(
                    agreement__mediation=OuterRef("pk"),
                    agreement__parties=party,
                    state=ConfirmationState.JOINING,
                ).exclude(Exists(Join.objects.filter(confirmation=OuterRef("pk"), party=OuterRef(party))))
            ),
            title=F("case__title"),
            case_uid=F("case__uid"),
        )
        .filter(
            Q(ended_on__isnull=True, asks_consent=True)
            | Q(ended_on__isnull=True, offers_times=True)
            | Q(ended_on__isnull=True, asks_extension=True)
            | Q(asks_signature=True)
            | Q(asks_points=True)
            | Q(asks_joining=True)
        )
        .order_by("pk")
        .distinct()
        .values_list("pk", "due", "title", "case_uid", *(name for name, _, _ in _STEPS))[:20]
    )
    led = own.order_by().values_list("pk", "due", Value(""), Value(""), *(Value(False) for _ in _STEPS))
    found, days = [], []
    for _, due, title, uid, *asked in sorted(rows.union(led, all=True), key=lambda row: row[0]):
        if not uid:
            days.append(due)
            continue
        _, words, name = next(step for step, asks in zip(_STEPS, asked, strict=True) if asks)
        found.append(DeskItem(f"{words}：{title}", 1, reverse(name, args=[uid])))
    return found, days
