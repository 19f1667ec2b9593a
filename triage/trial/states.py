"""The vocabulary of hearings, rulings, longer terms and closing."""

from __future__ import annotations

from collections.abc import Mapping

from common.law.labelled import LabelledEnum
from common.law.papers import PaperKind


class RulingKind(LabelledEnum):
    INADMISSIBLE = "inadmissible", "不予受理"
    WITHDRAWAL = "withdrawal", "准许撤诉"
    DEEMED_WITHDRAWAL = "deemed_withdrawal", "按撤诉处理"
    DISMISSAL = "dismissal", "驳回起诉"
    CONVERSION = "conversion", "转换程序"
    TRANSFER = "transfer", "移送管辖"

    @property
    def appealable(self) -> bool:
        """民诉法157第2款: of these only 不予受理 and 驳回起诉 may be appealed, in ten days (171). A transfer of the
        court's own motion (37) answers nobody's objection to jurisdiction (130) and may not."""
        return self in (RulingKind.INADMISSIBLE, RulingKind.DISMISSAL)


class SecondRole(LabelledEnum):
    """What a party is in the second instance (解释315-317)."""

    APPELLANT = "appellant", "上诉人"
    APPELLEE = "appellee", "被上诉人"
    ORIGINAL = "original", "原审"

    def called(self, first: str) -> str:
        """In words, by what it is called in the first instance: 上诉人, 原审被告."""
        return f"{self.label}{first}" if self is SecondRole.ORIGINAL else self.label


class DismissalGround(LabelledEnum):
    """Why a registered suit is dismissed: it lacks a condition of 民诉法122, one of 127 applies (解释208第3款), or
    what it rests on is for the police first: the fee goes back (办法25, 27), and not where the suit goes on."""

    NO_INTEREST = "no_interest", "原告与本案没有直接利害关系"
    NO_DEFENDANT = "no_defendant", "没有明确的被告"
    NO_CLAIM = "no_claim", "没有具体的诉讼请求和事实、理由"
    NOT_CIVIL = "not_civil", "不属于人民法院受理民事诉讼的范围"
    ADMINISTRATIVE = "administrative", "属于行政诉讼受案范围"
    ARBITRATION = "arbitration", "双方达成书面仲裁协议，不得向人民法院起诉"
    OTHER_BODY = "other_body", "应当由其他机关处理"
    DECIDED = "decided", "判决、裁定、调解书已经发生法律效力，又就同一案件起诉"
    TOO_EARLY = "too_early", "在法律规定不得起诉的期限内起诉"
    FAMILY_AGAIN = "family_again", "离婚、收养关系案件没有新情况、新理由，六个月内又起诉"
    REPEATED = "repeated", "重复起诉"
    CRIME = "crime", "涉嫌刑事犯罪，已移送有关机关处理"


class TransferGround(LabelledEnum):
    """Why a registered case belongs to another court (民诉法37; 解释35, 36, 211)."""

    TERRITORY = "territory", "依照地域管辖的规定，不属于本院管辖"
    EXCLUSIVE = "exclusive", "依照专属管辖的规定，不属于本院管辖"
    LEVEL = "level", "依照级别管辖的规定，不属于本院管辖"
    FIRST_ELSEWHERE = "first_elsewhere", "其他有管辖权的人民法院已经先立案"


class RulingState(LabelledEnum):
    DRAFT = "draft", "待签裁定"
    SIGNED = "signed", "已签发"
    DROPPED = "dropped", "不予签发"


RULING_MOVES: Mapping[RulingState, frozenset[RulingState]] = {
    RulingState.DRAFT: frozenset({RulingState.SIGNED, RulingState.DROPPED}),
}


class DropReason(LabelledEnum):
    """Why a draft was not signed."""

    PAID_LATE = "paid_late", "案件受理费已经交纳"
    RELIEF = "relief", "已经申请或者获准缓、减、免交"
    GROUND_GONE = "ground_gone", "裁定的事由已经不存在"
    ADMISSIBLE = "admissible", "起诉符合法定条件，应当登记立案"
    NOT_PERMITTED = "not_permitted", "撤诉不应准许，案件继续审理"
    WITHDREW = "withdrew", "申请人已经收回申请"
    OTHER = "other", "其他（请写明）"


class ClosingWay(LabelledEnum):
    JUDGMENT = "judgment", "判决"
    MEDIATION = "mediation", "调解书"
    WITHDRAWAL = "withdrawal", "撤诉"
    DEEMED_WITHDRAWAL = "deemed_withdrawal", "按撤诉处理"
    DISMISSAL = "dismissal", "驳回起诉"
    OTHER = "other", "其他方式"
    TRANSFER = "transfer", "移送"
    INADMISSIBLE = "inadmissible", "不予受理"  # never registered: a judge ruled that the suit is not taken (民诉法126)

    @property
    def on_merits(self) -> bool:
        """A judgment alone decides the dispute: it wants everybody's answer first (民诉法128). A settlement wants its
        receipts (100), a ruling what its own article asks."""
        return self is ClosingWay.JUDGMENT

    @property
    def paper(self) -> PaperKind | None:
        """The paper without which a case does not end this way: it is served on every party, and binds by its receipt
        (民诉法100第3款, 155)."""
        return {ClosingWay.JUDGMENT: PaperKind.JUDGMENT, ClosingWay.MEDIATION: PaperKind.MEDIATION_PAPER}.get(self)

    @property
    def is_act_of_judge(self) -> bool:
        """Ways a judge enters on the closing page; the others come about by a signed ruling."""
        return self in (ClosingWay.JUDGMENT, ClosingWay.MEDIATION, ClosingWay.OTHER)


class StrikeReason(LabelledEnum):
    """What was wrong with an appeal, or the day of a copy, that is taken back. An event carries a code and no words."""

    WHO = "who", "登记错了人"
    DAY = "day", "日期登记错了"
    SUM = "sum", "金额登记错了"
    CASE = "case", "不是本案的，登记错了案件"
    NONE = "none", "没有这件事，登记错了"


class AppealResult(LabelledEnum):
    """What became of the appeal (民诉法177-180; 解释318: nobody prepaid for it; 328: no suit for a court; 329: another
    court's alone; 330: against a ruling; 336)."""

    UPHELD = "upheld", "维持原判"
    CHANGED = "changed", "改判"
    SENT_BACK = "sent_back", "发回重审"
    ORDERED = "ordered", "撤销原裁定，指令审理"
    ACCEPTED = "accepted", "撤销原裁定，指令立案受理"
    DISMISSED = "dismissed", "撤销原判，驳回起诉"
    MOVED = "moved", "撤销原裁判，移送管辖"
    MEDIATED = "mediated", "二审调解"
    SUIT_WITHDRAWN = "retracted", "准许撤回起诉，撤销原裁判"
    WITHDRAWN = "withdrawn", "撤回上诉"
    DEEMED = "deemed", "按自动撤回上诉处理"

    @property
    def leaves(self) -> bool:
        """One appellant's appeal ends and no other's; with the last of them the first judgment takes effect."""
        return self in (AppealResult.WITHDRAWN, AppealResult.DEEMED)

    @property
    def replaces(self) -> bool:
        """What binds is the paper of the court above, not that of the first court (民诉法179, 182)."""
        return self in (AppealResult.UPHELD, AppealResult.CHANGED, AppealResult.MEDIATED)

    @property
    def tried_again(self) -> bool:
        """The first court tries it, again or at last: nothing binds, no fee has its end (民诉法177(3)(4); 解释330)."""
        return self in (AppealResult.SENT_BACK, AppealResult.ORDERED)

    @property
    def binds(self) -> bool:
        """Somebody is bound by a paper in this case: by the first one where the appeals left, else by the second. Not
        where the first is set aside and nothing takes its place (民诉法177; 解释336)."""
        return self.leaves or self.replaces

    @property
    def without_fee(self) -> bool:
        """The paper above does not say who bears the fee: the case is still to be tried or to be taken, or the law says
        it (`settles_as`)."""
        return self.tried_again or self is AppealResult.ACCEPTED or bool(self.settles_as)

    @property
    def settles_as(self) -> str:
        """The end of a first instance by whose fee this one goes: none where the suit was dismissed, whichever court
        does so; with the case to the other court where it is moved (办法8(2), 24)."""
        return {AppealResult.DISMISSED: "dismissal", AppealResult.MOVED: "transfer"}.get(self, "")

    @property
    def says_who_bears(self) -> bool:
        """The first paper does not say any more who bears the fee of the first instance (办法30, 31, 34)."""
        return self in (AppealResult.CHANGED, AppealResult.MEDIATED, AppealResult.SUIT_WITHDRAWN)

    def fits(self, way: str) -> bool:
        """Whether an appeal against what ended the case in this `way` can end so."""
        return self in _ENDS.get(ClosingWay(way) if way else None, ())

    def paper(self, way: str) -> str:
        """What the court above writes (民诉法177-180)."""
        if self is AppealResult.MEDIATED:
            return "调解书"
        judged = self in (AppealResult.UPHELD, AppealResult.CHANGED) and way == ClosingWay.JUDGMENT
        return "判决书" if judged else "裁定书"


# What the court above can make of an appeal, by what it is against. Only a judgment is changed, sent back (民诉法177)
# or undone by a 调解书 (179); of a ruling it rules (178): a dismissal is set aside with the order to try the suit, 不予
# 受理 with the order to take it (解释330). Of a suit that was never taken there is nothing to withdraw (336) or to move
# (329), of one that was dismissed nothing to dismiss (328). Taken for withdrawn for want of the fee (318) is only what
# costs one: an appeal against a ruling does not (收费办法8(3)).
_ENDS: Mapping[ClosingWay | None, frozenset[AppealResult]] = {
    ClosingWay.JUDGMENT: frozenset(AppealResult) - {AppealResult.ORDERED, AppealResult.ACCEPTED},
    ClosingWay.DISMISSAL: frozenset(
        {
            AppealResult.UPHELD,
            AppealResult.ORDERED,
            AppealResult.MOVED,
            AppealResult.SUIT_WITHDRAWN,
            AppealResult.WITHDRAWN,
        }
    ),
    ClosingWay.INADMISSIBLE: frozenset({AppealResult.UPHELD, AppealResult.ACCEPTED, AppealResult.WITHDRAWN}),
}


class ObjectionOutcome(LabelledEnum):
    """解释279: a party objects to small claims before the hearing; the judge examines it."""

    OPEN = "open", "待审查"
    UPHELD = "upheld", "异议成立"
    REJECTED = "rejected", "异议不成立，已驳回"


class HearingMode(LabelledEnum):
    """How a hearing was held: with the parties' consent online, or online for those who consent (在线诉讼4, 21)."""

    IN_PERSON = "in_person", "线下开庭"
    ONLINE = "online", "在线庭审"
    PARTLY_ONLINE = "partly_online", "部分当事人在线"


class AnswerChoice(LabelledEnum):
    """What a party said of the time to answer (解释266, 275)."""

    WAIVED = "waived", "不需要答辩期"
    AGREED = "agreed", "同意法院定的答辩期"


class SaidHow(LabelledEnum):
    """How it was said. In small claims they have to have come (解释275第3款: 到庭后表示)."""

    IN_COURT = "in_court", "到庭当面表示，记入笔录"
    ONLINE = "online", "在线庭审中表示，记入电子笔录"
    WRITTEN = "written", "书面表示，附卷"

    @property
    def came(self) -> bool:
        return self is not SaidHow.WRITTEN


class ChangedWhen(LabelledEnum):
    """At which point of the trial a claimant changed its claims: until the investigation in court is over what was
    paid for less goes back (办法21(2)), after it not (35); until the debate is over more may be asked for (解释232)."""

    BEFORE = "before", "法庭调查结束前"
    INVESTIGATED = "investigated", "法庭调查结束后，法庭辩论结束前"
    AFTER_DEBATE = "after_debate", "法庭辩论结束后"
    # 办法 does not say what becomes of an increase that is not paid for: the bench does not try it.
    UNPAID = "unpaid", "增加的部分没有交费，法庭不审理，改回原来的请求"

    @property
    def keeps_fee(self) -> bool:
        return self in (ChangedWhen.INVESTIGATED, ChangedWhen.AFTER_DEBATE)


class ExtensionState(LabelledEnum):
    """A judge asks for a longer trial term; the head of division passes it on, the president decides."""

    ASKED = "asked", "待庭长审核"
    ENDORSED = "endorsed", "待院长批准"
    GRANTED = "granted", "已批准"
    REFUSED = "refused", "未批准"
    VOID = "void", "不再需要"


EXTENSION_OPEN: frozenset[ExtensionState] = frozenset({ExtensionState.ASKED, ExtensionState.ENDORSED})
EXTENSION_MOVES: Mapping[ExtensionState, frozenset[ExtensionState]] = {
    ExtensionState.ASKED: frozenset(
        {ExtensionState.ENDORSED, ExtensionState.GRANTED, ExtensionState.REFUSED, ExtensionState.VOID}
    ),
    ExtensionState.ENDORSED: frozenset({ExtensionState.GRANTED, ExtensionState.REFUSED, ExtensionState.VOID}),
}
