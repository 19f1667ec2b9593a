"""The words of what is signed, per side."""

from __future__ import annotations

from common.rooms import Words

WORDS: dict[str, Words] = {
    "mediation.agreement_sent": Words("调解协议已拟好，等待各方签字"),
    "mediation.signed": Words("您签署了调解协议", "{who}签署了调解协议"),
    "mediation.hand_missing": Words("各方都已在期限内签名，等待调解员签名"),
    "mediation.points_sent": Words("无争议事实和争议焦点已整理，请核对签字"),
    "mediation.agreed": Words("各方签署调解协议，协议生效"),
    "mediation.points_signed": Words("无争议事实和争议焦点已签字确认"),
}
