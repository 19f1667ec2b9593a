"""The petition office's vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

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


class Limb(LabelledEnum):
    """Of what kind a matter is (信访条例 29, 30, 31第1项 to 第6项): it decides the terms, the form of the answer and
    what may be done against it. `rules.limbs` says what follows from each."""

    SUGGESTION = "suggestion", "意见建议"
    REPORT = "report", "检举控告"
    LITIGATION = "litigation", "申诉求决：按诉讼程序处理"
    ARBITRATION = "arbitration", "申诉求决：导入仲裁"
    PARTY = "party", "申诉求决：党员申诉、申请复审"
    ADMINISTRATIVE = "administrative", "申诉求决：导入行政程序"
    DUTY = "duty", "申诉求决：查处违法、履行职责"
    OPINION = "opinion", "申诉求决：调查核实，出具处理意见书"


class Level(LabelledEnum):
    """信访条例 34 to 36: who looks at it for the first, second and last time. The code is kept, the label names the
    paper."""

    FIRST = "first", "处理"
    RECHECK = "recheck", "复查"
    REEXAMINATION = "reexamination", "复核"


class PetitionState(LabelledEnum):
    LODGED = "lodged", "已受理，待转办"
    ROUTED = "routed", "办理中"
    ACKNOWLEDGED = "acknowledged", "已告知怎么办，办理中"
    ANSWERED = "answered", "已答复，待回访"
    CONCLUDED = "concluded", "已办结"


# Reopening goes back to the owner who had it.
TRANSITIONS: dict[PetitionState, frozenset[PetitionState]] = {
    PetitionState.LODGED: frozenset({PetitionState.ROUTED}),
    PetitionState.ROUTED: frozenset({PetitionState.ROUTED, PetitionState.ACKNOWLEDGED, PetitionState.ANSWERED}),
    PetitionState.ACKNOWLEDGED: frozenset({PetitionState.ACKNOWLEDGED, PetitionState.ANSWERED}),
    # Anew also before its end, where the letter was signed by somebody whom it complains of.
    PetitionState.ANSWERED: frozenset({PetitionState.CONCLUDED, PetitionState.ROUTED}),
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
    """信访条例 29 to 32, 36: what came of it. Which of them fit a matter, `rules.limbs` says."""

    SUPPORTED = "supported", "予以支持"
    EXPLAINED = "explained", "解释说明（请求合理但缺乏法律依据）"
    UNSUPPORTED = "unsupported", "不予支持"
    ADOPTED = "adopted", "采纳意见建议"
    CONSIDERED = "considered", "研究后答复（暂不采纳）"
    HANDLED = "handled", "已依法办理并答复"
    TO_PROCEDURE = "to_procedure", "导入法定程序"
    FORWARDED = "forwarded", "转送有权处理的机关"
    NOT_AGAIN = "not_again", "已经复核，不再受理"


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


class ProlongingState(LabelledEnum):
    ASKED = "asked", "待院长批准"
    GRANTED = "granted", "已批准"
    REFUSED = "refused", "未批准"
    VOID = "void", "不再需要"


PROLONGING_MOVES: Mapping[ProlongingState, tuple[ProlongingState, ...]] = {
    ProlongingState.ASKED: (ProlongingState.GRANTED, ProlongingState.REFUSED, ProlongingState.VOID),
}


class Scope(LabelledEnum):
    """What a guess or a submission is counted by."""

    NUMBER = "number", "同一编号"
    LODGING = "lodging", "提交"
