"""Where the money is, by the ledger; the notices, refunds and receipts that somebody has to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import CharField, Count, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from common.cases.models import Case, CaseNumber, Deadline, Party
from common.cases.queries import CASE_NUMBERS, PARTICIPATIONS, DeskItem, Offer, Row
from common.cases.states import DeadlineState
from common.delivery.models import Service
from common.delivery.states import ServiceState
from common.law.money import yuan
from common.people.models import Anyone, User
from common.people.states import Role
from fees.money.access import courts_as, may_pay, may_receive, may_release, released_by_head
from fees.money.models import FeeNotice, Payment, Receipt, Refund
from fees.money.states import PAYABLE, TERM_OF, NoticeKind, NoticeState, RefundState, Verdict


def is_settled(case: Case) -> bool:
    """Whether a settlement holds: what it has taken into the fee is its own."""
    return case.settlements.filter(undone_on__isnull=True).exists()


FEE_TERMS = tuple(TERM_OF.values())


def current_of(notices: Iterable[FeeNotice], party: Party | None = None) -> FeeNotice | None:
    """The notice that matters now: the one still to be paid, else the newest. With a `party`, of those it may pay: two
    losers have a notice each."""
    rows = sorted(notices, key=lambda row: row.pk, reverse=True)
    if party is not None:
        rows = [row for row in rows if may_pay(row, party)] or rows
    return next((row for row in rows if row.state in PAYABLE), rows[0] if rows else None)


def current_notice(case: Case) -> FeeNotice | None:
    return current_of(case.fee_notices.select_related("party"))


def payable_notices(case: Case) -> list[FeeNotice]:
    """What is still to be paid, the newest first; of several losers each has its own."""
    return list(case.fee_notices.filter(state__in=PAYABLE).select_related("party").order_by("-pk"))


def payable_notice(case: Case) -> FeeNotice | None:
    return next(iter(payable_notices(case)), None)


def asked(case: Case) -> bool:
    """Whether the fee of the suit was ever asked for, or said not to be due, and that stands."""
    return case.fee_notices.filter(kind=NoticeKind.MAIN).exclude(state=NoticeState.CANCELLED).exists()


def fee_deadline(case: Case, notice: FeeNotice | None = None) -> Deadline | None:
    """The fee term that runs, waits or ran out last; that of one notice."""
    rows = Deadline.objects.filter(case=case, term__in=FEE_TERMS).exclude(state="void")
    if notice is not None:
        rows = rows.filter(subject__in=("", f"notice:{notice.pk}"))
    return rows.order_by("-pk").first()


def notices_running(case: Case, party: Party) -> list[Service]:
    """The papers whose receipt started a fee term of this party that still runs, longest first."""
    rows = Deadline.objects.filter(case=case, party=party, term__in=FEE_TERMS, state=DeadlineState.OPEN)
    runs = rows.exclude(awaits="").values_list("awaits", "start")
    began = {(awaits.split(":")[1], start) for awaits, start in runs}
    served = Service.objects.filter(case=case, party=party, state=ServiceState.SERVED).select_related(
        "party", "address"
    )
    return [each for each in served.order_by("pk") if (each.kind, each.served_on) in began]


def with_due(rows: Any, term: str) -> Any:
    """Rows with `due_on`: the last day of their own term, as it was set when they were made."""
    own = Concat(Value(f"{term}:"), Cast(OuterRef("pk"), CharField()))
    set_for = Deadline.objects.filter(case=OuterRef("case"), term=term, subject=own).order_by("-pk")
    return rows.annotate(due_on=Subquery(set_for.values("due")[:1]))


def notices_of(courts: Sequence[int], state: str = "") -> Any:
    rows = FeeNotice.objects.filter(case__court__in=courts)
    if state:
        rows = rows.filter(state=state)
    return rows.select_related("case", "case__court", "party").prefetch_related(CASE_NUMBERS)


def refunds_of(courts: Sequence[int], state: str = RefundState.DUE) -> Any:
    rows = with_due(Refund.objects.filter(case__court__in=courts, state=state), "refund")
    return rows.select_related("case", "case__court", "party").prefetch_related(CASE_NUMBERS)


def came_of(payment: Payment) -> int:
    """Fen that came in for this order and were counted."""
    return sum(each.amount for each in payment.receipts.all() if each.verdict == Verdict.COUNTED)


def paid_in(refund: Refund) -> list[tuple[Payment, int]]:
    """How the money came in of which this refund is a part, with the fen of each: whoever compares it looks there."""
    if refund.receipt is not None:
        return [(refund.receipt.payment, refund.receipt.amount)]
    rows = Payment.objects.filter(notice=refund.notice, receipts__verdict=Verdict.COUNTED).distinct()
    return [(row, came_of(row)) for row in rows.prefetch_related("receipts").order_by("pk")]


def doubtful_receipts(courts: Sequence[int]) -> Any:
    """Money the finance office must look at: wrong amounts and second payments of the same order. `waits`: it is not
    on its way back yet."""
    rows = Receipt.objects.filter(payment__case__court__in=courts).exclude(verdict="counted")
    rows = rows.annotate(waits=Q(verdict=Verdict.WRONG_AMOUNT, refund__isnull=True))
    return rows.select_related("payment__case", "payment__case__court", "refund").order_by("-pk")


def to_return(case: Case) -> list[Receipt]:
    """Money of this case that was more than its order and lies in suspense: it goes back, or is looked into first."""
    rows = Receipt.objects.filter(payment__case=case, verdict=Verdict.WRONG_AMOUNT, refund__isnull=True)
    return list(rows.select_related("payment__notice", "payment__party").order_by("pk"))


def unheard() -> list[tuple[int, int]]:
    """Receipts nothing has reacted to yet, each with its case, oldest first."""
    rows = Receipt.objects.filter(reacted_at__isnull=True).order_by("pk")
    return list(rows.values_list("pk", "payment__case"))


# What a litigant's pages of fees read with the case: who they are, what the case is called.
OF_PARTY = (PARTICIPATIONS, Prefetch("numbers", CaseNumber.objects.order_by("pk")))


def desk(user: User, today: date) -> list[DeskItem]:
    """What waits for the finance office: refunds to make, money to look into."""
    finance = courts_as(user, (Role.FINANCE,), today)
    if not finance:
        alone = released_by_head(user, today)
        waits = Refund.objects.filter(state=RefundState.DUE, case__court__in=alone, prepared_by__isnull=False)
        count = waits.exclude(prepared_by=user.pk).count() if alone else 0
        return [DeskItem("待您放款的退费", count, reverse("fees:refunds"))] if count else []
    due = with_due(Refund.objects.filter(state=RefundState.DUE, case__court__in=finance), "refund")
    late = Q(due_on__lt=today)
    counts = due.aggregate(all=Count("pk"), late=Count("pk", filter=late))
    found = [DeskItem("待退还诉讼费", counts["all"], reverse("fees:refunds"), due=counts["late"])]
    doubtful = Receipt.objects.filter(verdict=Verdict.WRONG_AMOUNT, refund__isnull=True)
    count = doubtful.filter(payment__case__court__in=finance).count()
    if count:
        found.append(DeskItem("金额不符的到账", count, reverse("fees:finance"), due=count))
    return found


def rows(notice: FeeNotice | None) -> list[Row]:
    """What the case page says of the fee."""
    if notice is None:
        return []
    badge = {"paid": "ok", "open": "wait", "lapsed": "late"}.get(notice.state, "")
    if notice.state == NoticeState.NOT_DUE:
        return [Row("案件受理费", notice.get_not_due_display(), badge="ok")]
    words = f"{yuan(notice.amount)} 元{'（已减半）' if notice.halved else ''}"
    found = [Row("案件受理费", words), Row("交费情况", notice.state_label, badge=badge)]
    if notice.relieved:
        found.append(Row("已减免", f"{yuan(notice.relieved)} 元"))
    return found


def to_release(case: Case, user: Anyone, today: date) -> list[Offer]:
    """What the case page offers to the second of the two who give money back."""
    rows = case.refunds.filter(state=RefundState.DUE, prepared_by__isnull=False).select_related("case").order_by("pk")
    return [
        Offer(f"放款：退 {yuan(row.amount)} 元", "fees:refund", (row.pk,), main=True)
        for row in rows
        if may_release(row, user, today)
    ]


def offers(case: Case, notice: FeeNotice | None, user: Anyone, today: date) -> list[Offer]:
    """What the case page offers to the counter."""
    if notice is None or notice.state not in PAYABLE or not notice.left or not may_receive(case, user, today):
        return []
    return [Offer("窗口收费", "fees:counter", (case.uid,))]
