"""What may be mediated, and which agreements may be confirmed by the court (民诉法解释第143、145、355条)."""

from __future__ import annotations

from dataclasses import dataclass

from common.law import causes
from common.law.articles import Finding, art
from common.law.labelled import LabelledEnum

DIVORCE = "14"
# 婚姻无效, 撤销婚姻, 亲子关系, 收养关系 (确认): status is the court's to declare, not the parties' to settle.
_STATUS_CAUSES = ("17", "18", "21", "25.1")
_NON_LITIGATION = "第十一部分"


class Mediability(LabelledEnum):
    NEVER = "never", "不得调解"
    MAY = "may", "可以调解"
    DIVORCE = "divorce", "诉前可以拒绝调解，审理中应当调解"

    @property
    def offered(self) -> bool:
        """May mediation be offered before trial? Any party may still decline it without reasons."""
        return self is not Mediability.NEVER


class Proceeding(LabelledEnum):
    SUIT = "suit", "诉讼程序"
    SPECIAL = "special", "特别程序"
    DEMAND = "demand", "督促程序"
    PUBLIC_SUMMONS = "public_summons", "公示催告程序"


@dataclass(frozen=True, slots=True)
class MediationFacts:
    """What a person at the counter knows of the case beyond its cause."""

    proceeding: Proceeding = Proceeding.SUIT
    status_confirmation: bool = False
    unsuited_by_nature: bool = False


def mediable(cause: str, facts: MediationFacts | None = None) -> Finding[Mediability]:
    """May mediation be offered in a case of this cause? CauseError on an unknown code."""
    facts = facts or MediationFacts()
    article = art("民诉解释", 143)
    line = causes.lineage(causes.cause(cause).code)
    if facts.proceeding is not Proceeding.SUIT:
        return Finding(Mediability.NEVER, (article,), f"适用{facts.proceeding.label}的案件不得调解")
    if _NON_LITIGATION in line:
        return Finding(Mediability.NEVER, (article,), "非讼程序案件不得调解")
    if facts.status_confirmation or not line.isdisjoint(_STATUS_CAUSES):
        return Finding(Mediability.NEVER, (article,), "婚姻等身份关系确认案件不得调解")
    if facts.unsuited_by_nature:
        return Finding(Mediability.NEVER, (article,), "根据案件性质不能进行调解")
    if DIVORCE in line:
        return Finding(
            Mediability.DIVORCE,
            (art("民诉解释", 145), art("民诉法", 125)),
            "可以拒绝诉前调解；进入审理后，法院应当进行调解",
        )
    return Finding(Mediability.MAY, (art("民诉法", 125),))


def is_divorce(cause: str) -> bool:
    """解释147: who divorces signs in person."""
    return causes.exists(cause) and mediable(cause).value is Mediability.DIVORCE


class Subject(LabelledEnum):
    """What the agreement disposes of."""

    OBLIGATION = "obligation", "给付或者其他债权债务"
    STATUS = "status", "婚姻、亲子、收养等身份关系"
    TITLE = "title", "物权确权"
    IP_TITLE = "ip_title", "知识产权确权"
    OTHER_PROCEDURE = "other_procedure", "适用其他特别程序、公示催告程序、破产程序的事项"


_STATUS_NEVER = (*_STATUS_CAUSES, DIVORCE, "25")
_TITLE_CAUSES = ("38", "56.1", "65.1")


def confirmable(cause: str, subject: Subject | str | None = None) -> Finding[bool]:
    """May judicial confirmation be offered for an agreement? 民诉法解释第三百五十五条第一款.

    ``subject`` says what the agreement disposes of; None leaves it to the cause, and a cause that covers both title
    and infringement is then refused.
    """
    code = causes.cause(cause).code
    line = causes.lineage(code)
    chosen = None if subject is None else Subject(subject)
    if chosen is Subject.STATUS or not line.isdisjoint(_STATUS_NEVER):
        return Finding(False, (art("民诉解释", 355, 1, 3),), "身份关系的调解协议不能申请司法确认")
    if chosen is Subject.OTHER_PROCEDURE or _NON_LITIGATION in line:
        return Finding(False, (art("民诉解释", 355, 1, 4),), "应适用其他特别程序、公示催告程序或者破产程序")
    if chosen in (Subject.TITLE, Subject.IP_TITLE) or not line.isdisjoint(_TITLE_CAUSES):
        return Finding(False, (art("民诉解释", 355, 1, 5),), "涉及物权、知识产权确权的调解协议不能申请司法确认")
    if code in causes.IP_TITLE or (chosen is None and code in causes.IP_TITLE_OR_INFRINGEMENT):
        return Finding(False, (art("民诉解释", 355, 1, 5),), "涉及知识产权确权的调解协议不能申请司法确认")
    return Finding(True, (art("民诉法", 205), art("民诉解释", 355)))
