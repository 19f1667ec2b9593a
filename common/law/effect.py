"""When what ends a case binds: the day its judgment, ruling or 调解书 took effect."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from common.law.articles import Finding, art
from common.law.procedures import Procedure

_ONE_DAY = timedelta(days=1)


def effect(
    way: str,
    *,
    procedure: str,
    closed_on: date,
    ends: Iterable[date | None],
    received_on: date | None,
    stayed: bool,
    today: date,
) -> Finding[date | None]:
    """The day on which what ended the case took effect, if it has (民诉法158). It is the day on which that came about,
    whenever it was recorded.

    `way`: a code of cases.Closing; `ends`: the last days of each party's time to appeal, None where it does not run
    yet; `received_on`: the last receipt of the paper that ended the case, None while somebody has not received it or
    nothing shows that it was made (民诉法100; 解释149); `stayed`: somebody appealed.
    """
    if stayed:
        return Finding(None, (art("民诉法", 158),))
    small = procedure == Procedure.SMALL and way != "inadmissible"  # not taken, it has no procedure (民诉法126, 165)
    if way in ("judgment", "dismissal", "inadmissible") and not small:
        articles = (art("民诉法", 158), art("民诉法", 171))
        last = [end or date.max for end in ends]
        if not last or max(last) >= today:
            return Finding(None, articles)
        return Finding(max(last) + _ONE_DAY, articles)
    if way == "mediation":
        return Finding(received_on, (art("民诉法", 100, 3), art("民诉解释", 149)))
    if way == "judgment":
        # Final at once, but only for who knows it: the day on which it was pronounced is not written down, so it is
        # taken to bind from the last receipt, and nobody is asked for anything before (民诉法151, 165).
        return Finding(received_on, (art("民诉法", 158), art("民诉法", 165), art("民诉法", 151)))
    return Finding(closed_on, (art("民诉法", 158), art("民诉法", 165)))
