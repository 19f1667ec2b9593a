"""Writing lines in the ledger. Every change of money goes through here."""

from __future__ import annotations

from datetime import date

from fees.models import FeeNotice, LedgerEntry, Receipt, Refund
from fees.states import ENTRY_ACCOUNTS, EntryKind


def enter(
    kind: EntryKind,
    *,
    case_id: int,
    amount: int,
    on: date,
    notice: FeeNotice | None = None,
    receipt: Receipt | None = None,
    refund: Refund | None = None,
) -> LedgerEntry | None:
    """One line of `amount` fen on its two accounts; nothing for nothing."""
    if not amount:
        return None
    debit, credit = ENTRY_ACCOUNTS[kind]
    return LedgerEntry.objects.create(
        case_id=case_id,
        notice=notice,
        receipt=receipt,
        refund=refund,
        kind=kind,
        debit=debit,
        credit=credit,
        amount=amount,
        on=on,
    )
