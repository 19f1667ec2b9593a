"""The course of a mediation: its states, the coded reasons, and which state may follow which."""

from __future__ import annotations

from enum import StrEnum


class CentreKind(StrEnum):
    """实施意见第5条: an independent centre, or one in the litigation service centre where there is none."""

    INDEPENDENT = "independent"
    IN_SERVICE_CENTRE = "in_service_centre"

    @property
    def label(self) -> str:
        return {"independent": "独立调解中心", "in_service_centre": "设在诉讼服务中心"}[self.value]


class MediationState(StrEnum):
    ASKING = "asking"
    CHOOSING = "choosing"
    PROPOSED = "proposed"
    RUNNING = "running"
    AGREED = "agreed"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return MEDIATION_LABELS[self]


MEDIATION_LABELS: dict[MediationState, str] = {
    MediationState.ASKING: "征求调解意愿",
    MediationState.CHOOSING: "选定调解员",
    MediationState.PROPOSED: "等待调解员接受",
    MediationState.RUNNING: "调解中",
    MediationState.AGREED: "已达成协议",
    MediationState.ENDED: "已终结",
}

OPEN: frozenset[MediationState] = frozenset(
    {MediationState.ASKING, MediationState.CHOOSING, MediationState.PROPOSED, MediationState.RUNNING}
)

MEDIATION_STEPS: dict[MediationState, tuple[MediationState, ...]] = {
    MediationState.ASKING: (MediationState.CHOOSING, MediationState.PROPOSED, MediationState.ENDED),
    MediationState.CHOOSING: (MediationState.PROPOSED, MediationState.ENDED),
    MediationState.PROPOSED: (MediationState.RUNNING, MediationState.CHOOSING, MediationState.ENDED),
    MediationState.RUNNING: (
        MediationState.CHOOSING,
        MediationState.PROPOSED,
        MediationState.AGREED,
        MediationState.ENDED,
    ),
    MediationState.AGREED: (),
    MediationState.ENDED: (),
}


class EndReason(StrEnum):
    """The eight ways a mediation ends (在线调解规则第25条), in its order."""

    AGREED = "agreed"
    SELF_SETTLED = "self_settled"
    UNREACHABLE = "unreachable"
    UNWILLING = "unwilling"
    TOO_FAR_APART = "too_far_apart"
    PERIOD_OVER = "period_over"
    REFUSES_TO_SIGN = "refuses_to_sign"
    OTHER = "other"

    @property
    def label(self) -> str:
        return END_LABELS[self]

    @property
    def item(self) -> int:
        """The item of article 25 that says so."""
        return list(EndReason).index(self) + 1


END_LABELS: dict[EndReason, str] = {
    EndReason.AGREED: "达成调解协议",
    EndReason.SELF_SETTLED: "自行和解，撤回调解申请",
    EndReason.UNREACHABLE: "调解期限内无法联系到当事人",
    EndReason.UNWILLING: "一方明确表示不愿意继续调解",
    EndReason.TOO_FAR_APART: "分歧较大，难以达成协议",
    EndReason.PERIOD_OVER: "调解期限届满，未达成协议也未合意延长",
    EndReason.REFUSES_TO_SIGN: "一方拒绝在调解协议上签章",
    EndReason.OTHER: "其他导致调解无法进行的情形",
}


class ConsentState(StrEnum):
    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"
    UNREACHABLE = "unreachable"

    @property
    def label(self) -> str:
        return {"asked": "待答复", "given": "同意调解", "declined": "不同意调解", "unreachable": "无法联系"}[self.value]


class ProposalState(StrEnum):
    PROPOSED = "proposed"
    DISCLOSED = "disclosed"  # accepts, but made known an interest: each party must agree (在线调解13)
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REPLACED = "replaced"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        return {
            "proposed": "等待答复",
            "disclosed": "已披露，待当事人同意",
            "accepted": "已接受",
            "refused": "不予接受",
            "replaced": "已更换",
            "lapsed": "逾期未答复",
        }[self.value]


class Chooser(StrEnum):
    """Who picked the mediator (在线调解10)."""

    COURT = "court"
    PARTIES = "parties"

    @property
    def label(self) -> str:
        return {"court": "法院指定", "parties": "当事人共同选择"}[self.value]


class RefusalReason(StrEnum):
    """Why a mediator does not take a case (在线调解12)."""

    OUTSIDE_SCOPE = "outside_scope"
    BEYOND_SPECIALITY = "beyond_speciality"
    INTEREST = "interest"
    NO_TIME = "no_time"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "outside_scope": "不属于本组织的调解范围或者行业领域",
            "beyond_speciality": "明显超出擅长领域",
            "interest": "与案件有利害关系，应当回避",
            "no_time": "近期无法安排时间",
            "other": "其他不适宜接受的情形",
        }[self.value]


class SessionMode(StrEnum):
    """How a session is held (在线调解16)."""

    ONLINE = "online"
    SEPARATE = "separate"
    ON_SITE = "on_site"
    PHONE = "phone"

    @property
    def label(self) -> str:
        return {"online": "视频（同时）", "separate": "视频（分别）", "on_site": "现场", "phone": "电话"}[self.value]

    @property
    def is_online(self) -> bool:
        """Counted as online: held by video on the platform. A telephone call is not."""
        return self in (SessionMode.ONLINE, SessionMode.SEPARATE)


class SessionState(StrEnum):
    OFFERED = "offered"
    SET = "set"
    HELD = "held"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {"offered": "待选时间", "set": "已约定", "held": "已进行", "cancelled": "已取消"}[self.value]


class AgreementState(StrEnum):
    DRAFT = "draft"
    SIGNING = "signing"
    EFFECTIVE = "effective"
    ABANDONED = "abandoned"

    @property
    def label(self) -> str:
        return {"draft": "拟定中", "signing": "待签名", "effective": "已生效", "abandoned": "已作废"}[self.value]


class PointsState(StrEnum):
    DRAFT = "draft"
    SIGNING = "signing"
    SIGNED = "signed"
    ABANDONED = "abandoned"

    @property
    def label(self) -> str:
        return {"draft": "拟定中", "signing": "待签名", "signed": "已签名确认", "abandoned": "未签名，不移送"}[
            self.value
        ]


class PartyReasonCode(StrEnum):
    """Why it did not work, per party (在线调解21: 调解不成的原因). Each pre-writes an editable sentence."""

    UNWILLING = "unwilling"
    UNREACHABLE = "unreachable"
    ABSENT = "absent"
    FACTS = "facts"
    LIABILITY = "liability"
    AMOUNT = "amount"
    CANNOT_PAY = "cannot_pay"
    WANTS_JUDGMENT = "wants_judgment"
    REFUSES_TO_SIGN = "refuses_to_sign"
    NONE = "none"

    @property
    def label(self) -> str:
        return PARTY_REASON_LABELS[self]


PARTY_REASON_LABELS: dict[PartyReasonCode, str] = {
    PartyReasonCode.UNWILLING: "表示不愿意调解",
    PartyReasonCode.UNREACHABLE: "无法联系",
    PartyReasonCode.ABSENT: "约定时间未参加",
    PartyReasonCode.FACTS: "对主要事实有争议",
    PartyReasonCode.LIABILITY: "对责任承担有争议",
    PartyReasonCode.AMOUNT: "对金额差距较大",
    PartyReasonCode.CANNOT_PAY: "暂无履行能力",
    PartyReasonCode.WANTS_JUDGMENT: "希望由法院裁判",
    PartyReasonCode.REFUSES_TO_SIGN: "不在协议上签名",
    PartyReasonCode.NONE: "愿意继续调解",
}


class ExtensionState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {"asked": "征求各方同意", "granted": "已延长", "refused": "未获一致同意"}[self.value]


class PaperKind(StrEnum):
    """Kinds of paper this room makes; deadlines that wait for service name them."""

    INVITATION = "mediation_invitation"
    AGREEMENT = "mediation_agreement"
    MEDIATION_PAPER = "mediation_paper"
    POINTS = "mediation_points"
    REPORT = "mediation_report"
    CONFIRMATION_ACCEPTANCE = "confirmation_acceptance"
    CONFIRMATION_RULING = "confirmation_ruling"

    @property
    def label(self) -> str:
        return {
            "mediation_invitation": "调解告知书",
            "mediation_agreement": "调解协议书",
            "mediation_paper": "民事调解书",
            "mediation_points": "无争议事实记载",
            "mediation_report": "调解终结报告",
            "confirmation_acceptance": "司法确认受理通知书",
            "confirmation_ruling": "民事裁定书",
        }[self.value]
