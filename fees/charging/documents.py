"""The notice to pay, with plain values only."""

from __future__ import annotations

from common.cases.models import Event
from common.documents.rules import PaperRequest
from common.law.articles import art, sure
from common.law.papers import PaperKind
from common.rooms import Makers, on
from fees.charging.events import Noticed
from fees.money.documents import heading, to_party
from fees.money.models import FeeNotice
from fees.money.states import NoticeKind

_GROUNDS = {
    NoticeKind.SUPPLEMENT: art("民诉解释", 199),
    NoticeKind.INCREASE: art("收费办法", 21, None, 1),
    NoticeKind.FINAL: art("民诉解释", 207),
}
_LATER = (NoticeKind.SUPPLEMENT, NoticeKind.INCREASE)


def _notice(record: Event, event: Noticed) -> list[PaperRequest]:
    notice = FeeNotice.objects.select_related("party", "case__court").get(pk=event.notice_id)
    case = notice.case
    title = "补交诉讼费用通知书" if notice.kind in _LATER else "交纳诉讼费用通知书"
    article = _GROUNDS.get(NoticeKind(notice.kind), art("收费办法", 22))
    context = {
        **heading(case, record.day),
        "to": notice.party.name,
        "amount": notice.left,
        "full": notice.amount,
        "relieved": notice.relieved,
        "steps": notice.quote.get("steps", []),
        "note": sure(notice.quote.get("note", "")),
        "kind": notice.kind,
        "grounds": [article.cite, *notice.quote.get("articles", [])],
        "rows": [{"name": "案件受理费", "fen": notice.left}],
    }
    return to_party(case, notice.party_id, PaperKind.FEE_NOTICE, title, context, serve=True)


PAPERS = Makers(on(Noticed, _notice))

LAYOUTS = {PaperKind.FEE_NOTICE: ("fees/charging/papers/fee_notice.html",)}
