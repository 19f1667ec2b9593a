"""What the Intermediate Court's president and 审管办 see of the city's cases: number, cause, event, day. No people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from common.cases.events import Audience
from common.cases.models import Case, Event
from common.cases.queries import nameless, search
from common.cases.rules import sought
from common.web.paging import Page, page
from common.web.parts import Moment
from yunfu_court.casefile.queries import timeline


@dataclass(frozen=True)
class Supervised:
    case: Case
    name: str
    moments: Sequence[Moment]


def all_cases() -> QuerySet[Case]:
    return Case.objects.select_related("court").prefetch_related("numbers")


def cases(asked: Mapping[str, str]) -> Page[Case]:
    """Narrowed by what the address says: q (a number, or words of the cause: a name finds nothing), court, stage."""
    rows = all_cases()
    if wanted := sought(asked.get("q", ""), codes=False):
        if wanted.words:
            for word in wanted.words:
                rows = rows.filter(cause_name__icontains=word)
        else:
            rows = search(rows, asked["q"])
    if asked.get("court"):
        rows = rows.filter(court__slug=asked["court"])
    if asked.get("stage"):
        rows = rows.filter(stage=asked["stage"])
    return page(rows, asked, order=["-received_on", "-id"], size=50)


def course(case: Case) -> Supervised:
    """What happened, newest first; not what is kept to those who handle the case (a mediator's notes)."""
    events = Event.objects.filter(case=case).exclude(audience=Audience.HANDLERS)
    moments = timeline(
        case,
        list(events.select_related("actor").defer("body").order_by("seq")),
        None,
        staff=True,
        papers=(),
        unread=(),
        parties=list(case.parties.all()),
        numbers=list(case.numbers.all()),
        nameless=True,
    )
    return Supervised(case, nameless(case), moments)
