"""The words of each event of service, per side: every event that anybody can see has a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.delivery.rules import BY_ACCEPTANCE
from common.delivery.states import Method
from common.rooms import Words, phrase

WORDS: dict[str, Words] = {
    "delivery.served": Words("您{received}{paper}", "{party}{received}{paper}", "{party}{signed}{paper}"),
    "delivery.refused": Words("您没有签收{paper}，它不生效", "{party}没有签收{paper}，它不生效"),
    "delivery.address_confirmed": Words("您确认了送达地址", court="{who}确认了送达地址"),
    "delivery.address_set": Words("", court="登记了{party}的送达地址，本人没有确认"),
    "delivery.ordered": Words("", court="安排送达：{paper}"),
    "delivery.dispatched": Words("", court="{dispatched_on}发出{paper}"),
    "delivery.dispatch_corrected": Words("", court="更正{paper}的发出日期：由{frm}改为{dispatched_on}"),
    "delivery.replanned": Words("", court="{party}的送达地址变了，{paper}改为{method}"),
    "delivery.asked": Words(
        "法院请您在 {until}前提供对方的地址、电话", court="请{party}在 {until}前提供对方的地址、电话"
    ),
    "delivery.sought": Words("您告诉了法院怎么找到对方{then}", court="{party}说明了怎么找到对方{then}"),
    "delivery.not_known": Words(
        "您告诉法院，您不知道在哪里找到对方。法院决定用别的方式送",
        court="{party}不知道在哪里找到对方，请决定换哪一种方式",
    ),
    "delivery.unanswered": Words(
        "您没有在期限内提供对方的地址。法院决定用别的方式送",
        court="{party}没有在期限内提供对方的地址，请决定换哪一种方式",
    ),
    "delivery.tried_again": Words("法院改用{method}把{paper}送给您", "法院改用{method}把{paper}送给{party}"),
    "delivery.notice_ended": Words(
        "有了您的地址，公告不再算，法院改用{method}把{paper}送给您",
        "有了{party}的地址，公告不再算，法院改用{method}送{paper}",
        court="公告收回：{party}有了送达地址，{paper}改为{method}",
    ),
    "delivery.published": Words(
        "法院向您公告送达{paper}，{expires_on}期满视为送达。您可以到法院领取，不用等到期满",
        "法院向{party}公告送达{paper}，{announced_on}发出公告，{expires_on}期满",
        court="公告送达：{paper}，{announced_on}发出公告，{expires_on}期满",
    ),
    "delivery.taken_back": Words(
        "{paper}此前送给了您{reached}，{counts}，改送您{taker}",
        "{paper}此前送给了{party}{reached}，{counts}，改送{party}{taker}，{runs}",
        court="收回送达：{paper}，{served_on}送给了{unable}{party}{reached}",
    ),
    "delivery.failed": Words(
        "{you}{paper}{own}",
        "{paper}{missed}{party}{then}",
        court="{missed}{party}{signed}：{paper}，{next}",
    ),
}


@phrase("then")
def _then(payload: Mapping[str, Any], _said: Mapping[str, str]) -> dict[str, str]:
    return {"then": "，文书照这个地址再送" if payload.get("sent_again") else ""}


# What was received although nobody signed for it says so, by the way it went.
_UNSIGNED = {
    Method.POST: "的邮件退回，视为已收到",
    Method.COUNTER: "拒绝签收，视为已收到",
    Method.IN_PERSON: "拒绝签收，视为已收到",
}
_WITHOUT = {Method.LEFT: "拒绝签收，法院留置送达了", Method.PUBLIC: "没有领取，公告期满视为已收到"}


@phrase("received", "signed")
def _served(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    method = Method(payload["method"])
    words = _WITHOUT.get(method) or (_UNSIGNED.get(method, "") if payload.get("unsigned") else "")
    return {"received": words or "已收到", "signed": words or "签收"}


@phrase("runs", "reached", "counts", "taker", "unable")
def _taken_back(payload: Mapping[str, Any], _said: Mapping[str, str]) -> dict[str, str]:
    if payload.get("by_agent"):
        return {
            "reached": "原来的代理人",
            "counts": "代理人不再代理，期限没有走完",
            "taker": "本人",
            "unable": "",
            "runs": "期限从本人收到后另算",
        }
    signs = payload["document_kind"] in BY_ACCEPTANCE
    return {
        "reached": "本人",
        "counts": "不算送达",
        "taker": "的法定代理人",
        "unable": "没有诉讼行为能力的",
        "runs": "法定代理人签收以前不生效" if signs else "期限从法定代理人收到后另算",
    }


@phrase("you", "own", "missed", "then", "signed", "next")
def _failed(payload: Mapping[str, Any], _said: Mapping[str, str]) -> dict[str, str]:
    if payload.get("unsigned"):
        return {
            "you": "您没有在网上签收",
            "own": "，法院改送纸质的。签收还是不签收，由您决定",
            "missed": "在网上没有等到",
            "then": "签收，法院改送纸质的",
            "signed": "签收",
            "next": "改送纸质的",
        }
    return {
        "you": "",
        "own": "没有送到您那里，法院换一种方式送。请确认送达地址，或者到法院领取",
        "missed": "没有送到",
        "then": "，法院换一种方式送",
        "signed": "",
        "next": "请换一种方式",
    }


PHRASES = {
    "delivery.failed": _failed,
    "delivery.taken_back": _taken_back,
    "delivery.sought": _then,
    "delivery.served": _served,
}
