"""What becomes of an agreement: performed, a 调解书, or judicial confirmation."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What became of an agreement after all had signed it."""

    NONE = "none"
    PERFORMED = "performed"
    WITHDRAWN = "withdrawn"
    PAPER_SOUGHT = "paper_sought"
    PAPER_MADE = "paper_made"
    PAPER_EFFECTIVE = "paper_effective"
    WENT_BACK = "went_back"
    PAPER_REFUSED = "paper_refused"
    CONFIRMATION = "confirmation"
    UNCONFIRMED = "unconfirmed"

    @property
    def label(self) -> str:
        return OUTCOME_LABELS[self]


OUTCOME_LABELS: dict[Outcome, str] = {
    Outcome.NONE: "按协议履行",
    Outcome.PERFORMED: "已当即履行",
    Outcome.WITHDRAWN: "已申请撤回起诉",
    Outcome.PAPER_SOUGHT: "已请求制作调解书",
    Outcome.PAPER_MADE: "调解书已制作，送达中",
    Outcome.PAPER_EFFECTIVE: "调解书已生效",
    Outcome.WENT_BACK: "调解书送达前反悔",
    Outcome.PAPER_REFUSED: "法官未制作调解书",
    Outcome.CONFIRMATION: "已申请司法确认",
    Outcome.UNCONFIRMED: "未获司法确认",
}

OUTCOME_STEPS: dict[Outcome, tuple[Outcome, ...]] = {
    Outcome.NONE: (Outcome.PERFORMED, Outcome.WITHDRAWN, Outcome.PAPER_SOUGHT, Outcome.CONFIRMATION),
    Outcome.PAPER_SOUGHT: (Outcome.PAPER_MADE, Outcome.PAPER_REFUSED, Outcome.WENT_BACK),
    Outcome.PAPER_MADE: (Outcome.PAPER_EFFECTIVE, Outcome.WENT_BACK),
    Outcome.CONFIRMATION: (Outcome.NONE, Outcome.UNCONFIRMED),
}

# What such an agreement had settled is open again (民诉法102, 206; 特邀20).
VOID: frozenset[Outcome] = frozenset({Outcome.WENT_BACK, Outcome.PAPER_REFUSED, Outcome.UNCONFIRMED})
# Nothing is left to be done with it.
CONCLUDED: frozenset[Outcome] = frozenset({Outcome.PERFORMED, Outcome.WITHDRAWN, Outcome.PAPER_EFFECTIVE})


class PaperRefusal(StrEnum):
    """Why a judge makes no 调解书 of an agreement (民诉法99; 在线调解23)."""

    INVOLUNTARY = "involuntary"
    UNLAWFUL = "unlawful"
    FEIGNED = "feigned"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "involuntary": "违反自愿原则",
            "unlawful": "协议内容违反法律规定",
            "feigned": "可能虚假调解，侵害他人合法权益",
            "other": "其他不宜制作调解书的情形",
        }[self.value]


class Regret(StrEnum):
    """How a party shows that it does not stand by an agreement before the 调解书 has reached everybody (解释133)."""

    REFUSED = "refused"
    REGRETTED = "regretted"

    @property
    def label(self) -> str:
        return {"refused": "拒绝签收调解书", "regretted": "签收前表示反悔"}[self.value]


class ConfirmationState(StrEnum):
    JOINING = "joining"
    APPLIED = "applied"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    NOT_ACCEPTED = "not_accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        return {
            "joining": "等待对方共同申请",
            "applied": "等待审查",
            "accepted": "审查中",
            "confirmed": "裁定有效",
            "not_accepted": "裁定不予受理",
            "rejected": "裁定驳回申请",
            "withdrawn": "已撤回申请",
            "lapsed": "期限内未共同申请",
        }[self.value]


CONFIRMATION_STEPS: dict[ConfirmationState, tuple[ConfirmationState, ...]] = {
    ConfirmationState.JOINING: (
        ConfirmationState.APPLIED,
        ConfirmationState.WITHDRAWN,
        ConfirmationState.LAPSED,
    ),
    ConfirmationState.APPLIED: (
        ConfirmationState.ACCEPTED,
        ConfirmationState.NOT_ACCEPTED,
        ConfirmationState.WITHDRAWN,
    ),
    ConfirmationState.ACCEPTED: (
        ConfirmationState.CONFIRMED,
        ConfirmationState.REJECTED,
        ConfirmationState.WITHDRAWN,
    ),
}


class NotAcceptedGround(StrEnum):
    """民诉法解释第355条, in its order."""

    OUTSIDE_COURTS = "outside_courts"
    OTHER_COURT = "other_court"
    STATUS = "status"
    OTHER_PROCEDURE = "other_procedure"
    TITLE = "title"

    @property
    def label(self) -> str:
        return {
            "outside_courts": "不属于人民法院受理范围",
            "other_court": "不属于收到申请的人民法院管辖",
            "status": "申请确认婚姻关系、亲子关系、收养关系等身份关系无效、有效或者解除",
            "other_procedure": "涉及适用其他特别程序、公示催告程序、破产程序审理",
            "title": "调解协议内容涉及物权、知识产权确权",
        }[self.value]

    @property
    def item(self) -> int:
        return list(NotAcceptedGround).index(self) + 1


class RejectedGround(StrEnum):
    """民诉法解释第358条, in its order."""

    MANDATORY_LAW = "mandatory_law"
    INTERESTS = "interests"
    GOOD_MORALS = "good_morals"
    INVOLUNTARY = "involuntary"
    UNCLEAR = "unclear"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "mandatory_law": "违反法律强制性规定",
            "interests": "损害国家利益、社会公共利益、他人合法权益",
            "good_morals": "违背公序良俗",
            "involuntary": "违反自愿原则",
            "unclear": "内容不明确",
            "other": "其他不能进行司法确认的情形",
        }[self.value]

    @property
    def item(self) -> int:
        return list(RejectedGround).index(self) + 1
