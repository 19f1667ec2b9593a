"""The money to the fen: what was received is kept, given back or owed back, and each row has its lines.

The lines of a case are few: they are read once for a piece of cases and summed here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When

from common.cases.states import ENDED
from fees.money.models import FeeNotice, LedgerEntry, Receipt, Refund
from fees.money.rules import standing
from fees.money.states import (
    ENTRY_ACCOUNTS,
    PAYABLE,
    Account,
    EntryKind,
    NoticeKind,
    NoticeState,
    RefundReason,
    RefundState,
    Verdict,
)
from fees.settling.models import Settlement
from yunfu_court.verifying.invariants import Fault, Invariant, Span

# The accounts of what a court has or owes can be empty, never below that.
_NEVER_NEGATIVE = {Account.CASH: 1, Account.REFUNDS: -1, Account.SUSPENSE: -1}
_STILL_ASKED = PAYABLE | {NoticeState.NOT_DUE}
_COUNTED_BACK = Q(receipt__isnull=True) | Q(receipt__verdict=Verdict.COUNTED)


def _strange_accounts(span: Span) -> Iterator[Fault]:
    usual = reduce(or_, (Q(kind=kind, debit=debit, credit=credit) for kind, (debit, credit) in ENTRY_ACCOUNTS.items()))
    rows = LedgerEntry.objects.filter(span.of()).exclude(usual).order_by("pk")
    for pk, case_id, kind, debit, credit in rows.values_list("pk", "case_id", "kind", "debit", "credit"):
        yield Fault(f"line {pk}", f"{kind} from {credit} to {debit}", case_id, {"kind": kind})


def _below_zero(span: Span) -> Iterator[Fault]:
    held: dict[int, Counter[str]] = defaultdict(Counter)
    lines = LedgerEntry.objects.filter(span.of()).order_by("pk")
    for case_id, debit, credit, amount in lines.values_list("case_id", "debit", "credit", "amount"):
        held[case_id][debit] += amount
        held[case_id][credit] -= amount
    for case_id, sums in held.items():
        for account, sign in _NEVER_NEGATIVE.items():
            if sums[account] * sign < 0:
                words = f"{account} is {sums[account] * sign}"
                yield Fault(f"ledger of case {case_id}", words, case_id, {"account": account})


def _unwritten(span: Span) -> Iterator[Fault]:
    """A receipt has exactly one line: of its amount, in its case, counted or kept in suspense."""
    counted = When(verdict=Verdict.COUNTED, then=Value(EntryKind.PAYMENT.value))
    kind = Case(counted, default=Value(EntryKind.SUSPENSE.value))
    line = LedgerEntry.objects.filter(
        receipt=OuterRef("pk"), amount=OuterRef("amount"), case=OuterRef("payment__case"), kind=OuterRef("kind")
    )
    rows = Receipt.objects.filter(span.of("payment__case")).annotate(kind=kind, lines=Count("ledger"))
    rows = rows.filter(~Exists(line) | ~Q(lines=1)).order_by("pk")
    for pk, case_id, amount in rows.values_list("pk", "payment__case_id", "amount"):
        yield Fault(f"receipt {pk}", f"has not its one line of {amount}", case_id)


def _refunds(span: Span) -> Iterator[Fault]:
    """A refund has the line by which it is owed, and the one by which it was paid or given up; two for each time the
    bank sent it back."""
    lines: dict[int, Counter[tuple[str, int]]] = defaultdict(Counter)
    kept = LedgerEntry.objects.filter(span.of(), refund__isnull=False).order_by("pk")
    for refund_id, kind, amount in kept.values_list("refund_id", "kind", "amount"):
        lines[refund_id][kind, amount] += 1
    then = {RefundState.PAID: EntryKind.REFUND_PAID, RefundState.VOID: EntryKind.REFUND_VOID}
    rows = Refund.objects.filter(span.of()).order_by("pk")
    for pk, case_id, amount, state, verdict in rows.values_list("pk", "case_id", "amount", "state", "receipt__verdict"):
        owed = EntryKind.REFUND_DUE if verdict in (None, Verdict.COUNTED) else EntryKind.SUSPENSE_BACK
        again = [EntryKind.REFUND_PAID, EntryKind.REFUND_BOUNCED] * lines[pk][EntryKind.REFUND_BOUNCED, amount]
        kinds = [owed, *again, *([then[RefundState(state)]] if state in then else [])]
        if lines[pk] != Counter((kind, amount) for kind in kinds):
            yield Fault(f"refund {pk}", f"{state}, {amount}: its lines are {_told(lines[pk])}", case_id)


def _told(lines: Counter[tuple[str, int]]) -> str:
    return ", ".join(f"{kind} {amount}" for kind, amount in lines.elements()) or "none"


def _miscounted(span: Span) -> Iterator[Fault]:
    counted = Q(payments__receipts__verdict=Verdict.COUNTED)
    came = Sum("payments__receipts__amount", filter=counted, default=0)
    rows = FeeNotice.objects.filter(span.of()).annotate(came=came).exclude(received=F("came")).order_by("pk")
    for pk, case_id, received, found in rows.values_list("pk", "case_id", "received", "came"):
        yield Fault(f"notice {pk}", f"received {received}, by its receipts {found}", case_id)


def _unsummed(span: Span) -> Iterator[Fault]:
    """What a notice says of its money is what its lines come to."""
    lines: dict[int, dict[EntryKind, int]] = defaultdict(dict)
    sums = LedgerEntry.objects.filter(span.of(), notice__isnull=False).order_by("notice_id", "kind")
    for notice_id, kind, amount in sums.values_list("notice_id", "kind").annotate(sum=Sum("amount")):
        lines[notice_id][EntryKind(kind)] = amount
    for notice in FeeNotice.objects.filter(span.of()).order_by("pk"):
        found = standing(lines[notice.pk])
        if notice.money != found:
            yield Fault(f"notice {notice.pk}", f"{notice.money}, by its lines {found}", notice.case_id)


def _asked(span: Span) -> Iterator[Fault]:
    """What a notice still asks for is its fee less relief, and of one that is paid or cancelled nothing is left. A case
    that ended asks for nothing but who bears the fee."""
    over = Q(case__stage__in=ENDED, state__in=_STILL_ASKED) & ~Q(kind=NoticeKind.FINAL)
    for notice in FeeNotice.objects.filter(span.of()).exclude(over).order_by("pk"):
        asks, money = notice.state in _STILL_ASKED, notice.money
        if (money.owed != notice.amount - money.relieved) if asks else money.left:
            words = f"{notice.state}, {notice.amount} less {money.relieved}, owed {money.owed}, left {money.left}"
            yield Fault(f"notice {notice.pk}", words, notice.case_id, {"state": notice.state})


def _unheard(span: Span, column: str) -> list[int]:
    rows = Receipt.objects.filter(span.of("payment__case"), reacted_at__isnull=True)
    return list(rows.order_by().values_list(column, flat=True))


def _given_back(span: Span) -> Iterator[Fault]:
    """No more is owed or given back than came in: over the case, and of one receipt."""
    received = _sums(Receipt.objects.filter(span.of("payment__case")), "payment__case")
    back = _sums(Refund.objects.filter(span.of()).exclude(state=RefundState.VOID), "case")
    for case_id, amount in sorted(back.items()):
        if amount > received.get(case_id, 0):
            words = f"received {received.get(case_id, 0)}, given and owed back {amount}"
            yield Fault(f"ledger of case {case_id}", words, case_id)
    more = Refund.objects.filter(span.of(), amount__gt=F("receipt__amount")).exclude(state=RefundState.VOID)
    for pk, case_id in more.order_by("pk").values_list("pk", "case_id"):
        yield Fault(f"refund {pk}", "more than the receipt it gives back", case_id)


def _kept(span: Span) -> Iterator[Fault]:
    """received = kept + given back: what a settlement says it kept is what came in less what went out. Who bears the
    fee in the end moves money between parties only (办法29); a sum the president put right came after it (办法43). What
    is to go back waits for the effect (办法53)."""
    counted = Receipt.objects.filter(span.of("payment__case"), verdict=Verdict.COUNTED)
    received = _sums(counted.exclude(payment__notice__kind=NoticeKind.FINAL), "payment__case")
    refunds = Refund.objects.filter(span.of()).filter(_COUNTED_BACK).exclude(state=RefundState.VOID)
    back = _sums(refunds.exclude(reason=RefundReason.BURDEN).exclude(notice__kind=NoticeKind.FINAL), "case")
    rows = Settlement.objects.filter(span.of(), undone_on__isnull=True)
    rows = rows.exclude(case__fee_reviews__amount__isnull=False).exclude(case__in=_unheard(span, "payment__case"))
    fields = ("pk", "case_id", "paid", "refund", "effective_on")
    for pk, case_id, paid, refund, effective_on in rows.order_by("pk").values_list(*fields):
        kept = received.get(case_id, 0) - back.get(case_id, 0)
        if kept != paid - refund and (effective_on is not None or kept != paid):
            yield Fault(f"settlement {pk}", f"keeps {paid - refund}, received less given back is {kept}", case_id)


def _whole(span: Span) -> Iterator[Fault]:
    """received = applied + owed back + given back, of each notice at every moment: nothing is below zero, and without a
    ground nothing is held but money that nobody has reacted to yet."""
    unheard = Receipt.objects.filter(span.of("payment__case"), reacted_at__isnull=True, verdict=Verdict.COUNTED)
    waits = _sums(unheard, "payment__notice")
    for notice in FeeNotice.objects.filter(span.of()).order_by("pk"):
        money = notice.money
        least = min(money.applied, money.owed, money.owed_back, money.refunded)
        if least < 0 or money.surplus > waits.get(notice.pk, 0):
            words = f"received {money.received}: applied {money.applied}, owed back {money.owed_back}"
            yield Fault(f"notice {notice.pk}", f"{words}, given back {money.refunded}", notice.case_id)


def _sums(rows: QuerySet[Any], by: str) -> dict[int, int]:
    return dict(rows.order_by(by).values_list(by).annotate(sum=Sum("amount")))


INVARIANTS = (
    Invariant("ledger.accounts", "each kind of line moves money between its two accounts", _strange_accounts),
    Invariant("ledger.balances", "cash, what is owed back and what is in suspense are never below zero", _below_zero),
    Invariant("ledger.receipts", "money that came in has one line of its amount", _unwritten),
    Invariant("ledger.refunds", "a refund has the lines of its state (办法53)", _refunds),
    Invariant("ledger.paid", "a notice counts as paid what was received for it", _miscounted),
    Invariant("ledger.sums", "what a notice says of its money is what its lines come to (办法48, 53)", _unsummed),
    Invariant("ledger.asked", "a notice asks for its fee less relief, and then for nothing", _asked),
    Invariant("ledger.given_back", "refunds never exceed receipts", _given_back),
    Invariant("ledger.kept", "received = kept + given back", _kept),
    Invariant("ledger.whole", "received = applied + owed back + given back, of each notice", _whole),
)
