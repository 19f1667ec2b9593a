"""The decision on relief, with plain values only."""

from __future__ import annotations

from common.cases.models import Event
from common.cases.states import ENDED
from common.documents.rules import PaperRequest
from common.law.papers import PaperKind
from common.rooms import Makers, on
from fees.money.documents import heading, to_party
from fees.relief import rules
from fees.relief.events import ReliefDecided
from fees.relief.models import Relief
from fees.relief.states import ReliefState


def _relief(record: Event, event: ReliefDecided) -> list[PaperRequest]:
    relief = Relief.objects.select_related("party", "case__court").get(pk=event.relief_id)
    granted = relief.state == ReliefState.GRANTED
    context = {
        **heading(relief.case, record.day),
        "to": relief.party.name,
        "asked": relief.get_kind_asked_display(),
        "asked_on": relief.asked_on.isoformat(),
        "ground": relief.get_ground_display(),
        "granted": granted,
        "kind": relief.get_kind_granted_display(),
        "code": relief.kind_granted,
        "less": granted and relief.given is not None and rules.is_less(relief.given, asked=relief.asked),
        "again": bool(relief.news),
        "ended": relief.case.stage in ENDED,
        "percent": relief.percent,
        "relieved": relief.granted,
        "left": event.amount_left,
        "until": relief.until.isoformat() if relief.until else "",
        "reason": relief.reason,
        "grounds": [article.cite for article in rules.grounds(asked=relief.asked, granted=relief.given)],
    }
    title = f"{'' if granted else '不'}准予缓交、减交、免交诉讼费用通知书"
    return to_party(relief.case, relief.party_id, PaperKind.FEE_RELIEF_DECISION, title, context, serve=True)


PAPERS = Makers(on(ReliefDecided, _relief))

LAYOUTS = {PaperKind.FEE_RELIEF_DECISION: ("fees/relief/papers/relief.html",)}
