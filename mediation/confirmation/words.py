"""The words of a confirmation, per side."""

from __future__ import annotations

from common.rooms import Words

WORDS: dict[str, Words] = {
    "mediation.confirmation_opened": Words(
        "您申请司法确认，等待对方共同申请", "{who}申请司法确认，请您决定是否共同申请"
    ),
    "mediation.confirmation_withdrawn": Words("司法确认申请已撤回"),
    "mediation.confirmation_lapsed": Words(
        "{confirmation_application}内没有共同申请，不能再申请司法确认；协议仍然有效"
    ),
    "mediation.resumed": Words("您请求再次调解", "{who}请求再次调解"),
    "mediation.judge_named": Words("", court="指定法官审查调解协议"),
    "mediation.confirmation_sought": Words("各方共同申请司法确认"),
    "mediation.confirmation_accepted": Words("法院受理司法确认申请"),
    "mediation.examination_set": Words("法官通知各方共同到场核实"),
    "mediation.confirmed": Words("法院裁定确认调解协议有效，可以申请强制执行"),
    "mediation.confirmation_refused": Words("司法确认未获支持，可以重新调解或者起诉"),
}
