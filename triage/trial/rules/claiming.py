"""What a claimant may change of its claims, and by when."""

from __future__ import annotations

from datetime import date

from common.law.articles import Finding, art
from common.law.procedures import Procedure, wage_on
from triage.trial.states import ChangedWhen

GROUND = (art("民诉法", 54), art("民诉法", 143), art("民诉解释", 232), art("收费办法", 21), art("收费办法", 35))


def outgrown(procedure: str, amount: int | None, *, agreed: bool, received: date) -> Finding[bool]:
    """Whether a change of claims took the case beyond small claims: it goes on by the rest of the summary procedure
    (解释278; 民诉法165)."""
    wage = wage_on(received)
    most = wage.double if agreed else wage.half
    return Finding(procedure == Procedure.SMALL and (amount or 0) > most, (art("民诉解释", 278), art("民诉法", 165)))


def claims_change(before: int | None, after: int | None, *, added: bool, when: ChangedWhen) -> Finding[str]:
    """Why the claims may not be changed so, in words; "" when they may. `before` and `after` in fen, `added`: there is
    a claim that was not.

    A claimant may ask for less whenever it likes (民诉法54); for more until the debate in court is over (解释232).
    """
    more = added or (after or 0) > (before or 0)
    if more and when is ChangedWhen.AFTER_DEBATE:
        return Finding("法庭辩论结束后不能再增加请求。原告可以另行起诉。", (art("民诉解释", 232),))
    if when is ChangedWhen.UNPAID and (more or (after or 0) >= (before or 0)):
        return Finding("增加的部分没有交费的，请改回增加以前的请求。", (art("收费办法", 21, None, 1),))
    return Finding("", (art("民诉法", 54), art("民诉法", 143)))
