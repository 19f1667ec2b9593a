"""The 调解书, frozen when the judge signs it."""

from __future__ import annotations

from common.cases.models import Event
from common.documents.rules import PaperRequest
from common.law.papers import PaperKind
from common.law.regimes import NumberKind
from common.rooms import Makers, on
from mediation.course.documents import frame, number_of
from mediation.outcome import events
from mediation.texts.documents import agreement_context, to_each
from mediation.texts.models import Agreement


def paper_made(record: Event, event: events.PaperMade) -> list[PaperRequest]:
    """民事调解书 (民诉法100): claims, facts, result; effective on the last receipt (解释149)."""
    case = record.case
    agreement = Agreement.objects.select_related(
        "mediation__mediator__user", "mediation__mediator__centre", "paper_judge"
    ).get(pk=event.agreement_id)
    context = frame(case, record.day, [])
    context |= agreement_context(case, agreement, record.day, joint=False)
    context |= {
        "registered": f"{case.registered_on:%Y年%-m月%-d日}" if case.registered_on else "",
        "claims": list(case.claims.order_by("order").values_list("text", flat=True)),
        "found": agreement.paper_facts,
        "fee": agreement.paper_fee,
        "judge": agreement.paper_judge.display_name if agreement.paper_judge else "",
    }
    request = {
        "kind": PaperKind.MEDIATION_PAPER,
        "title": PaperKind.MEDIATION_PAPER.label,
        "context": context,
        "number": number_of(case, NumberKind.CIVIL_FIRST),
    }
    return to_each(agreement.parties.filter(left_on__isnull=True), request)


PAPERS = Makers(
    on(events.PaperMade, paper_made),
)


LAYOUTS = {
    PaperKind.MEDIATION_PAPER: ("mediation/outcome/papers/mediation_paper.html",),
}
