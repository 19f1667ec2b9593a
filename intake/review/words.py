"""The words of each event of intake, per side: every event that anybody can see has a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.law import causes
from common.rooms import Words

WORDS: dict[str, Words] = {
    "intake.filed": Words("法院收到您提交的材料", "{who}向法院提交了材料", "收到{who}提交的材料"),
    "intake.correction_requested": Words(
        "法院请您补正 {items} 处材料", "法院请{side}补正材料", "发出补正通知，共 {items} 处"
    ),
    "intake.corrected": Words("您补正了材料，审查期限重新计算", "{who}补正了材料", "补正材料已回"),
    "intake.cause_set": Words("法院将案由更正为“{cause}”", court="案由由“{former}”更正为“{cause}”"),
    "intake.diverted": Words("材料已转到调解中心", court="转调解中心"),
    "intake.registered": Words("法院登记立案", court="登记立案"),
    "intake.returned": Words("材料退回；您仍可以坚持起诉", "材料已退回", "退回材料并记录"),
    "intake.insisted": Words("您坚持起诉，交由法官裁定", "{who}坚持起诉，交由法官裁定"),
    "intake.withdrawn": Words("您撤回了申请", "{who}撤回了申请"),
    "intake.claimant_left": Words("您撤回了申请，不再参加；其他人继续", "{who}撤回了申请，其他人继续"),
    "intake.centre_urged": Words("", court="调解申请超过期限没有办理，请尽快转调解中心"),
    "intake.escalated": Words("", court="期限届满仍不能确定，建议先行立案"),
    "intake.door_opened": Words("您通过查看码进入本案", court="{who}凭查看码进入本案"),
    "intake.code_given": Words("", court="窗口核对身份后，向当事人发放查看码"),
    "intake.mandate_given": Words("您提交了委托代理人的手续，等待法院核对", court="{who}提交委托手续，待核对"),
    "intake.mandate_refused": Words("委托手续没有通过核对，请看原因", court="委托手续未通过核对"),
    "intake.mandate_checked": Words("代理人的委托手续已核对（{authority}）", court="核对委托手续（{authority}）"),
    "intake.agent_recorded": Words("您的代理人已登记（{authority}）", "{party}委托了代理人（{authority}）"),
    "intake.agent_released": Words("您解除了对代理人的委托", "{party}解除了对代理人的委托"),
    "intake.answered": Words("您提交了答辩", "{who}提交了答辩"),
    "intake.evidence_added": Words("您补充了证据", "{who}补充了证据"),
    "intake.suit_offered": Words("您可以直接起诉，已填内容不用重填"),
}


def _cause(payload: Mapping[str, Any], _said: Mapping[str, str]) -> dict[str, str]:
    return {name: causes.cause(str(payload[name])).name for name in ("former", "cause")}


PHRASES = {"intake.cause_set": _cause}
