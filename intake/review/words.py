"""The words of each event of the review, per side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.law import causes
from common.rooms import Words, phrase

WORDS: dict[str, Words] = {
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
}


@phrase("former", "cause")
def _cause(payload: Mapping[str, Any], _said: Mapping[str, str]) -> dict[str, str]:
    return {name: causes.cause(str(payload[name])).name for name in ("former", "cause")}


PHRASES = {"intake.cause_set": _cause}
