"""Public notices: which run, what they say, whom they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from common.cases.access import is_minor
from common.cases.models import (
    CaseFact,
    Claim,
    Deadline,
    Party,
)
from common.cases.queries import party_abroad
from common.cases.rules import Awaited
from common.cases.states import DeadlineState, FactKey, PartyKind, Side
from common.courts.queries import court_above
from common.delivery.models import Service
from common.delivery.queries.standing import still_wanted
from common.delivery.queries.work import numbers_of
from common.delivery.rules import (
    kept_private,
    lays_open,
    masked,
    named_publicly,
    notice_lines,
    points,
    tells_of_child,
)
from common.delivery.states import Method, ServiceState
from common.law.calendar import Calendar
from common.law.papers import PaperKind
from common.law.terms import Course, Term, deadline, term
from common.web.wording import day_words


def running_notices() -> QuerySet[Service]:
    """Public notices that were put out and still run, with what `notice_end` asks, and nothing that is sealed."""
    rows = Service.objects.filter(state=ServiceState.PENDING, method=Method.PUBLIC, announced_on__isnull=False)
    facts = ("announced_on", "expires_on", "case__received_on", "party__home", "party__case")
    return rows.select_related("case", "party").only(*facts)


def notices(today: date) -> QuerySet[Service]:
    """The public notices that run today, newest first, with what the page for everybody says of them (解释138). Not of
    whom nobody may name there, nor of who has left the case, or whose case is over."""
    rows = Service.objects.filter(still_wanted(), state=ServiceState.PENDING, method=Method.PUBLIC)
    rows = rows.filter(expires_on__gte=today).select_related("case__court", "party")
    nobody = [row.pk for row in rows if is_minor(row.party, today) and not row.party.guardian]
    return rows.exclude(pk__in=nobody).order_by("-announced_on", "-id")


def unnamed(cases: Collection[int], today: date) -> dict[int, list[str]]:
    """Of each of these cases the people whom nothing for everybody names: children, and wards. One query."""
    found = defaultdict(list)
    for party in Party.objects.filter(case__in=cases, kind=PartyKind.NATURAL).order_by("pk"):
        if party.guardian or is_minor(party, today):
            found[party.case_id].append(party.name)
    return found


def points_of(service: Service) -> str:
    """The points of what a complaint asks, as the clerk is proposed to publish them (解释139); of any other paper the
    clerk says it."""
    if service.kind == PaperKind.SUMMONS and service.paper is not None:
        told = service.paper.context
        return (
            f"{day_words(date.fromisoformat(told['on']), year=True)} {told['time']}，{told['place']}，{told['mode']}。"
        )
    if service.kind != PaperKind.COMPLAINT_COPY:
        return ""
    rows = Claim.objects.filter(case=service.case_id).exclude(state="withdrawn").order_by("order", "pk")
    return points(service.case.cause_name, list(rows.values_list("text", "amount")))


@dataclass(frozen=True, slots=True)
class Told:
    """A public notice as it is put up: whom it calls, by which number, what it brings and says."""

    service: Service
    who: str
    number: str
    title: str
    lines: list[str]


def told(services: Sequence[Service], today: date, *, everybody: bool) -> list[Told]:
    """Public notices with what they say (解释139). `everybody`: on a page that anybody reads; else as the paper that
    hangs at the court and at the home; neither names a child or a ward. Five queries for all, and the courts."""
    cases = {row.case_id for row in services}
    numbers = numbers_of(cases)
    waits = Deadline.objects.filter(case__in=cases, state=DeadlineState.WAITING).order_by("pk")
    terms = defaultdict(list)
    for each in waits:
        terms[each.case_id, each.awaits].append(each.term)
    lost = CaseFact.objects.filter(case__in=cases, key=FactKey.RESPONDENT_WHEREABOUTS_KNOWN, value=False)
    nowhere = set(lost.values_list("case", flat=True))
    hidden = unnamed(cases, today)
    return [
        _told(row, today, numbers, terms, nowhere, hidden.get(row.case_id, []), everybody=everybody) for row in services
    ]


def _told(
    row: Service,
    today: date,
    numbers: Mapping[int, str],
    terms: Mapping[tuple[int, str], list[str]],
    lost: set[int],
    hidden: Sequence[str],
    *,
    everybody: bool,
) -> Told:
    party, kind, on = row.party, PaperKind.known(row.kind), row.case.received_on
    waits = terms.get((row.case_id, Awaited(kind, party.pk).key), []) if kind else []
    abroad = bool(waits) and party_abroad(party).value
    sizes = [(key, term(key, on)) for key in waits]
    runs = [(key, each.name, _length(each, abroad=abroad, figures=everybody)) for key, each in sizes]
    hides = kept_private(row.case.cause) or bool(party.guardian) or tells_of_child(row.gist)
    hides = hides or bool(lays_open(row.gist, hidden, today))  # published before anybody looked for that
    lines = notice_lines(
        kind=row.kind,
        title=row.title,
        decision=row.decision,
        nowhere=row.case_id in lost and party.side != Side.CLAIMANT,
        sued=party.side == Side.RESPONDENT,
        gist=row.gist,
        terms=runs,
        court=row.case.court.name,
        above=court_above(row.case.court),
        private=everybody and hides,
    )
    # The name of a file is its owner's, who may have written a name or a story into it.
    title = row.title if row.paper_id else (kind.label if kind else "案件材料")
    who = named_publicly(party.name, guardian=party.guardian, child=is_minor(party, today)).value
    open_ = [masked(line, hidden) for line in lines]  # also of who was found to be a child since it was published
    return Told(row, who, numbers.get(row.case_id, ""), masked(title, hidden), open_)


def _length(found: Term, *, abroad: bool, figures: bool) -> str:
    size = found.abroad if abroad and found.abroad else found.size
    return f" {size.figures}" if figures else size.spoken  # pages set a space before a number, papers none


def notice_end(service: Service, days: Calendar) -> date | None:
    """The last day of a public notice: sixty days for whom no domicile in China is known (民诉法95, 283)."""
    course = Course(no_domicile=party_abroad(service.party).value)
    found = deadline("public_notice", service.announced_on, days, on=service.case.received_on, course=course)
    return found.value.day


def notice_runs(party: Party) -> bool:
    """Whether a public notice calls this party today: what it says of where it takes papers ends it."""
    return Service.objects.filter(
        party=party, method=Method.PUBLIC, state=ServiceState.PENDING, announced_on__isnull=False
    ).exists()
