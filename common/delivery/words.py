"""The words of each event of service, per side: every event that anybody can see has a line."""

from __future__ import annotations

from common.rooms import Words

WORDS: dict[str, Words] = {
    "delivery.served": Words("您已收到{paper}", "{party}已收到{paper}", "{party}签收{paper}"),
    "delivery.address_confirmed": Words("您确认了送达地址", court="{who}确认了送达地址"),
    "delivery.ordered": Words("", court="安排送达：{paper}"),
    "delivery.dispatched": Words("", court="{dispatched_on}发出{paper}"),
    "delivery.dispatch_corrected": Words("", court="更正{paper}的发出日期：由{frm}改为{dispatched_on}"),
    "delivery.replanned": Words("", court="{party}的送达地址变了，{paper}改为{method}"),
    "delivery.sought": Words("您告诉了法院在哪里找到对方", court="{party}说明了在哪里找到对方"),
    "delivery.published": Words(
        "法院向您公告送达{paper}，{expires_on}期满视为送达。您可以到法院领取，不用等到期满",
        "法院向{party}公告送达{paper}，{announced_on}发出公告，{expires_on}期满",
        court="公告送达：{paper}，{announced_on}发出公告，{expires_on}期满",
    ),
    "delivery.taken_back": Words(
        "{paper}此前送给了您本人，不算送达，改送您的法定代理人",
        "{paper}此前送给了{party}本人，不算送达，改送{party}的法定代理人，期限从法定代理人收到后另算",
        court="收回送达：{paper}，{served_on}送给了没有诉讼行为能力的{party}本人",
    ),
    "delivery.failed": Words(
        "{paper}没有送到您那里，法院换一种方式送。请确认送达地址，或者到法院领取",
        "{paper}没有送到{party}，法院换一种方式送。您知道新的地址、电话的，请告诉法院",
        court="没有送到{party}：{paper}，请换一种方式",
    ),
}
