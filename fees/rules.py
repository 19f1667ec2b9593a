"""Pure rules of the fee office: what is asked, when it may lapse, what relief may grant, what is final."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from common.law.articles import Article, Finding, art, joined, merge
from common.law.money import divide
from common.law.procedures import Procedure
from common.law.tariff import Claim, Kind, Options, Quote, combine, quote
from common.law.tariff_scope import kind_for_cause, prepayable
from fees.states import EntryKind, NotDueReason, PaymentState, ReliefKind, ReliefState

LEAST_REDUCTION = 30  # 办法46第2款, per cent

# How long an order at the cashier counts as under way. After it the person has gone away; money that still comes is
# late money, which is never lost.
IN_FLIGHT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """What a case is asked to prepay: `amount` fen, or nothing with the reason."""

    quote: Quote
    amount: int
    not_due: NotDueReason | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The money of one notice, in fen. What came is at any time what is held and what goes or went back."""

    owed: int = 0  # asked, less relief and what is asked no more
    received: int = 0
    owed_back: int = 0
    refunded: int = 0

    @property
    def held(self) -> int:
        return self.received - self.returned

    @property
    def returned(self) -> int:
        return self.owed_back + self.refunded

    @property
    def applied(self) -> int:
        """What the fee takes of the money held."""
        return min(self.held, self.owed)

    @property
    def surplus(self) -> int:
        """Held without a ground: it goes back."""
        return self.held - self.applied


def standing(sums: Mapping[EntryKind, int]) -> Standing:
    """Where a notice stands by the sums of its lines in the ledger. Money not counted has lines of its own kinds."""
    given = Counter(sums)
    return Standing(
        owed=given[EntryKind.CHARGE] - given[EntryKind.RELIEF] - given[EntryKind.CANCEL],
        received=given[EntryKind.PAYMENT],
        owed_back=given[EntryKind.REFUND_DUE] - given[EntryKind.REFUND_VOID] - given[EntryKind.REFUND_PAID],
        refunded=given[EntryKind.REFUND_PAID],
    )


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
        reason = NotDueReason.WAGES if "劳动报酬" in first.note else NotDueReason.LATER
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
    """A request for relief, as the lapse rule sees it; `granted` is what was granted, if anything."""

    state: ReliefState
    granted: ReliefKind | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order at the cashier, as the lapse rule sees it."""

    state: PaymentState
    started_on: date


def may_lapse(
    *, left: int, reliefs: Iterable[Asked], orders: Iterable[Order], not_due: bool, term_over: bool, today: date
) -> Finding[bool]:
    """Whether an unpaid notice may be treated as lapsed today; the note says why not.

    Never while relief is pending or granted, a payment is under way, or nothing has to be prepaid (解释194, 213;
    办法20).
    What a reduction leaves is a sum to be prepaid like any other: it has its own term from the receipt of the decision.
    """
    article = art("民诉解释", 213)
    if not_due:
        return Finding(False, (art("收费办法", 20), art("民诉解释", 194)), "本案不需要预交案件受理费")
    if not left:
        return Finding(False, (article,), "案件受理费已经交清")
    asked = list(reliefs)
    if any(each.state == ReliefState.PENDING for each in asked):
        return Finding(False, (article,), "缓、减、免交申请正在审查")
    if any(each.granted in (ReliefKind.EXEMPT, ReliefKind.DEFER) for each in asked):
        return Finding(False, (article,), "已准予免交或者缓交")
    if any(order.state == PaymentState.STARTED and today - order.started_on <= IN_FLIGHT for order in orders):
        return Finding(False, (article,), "正在支付，等待到账结果")
    if not term_over:
        return Finding(False, (art("收费办法", 22),), "交费期限尚未届满")
    return Finding(True, (article, art("收费办法", 22)))


def deferral_days(until: date, today: date) -> Finding[int]:
    """The length of a deferred term in days, counted from the day after the decision. ValueError when it has passed."""
    if until <= today:
        raise ValueError("缓交的截止日期应在今天之后。")
    return Finding((until - today).days, (art("收费办法", 47),), f"准予缓交至 {until:%Y-%m-%d}")


def correctable(amount: int | None, *, asked: int, relieved: int, paid: int, over: bool) -> Finding[int]:
    """Whether a fee of `asked` fen may be put right to `amount` (办法43第3款): the surplus that goes back, or the note
    that says what is wrong. `paid`: what the fee took of the money received. `over`: everything asked was paid. A sum
    too low is asked for by a notice of its own."""
    grounds = (art("收费办法", 43, 3),)
    if amount is None:
        return Finding(0, grounds, "请填写更正后的案件受理费。")
    if amount >= asked:
        return Finding(0, grounds, "更正后的金额应当低于原来的金额；应当补交的，另行通知补交。")
    if amount < relieved:
        return Finding(0, grounds, "更正后的金额低于已经减免的金额，请核对。")
    surplus = max(0, paid + relieved - amount)
    if not over and paid and paid + relieved >= amount:
        return Finding(0, grounds, "已交的部分已经够数，请先在财务页面核对到账情况。")
    return Finding(surplus, grounds)


def may_ask(kind: ReliefKind, *, natural: bool) -> Finding[bool]:
    """Who may ask for what: exemption is for natural persons only (办法44第2款)."""
    if kind == ReliefKind.EXEMPT and not natural:
        return Finding(False, (art("收费办法", 44, 2),), "诉讼费用的免交只适用于自然人，可以申请减交或者缓交")
    return Finding(True, (art("收费办法", 44, 1), art("收费办法", 48, 1)))


_GRANTS: dict[ReliefKind, Article] = {
    ReliefKind.EXEMPT: art("收费办法", 45),
    ReliefKind.REDUCE: art("收费办法", 46),
    ReliefKind.DEFER: art("收费办法", 47),
}


def relief_amount(
    kind: ReliefKind, *, fee: int, natural: bool, percent: int | None, today: date, fee_due: date | None
) -> Finding[int]:
    """Fen that relief takes off the fee (0 for deferral). ValueError in Chinese where the law does not allow it.

    Deferral is decided before the fee falls due: 办法49 says before registration, when payment came first; where the
    notice follows registration, the day it falls due is the last one.
    """
    if kind == ReliefKind.EXEMPT:
        found = may_ask(kind, natural=natural)
        if not found.value:
            raise ValueError(found.note)
        return Finding(fee, (_GRANTS[kind], art("收费办法", 44, 2)))
    if kind == ReliefKind.REDUCE:
        if percent is None or not LEAST_REDUCTION <= percent < 100:
            raise ValueError(f"减交比例应在 {LEAST_REDUCTION}% 至 99% 之间。")
        return Finding(divide(fee * percent, 100), (art("收费办法", 46, 2), _GRANTS[kind]))
    if fee_due is not None and today > fee_due:
        raise ValueError("交费期限已经届满，不能再准予缓交。")
    return Finding(0, (_GRANTS[kind], art("收费办法", 49)))


@dataclass(frozen=True, slots=True)
class Final:
    """The final fee of a closed case and what follows: exactly one of `refund` and `due` may be above zero.

    `relieved` is what relief takes off the final fee.
    """

    fee: int
    full: int
    refund: int
    due: int
    words: tuple[tuple[str, Article | None], ...]
    relieved: int = 0


# closing way -> the tariff's closing
_CLOSINGS = {
    "judgment": "judgment",
    "mediation": "mediation",
    "withdrawal": "withdrawal",
    "deemed_withdrawal": "withdrawal",
    "other": "mediation",
}
# Where the text is silent: why the fee is halved all the same, once it was paid.
_SILENT = {
    "deemed_withdrawal": "按撤诉处理的案件是否减半，办法没有明文，待确认",
    "other": "交费后达成调解协议、以其他方式结案的，比照以调解方式结案减半，待确认",
}


def final_fee(
    way: str,
    *,
    cause: str,
    amount: int | None,
    claims: Sequence[int | None],
    procedure: str,
    paid: int,
    relieved: int,
    noticed: bool,
    asked: int = 0,
    supplement_unpaid: bool = False,
    settled: bool = False,
    day: date | None = None,
) -> Finding[Final]:
    """The fee at closing by its way, halved at most once (解释206). `paid`, `relieved`, `asked` in fen; `noticed`: a
    notice was given. 办法8, 15, 16, 24, 27, 28; 解释199, 213.

    Relief was granted as a part of what was `asked` (减交比例, 办法46): it stays that part when the final fee is
    another. `supplement_unpaid`: the half asked for after the conversion to the ordinary procedure never came.
    `settled`: an agreement took the claims out of the case; without one, what ends "otherwise" is 终结诉讼.
    """
    if way in ("dismissal", "inadmissible") or (way == "deemed_withdrawal" and not paid):
        return _nothing(way, paid)
    if way == "deemed_withdrawal" and supplement_unpaid:
        article = art("民诉解释", 199, 2)
        back = divide(paid, 2)
        text = "简易程序转为普通程序后未按期足额补交的，按撤诉处理，已经收取的诉讼费用退还一半。"
        return Finding(Final(paid - back, paid, back, 0, ((text, article),)), (article,))
    if way == "transfer" or (way == "other" and not (paid and settled)):
        return _kept(way, paid)
    if way not in _CLOSINGS:
        return Finding(Final(0, 0, paid, 0, (("本案不交纳案件受理费。", None),)), ())
    found = fee_of(cause=cause, amount=amount, claims=claims, procedure=procedure, closing=_CLOSINGS[way], day=day)
    fee, full = found.value.fee_fen, found.value.full_fen
    off = min(fee, divide(fee * relieved, asked) if asked else relieved)
    owed = fee - off
    words = tuple((step.text, step.article) for step in found.value.steps)
    if way in _SILENT:
        # 办法15 speaks of 调解方式结案 and of an application to withdraw. Nothing more is asked for.
        kept = min(paid, owed)
        note = joined(_SILENT[way], found.note)
        return Finding(Final(kept + off, full, paid - kept, 0, words, off), found.articles, note, False)
    # Withdrawn before any notice was given: nothing was asked, nothing is collected afterwards.
    if way == "withdrawal" and not noticed:
        owed = fee = off = 0
        words = (("交费通知发出前撤诉，没有预交案件受理费。", art("收费办法", 22)),)
    return Finding(
        Final(fee, full, max(0, paid - owed), max(0, owed - paid), words, off),
        merge(found.articles, (art("民诉解释", 206), art("收费办法", 53))),
        found.note,
        found.confirmed,
    )


def _nothing(way: str, paid: int) -> Finding[Final]:
    if way == "deemed_withdrawal":
        article, text = art("民诉解释", 213), "未预交案件受理费，按撤诉处理，不再收取。"
    else:
        article, text = art("收费办法", 8, 1, 2), "裁定不予受理、驳回起诉的案件，不交纳案件受理费，已交的退还。"
    articles = (article, art("收费办法", 27, 2)) if way != "deemed_withdrawal" else (article,)
    return Finding(Final(0, 0, paid, 0, ((text, article),)), articles)


def _kept(way: str, paid: int) -> Finding[Final]:
    if way == "transfer":
        article = art("收费办法", 24)
        return Finding(Final(paid, paid, 0, 0, (("预交的诉讼费用随案移交接收案件的法院。", article),)), (article,))
    if not paid:
        article = art("2025意见", 4)
        text = "当事人和解后履行完毕或者撤诉，尚未收取案件受理费的，不再收取。"
        return Finding(Final(0, 0, 0, 0, ((text, article),)), (article,))
    article = art("收费办法", 28)
    return Finding(Final(paid, paid, 0, 0, (("终结诉讼的案件，已交的案件受理费不予退还。", article),)), (article,))
