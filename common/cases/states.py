"""The case's own vocabulary. What a room knows about its part of a case lives in that room's states."""

from __future__ import annotations

from enum import StrEnum


class CaseKind(StrEnum):
    """What kind of dispute a case is. A petition is a case of its own kind, linked to the suit it concerns."""

    CIVIL = "civil"
    MEDIATION = "mediation"
    PETITION = "petition"
    ADMINISTRATIVE = "administrative"

    @property
    def label(self) -> str:
        return CASE_KIND_LABELS[self]


CASE_KIND_LABELS: dict[CaseKind, str] = {
    CaseKind.CIVIL: "民事一审",
    CaseKind.MEDIATION: "调解申请",
    CaseKind.PETITION: "涉诉信访",
    CaseKind.ADMINISTRATIVE: "行政一审",
}


class Stage(StrEnum):
    """Where a case stands; moved by `advance()` alone, and that by the procedure table alone."""

    REVIEW = "review"
    CORRECTION = "correction"
    MEDIATION = "mediation"
    CONFIRMATION = "confirmation"
    SORTING = "sorting"
    PAYMENT = "payment"
    ASSIGNMENT = "assignment"
    TRIAL = "trial"
    HANDLING = "handling"
    CLOSED = "closed"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        return STAGE_LABELS[self]


STAGE_LABELS: dict[Stage, str] = {
    Stage.REVIEW: "立案审查",
    Stage.CORRECTION: "等待补正",
    Stage.MEDIATION: "调解",
    Stage.CONFIRMATION: "司法确认",
    Stage.SORTING: "繁简分流",
    Stage.PAYMENT: "交纳受理费",
    Stage.ASSIGNMENT: "等待分案",
    Stage.TRIAL: "审理",
    Stage.HANDLING: "办理中",
    Stage.CLOSED: "已结",
    Stage.RETURNED: "已退回",
}

ENDED: frozenset[Stage] = frozenset({Stage.CLOSED, Stage.RETURNED})

# One table for all routes; which of these moves a route makes is said in yunfu_court/procedure/.
# MEDIATION -> CLOSED covers route A and settlement; MEDIATION -> REVIEW is route B's second sort into registration;
# CLOSED -> TRIAL is a party going back before the mediation paper's last receipt (民诉法102); CLOSED -> MEDIATION is
# mediating anew after a refused confirmation (民诉法206).
TRANSITIONS: dict[Stage, frozenset[Stage]] = {
    Stage.REVIEW: frozenset(
        {Stage.CORRECTION, Stage.MEDIATION, Stage.SORTING, Stage.PAYMENT, Stage.RETURNED, Stage.CLOSED}
    ),
    Stage.CORRECTION: frozenset({Stage.REVIEW, Stage.RETURNED, Stage.CLOSED}),
    Stage.MEDIATION: frozenset({Stage.CONFIRMATION, Stage.SORTING, Stage.REVIEW, Stage.CLOSED}),
    Stage.CONFIRMATION: frozenset({Stage.MEDIATION, Stage.SORTING, Stage.REVIEW, Stage.CLOSED}),
    Stage.SORTING: frozenset({Stage.PAYMENT, Stage.ASSIGNMENT, Stage.REVIEW, Stage.MEDIATION, Stage.CLOSED}),
    Stage.PAYMENT: frozenset({Stage.ASSIGNMENT, Stage.CLOSED}),
    Stage.ASSIGNMENT: frozenset({Stage.TRIAL, Stage.CLOSED}),
    Stage.TRIAL: frozenset({Stage.CLOSED, Stage.MEDIATION, Stage.PAYMENT, Stage.ASSIGNMENT}),
    Stage.HANDLING: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.TRIAL, Stage.HANDLING, Stage.CONFIRMATION, Stage.MEDIATION}),
    Stage.RETURNED: frozenset({Stage.REVIEW}),
}


class Side(StrEnum):
    """The side on which a party stands."""

    CLAIMANT = "claimant"
    RESPONDENT = "respondent"
    THIRD = "third"
    PETITIONER = "petitioner"

    @property
    def label(self) -> str:
        return side_label(self, CaseKind.CIVIL)


def side_label(side: str, kind: str) -> str:
    """What a party is called in a case of this kind, e.g. 原告 in a suit and 申请人 in a mediation."""
    if kind == CaseKind.MEDIATION:
        return {"claimant": "申请人", "respondent": "被申请人", "third": "第三人"}.get(side, "当事人")
    return {"claimant": "原告", "respondent": "被告", "third": "第三人", "petitioner": "信访人"}[side]


class PartyKind(StrEnum):
    NATURAL = "natural"
    LEGAL = "legal"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"natural": "自然人", "legal": "法人", "other": "非法人组织"}[self.value]


class Authority(StrEnum):
    """民诉法62: what an agent may do. Settling, withdrawing and counterclaiming need SPECIAL (解释89)."""

    GENERAL = "general"
    SPECIAL = "special"

    @property
    def label(self) -> str:
        return {"general": "一般授权", "special": "特别授权"}[self.value]


class Capacity(StrEnum):
    """In what capacity a person takes part in a case; the only ground of sight besides court-wide roles."""

    PARTY = "party"
    AGENT = "agent"
    CLERK = "clerk"
    COUNSELLOR = "counsellor"
    MEDIATOR = "mediator"
    TRIAGE_OFFICER = "triage_officer"
    JUDGE = "judge"
    ASSISTANT = "assistant"
    COURT_CLERK = "court_clerk"
    PETITION_OFFICER = "petition_officer"

    @property
    def label(self) -> str:
        return CAPACITY_LABELS[self]


CAPACITY_LABELS: dict[Capacity, str] = {
    Capacity.PARTY: "当事人",
    Capacity.AGENT: "代理人",
    Capacity.CLERK: "立案员",
    Capacity.COUNSELLOR: "诉讼辅导员",
    Capacity.MEDIATOR: "调解员",
    Capacity.TRIAGE_OFFICER: "程序分流员",
    Capacity.JUDGE: "法官",
    Capacity.ASSISTANT: "法官助理",
    Capacity.COURT_CLERK: "书记员",
    Capacity.PETITION_OFFICER: "信访专员",
}


class SignsAs(StrEnum):
    """In what capacity somebody signs."""

    SELF = "self"
    SEAL = "seal"
    LEGAL_REPRESENTATIVE = "legal_representative"
    HEAD = "head"
    MEMBER = "member"
    AGENT = "agent"
    MEDIATOR = "mediator"

    @property
    def label(self) -> str:
        return SIGNS_AS_LABELS[self]


SIGNS_AS_LABELS: dict[SignsAs, str] = {
    SignsAs.SELF: "本人",
    SignsAs.SEAL: "单位盖章",
    SignsAs.LEGAL_REPRESENTATIVE: "法定代表人",
    SignsAs.HEAD: "主要负责人",
    SignsAs.MEMBER: "经办人",
    SignsAs.AGENT: "委托诉讼代理人",
    SignsAs.MEDIATOR: "调解员",
}


class DeadlineState(StrEnum):
    WAITING = "waiting"  # runs from a receipt that has not been recorded yet: no due day
    OPEN = "open"
    MET = "met"
    LAPSED = "lapsed"
    VOID = "void"

    @property
    def label(self) -> str:
        return {
            "waiting": "待送达后起算",
            "open": "进行中",
            "met": "已完成",
            "lapsed": "已届满",
            "void": "不再适用",
        }[self.value]
