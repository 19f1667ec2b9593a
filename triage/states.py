"""The vocabulary of sorting, assigning, ruling and closing. Procedure and Track are those of common.law."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Round(StrEnum):
    """When a case is sorted: on filing (provisional), before the fee notice (二次分流), or again in trial (转换)."""

    FIRST = "first"
    SECOND = "second"
    CONVERSION = "conversion"

    @property
    def label(self) -> str:
        return {"first": "初步分流", "second": "繁简分流", "conversion": "程序转换"}[self.value]


class DecisionState(StrEnum):
    PROVISIONAL = "provisional"  # of the first round: guides mediation, binds nobody
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    OVERRULED = "overruled"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        return {
            "provisional": "暂定",
            "proposed": "待确认",
            "confirmed": "已确认",
            "overruled": "已改定",
            "superseded": "已被替代",
        }[self.value]


DECIDED: frozenset[DecisionState] = frozenset({DecisionState.CONFIRMED, DecisionState.OVERRULED})


class OverruleReason(StrEnum):
    """Why an officer decides otherwise than the rules propose."""

    FACTS_DIFFER = "facts_differ"
    PARTIES_AGREED = "parties_agreed"
    RELATED_CASES = "related_cases"
    COMPLEX = "complex"
    SOCIAL_IMPACT = "social_impact"
    SIMPLE_IN_FACT = "simple_in_fact"
    OTHER = "other"

    @property
    def label(self) -> str:
        return OVERRULE_LABELS[self]


OVERRULE_LABELS: dict[OverruleReason, str] = {
    OverruleReason.FACTS_DIFFER: "系统采用的事实与案卷不符",
    OverruleReason.PARTIES_AGREED: "双方当事人另有约定",
    OverruleReason.RELATED_CASES: "有关联案件或者系列案件，需要一并审理",
    OverruleReason.COMPLEX: "法律关系或者事实认定较为复杂",
    OverruleReason.SOCIAL_IMPACT: "可能有较大社会影响",
    OverruleReason.SIMPLE_IN_FACT: "争议已经缩小，实为简单案件",
    OverruleReason.OTHER: "其他（请写明）",
}


class TeamKind(StrEnum):
    FAST = "fast"
    CAREFUL = "careful"

    @property
    def label(self) -> str:
        return {"fast": "速裁团队", "careful": "审判团队"}[self.value]


class RulingKind(StrEnum):
    INADMISSIBLE = "inadmissible"
    WITHDRAWAL = "withdrawal"
    DEEMED_WITHDRAWAL = "deemed_withdrawal"
    DISMISSAL = "dismissal"
    CONVERSION = "conversion"
    TRANSFER = "transfer"

    @property
    def label(self) -> str:
        return RULING_LABELS[self]

    @property
    def appealable(self) -> bool:
        """民诉法157第2款: of these only 不予受理 and 驳回起诉 may be appealed, in ten days (171). A transfer of the
        court's own motion (37) answers nobody's objection to jurisdiction (130) and may not."""
        return self in (RulingKind.INADMISSIBLE, RulingKind.DISMISSAL)


RULING_LABELS: dict[RulingKind, str] = {
    RulingKind.INADMISSIBLE: "不予受理",
    RulingKind.WITHDRAWAL: "准许撤诉",
    RulingKind.DEEMED_WITHDRAWAL: "按撤诉处理",
    RulingKind.DISMISSAL: "驳回起诉",
    RulingKind.CONVERSION: "转换程序",
    RulingKind.TRANSFER: "移送管辖",
}


class DismissalGround(StrEnum):
    """Why a registered suit is dismissed: it lacks a condition of 民诉法122, or one of 127 applies (解释208第3款)."""

    NO_INTEREST = "no_interest"
    NO_DEFENDANT = "no_defendant"
    NO_CLAIM = "no_claim"
    NOT_CIVIL = "not_civil"
    ADMINISTRATIVE = "administrative"
    ARBITRATION = "arbitration"
    OTHER_BODY = "other_body"
    DECIDED = "decided"
    TOO_EARLY = "too_early"
    FAMILY_AGAIN = "family_again"
    REPEATED = "repeated"

    @property
    def label(self) -> str:
        return DISMISSAL_LABELS[self]


DISMISSAL_LABELS: dict[DismissalGround, str] = {
    DismissalGround.NO_INTEREST: "原告与本案没有直接利害关系",
    DismissalGround.NO_DEFENDANT: "没有明确的被告",
    DismissalGround.NO_CLAIM: "没有具体的诉讼请求和事实、理由",
    DismissalGround.NOT_CIVIL: "不属于人民法院受理民事诉讼的范围",
    DismissalGround.ADMINISTRATIVE: "属于行政诉讼受案范围",
    DismissalGround.ARBITRATION: "双方达成书面仲裁协议，不得向人民法院起诉",
    DismissalGround.OTHER_BODY: "应当由其他机关处理",
    DismissalGround.DECIDED: "判决、裁定、调解书已经发生法律效力，又就同一案件起诉",
    DismissalGround.TOO_EARLY: "在法律规定不得起诉的期限内起诉",
    DismissalGround.FAMILY_AGAIN: "离婚、收养关系案件没有新情况、新理由，六个月内又起诉",
    DismissalGround.REPEATED: "重复起诉",
}


class TransferGround(StrEnum):
    """Why a registered case belongs to another court (民诉法37; 解释35, 36, 211)."""

    TERRITORY = "territory"
    EXCLUSIVE = "exclusive"
    LEVEL = "level"
    FIRST_ELSEWHERE = "first_elsewhere"

    @property
    def label(self) -> str:
        return {
            "territory": "依照地域管辖的规定，不属于本院管辖",
            "exclusive": "依照专属管辖的规定，不属于本院管辖",
            "level": "依照级别管辖的规定，不属于本院管辖",
            "first_elsewhere": "其他有管辖权的人民法院已经先立案",
        }[self.value]


class RulingState(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return {"draft": "待签裁定", "signed": "已签发", "dropped": "不予签发"}[self.value]


RULING_TRANSITIONS: Mapping[RulingState, frozenset[RulingState]] = {
    RulingState.DRAFT: frozenset({RulingState.SIGNED, RulingState.DROPPED}),
}


class DropReason(StrEnum):
    """Why a draft was not signed."""

    PAID_LATE = "paid_late"
    RELIEF = "relief"
    GROUND_GONE = "ground_gone"
    ADMISSIBLE = "admissible"
    NOT_PERMITTED = "not_permitted"
    WITHDREW = "withdrew"
    OTHER = "other"

    @property
    def label(self) -> str:
        return DROP_LABELS[self]


DROP_LABELS: dict[DropReason, str] = {
    DropReason.PAID_LATE: "案件受理费已经交纳",
    DropReason.RELIEF: "已经申请或者获准缓、减、免交",
    DropReason.GROUND_GONE: "裁定的事由已经不存在",
    DropReason.ADMISSIBLE: "起诉符合法定条件，应当登记立案",
    DropReason.NOT_PERMITTED: "撤诉不应准许，案件继续审理",
    DropReason.WITHDREW: "申请人已经收回申请",
    DropReason.OTHER: "其他（请写明）",
}


class ClosingWay(StrEnum):
    JUDGMENT = "judgment"
    MEDIATION = "mediation"
    WITHDRAWAL = "withdrawal"
    DEEMED_WITHDRAWAL = "deemed_withdrawal"
    DISMISSAL = "dismissal"
    OTHER = "other"
    TRANSFER = "transfer"

    @property
    def label(self) -> str:
        return CLOSING_LABELS[self]

    @property
    def is_act_of_judge(self) -> bool:
        """Ways a judge enters on the closing page; the others come about by a signed ruling."""
        return self in (ClosingWay.JUDGMENT, ClosingWay.MEDIATION, ClosingWay.OTHER)


CLOSING_LABELS: dict[ClosingWay, str] = {
    ClosingWay.JUDGMENT: "判决",
    ClosingWay.MEDIATION: "调解书",
    ClosingWay.WITHDRAWAL: "撤诉",
    ClosingWay.DEEMED_WITHDRAWAL: "按撤诉处理",
    ClosingWay.DISMISSAL: "驳回起诉",
    ClosingWay.OTHER: "其他方式",
    ClosingWay.TRANSFER: "移送",
}

# The way a case ends when a judge signs such a ruling; a conversion ends nothing, 不予受理 returns the filing.
CLOSED_BY_RULING: Mapping[RulingKind, ClosingWay] = {
    RulingKind.WITHDRAWAL: ClosingWay.WITHDRAWAL,
    RulingKind.DEEMED_WITHDRAWAL: ClosingWay.DEEMED_WITHDRAWAL,
    RulingKind.DISMISSAL: ClosingWay.DISMISSAL,
    RulingKind.TRANSFER: ClosingWay.TRANSFER,
}


class ObjectionOutcome(StrEnum):
    """解释279: a party objects to small claims before the hearing; the judge examines it."""

    OPEN = "open"
    UPHELD = "upheld"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        return {"open": "待审查", "upheld": "异议成立", "rejected": "异议不成立，已驳回"}[self.value]


class HearingMode(StrEnum):
    """How a hearing was held: with the parties' consent online, or online for those who consent (在线诉讼4, 21)."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    PARTLY_ONLINE = "partly_online"

    @property
    def label(self) -> str:
        return {"in_person": "线下开庭", "online": "在线庭审", "partly_online": "部分当事人在线"}[self.value]


class ExtensionState(StrEnum):
    """A judge asks for a longer trial term; the head of division passes it on, the president decides."""

    ASKED = "asked"
    ENDORSED = "endorsed"
    GRANTED = "granted"
    REFUSED = "refused"
    VOID = "void"  # the case closed or went over to another procedure first

    @property
    def label(self) -> str:
        return {
            "asked": "待庭长审核",
            "endorsed": "待院长批准",
            "granted": "已批准",
            "refused": "未批准",
            "void": "不再需要",
        }[self.value]


EXTENSION_OPEN: frozenset[ExtensionState] = frozenset({ExtensionState.ASKED, ExtensionState.ENDORSED})
EXTENSION_TRANSITIONS: Mapping[ExtensionState, frozenset[ExtensionState]] = {
    ExtensionState.ASKED: frozenset(
        {ExtensionState.ENDORSED, ExtensionState.GRANTED, ExtensionState.REFUSED, ExtensionState.VOID}
    ),
    ExtensionState.ENDORSED: frozenset({ExtensionState.GRANTED, ExtensionState.REFUSED, ExtensionState.VOID}),
}
