"""Writing lines in the ledger. Every change of money goes through here."""

from __future__ import annotations

from datetime import date

from fees.money import queries
from fees.money.models import FeeNotice, LedgerEntry, Receipt, Refund
from fees.money.states import ENTRY_ACCOUNTS, EntryKind


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


def ask_less(kind: EntryKind, *, notice: FeeNotice, amount: int, on: date) -> tuple[int, int]:
    """`amount` less is asked of the notice (a relief, a sum put right): (fen it owes less, fen that go back for it).

    Money that nobody has reacted to yet is left to its own reaction. What a settlement had given up already is not
    given up again: the line against it says so.
    """
    before = queries.standing_of(notice)
    less = max(0, before.owed - (notice.amount - notice.relieved))
    enter(kind, case_id=notice.case_id, amount=amount, on=on, notice=notice)
    enter(EntryKind.CHARGE, case_id=notice.case_id, amount=amount - less, on=on, notice=notice)
    return less, max(0, before.applied - (before.owed - less))
