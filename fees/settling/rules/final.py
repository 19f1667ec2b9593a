"""What the final fee is, by the way a case closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from common.law.articles import Article, Finding, art, joined, merge
from common.law.money import divide
from fees.charging.rules import fee_of


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


def own_part(
    *,
    cause: str,
    before: tuple[int | None, Sequence[int | None]],
    now: tuple[int | None, Sequence[int | None]],
    procedure: str,
    day: date,
) -> Finding[int]:
    """Fen of the fee of a judgment that are for what was claimed `before` and is not `now`: who gave it up after the
    investigation in court bears them (办法35)."""
    fees = [
        fee_of(cause=cause, amount=amount, claims=claims, procedure=procedure, day=day).value.fee_fen
        for amount, claims in (before, now)
    ]
    return Finding(max(0, fees[0] - fees[1]), (art("收费办法", 35),))


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
