"""Reads of relief, one function per need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from common.cases.models import Case, Deadline, Party
from common.cases.queries import CASE_NUMBERS, DeskItem, Offer, Row
from common.cases.states import ENDED, DeadlineState, Holder, Side
from common.law.articles import art
from common.law.money import divide
from common.people.models import Anyone, User
from common.web.wording import moment_words
from fees.money.access import courts_as
from fees.money.models import FeeNotice
from fees.money.queries import with_due
from fees.money.states import NoticeState
from fees.relief.access import DECIDERS, may_decide_relief
from fees.relief.models import Relief
from fees.relief.states import ReliefKind, ReliefState


def case_ends(case: Case) -> date | None:
    """The last day of the trial term, which the court may have missed: a deferral ends before it, and what the court
    is late with makes none longer. None where none was set."""
    counts = (DeadlineState.OPEN, DeadlineState.LAPSED)
    rows = Deadline.objects.filter(case=case, subject="trial", holder=Holder.JUDGE, state__in=counts)
    return rows.order_by("-pk").values_list("due", flat=True).first()


def granted(case: Case) -> list[Relief]:
    return list(case.reliefs.filter(state=ReliefState.GRANTED).order_by("pk"))


def taken_off(relief: Relief, amount: int) -> int:
    """Fen that a granted request takes off `amount` more that is asked: what was granted of the fee is granted of it
    too."""
    if relief.kind_granted == ReliefKind.EXEMPT:
        return amount
    return divide(amount * (relief.percent or 0), 100)


def waiting_reliefs(courts: Sequence[int]) -> Any:
    """Requests for relief of these courts that nobody has decided, with the day by which they are to be (`due_on`);
    also where the case has ended meanwhile: what was asked in time is answered (办法48)."""
    rows = with_due(Relief.objects.filter(state=ReliefState.PENDING, case__court__in=courts), "fee_relief")
    return rows.select_related("case", "case__court", "party").prefetch_related(CASE_NUMBERS)


def desk(user: User, today: date) -> list[DeskItem]:
    """The requests that wait for this leader."""
    deciding = courts_as(user, DECIDERS, today)
    if not deciding:
        return []
    rows = waiting_reliefs(deciding).order_by()
    count = rows.count()  # the day of each is looked up where there is one
    late = rows.filter(due_on__lt=today).count() if count else 0
    return [DeskItem("减免申请待决定", count, reverse("fees:reliefs"), due=late)]


def asked_before(case: Case, party: Party) -> bool:
    """Whether this party has had an answer to a request, or took one back."""
    rows = case.reliefs.filter(party=party, state__in=[ReliefState.REFUSED, ReliefState.GRANTED, ReliefState.WITHDRAWN])
    return rows.exists()


def reliefs_of(case: Case) -> list[Relief]:
    """Every request of the case, oldest first; the day of the answer is looked up where one waits for it."""
    rows = list(case.reliefs.order_by("pk"))
    if all(row.state != ReliefState.PENDING for row in rows):
        return rows
    return list(with_due(case.reliefs.all(), "fee_relief").order_by("pk"))


def rows(reliefs: Iterable[Any]) -> list[Row]:
    """What the case page says of these requests."""
    found: list[Row] = []
    for relief in reliefs:
        words = f"申请{relief.get_kind_asked_display()}：{relief.outcome}"
        if relief.state == ReliefState.PENDING and relief.due_on:
            words = f"申请{relief.get_kind_asked_display()}，法院最迟 {moment_words(relief.due_on)}答复"
        found.append(Row("减免申请", words, badge="wait" if relief.state == ReliefState.PENDING else ""))
    return found


def to_decide(case: Case, reliefs: Iterable[Relief], user: Anyone, today: date) -> list[Offer]:
    """What the case page offers to the leader."""
    return [
        Offer("审查减免申请", "fees:relief_decide", (relief.pk,), main=True)
        for relief in reliefs
        if relief.state == ReliefState.PENDING and may_decide_relief(case, user, today)
    ]


def offers(case: Case, party: Party, notice: FeeNotice | None, reliefs: Iterable[Relief]) -> list[Offer]:
    """What the case page offers to the party: to ask for relief, or to take the request back."""
    if any(relief.state == ReliefState.PENDING and relief.party_id == party.pk for relief in reliefs):
        return [Offer("撤回减免申请", "fees:relief_withdraw", (case.uid,))]
    if case.stage in ENDED:
        return []
    paid = notice is not None and notice.state in (NoticeState.PAID, NoticeState.NOT_DUE)
    if party.side != Side.CLAIMANT or not case.is_suit or paid:
        return []
    return [
        Offer(
            "申请缓交、减交、免交诉讼费",
            "fees:relief",
            (case.uid,),
            hint="交纳确有困难的可以申请",
            articles=[art("收费办法", 44)],
        )
    ]
