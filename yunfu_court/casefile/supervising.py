"""What the Intermediate Court's president and 审管办 see of the city's cases: number, cause, event, day. No people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from common.cases.access import unbiased
from common.cases.events import Audience
from common.cases.models import Case, CaseNumber, Event
from common.cases.queries import nameless, numbered
from common.cases.rules import sought
from common.people.models import Anyone
from common.web.paging import Page, page
from common.web.parts import Moment
from yunfu_court.casefile.queries import timeline, told_in

_BRACKETS = str.maketrans("()", "（）")  # as numbers are written


@dataclass(frozen=True)
class Supervised:
    case: Case
    name: str
    moments: Sequence[Moment]


def all_cases(user: Anyone) -> QuerySet[Case]:
    """But those in which this person has a conflict of interest, or of which they are complained."""
    return Case.objects.filter(unbiased(user, case="pk")).select_related("court").prefetch_related("numbers")


def cases(user: Anyone, asked: Mapping[str, str]) -> Page[Case]:
    """Narrowed by what the address says: court, stage, and q: a number or part of it,
    or words of the cause; a name finds nothing."""
    rows = all_cases(user)
    if wanted := sought(asked.get("q", ""), codes=False):
        rows = numbered(rows, wanted)
        for word in wanted.words:
            part = word.translate(_BRACKETS)
            known = CaseNumber.objects.filter(text__icontains=part).values("case")
            rows = rows.filter(Q(cause_name__icontains=word) | Q(receipt__icontains=word) | Q(pk__in=known))
    if asked.get("court"):
        rows = rows.filter(court__slug=asked["court"])
    if asked.get("stage"):
        rows = rows.filter(stage=asked["stage"])
    return page(rows, asked, order=["-received_on", "-id"], size=50)


def said(asked: Mapping[str, str]) -> str:
    """What the box was asked for, in words."""
    wanted = sought(asked.get("q", ""), codes=False)
    return wanted.said_in("案号、收件编号或者案由") if wanted else ""


def course(case: Case) -> Supervised:
    """What happened, newest first; not what is kept to those who handle the case (a mediator's notes)."""
    events = Event.objects.filter(case=case).exclude(audience=Audience.HANDLERS)
    moments = timeline(
        case,
        list(told_in(events.order_by("seq"))),
        None,
        staff=True,
        papers=(),
        unread=(),
        parties=list(case.parties.all()),
        numbers=list(case.numbers.all()),
        nameless=True,
    )
    return Supervised(case, nameless(case), moments)
