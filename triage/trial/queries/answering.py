"""Reads of who has been served with the complaint, and until when they may answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from common.cases.models import Case, Deadline, Party
from common.cases.queries import party_abroad
from common.cases.states import Side
from common.courts.queries import calendar
from common.delivery.models import Service
from common.delivery.states import ServiceState
from common.fields import sealed_in
from common.law import clock
from common.law.papers import PaperKind
from common.law.terms import Course, deadline
from triage.sorting.models import Decision
from triage.sorting.states import Round
from triage.trial.models import AnswerTerm, FixedHearing
from triage.trial.rules import Stand
from triage.trial.states import AnswerChoice

_SIDES = (Side.CLAIMANT, Side.RESPONDENT)


def stands(cases: Collection[int]) -> dict[int, list[Stand]]:
    """Case -> its parties of both sides, with those that left. Five queries for any number of cases."""
    copies = Service.objects.filter(case__in=cases, kind=PaperKind.COMPLAINT_COPY, state=ServiceState.SERVED)
    served = dict(copies.order_by("pk").values_list("party", "served_on"))
    terms = Deadline.objects.filter(case__in=cases, term="answer", party__isnull=False)
    runs = dict(terms.order_by("pk").values_list("party", "due"))
    waived = _waived(cases)
    found: dict[int, list[Stand]] = defaultdict(list)
    rows = Party.objects.filter(case__in=cases, side__in=_SIDES).select_related("case").defer(*sealed_in(Party))
    for party in rows.order_by("case_id", "side", "order", "pk"):
        got, sued = served.get(party.pk), party.side == Side.RESPONDENT
        on, until = waived.get(party.pk, (None, None))
        stand = Stand(
            party_id=party.pk,
            called=f"{party.called(party.case.kind)}{party.name}",
            sued=sued,
            joined_on=party.joined_on,
            left_on=party.left_on,
            served_on=got,
            last=_last(party, runs.get(party.pk), got) if sued and got else None,
            waived_on=on,
            waived_until=until,
        )
        found[party.case_id].append(stand)
    return found


def _waived(cases: Collection[int]) -> dict[int, tuple[date, date | None]]:
    """Party -> since when it needs no time to answer, and the day on which the procedure it said so in was left."""
    left: dict[int, list[date]] = defaultdict(list)
    turns = Decision.objects.filter(case__in=cases, round=Round.CONVERSION, decided_on__isnull=False).order_by("pk")
    for case_id, day in turns.values_list("case", "decided_on"):
        if day is not None:
            left[case_id].append(day)
    found: dict[int, tuple[date, date | None]] = {}
    said = AnswerTerm.objects.filter(case__in=cases, choice=AnswerChoice.WAIVED).select_related("case")
    for row in said.order_by("pk"):
        until = None
        if row.procedure != row.case.procedure:
            until = next((day for day in left[row.case_id] if day >= row.recorded_on), row.on)
        found[row.party_id] = (row.on, until)
    return found


def _last(party: Party, due: date | None, served_on: date) -> date | None:
    """The day that is kept; of a term that never ran, because the answer came before the receipt, the day of the rule:
    who answered early may still add to it, and object to the court (民诉法130)."""
    if due is not None:
        return due
    course = Course(no_domicile=party_abroad(party).value)
    return deadline("answer", served_on, calendar(), on=party.case.received_on, course=course).value.day


def stands_of(case: Case) -> list[Stand]:
    return stands([case.pk]).get(case.pk, [])


def copy_of(party_id: int) -> Service | None:
    """The newest service of the complaint on this party, whatever became of it."""
    return Service.objects.filter(party=party_id, kind=PaperKind.COMPLAINT_COPY).order_by("-pk").first()


def answer_terms(case: Case) -> list[AnswerTerm]:
    """What the parties said of their time to answer, oldest first."""
    return list(case.answer_terms.select_related("party").order_by("on", "pk"))


def fixed(case: Case) -> list[FixedHearing]:
    """The hearings of this case to come, the next first. One query."""
    return list(FixedHearing.objects.filter(case=case, off_on=None, at__gt=clock.now()).order_by("at"))
