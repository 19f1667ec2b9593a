"""Whoever sued is asked where a party is found that a paper did not reach (简易规定8), until a day. What comes of it is
theirs to say; where they do not know, or say nothing, the court decides on the next way (民诉法95)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, close_deadlines, set_deadline
from common.cases.events import SYSTEM, By
from common.cases.models import Case, Deadline, Party
from common.cases.states import DeadlineState, Holder
from common.courts.queries import parameter
from common.delivery import queries
from common.delivery.events import Asked as AskedEvent
from common.delivery.events import NotKnown, Unanswered
from common.delivery.models import Service
from common.delivery.queries import OTHER_ADDRESS, asked_about
from common.delivery.states import Asked
from common.law.papers import PaperKind

from .hanging import tend_hanging


def ask_where(*, case: Case, service: Service, by: By, today: date) -> Asked | None:
    """The paper did not arrive: whoever sued is asked where its addressee is found, each by a term of its own; once
    while a term runs, and not again who said that they do not know, or nothing. Nobody is asked for whom the other side
    is not to find. Returns how it stands. The caller holds the lock and writes it down."""
    people = list(queries.to_ask(service))
    if not people:
        return None
    former = Service.objects.filter(party=service.party_id).exclude(asked="").order_by("-pk")
    last = former.values_list("asked", flat=True).first()
    if last in (Asked.UNKNOWN, Asked.SILENT):
        return Asked(last)
    if queries.answers_awaited(service.party).exists():
        return Asked.RUNS
    for each in people:
        row = set_deadline(
            case=case,
            term=OTHER_ADDRESS,
            holder=Holder.PARTY,
            by=by,
            start=today,
            party_id=each.pk,
            subject=asked_about(service.party_id, each.pk),
            amount=_days(service, today),
        )
        event = AskedEvent(service_id=service.pk, party_id=each.pk, until=row.due or today)
        announce(case=case, event=event, by=by)
    return Asked.RUNS


def _days(service: Service, today: date) -> int:
    """How long they are asked: the court's own time; for a summons no longer than it may still arrive before the
    hearing (民诉法139)."""
    days = parameter("other_address_days", today).number
    if service.kind != PaperKind.SUMMONS or service.paper is None:
        return days
    called = Deadline.objects.filter(case=service.case_id, term="hearing_notice", state=DeadlineState.OPEN)
    last = called.values_list("due", flat=True).first() or date.fromisoformat(service.paper.context["on"])
    return max(1, min(days, (last - today).days - 1))


def say_unknown(*, service: Service, by: By, today: date) -> None:
    """One of those who were asked does not know; when nobody else may still say it, the court decides. The caller holds
    the lock and has asked whether they may say so."""
    case, about = Case.lock(service.case_id), by.party_id or 0
    close_deadlines(case=case, today=today, terms=[OTHER_ADDRESS], subject=asked_about(service.party_id, about))
    announce(case=case, event=NotKnown(service_id=service.pk, party_id=about), by=by)
    _nobody_says(service.party, Asked.UNKNOWN, by, today)


@transaction.atomic
def no_answer(*, deadline: Deadline, by: By, today: date) -> None:
    """The day passed, and this one of those who were asked has said nothing."""
    case = Case.lock(deadline.case_id)
    about, asked = (int(each) for each in deadline.subject.split(":")[1:])
    party = Party.objects.get(pk=about)
    row = queries.unreached(case).filter(party=party).last()
    if row is None:
        return
    announce(case=case, event=Unanswered(service_id=row.pk, party_id=asked), by=by)
    _nobody_says(party, Asked.SILENT, by, today)


def _nobody_says(party: Party, answer: Asked, by: By, today: date) -> None:
    if queries.answers_awaited(party).exists():
        return
    rows = queries.unreached(party.case).filter(party=party, asked__in=[Asked.RUNS, Asked.SILENT])
    Service.objects.filter(pk__in=rows).update(asked=answer)
    tend_hanging(case=party.case, by=SYSTEM if by.party_id else by, today=today)


def need_no_answer(*, party: Party, today: date) -> None:
    """Once every paper that failed goes another way, nobody needs to say any more where the party is found."""
    if queries.answers_awaited(party).exists() and not queries.unreached(party.case).filter(party=party).exists():
        _end(party, today)


def end_asking(*, party: Party, today: date) -> None:
    """The other side is not to know where this party is: nobody is asked for it any more, nor told that they may say
    it."""
    _end(party, today)
    Service.objects.filter(party=party).update(asked="")


def _end(party: Party, today: date) -> None:
    for row in queries.answers_awaited(party):
        close_deadlines(case=party.case, today=today, terms=[OTHER_ADDRESS], subject=row.subject, met=False)


def answered(*, party: Party, who: int, today: date) -> None:
    """One of those who were asked said where the party is found: nobody else needs to."""
    close_deadlines(case=party.case, today=today, terms=[OTHER_ADDRESS], subject=asked_about(party.pk, who))
    _end(party, today)
