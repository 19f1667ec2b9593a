"""Papers of a confirmation: its acceptance, the ruling."""

from __future__ import annotations

from common.cases.models import Event
from common.documents.rules import PaperRequest
from common.law.articles import Article, art
from common.law.papers import PaperKind
from common.law.regimes import NumberKind
from common.rooms import Makers, on
from mediation.confirmation import events
from mediation.confirmation.models import Confirmation
from mediation.confirmation.states import ConfirmationState, NotAcceptedGround, RejectedGround
from mediation.course.documents import frame, number_of
from mediation.texts.documents import agreement_context, to_each


def _confirmation(pk: int) -> Confirmation:
    return Confirmation.objects.select_related(
        "agreement__mediation__mediator__user", "agreement__mediation__mediator__centre", "judge"
    ).get(pk=pk)


def accepted(record: Event, event: events.ConfirmationAccepted) -> list[PaperRequest]:
    """受理通知书 (司法确认规定4)."""
    case, row = record.case, _confirmation(event.confirmation_id)
    context = frame(
        case, record.day, [art("民诉法", 205), art("司法确认", 4), art("司法确认", 5), art("民诉解释", 356)]
    )
    context |= {
        "names": "、".join(row.agreement.parties.order_by("side", "order", "id").values_list("name", flat=True)),
        "applied": f"{row.applied_on:%Y年%-m月%-d日}" if row.applied_on else "",
        "judge": row.judge.display_name if row.judge else "",
    }
    request = {
        "kind": PaperKind.CONFIRMATION_ACCEPTANCE,
        "title": PaperKind.CONFIRMATION_ACCEPTANCE.label,
        "context": context,
        "number": number_of(case, NumberKind.CONFIRMATION_PRE_SUIT, NumberKind.CONFIRMATION),
    }
    return to_each(row.agreement.parties, request)


def ground_of(row: Confirmation) -> Article:
    """The item of 解释355 or 358 that the ruling rests on."""
    if row.ground in set(NotAcceptedGround):
        return art("民诉解释", 355, 1, NotAcceptedGround(row.ground).item)
    return art("民诉解释", 358, None, RejectedGround(row.ground).item)


def ruled(record: Event, event: events.Confirmed | events.ConfirmationRefused) -> list[PaperRequest]:
    """民事裁定书: effective, 驳回申请, or 不予受理 (民诉法206; 解释355, 358)."""
    case, row = record.case, _confirmation(event.confirmation_id)
    outcome = ConfirmationState(row.state)
    context = frame(case, record.day, [])
    context |= agreement_context(case, row.agreement, record.day, joint=True)
    context |= {
        "outcome": outcome.value,
        "statute": art("民诉法", 206).cite,
        "applied": f"{row.applied_on:%Y年%-m月%-d日}" if row.applied_on else "",
        "accepted": f"{row.accepted_on:%Y年%-m月%-d日}" if row.accepted_on else "",
        "record": row.record,
        "ground": row.ground_label,
        "basis": ground_of(row).cite if row.ground else "",
        "judge": row.judge.display_name if row.judge else "",
    }
    request = {
        "kind": PaperKind.CONFIRMATION_RULING,
        "title": PaperKind.CONFIRMATION_RULING.label,
        "context": context,
        "number": number_of(case, NumberKind.CONFIRMATION_PRE_SUIT, NumberKind.CONFIRMATION),
    }
    return to_each(row.agreement.parties, request)


PAPERS = Makers(
    on(events.ConfirmationAccepted, accepted),
    on(events.Confirmed, ruled),
    on(events.ConfirmationRefused, ruled),
)


LAYOUTS = {
    PaperKind.CONFIRMATION_ACCEPTANCE: ("mediation/confirmation/papers/acceptance.html",),
    PaperKind.CONFIRMATION_RULING: ("mediation/confirmation/papers/ruling.html",),
}
