"""Pure rules of charging: what is asked, and when it may lapse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from common.law.articles import Finding, art, joined, merge
from common.law.procedures import Procedure
from common.law.tariff import Claim, Kind, Options, Quote, combine, quote
from common.law.tariff_scope import kind_for_cause, prepayable
from fees.money.states import NotDueReason, PaymentState
from fees.relief.states import ReliefKind, ReliefState

# How long an order at the cashier counts as under way. After it the person has gone away; money that still comes is
# late money, which is never lost.
IN_FLIGHT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """What a case is asked to prepay: `amount` fen, or nothing with the reason."""

    quote: Quote
    amount: int
    not_due: NotDueReason | None


def option_of(procedure: str) -> str:
    """The tariff's word for a procedure; a case without one yet is ordinary (nothing is halved on a guess)."""
    return Procedure(procedure).fee_option if procedure else "ordinary"


def fee_of(
    *,
    cause: str,
    amount: int | None,
    claims: Sequence[int | None],
    procedure: str,
    closing: str = "judgment",
    day: date | None = None,
) -> Finding[Quote]:
    """The fee of a case. `claims`: the amounts of its claims (None where it is not about money), `amount` the sum in
    dispute; TariffError in Chinese when it cannot be worked out. 办法13, 15, 16; 解释201, 206."""
    has_amount = bool(amount)
    kind = kind_for_cause(cause, has_amount)
    options = Options(procedure=option_of(procedure), closing=closing, day=day)
    known = [each for each in claims if each is not None]
    # The filing's own sum in dispute wins over the sum of its claims: a house may be claimed without a figure.
    if len(claims) > 1 and has_amount and sum(known) == amount and kind.value is Kind.PROPERTY:
        parts = [Claim(Kind.PROPERTY if each is not None else Kind.OTHER_NONPROPERTY, each) for each in claims]
        found = combine(parts, options)
    else:
        found = quote(kind.value, amount if has_amount else None, options)
    return Finding(
        found.value,
        merge(kind.articles, found.articles),
        joined(kind.note, found.note),
        kind.confirmed and found.confirmed,
    )


def due_now(
    *, cause: str, amount: int | None, claims: Sequence[int | None], procedure: str, wages: bool, day: date
) -> Finding[Due]:
    """What has to be prepaid at the moment of the notice. 办法8, 20, 22; the half of 办法16 is charged at once."""
    found = fee_of(cause=cause, amount=amount, claims=claims, procedure=procedure, day=day)
    first = prepayable(cause or None, found.value.kind, wages=wages)
    if not found.value.fee_fen:
        return Finding(Due(found.value, 0, NotDueReason.FREE), merge(found.articles), found.note, found.confirmed)
    if not first.value:
        besides = prepayable(None, found.value.kind)  # what would be prepaid if it were not about wages
        reason = NotDueReason.WAGES if besides.value else NotDueReason.LATER
        return Finding(
            Due(found.value, 0, reason),
            merge(first.articles, found.articles),
            joined(first.note, found.note),
            first.confirmed and found.confirmed,
        )
    return Finding(
        Due(found.value, found.value.fee_fen, None),
        merge(found.articles, first.articles, (art("收费办法", 22),)),
        found.note,
        found.confirmed,
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for relief, as the lapse rule sees it; `granted` is what was granted, if anything; `again`: made after
    an earlier answer, so that the term went on."""

    state: ReliefState
    granted: ReliefKind | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """An order at the cashier, as the lapse rule sees it."""

    state: PaymentState
    started_on: date


def may_lapse(
    *, left: int, reliefs: Iterable[Asked], orders: Iterable[Order], not_due: bool, term_over: bool, today: date
) -> Finding[bool]:
    """Whether an unpaid notice may be treated as lapsed today; the note says why not.

    Never while relief is first asked for, or granted, a payment is under way, or nothing has to be prepaid (解释194,
    213; 办法20).
    What a reduction leaves is a sum to be prepaid like any other: it has its own term from the receipt of the decision.
    """
    article = art("民诉解释", 213)
    if not_due:
        return Finding(False, (art("收费办法", 20), art("民诉解释", 194)), "本案不需要预交案件受理费")
    if not left:
        return Finding(False, (article,), "案件受理费已经交清")
    asked = list(reliefs)
    if any(each.state == ReliefState.PENDING and not each.again for each in asked):
        return Finding(False, (article,), "缓交、减交、免交申请正在审查")
    if any(each.granted in (ReliefKind.EXEMPT, ReliefKind.DEFER) for each in asked):
        return Finding(False, (article,), "已准予免交或者缓交")
    if any(order.state == PaymentState.STARTED and today - order.started_on <= IN_FLIGHT for order in orders):
        return Finding(False, (article,), "正在支付，等待到账结果")
    if not term_over:
        return Finding(False, (art("收费办法", 22),), "交费期限尚未届满")
    return Finding(True, (article, art("收费办法", 22)))
