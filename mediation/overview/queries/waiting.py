"""What a party has to do in its mediations, for the home page: as many queries for one case as for many."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from common.cases.access import empowered
from common.cases.models import Participation, Representation
from common.cases.queries import DeskItem
from common.cases.states import Capacity, Disposal
from common.people.models import User
from common.web.wording import day_words
from mediation.confirmation.queries.waiting import to_join
from mediation.course.models import Extension, Mediation
from mediation.course.queries.waiting import once_begun, while_open
from mediation.course.states import ConsentState, ExtensionState
from mediation.outcome.queries.waiting import to_end
from mediation.texts.models import Agreement
from mediation.texts.queries import to_receive
from mediation.texts.queries.waiting import to_sign
from mediation.texts.states import AgreementState

MOST = 20  # lines of a home page
# In the order in which they come in a mediation; (name of the condition, words, URL name).
_STEPS = (
    ("asks_consent", "是否同意调解", "mediation:consent"),
    ("asks_disclosure", "答复调解员披露的情况", "mediation:disclosure"),
    ("offers_times", "选择调解时间", "mediation:pick"),
    ("asks_extension", "是否同意延长调解期限", "mediation:extension"),
    ("asks_signature", "签署调解协议", "mediation:sign"),
    ("asks_points", "核对并签署无争议事实", "mediation:sign_points"),
    ("asks_payment", "登记付款有没有到账", "mediation:received"),
    ("asks_joining", "是否共同申请司法确认", "mediation:finish"),
    ("asks_end", "选择怎样了结", "mediation:finish"),
)
_ENDS_WITH_PERIOD = ("mediation:extension", "mediation:sign")


def for_party(user: User, today: date) -> list[DeskItem]:
    """The next thing each mediation waits for this person to do, for every party they may settle for."""
    power = Representation.objects.filter(empowered(today, Disposal.SETTLE), party=OuterRef("party"), user=user.pk)
    # What waits here only the party, or who may settle for it, can do (民诉法62第2款).
    may_settle = Q(capacity=Capacity.PARTY) | Q(capacity=Capacity.AGENT) & Exists(power)
    rows = Participation.objects.filter(may_settle, user=user.pk, until__isnull=True, party__isnull=False).order_by()
    mine: set[int] = set(rows.values_list("party_id", flat=True))
    if not mine:
        return []
    found = Mediation.objects.filter(case__parties__in=mine).select_related("case").order_by("pk").distinct()
    found = found.only("ended_on", "accepted_on", "due", "case__uid", "case__title")
    mediations = {row.pk: row for row in found}
    open_now = [pk for pk, row in mediations.items() if row.ended_on is None]
    asks = while_open(open_now, mine) if open_now else {}
    if begun := [pk for pk in open_now if mediations[pk].accepted_on is not None]:
        asks |= once_begun(begun, mine)
    if any(row.accepted_on for row in mediations.values()):  # nothing is signed before somebody mediated
        asks |= to_sign(mine) | to_join(mine) | to_end(mine)
        asks["asks_payment"] = to_receive(mine, today)
    items = []
    for pk, row in mediations.items():
        step = next(((words, name) for key, words, name in _STEPS if pk in asks.get(key, ())), None)
        if step is not None:
            # Only what ends with the period has its day: who may still sign afterwards is not hurried.
            bound = row.due is not None and row.ended_on is None and step[1] in _ENDS_WITH_PERIOD
            hint = f"最后一天：{day_words(row.due, today=today)}" if bound and row.due else ""
            items.append(DeskItem(f"{step[0]}：{row.case.title}", 1, reverse(step[1], args=[row.case.uid]), hint=hint))
    return items[:MOST]


def awaited(case_id: int) -> dict[int, str]:
    """{party: what it has to do before the period of the open mediation is over}: sign the agreement, or answer about a
    longer period. Two queries, four where something waits."""
    found: dict[int, str] = {}
    asked = Extension.objects.filter(mediation__case=case_id, mediation__ended_on=None, state=ExtensionState.ASKED)
    for row in asked.select_related("mediation"):
        given = row.mediation.consents.filter(state=ConsentState.GIVEN).values_list("party_id", flat=True)
        said = set(row.answers.values_list("party_id", flat=True))
        found |= dict.fromkeys(sorted(set(given) - said), "答复是否同意延长调解期限")
    texts = Agreement.objects.filter(
        mediation__case=case_id, mediation__ended_on=None, state=AgreementState.SIGNING
    ).prefetch_related("parties", "signatures")
    for text in texts:
        signed = {each.party_id for each in text.signatures.all()}
        found |= dict.fromkeys(sorted({each.pk for each in text.parties.all()} - signed), "看清并签署调解协议")
    return found
