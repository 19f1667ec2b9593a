"""One mediation: who answered what, its terms, whether it goes on."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from common.cases.access import empowered, not_over
from common.cases.models import Case, Deadline, LeftOut, Party, Representation
from common.cases.states import Disposal, LeftOutGround
from common.courts.queries import calendar
from common.law import terms
from mediation.course.models import Consent, Mediation
from mediation.course.rules import Side
from mediation.course.states import OPEN, ConsentState, EndReason, MediationState

WAITING = "mediation_waiting"  # how long the court waits for consents and a mediator
ANSWERED = ("choose_mediator", "mediator_accepts")  # the terms of those who were asked


def latest(case: Case) -> Mediation | None:
    """The newest mediation of a case with what pages show of it; None when there was none."""
    return (
        Mediation.objects.filter(case=case).select_related("mediator__user", "mediator__centre").order_by("-id").first()
    )


def sides(consents: list[Consent]) -> list[Side]:
    return [Side(row.party_id, row.party.side, ConsentState(row.state)) for row in consents]


def consents(mediation: Mediation) -> list[Consent]:
    return list(mediation.consents.select_related("party").order_by("party__side", "party__order", "id"))


def nominations(mediation: Mediation) -> list[Consent]:
    """Whom the parties named, where they named somebody."""
    rows = mediation.consents.filter(nominee__isnull=False).select_related("party", "nominee__user")
    return list(rows.order_by("party__side", "party__order", "id"))


def term_end(key: str, start: date, on: date) -> date:
    """The last day of a term of the table from `start`, by the court's calendar; `on`: when the case was received."""
    day = terms.deadline(key, start, calendar(), on=on).value.day
    if day is None:
        raise ValueError(f"term {key} has no day")
    return day


def waits_until(mediation: Mediation) -> date | None:
    """The last day on which answers are given and a mediator may be found, while no period runs: the court's bound, or
    the end of a shorter term that still runs then: who has been asked in time answers in its own time. None where a
    period has begun, or no bound was ever set."""
    if mediation.accepted_on is not None:
        return None
    rows = mediation.case.deadlines.filter(subject=mediation.subject, due__isnull=False)
    bound = rows.filter(term=WAITING).order_by("pk").last()
    return max((last for last in (bound.due, _answered_by(mediation)) if last), default=None) if bound else None


def _answered_by(mediation: Mediation) -> date | None:
    """The end of the shorter terms that run: choosing together, and the mediator's answer (在线调解10, 12)."""
    rows = mediation.case.deadlines.filter(subject=mediation.subject, term__in=ANSWERED, state="open")
    return max((row.due for row in rows if row.due), default=None)


def is_choosing(mediation: Mediation) -> bool:
    """Whether the parties still choose together, and nobody has taken their time for over."""
    return mediation.case.deadlines.filter(subject=mediation.subject, term="choose_mediator", state="open").exists()


def is_waited_out(mediation: Mediation, today: date) -> bool:
    """Whether the bound first set is over: the court itself asks nobody else any more."""
    rows = mediation.case.deadlines.filter(subject=mediation.subject, term=WAITING, due__isnull=False)
    first = rows.order_by("pk").first()
    return mediation.accepted_on is None and first is not None and first.due is not None and first.due < today


def appraisals(case: Case) -> QuerySet[LeftOut]:
    """The days of appraisals before suit that were written down, also those that turned out to be wrong."""
    return case.left_out.filter(ground=LeftOutGround.BEFORE_SUIT).order_by("first", "pk")


def ended_by(case: Case, row: Deadline) -> Mediation | None:
    """The newest mediation of the case, where the end of this term has ended it (在线调解25第6、8项)."""
    found = latest(case)
    if found is None or row.ended_on is None or row.subject != found.subject:
        return None
    if found.accepted_on is None:
        ends = row.term == WAITING and found.end_reason == EndReason.OTHER
    else:
        ends = row.term == found.term and found.end_reason == EndReason.PERIOD_OVER
    return found if ends and found.ended_on == row.ended_on else None


def is_open(mediation: Mediation) -> bool:
    return MediationState(mediation.state) in OPEN


def spoken_for_without_power(case: Case, today: date) -> set[int]:
    """Parties without an account of their own for whom only agents speak online, none with a checked 特别授权: what
    they said on filing is not yet the party's own yes to mediation (解释147). One query."""
    rows = Representation.objects.filter(not_over(today), party__case=case, party__user=None, user__isnull=False)
    power = Exists(Representation.objects.filter(empowered(today, Disposal.SETTLE), pk=OuterRef("pk")))
    found: dict[int, bool] = {}
    for party_id, may in rows.annotate(may=power).values_list("party_id", "may"):
        found[party_id] = found.get(party_id, False) or may
    return {pk for pk, may in found.items() if not may}


def parties_of(case: Case) -> list[Party]:
    return list(case.parties.filter(left_on__isnull=True).order_by("side", "order", "id"))


def is_mediating(case: Case) -> bool:
    return case.mediations.filter(ended_on__isnull=True).exists()
