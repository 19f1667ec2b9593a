"""Judicial confirmation: its states, and the grounds on which it is refused."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class ConfirmationState(LabelledEnum):
    JOINING = "joining", "等待对方共同申请"
    APPLIED = "applied", "等待审查"
    ACCEPTED = "accepted", "审查中"
    CONFIRMED = "confirmed", "裁定有效"
    NOT_ACCEPTED = "not_accepted", "裁定不予受理"
    REJECTED = "rejected", "裁定驳回申请"
    WITHDRAWN = "withdrawn", "已撤回申请"
    LAPSED = "lapsed", "期限内未共同申请"


CONFIRMATION_MOVES: dict[ConfirmationState, tuple[ConfirmationState, ...]] = {
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


class NotAcceptedGround(LabelledEnum):
    """民诉法解释第355条, in its order."""

    OUTSIDE_COURTS = "outside_courts", "不属于人民法院受理范围"
    OTHER_COURT = "other_court", "不属于收到申请的人民法院管辖"
    STATUS = "status", "申请确认婚姻关系、亲子关系、收养关系等身份关系无效、有效或者解除"
    OTHER_PROCEDURE = "other_procedure", "涉及适用其他特别程序、公示催告程序、破产程序审理"
    TITLE = "title", "调解协议内容涉及物权、知识产权确权"

    @property
    def item(self) -> int:
        return list(NotAcceptedGround).index(self) + 1


class RejectedGround(LabelledEnum):
    """民诉法解释第358条, in its order."""

    MANDATORY_LAW = "mandatory_law", "违反法律强制性规定"
    INTERESTS = "interests", "损害国家利益、社会公共利益、他人合法权益"
    GOOD_MORALS = "good_morals", "违背公序良俗"
    INVOLUNTARY = "involuntary", "违反自愿原则"
    UNCLEAR = "unclear", "内容不明确"
    OTHER = "other", "其他不能进行司法确认的情形"

    @property
    def item(self) -> int:
        return list(RejectedGround).index(self) + 1
