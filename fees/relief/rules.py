"""Pure rules of relief: who may ask for what, what it takes off, how long a deferral is."""

from __future__ import annotations

from datetime import date

from common.law.articles import Article, Finding, art
from common.law.money import divide
from fees.relief.states import ReliefKind, ReliefState

LEAST_REDUCTION = 30  # 办法46第2款, per cent


def deferral_days(until: date, today: date) -> Finding[int]:
    """The length of a deferred term in days, counted from the day after the decision. ValueError when it has passed."""
    if until <= today:
        raise ValueError("缓交的截止日期应在今天之后。")
    return Finding((until - today).days, (art("收费办法", 47),), f"准予缓交至 {until:%Y-%m-%d}")


def days_to_decide(usual: int, *, asked: ReliefKind, fee_due: date | None, today: date) -> Finding[int]:
    """How long the court may take: as long as is usual, but a deferral is decided before the fee falls due (办法49)."""
    if asked == ReliefKind.DEFER and fee_due is not None and today < fee_due:
        return Finding(min(usual, (fee_due - today).days), (art("收费办法", 49),))
    return Finding(usual)


def may_ask(kind: ReliefKind, *, natural: bool) -> Finding[bool]:
    """Who may ask for what: exemption is for natural persons only (办法44第2款)."""
    if kind == ReliefKind.EXEMPT and not natural:
        return Finding(False, (art("收费办法", 44, 2),), "诉讼费用的免交只适用于自然人，可以申请减交或者缓交")
    return Finding(True, (art("收费办法", 44, 1), art("收费办法", 48, 1)))


def is_less(granted: ReliefKind, *, asked: ReliefKind) -> bool:
    """Whether less is granted than was asked: to that extent the request is refused (办法48第3款)."""
    order = list(ReliefKind)
    return order.index(granted) > order.index(asked)


def outcome(state: ReliefState, *, asked: ReliefKind, granted: ReliefKind | None) -> str:
    """What became of a request, in words: by what was decided and its kind, not by the state alone."""
    if state != ReliefState.GRANTED or granted is None:
        return state.label
    words = f"已准予{granted.label}"
    return f"{words}，没有批准{asked.label}" if is_less(granted, asked=asked) else words


def grounds(*, asked: ReliefKind, granted: ReliefKind | None) -> tuple[Article, ...]:
    """On what a decision rests: the article of what is granted, else of what was asked; refused, also in part, the
    duty to give the reasons in writing (办法48第3款)."""
    found = [_GRANTS[granted or asked]]
    if granted == ReliefKind.REDUCE:
        found.append(art("收费办法", 46, 2))
    if granted is None or is_less(granted, asked=asked):
        found.append(art("收费办法", 48, 3))
    return tuple(found)


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
