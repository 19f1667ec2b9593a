"""The vocabulary of sorting. Procedure and Track are those of common.law."""

from __future__ import annotations

from collections.abc import Mapping

from common.law.labelled import LabelledEnum


class Round(LabelledEnum):
    """When a case is sorted: on filing (provisional), before the fee notice (二次分流), or again in trial (转换)."""

    FIRST = "first", "初步分流"
    SECOND = "second", "繁简分流"
    CONVERSION = "conversion", "程序转换"


class DecisionState(LabelledEnum):
    PROVISIONAL = "provisional", "暂定"
    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    OVERRULED = "overruled", "已改定"
    SUPERSEDED = "superseded", "已被替代"


DECISION_MOVES: Mapping[DecisionState, tuple[DecisionState, ...]] = {
    DecisionState.PROVISIONAL: (DecisionState.SUPERSEDED,),
    DecisionState.PROPOSED: (DecisionState.CONFIRMED, DecisionState.OVERRULED, DecisionState.SUPERSEDED),
}


DECIDED: frozenset[DecisionState] = frozenset({DecisionState.CONFIRMED, DecisionState.OVERRULED})


class OverruleReason(LabelledEnum):
    """Why an officer decides otherwise than the rules propose."""

    FACTS_DIFFER = "facts_differ", "系统采用的事实与案卷不符"
    PARTIES_AGREED = "parties_agreed", "双方当事人另有约定"
    RELATED_CASES = "related_cases", "有关联案件或者系列案件，需要一并审理"
    COMPLEX = "complex", "法律关系或者事实认定较为复杂"
    SOCIAL_IMPACT = "social_impact", "可能有较大社会影响"
    SIMPLE_IN_FACT = "simple_in_fact", "争议已经缩小，实为简单案件"
    OTHER = "other", "其他（请写明）"
