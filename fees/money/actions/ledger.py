"""Writing lines in the ledger. Every change of money goes through here."""

from __future__ import annotations

from datetime import date
from typing import Any

from fees.money.models import FeeNotice, LedgerEntry, Receipt, Refund
from fees.money.states import ENTRY_ACCOUNTS, SUMS, EntryKind


def enter(
    kind: EntryKind,
    *,
    case_id: int,
    amount: int,
    on: date,
    notice: FeeNotice | None = None,
    receipt: Receipt | None = None,
    refund: Refund | None = None,
) -> None:
    """One line of `amount` fen on its two accounts; nothing for nothing. The sums of `notice` are those after it."""
    _write(notice, {kind: amount}, case_id=case_id, on=on, receipt=receipt, refund=refund)


def _write(notice: FeeNotice | None, lines: dict[EntryKind, int], **values: Any) -> None:
    """Lines at once: what the database asks of a notice need not hold between them."""
    rows = []
    for kind, amount in lines.items():
        debit, credit = ENTRY_ACCOUNTS[kind]
        rows.append(LedgerEntry(notice=notice, kind=kind, debit=debit, credit=credit, amount=amount, **values))
    LedgerEntry.objects.bulk_create(row for row in rows if row.amount)
    if notice is not None:
        notice.refresh_from_db(fields=list(SUMS))


def ask_less(kind: EntryKind, *, notice: FeeNotice, amount: int, on: date, void: int = 0) -> tuple[int, int]:
    """`amount` less is asked of the notice, by a relief or because its sum is put right (CANCEL), of which `void` had
    been relieved before: (fen it owes less, fen that go back for it).

    Money that nobody has reacted to yet is left to its own reaction. What a settlement had given up already is not
    given up again: the line against it says so.
    """
    before = notice.money
    less = max(0, before.owed - (notice.amount - notice.relieved - (amount - void)))
    lines = {EntryKind.CHARGE: amount - void - less, EntryKind.RELIEF_VOID: void, kind: amount}
    _write(notice, lines, case_id=notice.case_id, on=on)
    if kind == EntryKind.CANCEL:
        notice.amount -= amount
        notice.save(update_fields=["amount"])
    return less, max(0, before.applied - (before.owed - less))
