"""The words of each event of the course, per side: every event that anybody can see has a line."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from common.rooms import Words
from mediation.course.states import EndReason
from mediation.texts.states import PaperRefusal

WORDS: dict[str, Words] = {
    "mediation.opened": Words("调解开始，法院征求各方意见", court="调解登记，征求各方意见"),
    "mediation.consented": Words("您同意调解", "{who}同意调解"),
    "mediation.declined": Words("您选择不再调解", "{who}选择不再调解"),
    "mediation.mediator_proposed": Words("已为本案邀请{mediator}调解", court="邀请{mediator}调解"),
    "mediation.mediator_accepted": Words("{mediator}接受调解，调解期限开始计算"),
    "mediation.mediator_refused": Words("", court="{mediator}未接受，另行选定"),
    "mediation.mediator_replaced": Words("调解员更换为{mediator}"),
    "mediation.session_set": Words("约定了调解时间"),
    "mediation.session_held": Words("进行了一次调解"),
    "mediation.extended": Words("各方同意延长调解期限 {days} 日"),
    "mediation.party_left": Words("您不再参加调解，其他当事人继续", "{who}不再参加调解，其他当事人继续"),
    "mediation.stopped": Words("", court="因撤回，调解终止"),
    "mediation.disclosed": Words("调解员披露了一项可能的利害关系，请您表示是否同意", court="调解员披露利害关系"),
    "mediation.session_offered": Words("调解员提出了调解时间，请选择"),
    "mediation.extension_asked": Words("有人提议延长调解期限 {days} 日，请各方表示意见"),
    "mediation.agreement_sent": Words("调解协议已拟好，等待各方签字"),
    "mediation.signed": Words("您签署了调解协议", "{who}签署了调解协议"),
    "mediation.points_sent": Words("无争议事实和争议焦点已整理，请核对签字"),
    "mediation.reported": Words("", court="调解员提交了调解终结报告"),
    "mediation.confirmation_opened": Words(
        "您申请司法确认，等待对方共同申请", "{who}申请司法确认，请您决定是否共同申请"
    ),
    "mediation.confirmation_withdrawn": Words("司法确认申请已撤回"),
    "mediation.confirmation_lapsed": Words(
        "{confirmation_application}内没有共同申请，不能再申请司法确认；协议仍然有效"
    ),
    "mediation.resumed": Words("您请求再次调解", "{who}请求再次调解"),
    "mediation.agreed": Words("各方签署调解协议，协议生效"),
    "mediation.failed": Words("调解结束，未达成（全部）协议：{reason}"),
    "mediation.points_signed": Words("无争议事实和争议焦点已签字确认"),
    "mediation.performed": Words("协议已履行或者已撤诉，本案了结"),
    "mediation.paper_sought": Words("您申请法院制作调解书", "{who}申请法院制作调解书"),
    "mediation.paper_made": Words("法官审查后签发调解书，各方签收后生效"),
    "mediation.claimant_done": Words("您确认已经了结，等待其他原告确认", "{who}确认已经了结，等待其他原告确认"),
    "mediation.paper_refused": Words("法官审查后不制作调解书（{ground}），本案继续办理"),
    "mediation.judge_named": Words("", court="指定法官审查调解协议"),
    "mediation.paper_effective": Words("调解书生效"),
    "mediation.went_back": Words("您在签收前反悔，本案转入审理", "{who}在签收前反悔，本案转入审理"),
    "mediation.confirmation_sought": Words("各方共同申请司法确认"),
    "mediation.confirmation_accepted": Words("法院受理司法确认申请"),
    "mediation.confirmed": Words("法院裁定确认调解协议有效，可以申请强制执行"),
    "mediation.confirmation_refused": Words("司法确认未获支持，可以重新调解或者起诉"),
}

# Which field of which event holds which enumeration.
LABELS: Mapping[str, Mapping[str, type[StrEnum]]] = {
    "mediation.failed": {"reason": EndReason},
    "mediation.paper_refused": {"ground": PaperRefusal},
}
