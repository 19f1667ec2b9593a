"""What becomes of an agreement: performed, a 调解书, or judicial confirmation."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class Outcome(LabelledEnum):
    """What became of an agreement after all had signed it."""

    NONE = "none", "按协议履行"
    PERFORMED = "performed", "已当即履行"
    WITHDRAWN = "withdrawn", "已申请撤回起诉"
    PAPER_SOUGHT = "paper_sought", "已请求制作调解书"
    PAPER_MADE = "paper_made", "调解书已制作，送达中"
    PAPER_EFFECTIVE = "paper_effective", "调解书已生效"
    WENT_BACK = "went_back", "调解书送达前反悔"
    PAPER_REFUSED = "paper_refused", "法官未制作调解书"
    CONFIRMATION = "confirmation", "已申请司法确认"
    UNCONFIRMED = "unconfirmed", "未获司法确认"


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


class PaperRefusal(LabelledEnum):
    """Why a judge makes no 调解书 of an agreement (民诉法99; 在线调解23)."""

    INVOLUNTARY = "involuntary", "违反自愿原则"
    UNLAWFUL = "unlawful", "协议内容违反法律规定"
    FEIGNED = "feigned", "可能虚假调解，侵害他人合法权益"
    OTHER = "other", "其他不宜制作调解书的情形"


class Regret(LabelledEnum):
    """How a party shows that it does not stand by an agreement before the 调解书 has reached everybody (解释133)."""

    REFUSED = "refused", "拒绝签收调解书"
    REGRETTED = "regretted", "签收前表示反悔"


class ConfirmationState(LabelledEnum):
    JOINING = "joining", "等待对方共同申请"
    APPLIED = "applied", "等待审查"
    ACCEPTED = "accepted", "审查中"
    CONFIRMED = "confirmed", "裁定有效"
    NOT_ACCEPTED = "not_accepted", "裁定不予受理"
    REJECTED = "rejected", "裁定驳回申请"
    WITHDRAWN = "withdrawn", "已撤回申请"
    LAPSED = "lapsed", "期限内未共同申请"


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
