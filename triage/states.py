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

    @property
    def label(self) -> str:
        return RULING_LABELS[self]

    @property
    def appealable(self) -> bool:
        """民诉法157第2款: of these only 不予受理 and 驳回起诉 may be appealed, in ten days (171)."""
        return self in (RulingKind.INADMISSIBLE, RulingKind.DISMISSAL)


RULING_LABELS: dict[RulingKind, str] = {
    RulingKind.INADMISSIBLE: "不予受理",
    RulingKind.WITHDRAWAL: "准许撤诉",
    RulingKind.DEEMED_WITHDRAWAL: "按撤诉处理",
    RulingKind.DISMISSAL: "驳回起诉",
    RulingKind.CONVERSION: "转换程序",
}


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
        return self in (ClosingWay.JUDGMENT, ClosingWay.MEDIATION, ClosingWay.OTHER, ClosingWay.TRANSFER)


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
}


class ObjectionOutcome(StrEnum):
    """解释279: a party objects to small claims before the hearing; the judge examines it."""

    OPEN = "open"
    UPHELD = "upheld"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        return {"open": "待审查", "upheld": "异议成立", "rejected": "异议不成立，已驳回"}[self.value]
