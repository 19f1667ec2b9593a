"""The words of each event of a trial, per side: every event that anybody can see has a line."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from common.law.procedures import Procedure, Track
from common.rooms import Words, phrase
from triage.trial.states import (
    AppealResult,
    ClosingWay,
    DropReason,
    HearingMode,
    ObjectionOutcome,
    RulingKind,
    StrikeReason,
)

WORDS: dict[str, Words] = {
    "triage.converted": Words("本案由{frm}转为{to}"),
    "triage.ruling_drafted": Words("", court="裁定草稿送法官：{ruling}"),
    "triage.ruling_signed": Words("法官作出裁定：{ruling}"),
    "triage.ruling_dropped": Words("", court="裁定草稿不再需要：{ruling}"),
    "triage.ruling_handed_over": Words("", court="裁定草稿转由{judge}签发：{ruling}"),
    "triage.claimant_left": Words("您撤诉获准，退出本案；其他原告继续", "{who}撤诉获准，退出本案；其他原告继续"),
    "triage.hearing_fixed": Words("法院定于 {on}{anew}开庭"),
    "triage.hearing_held": Words("{on} 开庭（{mode}）"),
    "triage.hearing_off": Words("本案已经结束，定于 {on} 的开庭取消，不用到庭"),
    "triage.attendance_corrected": Words("法院更正了 {on} 开庭的到庭情况"),
    "triage.answer_waived": Words("您表示不需要答辩期", "{who}表示不需要答辩期"),
    "triage.answer_agreed": Words("您同意法院定的答辩期，到 {last}", "{who}同意法院定的答辩期，到 {last}"),
    "triage.claims_changed": Words("您变更了诉讼请求{change}", "{who}变更了诉讼请求{change}"),
    "triage.objection_made": Words(
        "您对适用小额诉讼程序提出异议，等待法官审查", "{who}对适用小额诉讼程序提出异议，等待法官审查"
    ),
    "triage.objection_decided": Words(
        "您对适用小额诉讼程序的异议：{outcome}", "{who}对适用小额诉讼程序的异议：{outcome}"
    ),
    "triage.extension_asked": Words("", court="法官申请延长审理期限 {months} 个月"),
    "triage.extension_endorsed": Words("", court="庭长同意延长审理期限，报院长批准"),
    "triage.extension_granted": Words("经院长批准，审理期限延长 {months} 个月{due}"),
    "triage.extension_refused": Words("", court="延长审理期限未获批准"),
    "triage.withdrawal_sought": Words("您申请撤诉，等待法官裁定", "{who}申请撤诉，等待法官裁定"),
    "triage.closed": Words("{ended}"),
    "triage.reopened": Words("调解书没有生效，本案继续审理，由法院及时判决"),
    "triage.appealed": Words("您上诉了，裁判还没有生效", "{who}上诉了，裁判还没有生效"),
    "triage.appeal_copied": Words("您在 {on}收到上诉状副本", "{who}在 {on}收到上诉状副本"),
    "triage.appeal_answered": Words("法院在 {on}收到您对上诉的答辩状", "法院在 {on}收到{who}对上诉的答辩状"),
    "triage.appeal_answer_sent": Words("上诉人在 {on}收到您的答辩状副本", "上诉人在 {on}收到{who}的答辩状副本"),
    "triage.appeal_file_sent": Words("法院在 {on}把案卷报送上级法院"),
    "triage.appeal_left": Words("您的上诉结束：{result}；{others}", "{who}的上诉结束：{result}；{others}"),
    "triage.appeal_ended": Words("二审有了结果：{result}，{effect}"),
    "triage.registered_anew": Words("法院用新案号登记，重新审理：{number}"),
    "triage.appeal_struck": Words("法院更正：{what}登记有误，已经收回"),
    "triage.appeal_corrected": Words("法院更正：登记的二审结果“{result}”有误，已经收回"),
}


@phrase("change")
def _change(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    if payload["before"] == payload["after"]:
        return {"change": ""}
    sums = [f"{said[name]} 元" if payload[name] is not None else "没有金额" for name in ("before", "after")]
    return {"change": f"，争的金额由 {sums[0]}变为 {sums[1]}"}


@phrase("effect")
def _effect(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    binds = AppealResult(payload["result"]).binds
    return {"effect": f"{said['on']} 生效" if binds else "原裁判不生效"}


@phrase("what")
def _struck(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    return {"what": "上诉状副本的送达" if payload.get("copy_of") else "上诉"}


@phrase("others")
def _others(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    return {"others": "其他人还可以上诉" if payload.get("last") else "其他人的上诉继续"}


@phrase("ended")
def _closed(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    if payload.get("waits"):
        return {"ended": "法官制作了调解书，各方都签收才生效；有人不签收的，继续审理"}
    return {"ended": f"本案结案：{said['way']}"}


@phrase("anew")
def _fixed(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    return {"anew": "（改期）" if payload["changed"] else ""}


PHRASES = {
    "triage.closed": _closed,
    "triage.hearing_fixed": _fixed,
    "triage.claims_changed": _change,
    "triage.appeal_ended": _effect,
    "triage.appeal_left": _others,
    "triage.appeal_struck": _struck,
}

# Which field of which event holds which enumeration.
LABELS: dict[str, Mapping[str, type[StrEnum]]] = {
    "triage.converted": {"frm": Procedure, "to": Procedure},
    "triage.closed": {"way": ClosingWay, "procedure": Procedure, "track": Track},
    "triage.appeal_left": {"result": AppealResult},
    "triage.appeal_ended": {"result": AppealResult},
    "triage.appeal_corrected": {"result": AppealResult},
    "triage.appeal_struck": {"why": StrikeReason},
    "triage.ruling_drafted": {"what": RulingKind},
    "triage.ruling_signed": {"what": RulingKind},
    "triage.ruling_handed_over": {"what": RulingKind},
    "triage.hearing_held": {"mode": HearingMode},
    "triage.objection_decided": {"outcome": ObjectionOutcome},
    "triage.ruling_dropped": {"what": RulingKind, "reason": DropReason},
}
