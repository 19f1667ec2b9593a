"""The papers of the course, frozen when their event happens. Context is plain values; the words stand in templates."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.events import Audience
from common.cases.models import Case, Event
from common.documents.rules import PaperRequest
from common.law.articles import Article, art
from common.law.papers import PaperKind
from common.law.regimes import NumberKind, Route
from common.rooms import Makers, on
from mediation.course import events
from mediation.course.models import Mediation
from mediation.course.rules import consents_first, paper_fee, period, term_words
from mediation.course.states import EndReason


def frame(case: Case, day: date, grounds: list[Article]) -> dict[str, Any]:
    """What every paper of the centre says: its day, the court, the case, what it rests on."""
    return {
        "day": day.isoformat(),
        "court": case.court.name,
        "cause": case.cause_name or "纠纷",
        "case_title": case.title,
        "grounds": [article.cite for article in grounds],
    }


def organisation(mediation: Mediation) -> str:
    """The mediator as papers name them, with who sent them; empty while there is none."""
    mediator = mediation.mediator
    if mediator is None:
        return ""
    return f"{mediator.unit}调解员{mediator.user.display_name}"


def number_of(case: Case, *kinds: NumberKind) -> str:
    """The newest number of the case of these kinds; empty when it has none."""
    row = case.numbers.filter(kind__in=kinds).order_by("-pk").first()
    return row.text if row else ""


def opened(record: Event, event: events.Opened) -> list[PaperRequest]:
    """调解告知书: the two roads side by side, before anybody says yes (在线调解7)."""
    case, route = record.case, Route(event.route)
    ordinary, summary = (period(route, summary=each, on=case.received_on) for each in (False, True))
    context = frame(
        case, record.day, [art("民诉法", 125), art("在线调解", 4), art("在线调解", 18), art("在线调解", 24)]
    )
    context |= {
        "after_filing": consents_first(route).value,
        "only_mediation": route is Route.MEDIATION_ONLY,
        "within": str(ordinary.value[1]),
        "within_summary": str(summary.value[1]),
        "confirm_term": term_words("confirmation_application", case.received_on),
        "paper_fee": paper_fee(case.cause, case.amount, record.day).value,
    }
    return [
        PaperRequest(
            kind=PaperKind.INVITATION,
            title=PaperKind.INVITATION.label,
            context={**context, "to": party.name},
            audience=Audience.SIDE,
            party_id=party.pk,
        )
        for party in case.parties.filter(left_on__isnull=True).order_by("side", "order", "id")
    ]


def ended(record: Event, event: events.Failed | events.Reported) -> list[PaperRequest]:
    """调解终结报告 to the court (特邀26; 在线调解21): written by the mediator, or nothing yet."""
    case = record.case
    mediation = Mediation.objects.select_related("mediator__user", "mediator__centre").get(pk=event.mediation_id)
    if not mediation.reported:
        return []
    reason = EndReason(mediation.end_reason)
    context = frame(
        case, record.day, [art("在线调解", 21), art("在线调解", 25, None, reason.item), art("特邀调解", 26)]
    )
    context |= {
        "to": case.court.name,
        "organisation": organisation(mediation),
        "opened": f"{mediation.opened_on:%Y年%-m月%-d日}",
        "ended": f"{mediation.ended_on:%Y年%-m月%-d日}",
        "reason": reason.label,
        "summary": mediation.summary,
        "costly": mediation.costly,
        "hints": mediation.hints,
        "sessions": [
            {"number": row.number, "day": f"{row.held_on:%Y年%-m月%-d日}", "mode": row.mode_label}
            for row in mediation.sessions.filter(held_on__isnull=False).order_by("number")
        ],
        "reasons": [
            # The code alone: what a party said in its own words stays with the mediator (在线调解18).
            {"name": row.party.name, "words": row.code_label}
            for row in mediation.reasons.select_related("party")
        ],
        "signer": mediation.mediator.user.display_name if mediation.mediator else "",
    }
    return [
        PaperRequest(
            kind=PaperKind.REPORT,
            title=PaperKind.REPORT.label,
            context=context,
            audience=Audience.STAFF,
        )
    ]


PAPERS = Makers(
    on(events.Opened, opened),
    on(events.Failed, ended),
    on(events.Reported, ended),
)


LAYOUTS = {
    PaperKind.INVITATION: ("mediation/course/papers/invitation.html",),
    PaperKind.REPORT: ("mediation/course/papers/report.html",),
}
