"""Reads of relief, one function per need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from common.cases.models import Case, Deadline, Party
from common.cases.queries import CASE_NUMBERS, DeskItem, Offer, Row
from common.cases.states import ENDED, Side
from common.law.articles import art
from common.law.money import divide
from common.people.models import Anyone, User
from fees.money.access import courts_as
from fees.money.models import FeeNotice
from fees.money.queries import fee_deadline
from fees.money.states import NoticeState
from fees.relief.access import DECIDERS, may_decide_relief
from fees.relief.models import Relief
from fees.relief.states import ReliefKind, ReliefState


def decide_by(case: Case) -> Deadline | None:
    """The fee term before whose end a deferral is to be decided (办法49), once it runs."""
    term = fee_deadline(case)
    return term if term and term.due else None


def granted(case: Case) -> list[Relief]:
    return list(case.reliefs.filter(state=ReliefState.GRANTED).order_by("pk"))


def taken_off(relief: Relief, amount: int) -> int:
    """Fen that a granted request takes off `amount` more that is asked: what was granted of the fee is granted of it
    too."""
    if relief.kind_granted == ReliefKind.EXEMPT:
        return amount
    return divide(amount * (relief.percent or 0), 100)


def waiting_reliefs(courts: Sequence[int]) -> Any:
    """Requests for relief of these courts that nobody has decided, oldest first."""
    rows = Relief.objects.filter(state=ReliefState.PENDING, case__court__in=courts)
    return rows.select_related("case", "case__court", "party").prefetch_related(CASE_NUMBERS)


def desk(user: User, today: date) -> list[DeskItem]:
    """The requests that wait for this leader."""
    deciding = courts_as(user, DECIDERS, today)
    if not deciding:
        return []
    rows = Relief.objects.filter(state=ReliefState.PENDING, case__court__in=deciding)
    return [DeskItem("减免申请待决定", rows.count(), reverse("fees:reliefs"))]


def asked_before(case: Case, party: Party) -> bool:
    """Whether this party has had an answer to a request, or took one back."""
    rows = case.reliefs.filter(party=party, state__in=[ReliefState.REFUSED, ReliefState.GRANTED, ReliefState.WITHDRAWN])
    return rows.exists()


def reliefs_of(case: Case) -> list[Relief]:
    """Every request of the case, oldest first."""
    return list(case.reliefs.order_by("pk"))


def rows(reliefs: Iterable[Relief]) -> list[Row]:
    """What the case page says of these requests."""
    found: list[Row] = []
    for relief in reliefs:
        words = f"申请{relief.get_kind_asked_display()}：{relief.outcome}"
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
    if case.stage in ENDED:
        return []
    if any(relief.state == ReliefState.PENDING and relief.party_id == party.pk for relief in reliefs):
        return [Offer("撤回减免申请", "fees:relief_withdraw", (case.uid,))]
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
