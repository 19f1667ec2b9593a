"""Reads of charging: what a case has to prepay, whether it lapsed, the page to pay on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from common.cases.access import not_over
from common.cases.models import Case, CaseFact, Deadline, Participation, Party
from common.cases.queries import DeskItem, Offer
from common.cases.states import DeadlineState, FactKey, Side
from common.law.articles import Finding, art
from common.law.claims import counted
from common.law.tariff import Quote
from common.people.access import memberships_of
from common.people.models import User
from fees.charging import rules
from fees.money.access import may_pay
from fees.money.models import FeeNotice, Payment, Receipt, Refund
from fees.money.queries import FEE_TERMS, OF_PARTY, came_of, current_of, fee_deadline, with_due
from fees.money.states import PAYABLE, NoticeKind, NoticeState, PaymentState
from fees.relief.models import Relief
from fees.relief.states import ReliefKind, ReliefState


def claim_amounts(case: Case) -> list[int | None]:
    return counted(case.claims.exclude(state="withdrawn").order_by("order").values_list("text", "amount"))


@dataclass(frozen=True, slots=True)
class Basis:
    """By what the fee of a case is worked out: the sum in dispute and the amounts of the claims. `party_id`: who asked
    for less too late, so that it is what it was before (办法35)."""

    amount: int | None
    claims: Sequence[int | None]
    party_id: int | None = None

    @classmethod
    def of(cls, amount: int | None, claims: Sequence[tuple[str, int | None]], party_id: int) -> Basis:
        return cls(amount, counted(claims), party_id)

    def more_than(self, amount: int | None) -> bool:
        return (self.amount or 0) > (amount or 0)

    def as_value(self) -> dict[str, Any]:
        return {"amount": self.amount, "claims": list(self.claims), "party": self.party_id}


def held_basis(case: Case) -> Basis | None:
    """The former sum, where the claims were reduced after the investigation in court; None where the fee follows the
    claims."""
    return _basis(known(case, FactKey.FEE_BASIS))


def _basis(value: Any) -> Basis | None:
    return Basis(value["amount"], value["claims"], value["party"]) if value else None


def claimed(case: Case) -> Basis:
    """What is asked for today."""
    return Basis(case.amount, claim_amounts(case))


def basis_of(case: Case) -> Basis:
    return held_basis(case) or claimed(case)


def asked_for(case: Case) -> Any:
    """The notices that ask for the fee before the case is over."""
    return case.fee_notices.exclude(kind=NoticeKind.FINAL).exclude(state=NoticeState.CANCELLED)


def ended_with(case: Case) -> Any:
    """The notices that ask for it no more, oldest first: an end had cancelled them, or what they asked was given up."""
    return case.fee_notices.exclude(kind=NoticeKind.FINAL).filter(state=NoticeState.CANCELLED).order_by("pk")


def payer_of(case: Case) -> Party | None:
    """Who prepays: the first claimant still in the case (办法20); several claimants owe it together."""
    rows = case.parties.filter(side=Side.CLAIMANT, left_on__isnull=True)
    return rows.order_by("order", "pk").first()


def known(case: Case, key: str) -> Any:
    """One recorded fact, or None."""
    return CaseFact.objects.filter(case=case, key=key).values_list("value", flat=True).first()


def due_now(case: Case, day: date) -> Finding[rules.Due]:
    """What the case has to prepay today. TariffError in Chinese."""
    facts = dict(case.facts.filter(key__in=[FactKey.WAGES, FactKey.FEE_BASIS]).values_list("key", "value"))
    basis = _basis(facts.get(FactKey.FEE_BASIS)) or claimed(case)
    return rules.due_now(
        cause=case.cause,
        amount=basis.amount,
        claims=basis.claims,
        procedure=case.procedure,
        wages=bool(facts.get(FactKey.WAGES)),
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


def lapse_finding(case: Case, notice: FeeNotice, today: date) -> Finding[bool]:
    """Whether the notice may be treated as lapsed today, and why not."""
    term = fee_deadline(case, notice)
    asked = case.reliefs.order_by("pk").values_list("state", "kind_granted", "news")
    orders = notice.payments.order_by("pk").values_list("state", "started_on")
    return rules.may_lapse(
        left=notice.left,
        reliefs=[
            rules.Asked(ReliefState(state), ReliefKind(kind) if kind else None, again=bool(news))
            for state, kind, news in asked
        ],
        orders=[rules.Order(PaymentState(state), day) for state, day in orders],
        not_due=notice.state == NoticeState.NOT_DUE,
        term_over=term is not None and term.due is not None and today > term.due,
        today=today,
    )


# What the page to pay on reads with the case.
TO_PAY = (
    *OF_PARTY,
    Prefetch("fee_notices", FeeNotice.objects.select_related("party").order_by("pk")),
    Prefetch("deadlines", Deadline.objects.filter(term__in=FEE_TERMS).order_by("pk")),
    Prefetch(
        "payments",
        Payment.objects.order_by("pk").prefetch_related(Prefetch("receipts", Receipt.objects.order_by("pk"))),
    ),
    Prefetch("reliefs", with_due(Relief.objects.all(), "fee_relief").order_by("pk")),
    Prefetch("refunds", with_due(Refund.objects.all(), "refund").order_by("pk")),
)


@dataclass(frozen=True)
class PayPage:
    notice: FeeNotice
    term: Deadline | None  # of a notice that is still open or lapsed
    payments: Sequence[tuple[Payment, int]]  # the newest first, with the fen that came in for it, else those ordered
    under_way: Payment | None
    examined: bool  # a first request for relief waits for its answer: until then nothing is asked (解释213)
    reliefs: Sequence[Relief]  # the party's own, and so its refunds
    refunds: Sequence[Refund]


def pay_page(case: Case, party: Party) -> PayPage | None:
    """What the party sees of the fee; None while there is no notice. `case` comes with `TO_PAY`."""
    notice = current_of(case.fee_notices.all(), party)
    if notice is None:
        return None
    own = f"notice:{notice.pk}"
    terms = [row for row in case.deadlines.all() if row.subject == own and row.state != DeadlineState.VOID]
    waits = notice.state in PAYABLE  # deferred, the term is the day to which it is
    open_to = {row.pk for row in case.fee_notices.all() if may_pay(row, party)}
    payments = [row for row in case.payments.all() if row.notice_id in open_to and row.state != PaymentState.DROPPED]
    payments.sort(key=lambda row: row.pk, reverse=True)
    started = (row for row in payments if row.notice_id == notice.pk and row.state == PaymentState.STARTED)
    return PayPage(
        notice=notice,
        term=max(terms, key=lambda row: row.pk, default=None) if waits else None,
        payments=[(row, came_of(row) or row.amount) for row in payments],
        under_way=next(started, None),
        examined=notice.kind != NoticeKind.FINAL and is_examined(case.reliefs.all(), notice),
        reliefs=[row for row in case.reliefs.all() if row.party_id == party.pk],
        refunds=[row for row in case.refunds.all() if row.party_id == party.pk],
    )


def is_examined(reliefs: Iterable[Relief], notice: FeeNotice) -> bool:
    """Whether the payer waits for the answer to a first request; asked again, the term goes on."""
    return any(row.state == ReliefState.PENDING and row.party_id == notice.party_id and not row.news for row in reliefs)


def desk(user: User, today: date) -> list[DeskItem]:
    """The fees this litigant has to pay."""
    if memberships_of(user, today):
        return []
    standing = Participation.objects.filter(not_over(today), user=user.pk, party__isnull=False)
    late = Q(state=NoticeState.LAPSED, case__closed_on=None)  # the judge has not ruled yet: it can still be paid
    mine = FeeNotice.objects.filter(Q(state=NoticeState.OPEN) | late, party__in=standing.values("party"))
    waits = Relief.objects.filter(state=ReliefState.PENDING, news="", case=OuterRef("case"), party=OuterRef("party"))
    mine = mine.exclude(~Q(kind=NoticeKind.FINAL) & Exists(waits))
    notices = mine.select_related("case").order_by("pk").distinct()[:5]
    return [
        DeskItem(f"交纳案件受理费：{each.case.title}", 1, reverse("fees:pay", args=[each.case.uid])) for each in notices
    ]


def offers(case: Case, party: Party, notice: FeeNotice | None, reliefs: Iterable[Relief]) -> list[Offer]:
    """What the case page offers to whoever has to pay, or has paid."""
    payable = notice is not None and notice.state in PAYABLE and notice.left and notice.party_id == party.pk
    if not payable and not (notice is not None and party.side == Side.CLAIMANT and notice.state == NoticeState.PAID):
        return []
    final = notice is not None and notice.kind == NoticeKind.FINAL
    if notice is not None and not final and is_examined(reliefs, notice):
        payable = False
    words = "交纳案件受理费" if payable else "查看交费情况"
    ground = art("民诉解释", 207) if final else art("收费办法", 22)
    return [Offer(words, "fees:pay", (case.uid,), main=bool(payable), articles=[ground], terms=FEE_TERMS)]
