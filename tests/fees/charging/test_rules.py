"""What is asked, and when it may lapse: tables, without a database."""

from __future__ import annotations

from datetime import date

from fees.charging.rules import Asked, Order, due_now, may_lapse
from fees.money.states import PaymentState
from fees.relief.states import ReliefKind, ReliefState
from tests.tables import rows

DAY = date(2026, 3, 2)
LOAN, WAGES = "108.4", "187.1"


@rows(
    ("amount", "procedure", "fee"),
    [
        (1_000_000, "ordinary_single", 5_000),
        (1_000_000, "summary", 2_500),
        (1_000_000, "small", 2_500),
        (12_860_050, "ordinary_panel", 287_201),
        (12_860_050, "summary", 143_601),
        (12_860_050, "", 287_201),
    ],
)
def test_the_half_of_the_summary_procedure_is_asked_at_once(amount: int, procedure: str, fee: int) -> None:
    found = due_now(cause=LOAN, amount=amount, claims=[amount], procedure=procedure, wages=False, day=DAY)
    assert (found.value.amount, found.value.not_due) == (fee, None)
    assert found.articles


def test_wages_are_not_prepaid() -> None:
    found = due_now(cause=LOAN, amount=1_000_000, claims=[1_000_000], procedure="summary", wages=True, day=DAY)
    assert (found.value.amount, found.value.not_due) == (0, "wages")


PENDING, REFUSED = Asked(ReliefState.PENDING), Asked(ReliefState.REFUSED)
EXEMPT = Asked(ReliefState.GRANTED, ReliefKind.EXEMPT)
DEFER = Asked(ReliefState.GRANTED, ReliefKind.DEFER)
REDUCE = Asked(ReliefState.GRANTED, ReliefKind.REDUCE)
NOW, OLD = Order(PaymentState.STARTED, DAY), Order(PaymentState.STARTED, date(2026, 2, 27))


@rows(
    ("left", "reliefs", "orders", "not_due", "over", "lapses"),
    [
        (5000, [], [], False, True, True),
        (5000, [], [], False, False, False),
        (0, [], [], False, True, False),
        (5000, [], [], True, True, False),
        (5000, [PENDING], [], False, True, False),
        (5000, [REFUSED, PENDING], [], False, True, False),
        (5000, [EXEMPT], [], False, True, False),
        (5000, [DEFER], [], False, True, False),
        (5000, [REFUSED], [], False, True, True),
        (5000, [REDUCE], [], False, True, True),
        (5000, [REDUCE], [], False, False, False),
        (5000, [], [NOW], False, True, False),
        (5000, [], [OLD], False, True, True),
        (5000, [REFUSED, Asked(ReliefState.PENDING, again=True)], [], False, True, True),  # asked again: it goes on
        (5000, [], [Order(PaymentState.REFUSED, DAY)], False, True, True),
    ],
)
def test_what_keeps_a_notice_from_lapsing(
    left: int, reliefs: list[Asked], orders: list[Order], not_due: bool, over: bool, lapses: bool
) -> None:
    found = may_lapse(left=left, reliefs=reliefs, orders=orders, not_due=not_due, term_over=over, today=DAY)
    assert found.value is lapses
    assert found.articles
    assert lapses or found.note
