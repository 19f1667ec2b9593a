"""The petition office's vocabulary."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """信访条例17: how a petition reached the court."""

    WEB = "web"
    LETTER = "letter"
    VISIT = "visit"
    HOTLINE = "hotline"

    @property
    def label(self) -> str:
        return {"web": "网上信访", "letter": "来信", "visit": "来访", "hotline": "来电"}[self.value]


class About(StrEnum):
    """What a petition is about; decides where it goes first and which road is shown."""

    CONDUCT = "conduct"
    JUDGMENT = "judgment"
    ENFORCEMENT = "enforcement"
    FILING = "filing"
    SERVICE = "service"
    OTHER = "other"

    @property
    def label(self) -> str:
        return ABOUT_LABELS[self]

    @property
    def hint(self) -> str:
        return ABOUT_HINTS[self]


ABOUT_LABELS: dict[About, str] = {
    About.CONDUCT: "工作人员的作风或者行为",
    About.JUDGMENT: "判决、裁定、调解的结果",
    About.ENFORCEMENT: "执行",
    About.FILING: "立案",
    About.SERVICE: "诉讼服务",
    About.OTHER: "其他意见、建议",
}
ABOUT_HINTS: dict[About, str] = {
    About.CONDUCT: "例如态度生硬、久拖不办、应当回避没有回避",
    About.JUDGMENT: "对结果不服的，上诉、申请再审才能改变它；我们会告诉您怎么走、有几天",
    About.ENFORCEMENT: "例如执行没有进展、对执行措施有意见",
    About.FILING: "例如材料交了没有回音、认为应当立案没有立案",
    About.SERVICE: "例如窗口、热线、网上平台、送达、阅卷方面的问题",
    About.OTHER: "对法院工作的意见、建议或者表扬",
}


class PetitionState(StrEnum):
    LODGED = "lodged"
    ROUTED = "routed"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    CONCLUDED = "concluded"

    @property
    def label(self) -> str:
        return {
            "lodged": "已受理，待转办",
            "routed": "办理中",
            "acknowledged": "已作程序性答复，办理中",
            "answered": "已答复，待回访",
            "concluded": "已办结",
        }[self.value]


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


class Road(StrEnum):
    """诉访分离: the procedures of law a petition may really be about (信访条例28, 31第1项)."""

    APPEAL = "appeal"
    RETRIAL = "retrial"
    ENFORCE = "enforce"
    OBJECTION = "objection"
    HIGHER_ENFORCEMENT = "higher_enforcement"
    SUIT = "suit"
    RECUSAL = "recusal"

    @property
    def label(self) -> str:
        return {
            "appeal": "上诉",
            "retrial": "申请再审",
            "enforce": "申请执行",
            "objection": "执行异议",
            "higher_enforcement": "申请上一级法院执行",
            "suit": "起诉立案",
            "recusal": "申请回避",
        }[self.value]


class RouteReason(StrEnum):
    """Why a petition has its owner."""

    RULE = "rule"
    COMPETENCE = "competence"
    RECUSAL = "recusal"
    LOAD = "load"
    ABSENCE = "absence"
    FIRST = "first"
    REOPENED = "reopened"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "rule": "按规则分派",
            "competence": "属于其他部门职责",
            "recusal": "承办人应当回避",
            "load": "平衡工作量",
            "absence": "承办人休假或者调离",
            "first": "首接承办",
            "reopened": "重新办理",
            "other": "其他原因",
        }[self.value]


REROUTE_REASONS: tuple[RouteReason, ...] = (
    RouteReason.COMPETENCE,
    RouteReason.RECUSAL,
    RouteReason.LOAD,
    RouteReason.ABSENCE,
    RouteReason.FIRST,
    RouteReason.OTHER,
)


class ReplyKind(StrEnum):
    PROCEDURAL = "procedural"
    RESULT = "result"

    @property
    def label(self) -> str:
        return {"procedural": "程序性答复", "result": "办理结果答复"}[self.value]


class Procedural(StrEnum):
    """What the first answer says."""

    ACCEPTED = "accepted"
    TO_PROCEDURE = "to_procedure"
    MORE_FACTS = "more_facts"

    @property
    def label(self) -> str:
        return {
            "accepted": "已受理，正在办理",
            "to_procedure": "已受理，并告知应走的诉讼程序",
            "more_facts": "已受理，请补充情况",
        }[self.value]


class Outcome(StrEnum):
    """信访条例 29, 31, 32: what came of it."""

    SUPPORTED = "supported"
    EXPLAINED = "explained"
    UNSUPPORTED = "unsupported"
    ADOPTED = "adopted"
    TO_PROCEDURE = "to_procedure"
    FORWARDED = "forwarded"

    @property
    def label(self) -> str:
        return {
            "supported": "予以支持",
            "explained": "解释说明（请求合理但缺乏法律依据）",
            "unsupported": "不予支持",
            "adopted": "采纳意见建议",
            "to_procedure": "导入诉讼程序",
            "forwarded": "转送有权处理的机关",
        }[self.value]


class FollowUp(StrEnum):
    """回访: how it was asked whether the answer helped."""

    PHONE = "phone"
    VISIT = "visit"
    ONLINE = "online"
    UNREACHABLE = "unreachable"

    @property
    def label(self) -> str:
        return {
            "phone": "电话回访",
            "visit": "当面回访",
            "online": "本人已在网上评价",
            "unreachable": "联系不上或者没有留联系方式",
        }[self.value]


class ReopenReason(StrEnum):
    NEW_FACTS = "new_facts"
    NOT_DONE = "not_done"
    SUPERIOR = "superior"

    @property
    def label(self) -> str:
        return {
            "new_facts": "信访人提出新的事实或者理由",
            "not_done": "答复的事项没有落实",
            "superior": "上级法院要求重新办理",
        }[self.value]


class Scope(StrEnum):
    """What a guess or a submission is counted by."""

    ADDRESS = "address"
    NUMBER = "number"
    LODGING = "lodging"

    @property
    def label(self) -> str:
        return {"address": "同一网络地址", "number": "同一编号", "lodging": "提交"}[self.value]
