"""What the ledger itself says, counted by no rule of the house."""

from __future__ import annotations

from django.db.models import Sum

from common.cases.models import Case
from fees.money.models import LedgerEntry


def receivable_by_ledger(case: Case) -> int:
    """Receivable by the ledger, in fen: nothing when everything asked was paid, relieved or cancelled."""
    rows = LedgerEntry.objects.filter(case=case).order_by()
    debit = rows.filter(debit="receivable").aggregate(sum=Sum("amount"))["sum"] or 0
    credit = rows.filter(credit="receivable").aggregate(sum=Sum("amount"))["sum"] or 0
    return debit - credit
