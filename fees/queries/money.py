"""Where the money is, by the ledger. Whatever keeps, asks or gives back reads it here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import Sum

from common.cases.models import Case
from fees.models import FeeNotice, LedgerEntry, Refund, Settlement
from fees.rules import Standing, standing
from fees.states import EntryKind, RefundState


def standings(notices: Iterable[FeeNotice]) -> dict[int, Standing]:
    """Notice id -> where its money stands, also of a notice without any. One query over the ledger."""
    lines = LedgerEntry.objects.filter(notice__in=notices).order_by("notice_id", "kind").values("notice_id", "kind")
    sums: dict[int, dict[EntryKind, int]] = defaultdict(dict)
    for line in lines.annotate(sum=Sum("amount")):
        sums[line["notice_id"]][EntryKind(line["kind"])] = line["sum"]
    return defaultdict(Standing, {pk: standing(of) for pk, of in sums.items()})


def standing_of(notice: FeeNotice) -> Standing:
    return standings([notice])[notice.pk]


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


def bench_receivable(case: Case) -> int:
    """Receivable by the ledger, in fen: nothing when everything asked was paid, relieved or cancelled."""
    rows = LedgerEntry.objects.filter(case=case).order_by()
    debit = rows.filter(debit="receivable").aggregate(sum=Sum("amount"))["sum"] or 0
    credit = rows.filter(credit="receivable").aggregate(sum=Sum("amount"))["sum"] or 0
    return debit - credit
