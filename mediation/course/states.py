"""The course of a mediation: its states, the coded reasons, and which state may follow which."""

from __future__ import annotations

from collections.abc import Mapping

from common.law.labelled import LabelledEnum


class MediationState(LabelledEnum):
    ASKING = "asking", "征求调解意愿"
    CHOOSING = "choosing", "选定调解员"
    PROPOSED = "proposed", "等待调解员接受"
    RUNNING = "running", "调解中"
    AGREED = "agreed", "已达成协议"
    ENDED = "ended", "已终结"


OPEN: frozenset[MediationState] = frozenset(
    {MediationState.ASKING, MediationState.CHOOSING, MediationState.PROPOSED, MediationState.RUNNING}
)

MEDIATION_MOVES: dict[MediationState, tuple[MediationState, ...]] = {
    MediationState.ASKING: (MediationState.CHOOSING, MediationState.PROPOSED, MediationState.ENDED),
    MediationState.CHOOSING: (MediationState.CHOOSING, MediationState.PROPOSED, MediationState.ENDED),
    MediationState.PROPOSED: (
        MediationState.PROPOSED,  # another mediator is asked
        MediationState.RUNNING,
        MediationState.CHOOSING,
        MediationState.ENDED,
    ),
    MediationState.RUNNING: (
        MediationState.CHOOSING,
        MediationState.PROPOSED,
        MediationState.AGREED,
        MediationState.ENDED,
    ),
    MediationState.AGREED: (),
    # What its term had ended goes on where that term turns out not to have been over (民诉法85).
    MediationState.ENDED: (MediationState.ASKING, MediationState.RUNNING),
}


# The terms of a mediation's period (在线调解24).
PERIODS = ("mediation_a", "mediation_b", "mediation_c_ordinary", "mediation_c_summary", "mediation_c_extension")


class EndReason(LabelledEnum):
    """The eight ways a mediation ends (在线调解规则第25条), in its order."""

    AGREED = "agreed", "达成调解协议"
    SELF_SETTLED = "self_settled", "自行和解，撤回调解申请"
    UNREACHABLE = "unreachable", "调解期限内无法联系到当事人"
    UNWILLING = "unwilling", "一方明确表示不愿意继续调解"
    TOO_FAR_APART = "too_far_apart", "分歧较大，难以达成协议"
    PERIOD_OVER = "period_over", "调解期限届满，未达成协议也未合意延长"
    REFUSES_TO_SIGN = "refuses_to_sign", "一方拒绝在调解协议上签章"
    OTHER = "other", "其他导致调解无法进行的情形"

    @property
    def item(self) -> int:
        """The item of article 25 that says so."""
        return list(EndReason).index(self) + 1


class ConsentState(LabelledEnum):
    ASKED = "asked", "待答复"
    GIVEN = "given", "同意调解"
    DECLINED = "declined", "不同意调解"
    UNREACHABLE = "unreachable", "无法联系"


# One may leave at any time (在线调解25第4项), and who was not reached may still come.
CONSENT_MOVES: Mapping[ConsentState, tuple[ConsentState, ...]] = {
    ConsentState.ASKED: (ConsentState.GIVEN, ConsentState.DECLINED, ConsentState.UNREACHABLE),
    ConsentState.GIVEN: (ConsentState.DECLINED, ConsentState.UNREACHABLE),
    ConsentState.UNREACHABLE: (ConsentState.GIVEN, ConsentState.DECLINED),
}


class ProposalState(LabelledEnum):
    PROPOSED = "proposed", "等待答复"
    DISCLOSED = "disclosed", "已披露，待当事人同意"
    ACCEPTED = "accepted", "已接受"
    REFUSED = "refused", "不予接受"
    REPLACED = "replaced", "已更换"
    LAPSED = "lapsed", "逾期未答复"


PROPOSAL_MOVES: Mapping[ProposalState, tuple[ProposalState, ...]] = {
    ProposalState.PROPOSED: (
        ProposalState.DISCLOSED,
        ProposalState.ACCEPTED,
        ProposalState.REFUSED,
        ProposalState.REPLACED,
        ProposalState.LAPSED,
    ),
    ProposalState.DISCLOSED: (ProposalState.ACCEPTED, ProposalState.REPLACED, ProposalState.LAPSED),
    ProposalState.ACCEPTED: (ProposalState.REPLACED,),
}


class Chooser(LabelledEnum):
    """Who picked the mediator (在线调解10)."""

    COURT = "court", "法院指定"
    PARTIES = "parties", "当事人共同选择"


class RefusalReason(LabelledEnum):
    """Why a mediator does not take a case (在线调解12)."""

    OUTSIDE_SCOPE = "outside_scope", "不属于本组织的调解范围或者行业领域"
    BEYOND_SPECIALITY = "beyond_speciality", "明显超出擅长领域"
    INTEREST = "interest", "与案件有利害关系，应当回避"
    NO_TIME = "no_time", "近期无法安排时间"
    OTHER = "other", "其他不适宜接受的情形"


class SessionMode(LabelledEnum):
    """How a session is held (在线调解16)."""

    ONLINE = "online", "视频（同时）"
    SEPARATE = "separate", "视频（分别）"
    ON_SITE = "on_site", "现场"
    PHONE = "phone", "电话"

    @property
    def is_online(self) -> bool:
        """Counted as online: held by video on the platform. A telephone call is not."""
        return self in (SessionMode.ONLINE, SessionMode.SEPARATE)


class SessionState(LabelledEnum):
    OFFERED = "offered", "待选时间"
    SET = "set", "已约定"
    HELD = "held", "已进行"
    CANCELLED = "cancelled", "已取消"


# One that was called off may have taken place all the same.
SESSION_MOVES: Mapping[SessionState, tuple[SessionState, ...]] = {
    SessionState.OFFERED: (SessionState.SET, SessionState.HELD, SessionState.CANCELLED),
    SessionState.SET: (SessionState.HELD, SessionState.CANCELLED),
    SessionState.CANCELLED: (SessionState.HELD,),
}


class PartyReasonCode(LabelledEnum):
    """Why it did not work, per party (在线调解21: 调解不成的原因). Each pre-writes an editable sentence."""

    UNWILLING = "unwilling", "表示不愿意调解"
    UNREACHABLE = "unreachable", "无法联系"
    ABSENT = "absent", "约定时间未参加"
    FACTS = "facts", "对主要事实有争议"
    LIABILITY = "liability", "对责任承担有争议"
    AMOUNT = "amount", "对金额差距较大"
    CANNOT_PAY = "cannot_pay", "暂无履行能力"
    WANTS_JUDGMENT = "wants_judgment", "希望由法院裁判"
    REFUSES_TO_SIGN = "refuses_to_sign", "不在协议上签名"
    NONE = "none", "愿意继续调解"


class ExtensionState(LabelledEnum):
    ASKED = "asked", "征求各方同意"
    GRANTED = "granted", "已延长"
    REFUSED = "refused", "未获一致同意"


EXTENSION_MOVES: Mapping[ExtensionState, tuple[ExtensionState, ...]] = {
    ExtensionState.ASKED: (ExtensionState.GRANTED, ExtensionState.REFUSED),
    ExtensionState.REFUSED: (ExtensionState.ASKED,),  # it fell with a period that was not over (民诉法85)
}
