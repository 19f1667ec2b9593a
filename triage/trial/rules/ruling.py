"""What a ruling rests on: why a suit is dismissed or transferred, whether it may be appealed, who withdraws."""

from __future__ import annotations

from collections.abc import Collection

from common.cases.states import Side
from common.law.articles import Article, Finding, art
from common.law.procedures import Procedure
from common.law.tariff import Kind
from common.law.tariff_scope import kind_for_cause
from triage.trial.states import DismissalGround, RulingKind, SecondRole, TransferGround

_CONDITIONS: dict[DismissalGround, Article] = {
    DismissalGround.NO_INTEREST: art("民诉法", 122, None, 1),
    DismissalGround.NO_DEFENDANT: art("民诉法", 122, None, 2),
    DismissalGround.NO_CLAIM: art("民诉法", 122, None, 3),
    DismissalGround.NOT_CIVIL: art("民诉法", 122, None, 4),
}
_CASES: dict[DismissalGround, Article] = {
    DismissalGround.ADMINISTRATIVE: art("民诉法", 127, None, 1),
    DismissalGround.ARBITRATION: art("民诉法", 127, None, 2),
    DismissalGround.OTHER_BODY: art("民诉法", 127, None, 3),
    DismissalGround.DECIDED: art("民诉法", 127, None, 5),
    DismissalGround.TOO_EARLY: art("民诉法", 127, None, 6),
    DismissalGround.FAMILY_AGAIN: art("民诉法", 127, None, 7),
    DismissalGround.REPEATED: art("民诉解释", 247),
    DismissalGround.CRIME: art("收费办法", 25),
}


def dismissal(ground: DismissalGround, procedure: str) -> Finding[str]:
    """The words of a dismissal's ground, with its articles: 解释208第3款 after registration, 民诉法157 for its form.

    In small claims a missing condition is ruled on once for all (解释277). 127(4) is not here: another court's case is
    transferred, not dismissed (民诉法37; 解释211).
    """
    missing = _CONDITIONS.get(ground)
    articles = [missing or _CASES[ground], art("民诉法", 157, 1, 3), art("民诉解释", 208, 3)]
    if missing is not None and procedure == Procedure.SMALL:
        articles.append(art("民诉解释", 277))
    return Finding(ground.label, tuple(articles))


def transfer(ground: TransferGround, *, heard: bool) -> Finding[str]:
    """Why the case may not be transferred, in words; "" when it may, with the articles of the ruling.

    By territory only before the first hearing (解释35): whoever answered without objecting accepted the court (民诉法
    130第2款). Exclusive jurisdiction and that by level do not pass away. The court that registered first keeps the case
    (解释36).
    """
    if ground is TransferGround.FIRST_ELSEWHERE:
        return Finding("", (art("民诉法", 36), art("民诉解释", 36)))
    if ground is TransferGround.TERRITORY:
        articles = (art("民诉法", 37), art("民诉解释", 35), art("民诉解释", 211))
        if heard:
            return Finding("本案已经开庭，除违反级别管辖和专属管辖外，不再移送。", (*articles, art("民诉法", 130, 2)))
        return Finding("", articles)
    return Finding("", (art("民诉法", 37), art("民诉法", 130, 2), art("民诉解释", 211)))


def appeal_term(what: str, procedure: str) -> Finding[str]:
    """The key in common.law.terms of the time to appeal against a ruling or "judgment"; "" when none may be appealed.

    Fifteen days against a judgment, ten against 不予受理 and 驳回起诉 (民诉法157第2款, 171), each party from the day
    it was served. Small claims end with the first instance (民诉法165; 解释277); 不予受理 comes before any procedure
    applies.
    """
    if what == RulingKind.INADMISSIBLE:
        return Finding("refusal_appeal", (art("民诉法", 126), art("民诉法", 171, 2)))
    if what not in ("judgment", RulingKind.DISMISSAL):
        return Finding("", (art("民诉法", 157, 2),))
    if procedure == Procedure.SMALL:
        return Finding("", (art("民诉法", 165, 1), art("民诉解释", 277)))
    if what == "judgment":
        return Finding("appeal_judgment", (art("民诉法", 171, 1),))
    return Finding("appeal_ruling", (art("民诉法", 157, 2), art("民诉法", 171, 2)))


def disputes_money(way: str, cause: str, amount: int | None) -> Finding[bool]:
    """Whether an appeal prepays by the sum it disputes (办法17): against a judgment on money or a valued thing. Against
    驳回起诉 it pays nothing (办法8)."""
    if way != "judgment":
        return Finding(False, (art("收费办法", 8, 1, 3),))
    kind = kind_for_cause(cause, bool(amount))
    return Finding(bool(amount) and kind.value in (Kind.PROPERTY, Kind.IP), (art("收费办法", 17),))


def goes_on(asked: Collection[int], claimants: Collection[int]) -> Finding[bool]:
    """Whether the case goes on when those who asked may withdraw: as long as another claimant is left.

    One co-litigant's act does not bind the others (民诉法55第2款), so only who asked leaves. Where all have one common
    right (必要共同诉讼) the others would have to acknowledge it, and who neither takes part nor gives the right up
    stays a claimant (解释74): that is the judge's to see, who then does not permit the withdrawal (148).
    """
    left = set(claimants) - set(asked)
    return Finding(bool(left), (art("民诉法", 148), art("民诉法", 55, 2)) if left else (art("民诉法", 148),))


def second_role(side: str, own: bool, appealed: Collection[str]) -> SecondRole:
    """What a party is called in the second instance: whoever appealed, on whichever side, is an appellant (解释315);
    who stands across from one is the appellee, anybody else keeps the name of the first instance (316, 317(1)). The
    court above may say otherwise (315第2款)."""
    if own:
        return SecondRole.APPELLANT
    across = {Side.CLAIMANT: Side.RESPONDENT, Side.RESPONDENT: Side.CLAIMANT}.get(Side(side))
    return SecondRole.APPELLEE if across in appealed else SecondRole.ORIGINAL
