"""The petition office's vocabulary."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class Form(LabelledEnum):
    """信访条例17: how a petition reached the court."""

    WEB = "web", "网上信访"
    LETTER = "letter", "来信"
    VISIT = "visit", "来访"
    HOTLINE = "hotline", "来电"


class About(LabelledEnum):
    """What a petition is about; decides where it goes first and which road is shown."""

    CONDUCT = "conduct", "工作人员的作风或者行为"
    JUDGMENT = "judgment", "判决、裁定、调解的结果"
    ENFORCEMENT = "enforcement", "执行"
    FILING = "filing", "立案"
    SERVICE = "service", "诉讼服务"
    OTHER = "other", "其他意见、建议"

    @property
    def hint(self) -> str:
        return ABOUT_HINTS[self]


ABOUT_HINTS: dict[About, str] = {
    About.CONDUCT: "例如态度生硬、久拖不办、应当回避没有回避",
    About.JUDGMENT: "对结果不服的，上诉、申请再审才能改变它；我们会告诉您怎么走、有几天",
    About.ENFORCEMENT: "例如执行没有进展、对执行措施有意见",
    About.FILING: "例如材料交了没有回音、认为应当立案没有立案",
    About.SERVICE: "例如窗口、热线、网上平台、送达、阅卷方面的问题",
    About.OTHER: "对法院工作的意见、建议或者表扬",
}


class PetitionState(LabelledEnum):
    LODGED = "lodged", "已受理，待转办"
    ROUTED = "routed", "办理中"
    ACKNOWLEDGED = "acknowledged", "已作程序性答复，办理中"
    ANSWERED = "answered", "已答复，待回访"
    CONCLUDED = "concluded", "已办结"


# Reopening goes back to the owner who had it.
TRANSITIONS: dict[PetitionState, frozenset[PetitionState]] = {
    PetitionState.LODGED: frozenset({PetitionState.ROUTED}),
    PetitionState.ROUTED: frozenset({PetitionState.ROUTED, PetitionState.ACKNOWLEDGED, PetitionState.ANSWERED}),
    PetitionState.ACKNOWLEDGED: frozenset({PetitionState.ACKNOWLEDGED, PetitionState.ANSWERED}),
    PetitionState.ANSWERED: frozenset({PetitionState.CONCLUDED}),
    PetitionState.CONCLUDED: frozenset({PetitionState.ROUTED}),
}


OPEN: tuple[PetitionState, ...] = (
    PetitionState.LODGED,
    PetitionState.ROUTED,
    PetitionState.ACKNOWLEDGED,
    PetitionState.ANSWERED,
)


IN_HAND: tuple[PetitionState, ...] = (PetitionState.ROUTED, PetitionState.ACKNOWLEDGED)


class Road(LabelledEnum):
    """诉访分离: the procedures of law a petition may really be about (信访条例28, 31第1项)."""

    APPEAL = "appeal", "上诉"
    RETRIAL = "retrial", "申请再审"
    ENFORCE = "enforce", "申请执行"
    OBJECTION = "objection", "执行异议"
    HIGHER_ENFORCEMENT = "higher_enforcement", "申请上一级法院执行"
    SUIT = "suit", "起诉立案"
    RECUSAL = "recusal", "申请回避"


class RouteReason(LabelledEnum):
    """Why a petition has its owner."""

    RULE = "rule", "按规则分派"
    COMPETENCE = "competence", "属于其他部门职责"
    RECUSAL = "recusal", "承办人应当回避"
    LOAD = "load", "平衡工作量"
    ABSENCE = "absence", "承办人休假或者调离"
    FIRST = "first", "首接承办"
    REOPENED = "reopened", "重新办理"
    OTHER = "other", "其他原因"


REROUTE_REASONS: tuple[RouteReason, ...] = (
    RouteReason.COMPETENCE,
    RouteReason.RECUSAL,
    RouteReason.LOAD,
    RouteReason.ABSENCE,
    RouteReason.FIRST,
    RouteReason.OTHER,
)


class ReplyKind(LabelledEnum):
    PROCEDURAL = "procedural", "程序性答复"
    RESULT = "result", "办理结果答复"


class Procedural(LabelledEnum):
    """What the first answer says."""

    ACCEPTED = "accepted", "已受理，正在办理"
    TO_PROCEDURE = "to_procedure", "已受理，并告知应走的诉讼程序"
    MORE_FACTS = "more_facts", "已受理，请补充情况"


class Outcome(LabelledEnum):
    """信访条例 29, 31, 32: what came of it."""

    SUPPORTED = "supported", "予以支持"
    EXPLAINED = "explained", "解释说明（请求合理但缺乏法律依据）"
    UNSUPPORTED = "unsupported", "不予支持"
    ADOPTED = "adopted", "采纳意见建议"
    TO_PROCEDURE = "to_procedure", "导入诉讼程序"
    FORWARDED = "forwarded", "转送有权处理的机关"


class FollowUp(LabelledEnum):
    """回访: how it was asked whether the answer helped."""

    PHONE = "phone", "电话回访"
    VISIT = "visit", "当面回访"
    ONLINE = "online", "本人已在网上评价"
    UNREACHABLE = "unreachable", "联系不上或者没有留联系方式"


class ReopenReason(LabelledEnum):
    NEW_FACTS = "new_facts", "信访人提出新的事实或者理由"
    NOT_DONE = "not_done", "答复的事项没有落实"
    SUPERIOR = "superior", "上级法院要求重新办理"


class Scope(LabelledEnum):
    """What a guess or a submission is counted by."""

    ADDRESS = "address", "同一网络地址"
    NUMBER = "number", "同一编号"
    LODGING = "lodging", "提交"
