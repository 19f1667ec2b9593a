"""Reads of settling: the final fee, the settlement that holds, who has paid what."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Sum

from common.cases.models import Case
from common.cases.queries import Offer, Row
from common.law.articles import Finding, art
from common.law.money import yuan
from fees.charging.queries import claim_amounts
from fees.money.access import is_finance
from fees.money.models import Refund
from fees.money.queries import standings
from fees.money.states import NoticeKind, NoticeState, RefundState
from fees.settling import rules
from fees.settling.models import Settlement


def totals(case: Case) -> tuple[int, int]:
    """(paid towards the fee and still there, relieved) over the case's notices, in fen."""
    relieved = case.fee_notices.order_by().aggregate(sum=Sum("relieved"))["sum"] or 0
    return sum(money.applied for money in standings(case.fee_notices.all()).values()), relieved


def borne(case: Case) -> Counter[int]:
    """Party id -> fen of the fee that the court holds of it today."""
    found: Counter[int] = Counter()
    notices = list(case.fee_notices.order_by("pk"))
    money = standings(notices)
    for notice in notices:
        found[notice.party_id] += money[notice.pk].applied
    return +found


def returned_before(settlement: Settlement) -> int:
    """Fen that went back, or are to, without this settlement: paid twice, too late, before a relief."""
    rows = Refund.objects.filter(case=settlement.case_id).exclude(state=RefundState.VOID).order_by()
    return rows.exclude(settlement=settlement).aggregate(sum=Sum("amount"))["sum"] or 0


def settlement_of(case: Case) -> Settlement | None:
    return case.settlements.filter(undone_on__isnull=True).order_by("-pk").first()


def final_of(case: Case, way: str, day: date) -> Finding[rules.Final]:
    """The final fee of the case by the way it closed."""
    paid, relieved = totals(case)
    rows = case.fee_notices.exclude(kind=NoticeKind.FINAL).order_by()
    asked = list(rows.values_list("kind", "state", "amount"))
    return rules.final_fee(
        way,
        cause=case.cause,
        amount=case.amount,
        claims=claim_amounts(case),
        procedure=case.procedure,
        paid=paid,
        relieved=relieved,
        noticed=bool(asked),
        asked=sum(amount for _, state, amount in asked if state != NoticeState.CANCELLED),
        supplement_unpaid=any(
            kind == NoticeKind.SUPPLEMENT and state == NoticeState.LAPSED for kind, state, _ in asked
        ),
        settled=way == "other" and case.claims.filter(state="settled").exists(),
        day=day,
    )


def rows(settlement: Settlement | None) -> list[Row]:
    """What the case page says of the settlement."""
    if settlement is None or not (settlement.final or settlement.refund):
        return []
    return [Row("结算", f"案件受理费 {yuan(settlement.final)} 元，应退 {yuan(settlement.refund)} 元")]


def offers(case: Case, settlement: Settlement | None, user: Any, today: date) -> list[Offer]:
    """What the case page offers to the finance office."""
    if not is_finance(case, user, today) or settlement is None or not settlement.final:
        return []
    return [Offer("登记诉讼费用负担", "fees:apportion", (case.uid,), articles=[art("收费办法", 29)])]
