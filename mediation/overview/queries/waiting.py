"""What a party has to do in its mediations, for the home page: as many queries for one case as for many."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from common.cases.access import empowered
from common.cases.models import Participation, Representation
from common.cases.queries import DeskItem
from common.cases.states import Capacity
from mediation.confirmation.models import Join
from mediation.confirmation.states import ConfirmationState
from mediation.course.models import Consent, Extension, ExtensionAnswer, Mediation, Session
from mediation.course.states import ConsentState, ExtensionState, SessionState
from mediation.texts.models import Agreement, SettledPoints, Signature
from mediation.texts.states import AgreementState, PointsState

MOST = 20  # lines of a home page
# In the order in which they come in a mediation; (name of the condition, words, URL name).
_STEPS = (
    ("asks_consent", "是否同意调解", "mediation:consent"),
    ("offers_times", "选择调解时间", "mediation:mediation"),
    ("asks_extension", "是否同意延长调解期限", "mediation:mediation"),
    ("asks_signature", "签署调解协议", "mediation:sign"),
    ("asks_points", "核对并签署无争议事实", "mediation:sign_points"),
    ("asks_joining", "是否共同申请司法确认", "mediation:finish"),
)


def for_party(user: Any, today: date) -> list[DeskItem]:
    """The next thing each mediation waits for this person to do, for every party they may settle for."""
    power = Representation.objects.filter(empowered(today), party=OuterRef("party"), user=user.pk)
    # What waits here only the party, or who may settle for it, can do (民诉法62第2款).
    may_settle = Q(capacity=Capacity.PARTY) | Q(capacity=Capacity.AGENT) & Exists(power)
    rows = Participation.objects.filter(may_settle, user=user.pk, until__isnull=True, party__isnull=False).order_by()
    mine: set[int] = set(rows.values_list("party_id", flat=True))
    if not mine:
        return []
    found = Mediation.objects.filter(case__parties__in=mine).select_related("case").order_by("pk").distinct()
    mediations = {row.pk: row for row in found}
    open_now = [pk for pk, row in mediations.items() if row.ended_on is None]
    asks = _while_open(open_now, mine) if open_now else {}
    if mediations:
        asks |= _to_sign(mine)
    items = []
    for pk, row in mediations.items():
        step = next(((words, name) for key, words, name in _STEPS if pk in asks.get(key, ())), None)
        if step is not None:
            items.append(DeskItem(f"{step[0]}：{row.case.title}", 1, reverse(step[1], args=[row.case.uid])))
    return items[:MOST]


def _while_open(mediations: list[int], mine: set[int]) -> dict[str, set[int]]:
    """{step: mediations that wait for it}, of those that go on."""
    asked = Consent.objects.filter(mediation__in=mediations, party__in=mine, state=ConsentState.ASKED)
    times = Session.objects.filter(mediation__in=mediations, state=SessionState.OFFERED)
    longer = Extension.objects.filter(
        mediation__in=mediations, state=ExtensionState.ASKED, mediation__case__parties__in=mine
    )
    said = ExtensionAnswer.objects.filter(extension__state=ExtensionState.ASKED, party__in=mine)
    return {
        "asks_consent": set(asked.order_by().values_list("mediation_id", flat=True)),
        "offers_times": set(times.order_by().values_list("mediation_id", flat=True)),
        "asks_extension": _left(
            longer.values_list("mediation_id", "pk", "mediation__case__parties"),
            said.values_list("extension_id", "party_id"),
        ),
    }


def _to_sign(mine: set[int]) -> dict[str, set[int]]:
    """{step: mediations that wait for it}, also of those that are over."""
    bound = Agreement.parties.through.objects.filter(party__in=mine)
    points = SettledPoints.parties.through.objects.filter(party__in=mine, settledpoints__state=PointsState.SIGNING)
    signed = Signature.objects.filter(party__in=mine)
    joining = bound.filter(agreement__confirmations__state=ConfirmationState.JOINING)
    joined = Join.objects.filter(party__in=mine, confirmation__state=ConfirmationState.JOINING)
    return {
        "asks_signature": _left(
            bound.filter(agreement__state=AgreementState.SIGNING).values_list(
                "agreement__mediation", "agreement", "party"
            ),
            signed.filter(agreement__state=AgreementState.SIGNING).values_list("agreement_id", "party_id"),
        ),
        "asks_points": _left(
            points.values_list("settledpoints__mediation", "settledpoints", "party"),
            signed.filter(points__state=PointsState.SIGNING).values_list("points_id", "party_id"),
        ),
        "asks_joining": _left(
            joining.values_list("agreement__mediation", "agreement__confirmations", "party"),
            joined.values_list("confirmation_id", "party_id"),
        ),
    }


def _left(asked: QuerySet[Any, Any], said: QuerySet[Any, Any]) -> set[int]:
    """The mediations in which a party was asked and has not said its word; asked: (mediation, what, party), said:
    (what, party), which is read only when somebody was asked."""
    rows = list(asked.order_by())
    done = set(said.order_by()) if rows else set()
    return {mediation for mediation, what, party in rows if (what, party) not in done}
