"""One mediation: who answered what, its terms, whether it goes on."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from common.cases.access import empowered, not_over
from common.cases.models import Case, Party, Representation
from common.courts.queries import calendar
from common.law import terms
from mediation.course.models import Consent, Mediation
from mediation.course.rules import Side
from mediation.course.states import OPEN, ConsentState, MediationState


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


def is_open(mediation: Mediation) -> bool:
    return MediationState(mediation.state) in OPEN


def spoken_for_without_power(case: Case, today: date) -> set[int]:
    """Parties without an account of their own for whom only agents speak online, none with a checked 特别授权: what
    they said on filing is not yet the party's own yes to mediation (解释147). One query."""
    rows = Representation.objects.filter(not_over(today), party__case=case, party__user=None, user__isnull=False)
    power = Exists(Representation.objects.filter(empowered(today), pk=OuterRef("pk")))
    found: dict[int, bool] = {}
    for party_id, may in rows.annotate(may=power).values_list("party_id", "may"):
        found[party_id] = found.get(party_id, False) or may
    return {pk for pk, may in found.items() if not may}


def parties_of(case: Case) -> list[Party]:
    return list(case.parties.filter(left_on__isnull=True).order_by("side", "order", "id"))


def is_mediating(case: Case) -> bool:
    return case.mediations.filter(ended_on__isnull=True).exists()
