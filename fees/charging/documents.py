"""The notice to pay, with plain values only."""

from __future__ import annotations

from common.cases.events import Audience
from common.cases.models import Event
from common.cases.queries import number_of
from common.documents.rules import PaperRequest
from common.law.articles import art
from common.law.papers import PaperKind
from common.rooms import Makers, on
from fees.charging.events import Noticed
from fees.money.documents import heading
from fees.money.models import FeeNotice
from fees.money.states import NoticeKind


def _notice(record: Event, event: Noticed) -> list[PaperRequest]:
    notice = FeeNotice.objects.select_related("party", "case__court").get(pk=event.notice_id)
    case = notice.case
    title = "交纳诉讼费用通知书" if notice.kind != NoticeKind.SUPPLEMENT else "补交诉讼费用通知书"
    article = art("民诉解释", 199) if notice.kind == NoticeKind.SUPPLEMENT else art("收费办法", 22)
    context = {
        **heading(case, record.day),
        "to": notice.party.name,
        "amount": notice.left,
        "full": notice.amount,
        "relieved": notice.relieved,
        "steps": notice.quote.get("steps", []),
        "note": notice.quote.get("note", ""),
        "kind": notice.kind,
        "grounds": [article.cite, *notice.quote.get("articles", [])],
        "rows": [{"name": "案件受理费", "fen": notice.left}],
    }
    return [
        PaperRequest(
            kind=PaperKind.FEE_NOTICE,
            title=title,
            context=context,
            audience=Audience.SIDE,
            party_id=notice.party_id,
            serve=True,
            number=number_of(case),
        )
    ]


PAPERS = Makers(on(Noticed, _notice))

LAYOUTS = {PaperKind.FEE_NOTICE: ("fees/charging/papers/fee_notice.html",)}
