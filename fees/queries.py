"""Reads of the fee office, one function per need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q, Sum

from common.cases.models import Case, CaseFact, CaseNumber, Deadline, Party
from common.cases.states import Side
from common.law.articles import Finding
from common.law.tariff import Quote
from fees import rules
from fees.models import FeeNotice, LedgerEntry, Payment, Receipt, Refund, Relief, Settlement
from fees.states import PAYABLE, NoticeKind, NoticeState, PaymentState, RefundState, ReliefKind, ReliefState

FEE_TERMS = ("fee_payment", "fee_supplement")


def claim_amounts(case: Case) -> list[int | None]:
    return list(case.claims.exclude(state="withdrawn").order_by("order").values_list("amount", flat=True))


def payer_of(case: Case) -> Party | None:
    """Who prepays: the first claimant still in the case (办法20); several claimants owe it together."""
    rows = case.parties.filter(side=Side.CLAIMANT, left_on__isnull=True)
    return rows.order_by("order", "pk").first()


def known(case: Case, key: str) -> Any:
    """One recorded fact, or None."""
    return CaseFact.objects.filter(case=case, key=key).values_list("value", flat=True).first()


def due_now(case: Case, day: date) -> Finding[rules.Due]:
    """What the case has to prepay today. TariffError in Chinese."""
    return rules.due_now(
        cause=case.cause,
        amount=case.amount,
        claims=claim_amounts(case),
        procedure=case.procedure,
        wages=bool(known(case, "wages")),
        day=day,
    )


def quote_as_rows(quote: Quote, found: Finding[Any]) -> dict[str, Any]:
    """A quote as it is kept: steps in words with short and full citations, the note, whether the law is confirmed."""
    return {
        "steps": [
            {
                "text": step.text,
                "short": step.article.short if step.article else "",
                "cite": step.article.cite if step.article else "",
            }
            for step in quote.steps
        ],
        "reason": quote.reason,
        "note": found.note,
        "confirmed": found.confirmed,
        "articles": [article.cite for article in found.articles],
        "kind": quote.kind.label,
        "amount": quote.amount_fen,
    }


def current_notice(case: Case) -> FeeNotice | None:
    """The notice that matters now: the one still to be paid, else the newest."""
    rows = list(case.fee_notices.select_related("party").order_by("-pk"))
    return next((row for row in rows if row.state in PAYABLE), rows[0] if rows else None)


def payable_notice(case: Case) -> FeeNotice | None:
    return case.fee_notices.filter(state__in=PAYABLE).select_related("party").order_by("-pk").first()


def fee_deadline(case: Case) -> Deadline | None:
    """The fee term that runs, waits or ran out last."""
    rows = Deadline.objects.filter(case=case, term__in=FEE_TERMS).exclude(state="void")
    return rows.order_by("-pk").first()


def granted(case: Case) -> list[Relief]:
    return list(case.reliefs.filter(state=ReliefState.GRANTED).order_by("pk"))


def lapse_finding(case: Case, notice: FeeNotice, today: date) -> Finding[bool]:
    """Whether the notice may be treated as lapsed today, and why not."""
    term = fee_deadline(case)
    asked = case.reliefs.order_by("pk").values_list("state", "kind_granted")
    orders = notice.payments.order_by("pk").values_list("state", "started_on")
    return rules.may_lapse(
        left=notice.left,
        reliefs=[rules.Asked(ReliefState(state), ReliefKind(kind) if kind else None) for state, kind in asked],
        orders=[rules.Order(PaymentState(state), day) for state, day in orders],
        not_due=notice.state == NoticeState.NOT_DUE,
        term_over=term is not None and term.due is not None and today > term.due,
        today=today,
    )


def totals(case: Case) -> tuple[int, int]:
    """(paid and not given back, relieved) over the case's notices, in fen."""
    rows = case.fee_notices.order_by().aggregate(paid=Sum("paid"), relieved=Sum("relieved"))
    back = case.refunds.exclude(state=RefundState.VOID).filter(receipt__isnull=True).order_by()
    given = back.exclude(settlement__isnull=False).aggregate(sum=Sum("amount"))["sum"] or 0
    return (rows["paid"] or 0) - given, rows["relieved"] or 0


def final_of(case: Case, way: str, day: date) -> Finding[rules.Final]:
    """The final fee of the case by the way it closed."""
    paid, relieved = totals(case)
    return rules.final_fee(
        way,
        cause=case.cause,
        amount=case.amount,
        claims=claim_amounts(case),
        procedure=case.procedure,
        paid=paid,
        relieved=relieved,
        noticed=case.fee_notices.exclude(kind=NoticeKind.FINAL).exists(),
        day=day,
    )


def _numbers() -> Prefetch:
    return Prefetch("case__numbers", queryset=CaseNumber.objects.order_by("pk"))


def waiting_reliefs(courts: Sequence[int]) -> Any:
    """Requests for relief of these courts that nobody has decided, oldest first."""
    rows = Relief.objects.filter(state=ReliefState.PENDING, case__court__in=courts)
    return rows.select_related("case", "case__court", "party").prefetch_related(_numbers())


def notices_of(courts: Sequence[int], state: str = "") -> Any:
    rows = FeeNotice.objects.filter(case__court__in=courts)
    if state:
        rows = rows.filter(state=state)
    return rows.select_related("case", "case__court", "party").prefetch_related(_numbers())


def refunds_of(courts: Sequence[int], state: str = RefundState.DUE) -> Any:
    rows = Refund.objects.filter(case__court__in=courts, state=state)
    return rows.select_related("case", "case__court", "party").prefetch_related(_numbers())


def doubtful_receipts(courts: Sequence[int]) -> Any:
    """Money the finance office must look at: wrong amounts and second payments of the same order."""
    rows = Receipt.objects.filter(payment__case__court__in=courts).exclude(verdict="counted")
    return rows.select_related("payment__case", "payment__case__court", "refund").order_by("-pk")


def unheard() -> list[int]:
    """Receipts nothing has reacted to yet, oldest first."""
    return list(Receipt.objects.filter(reacted_at__isnull=True).order_by("pk").values_list("pk", flat=True)[:500])


def payments_of(case: Case) -> list[Payment]:
    return list(case.payments.select_related("party").order_by("-pk"))


def settlement_of(case: Case) -> Settlement | None:
    return case.settlements.filter(undone_on__isnull=True).order_by("-pk").first()


def bench_receivable(case: Case) -> int:
    """Receivable by the ledger, in fen: nothing when everything asked was paid, relieved or cancelled."""
    rows = LedgerEntry.objects.filter(case=case).order_by()
    debit = rows.filter(debit="receivable").aggregate(sum=Sum("amount"))["sum"] or 0
    credit = rows.filter(credit="receivable").aggregate(sum=Sum("amount"))["sum"] or 0
    return debit - credit


def ledger_faults(limit: int = 20) -> list[str]:
    """For `manage.py verify`: receipts without their line, notices whose `paid` differs from the money counted."""
    faults = [
        f"receipt {pk} has no ledger line"
        for pk in Receipt.objects.filter(ledger__isnull=True).order_by("pk").values_list("pk", flat=True)[:limit]
    ]
    counted = FeeNotice.objects.annotate(
        sum=Sum("payments__receipts__amount", filter=Q(payments__receipts__verdict="counted"), default=0)
    ).exclude(paid=F("sum"))
    faults += [f"notice {row.pk}: paid {row.paid}, received {row.sum}" for row in counted.order_by("pk")[:limit]]
    return faults
