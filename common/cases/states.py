"""The case's own vocabulary. What a room knows about its part of a case lives in that room's states."""

from __future__ import annotations

from enum import StrEnum

from common.people.states import Role


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


class TodoKind(StrEnum):
    """What may wait for a member of staff, with who takes it up and the page on which it is done: code, role, url name.

    Without a page it is done on the case page itself, or only looked into. The codes are stored in rows and never
    follow a name in Python.
    """

    role: Role
    page: str

    def __new__(cls, code: str, role: Role = Role.CLERK, page: str = "") -> TodoKind:
        kind = str.__new__(cls, code)
        kind._value_ = code
        kind.role, kind.page = role, page
        return kind

    # A term ran out: whoever is named looks at the case.
    LAPSED = "lapsed", Role.CLERK, "intake:review"
    # Steps of the procedure that lacked a person or a fact; taken again on the case page and by the hourly sweep.
    ASSIGN = "assign", Role.DIVISION_HEAD
    NAME_JUDGE = "name_judge", Role.DIVISION_HEAD
    ASK_JUDGE_INADMISSIBLE = "ask_judge_inadmissible", Role.DIVISION_HEAD
    ASK_JUDGE_UNPAID = "ask_judge_unpaid", Role.DIVISION_HEAD
    WITHDRAWAL_ASKED = "withdrawal_asked", Role.DIVISION_HEAD
    SECOND_SORT = "second_sort", Role.TRIAGE_OFFICER
    TO_CENTRE = "to_centre", Role.COUNSELLOR
    MEDIATE_OR_SORT = "mediate_or_sort", Role.COUNSELLOR
    CHARGE = "charge", Role.CLERK
    FEE_OR_MEDIATION = "fee_or_mediation", Role.CLERK
    BACK_TO_REGISTRATION = "back_to_registration", Role.CLERK
    CONVERTED = "converted", Role.CLERK
    # Raised by a room for a person, who does it on the room's page.
    REGISTER_FIRST = "register_first", Role.DIVISION_HEAD, "intake:review"
    REGISTER_AFTER_INSISTING = "register_after_insisting", Role.CLERK, "intake:review"
    MANDATES = "intake.mandates", Role.CLERK, "intake:mandates"
    MEDIATOR = "mediation.mediator", Role.CLERK, "mediation:appoint"
    CONTACT = "mediation.contact", Role.CLERK, "mediation:contact"
    HAND_OVER = "triage.hand_over", Role.DIVISION_HEAD
    EXTENSION = "triage.extension", Role.DIVISION_HEAD
    FEE_SETTLE = "fees.settle", Role.FINANCE
    APPORTION = "fees.apportion", Role.FINANCE, "fees:apportion"
    DEFERRED = "fees.deferred", Role.FINANCE, "fees:counter"
    BURDEN = "fees.burden", Role.FINANCE, "fees:apportion"
    WRONG_AMOUNT = "fees.wrong_amount", Role.FINANCE
    PETITION_ROUTE = "petition_route", Role.PETITION_OFFICER, "petitions:reroute"
