"""Pure rules of a review: what may be put right."""

from __future__ import annotations

from common.law.articles import Finding, art


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
