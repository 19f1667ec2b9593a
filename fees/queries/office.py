"""Reads of the fee office, one function per need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from common.cases.access import is_staff_on, party_for
from common.cases.models import Case, CaseFact, CaseNumber, Deadline, Party
from common.cases.queries import PARTICIPATIONS, DeskItem, Offer, Panel, Row
from common.cases.states import ENDED, DeadlineState, FactKey, Side
from common.law.articles import Finding, art
from common.law.claims import counted
from common.law.money import yuan
from common.law.tariff import Quote
from common.people.access import memberships_of
from common.people.states import Role
from fees import rules
from fees.access import DECIDERS, PRESIDENT, courts_as, is_finance, may_decide_relief, may_receive
from fees.models import FeeNotice, FeeReview, LedgerEntry, Payment, Receipt, Refund, Relief
from fees.states import (
    PAYABLE,
    EntryKind,
    NoticeKind,
    NoticeState,
    PaymentState,
    RefundState,
    ReliefKind,
    ReliefState,
    ReviewState,
    ReviewSubject,
    Verdict,
)

from .money import settlement_of, totals

FEE_TERMS = ("fee_payment", "fee_supplement")


def claim_amounts(case: Case) -> list[int | None]:
    return counted(case.claims.exclude(state="withdrawn").order_by("order").values_list("text", "amount"))


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
        wages=bool(known(case, FactKey.WAGES)),
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


def current_of(notices: Iterable[FeeNotice]) -> FeeNotice | None:
    """The notice that matters now: the one still to be paid, else the newest."""
    rows = sorted(notices, key=lambda row: row.pk, reverse=True)
    return next((row for row in rows if row.state in PAYABLE), rows[0] if rows else None)


def current_notice(case: Case) -> FeeNotice | None:
    return current_of(case.fee_notices.select_related("party"))


def payable_notice(case: Case) -> FeeNotice | None:
    return case.fee_notices.filter(state__in=PAYABLE).select_related("party").order_by("-pk").first()


def fee_deadline(case: Case) -> Deadline | None:
    """The fee term that runs, waits or ran out last."""
    rows = Deadline.objects.filter(case=case, term__in=FEE_TERMS).exclude(state="void")
    return rows.order_by("-pk").first()


def reviewable(case: Case, party: Party) -> list[ReviewSubject]:
    """About which decisions this party may ask for a review (办法43). At most three queries."""
    found = []
    if case.fee_notices.exclude(state=NoticeState.CANCELLED).exists():
        found.append(ReviewSubject.CALCULATION)
    if case.reliefs.filter(party=party, decided_by__isnull=False).exists():
        found.append(ReviewSubject.RELIEF)
    if settlement_of(case) is not None:
        found.append(ReviewSubject.BURDEN)
    return found


def with_due(rows: Any, term: str) -> Any:
    """Rows with `due_on`: the last day of their own term, as it was set when they were made."""
    own = Concat(Value(f"{term}:"), Cast(OuterRef("pk"), CharField()))
    set_for = Deadline.objects.filter(case=OuterRef("case"), term=term, subject=own).order_by("-pk")
    return rows.annotate(due_on=Subquery(set_for.values("due")[:1]))


def waiting_reviews(courts: Sequence[int]) -> Any:
    """Requests for review of these courts that nobody has decided."""
    rows = with_due(FeeReview.objects.filter(state=ReviewState.PENDING, case__court__in=courts), "fee_review")
    return rows.select_related("case", "case__court", "party").prefetch_related(_numbers())


def decide_by(case: Case) -> Deadline | None:
    """The fee term before whose end a deferral is to be decided (办法49), once it runs."""
    term = fee_deadline(case)
    return term if term and term.due else None


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


def _numbers() -> Prefetch[Any, Any, Any]:
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
    rows = with_due(Refund.objects.filter(case__court__in=courts, state=state), "refund")
    return rows.select_related("case", "case__court", "party").prefetch_related(_numbers())


def doubtful_receipts(courts: Sequence[int]) -> Any:
    """Money the finance office must look at: wrong amounts and second payments of the same order."""
    rows = Receipt.objects.filter(payment__case__court__in=courts).exclude(verdict="counted")
    return rows.select_related("payment__case", "payment__case__court", "refund").order_by("-pk")


def unheard() -> list[int]:
    """Receipts nothing has reacted to yet, oldest first."""
    return list(Receipt.objects.filter(reacted_at__isnull=True).order_by("pk").values_list("pk", flat=True)[:500])


def desk(user: Any, today: date) -> list[DeskItem]:
    """What waits for this person: requests to decide, refunds, money to look into; for a litigant, fees to pay."""
    found: list[DeskItem] = []
    deciding = courts_as(user, DECIDERS, today)
    if deciding:
        rows = Relief.objects.filter(state=ReliefState.PENDING, case__court__in=deciding)
        found.append(DeskItem("缓减免申请待决定", rows.count(), reverse("fees:reliefs")))
    presiding = courts_as(user, PRESIDENT, today)
    if presiding:
        late = Q(due_on__lt=today)
        counts = waiting_reviews(presiding).order_by().aggregate(all=Count("pk"), late=Count("pk", filter=late))
        found.append(DeskItem("诉讼费用复核", counts["all"], reverse("fees:reviews"), due=counts["late"]))
    finance = courts_as(user, (Role.FINANCE,), today)
    if finance:
        due = with_due(Refund.objects.filter(state=RefundState.DUE, case__court__in=finance), "refund")
        late = Q(due_on__lt=today)
        counts = due.aggregate(all=Count("pk"), late=Count("pk", filter=late))
        found.append(DeskItem("待退还诉讼费", counts["all"], reverse("fees:refunds"), due=counts["late"]))
        doubtful = Receipt.objects.filter(verdict=Verdict.WRONG_AMOUNT, refund__isnull=True)
        count = doubtful.filter(payment__case__court__in=finance).count()
        if count:
            found.append(DeskItem("金额不符的到账", count, reverse("fees:finance"), due=count))
    if not memberships_of(user, today):
        mine = FeeNotice.objects.filter(state=NoticeState.OPEN, party__participations__user=user.pk)
        notice = mine.select_related("case").order_by("pk").distinct()[:5]
        found += [
            DeskItem(f"交纳案件受理费：{each.case.title}", 1, reverse("fees:pay", args=[each.case.uid]))
            for each in notice
        ]
    return found


# What a litigant's pages of fees read with the case: who they are, what the case is called.
OF_PARTY = (PARTICIPATIONS, Prefetch("numbers", CaseNumber.objects.order_by("pk")))
# And what the page to pay on reads besides.
TO_PAY = (
    *OF_PARTY,
    Prefetch("fee_notices", FeeNotice.objects.select_related("party").order_by("pk")),
    Prefetch("deadlines", Deadline.objects.filter(term__in=FEE_TERMS).order_by("pk")),
    Prefetch("payments", Payment.objects.order_by("pk")),
    Prefetch("reliefs", Relief.objects.order_by("pk")),
    Prefetch("refunds", Refund.objects.order_by("pk")),
    Prefetch("ledger", LedgerEntry.objects.order_by("pk")),
)


@dataclass(frozen=True)
class PayPage:
    notice: FeeNotice
    money: rules.Standing
    term: Deadline | None  # of a notice that is still open or lapsed
    payments: Sequence[Payment]  # the newest first
    under_way: Payment | None
    reliefs: Sequence[Relief]  # the party's own, and so its refunds
    refunds: Sequence[Refund]


def pay_page(case: Case, party: Party) -> PayPage | None:
    """What the party sees of the fee; None while there is no notice. `case` comes with `TO_PAY`."""
    notice = current_of(case.fee_notices.all())
    if notice is None:
        return None
    terms = [row for row in case.deadlines.all() if row.term in FEE_TERMS and row.state != DeadlineState.VOID]
    waits = notice.state in PAYABLE  # deferred, the term is the day to which it is
    payments = [row for row in case.payments.all() if row.state != PaymentState.DROPPED]
    payments.sort(key=lambda row: row.pk, reverse=True)
    started = (row for row in payments if row.notice_id == notice.pk and row.state == PaymentState.STARTED)
    sums: Counter[EntryKind] = Counter()
    for line in case.ledger.all():
        if line.notice_id == notice.pk:
            sums[EntryKind(line.kind)] += line.amount
    return PayPage(
        notice=notice,
        money=rules.standing(sums),
        term=max(terms, key=lambda row: row.pk, default=None) if waits else None,
        payments=payments,
        under_way=next(started, None),
        reliefs=[row for row in case.reliefs.all() if row.party_id == party.pk],
        refunds=[row for row in case.refunds.all() if row.party_id == party.pk],
    )


def panel(case: Case, user: Any, today: date) -> Panel | None:
    """What the fee office shows of a case on the case page; None while there is nothing to show or do."""
    notice = current_of(case.fee_notices.all())
    party = party_for(case, user, today)
    staff = is_staff_on(case, user, today)
    settlement = case.settlements.filter(undone_on__isnull=True).order_by("-pk").first()
    reliefs = list(case.reliefs.order_by("pk"))
    if not staff:
        reliefs = [relief for relief in reliefs if party is not None and relief.party_id == party.pk]
    rows: list[Row] = []
    offers: list[Offer] = []
    if notice is not None:
        rows += _notice_rows(notice)
    for relief in reliefs:
        words = f"申请{relief.get_kind_asked_display()}：{ReliefState(relief.state).label}"
        rows.append(Row("缓减免申请", words, badge="wait" if relief.state == ReliefState.PENDING else ""))
        if relief.state == ReliefState.PENDING and may_decide_relief(case, user, today):
            offers.append(Offer("审查缓减免申请", "fees:relief_decide", (relief.pk,), main=True))
    if settlement is not None and (settlement.final or settlement.refund):
        rows.append(Row("结算", f"案件受理费 {yuan(settlement.final)} 元，应退 {yuan(settlement.refund)} 元"))
    if party is not None:
        offers += _party_offers(case, party, notice, reliefs)
        if (notice is not None and party.side == Side.CLAIMANT) or settlement is not None:
            offers.append(Offer("申请复核诉讼费用", "fees:review", (case.uid,), articles=[art("收费办法", 43)]))
    if notice is not None and notice.state in PAYABLE and notice.left and may_receive(case, user, today):
        offers.append(Offer("窗口收费", "fees:counter", (case.uid,)))
    if is_finance(case, user, today) and settlement is not None and settlement.final:
        offers.append(Offer("登记诉讼费用负担", "fees:apportion", (case.uid,), articles=[art("收费办法", 29)]))
    if not rows and not offers:
        return None
    return Panel(title="诉讼费用", rows=rows, offers=offers, order=40)


def _notice_rows(notice: FeeNotice) -> list[Row]:
    badge = {"paid": "ok", "open": "wait", "lapsed": "late"}.get(notice.state, "")
    if notice.state == NoticeState.NOT_DUE:
        return [Row("案件受理费", notice.get_not_due_display(), badge="ok")]
    words = f"{yuan(notice.amount)} 元{'（已减半）' if notice.halved else ''}"
    rows = [Row("案件受理费", words), Row("交费情况", notice.state_label, badge=badge)]
    if notice.relieved:
        rows.append(Row("已减免", f"{yuan(notice.relieved)} 元"))
    return rows


def _party_offers(case: Case, party: Party, notice: FeeNotice | None, reliefs: Sequence[Relief]) -> list[Offer]:
    found: list[Offer] = []
    payable = notice is not None and notice.state in PAYABLE and notice.left and notice.party_id == party.pk
    if payable or (notice is not None and party.side == Side.CLAIMANT and notice.state == NoticeState.PAID):
        words = "交纳案件受理费" if payable else "查看交费情况"
        found.append(Offer(words, "fees:pay", (case.uid,), main=bool(payable), articles=[art("收费办法", 22)]))
    pending = any(relief.state == ReliefState.PENDING and relief.party_id == party.pk for relief in reliefs)
    if pending and case.stage not in ENDED:
        found.append(Offer("撤回缓减免申请", "fees:relief_withdraw", (case.uid,)))
    if party.side == Side.CLAIMANT and case.is_suit and case.stage not in ENDED and not pending:
        paid = notice is not None and notice.state in (NoticeState.PAID, NoticeState.NOT_DUE)
        if not paid:
            found.append(
                Offer(
                    "申请缓交、减交、免交诉讼费",
                    "fees:relief",
                    (case.uid,),
                    hint="交纳确有困难的可以申请",
                    articles=[art("收费办法", 44)],
                )
            )
    return found
