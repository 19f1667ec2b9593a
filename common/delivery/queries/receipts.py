"""What was sent and received, what that began, and what took effect."""

from __future__ import annotations

from datetime import date

from django.db.models import Min, QuerySet

from common.cases.models import Case, Deadline, Event, Todo
from common.cases.rules import Awaited
from common.cases.states import DeadlineState, TodoKind
from common.delivery.events import Served
from common.delivery.models import Service
from common.delivery.states import Method, ServiceState
from common.law.articles import Finding
from common.law.effect import effect
from common.law.papers import PaperKind


def started(service: Service) -> QuerySet[Deadline]:
    """The terms that began to run when this was received, soonest first."""
    paper = PaperKind.known(service.kind)
    if paper is None or service.served_on is None:
        return Deadline.objects.none()
    key = Awaited(paper, service.party_id).key
    rows = Deadline.objects.filter(case=service.case_id, awaits=key, start=service.served_on)
    return rows.exclude(state=DeadlineState.VOID).order_by("due", "id")


def came_back(service: Service) -> bool:
    """Whether a letter is taken for received because it came back from the party's own address (专递规定11)."""
    if service.method != Method.POST or service.state != ServiceState.SERVED:
        return False
    rows = Event.objects.filter(case=service.case_id, kind=Served.kind, payload__service_id=service.pk)
    return rows.filter(payload__unsigned=True).exists()


def started_together(service: Service) -> QuerySet[Deadline]:
    """Those that the papers of one envelope began: received by one party on one day."""
    rows = Deadline.objects.filter(case=service.case_id, start=service.served_on, awaits__startswith="delivery:")
    rows = rows.filter(awaits__endswith=f":{service.party_id}")
    return rows.exclude(state=DeadlineState.VOID).order_by("due", "id")


def all_sent_on(case: Case, kind: str) -> date | None:
    """The day by which a paper of this kind had gone out to each of its addressees, by whichever way first; None while
    there is one to whom none has; who has left the case is waited for no more. One query."""
    here = Service.objects.filter(case=case, kind=kind, party__left_on__isnull=True)
    rows = here.order_by().values("party").annotate(first=Min("dispatched_on"))
    days = [row["first"] for row in rows]
    return max(days) if days and None not in days else None


def all_received_on(case: Case, kind: str) -> date | None:
    """The day of the last receipt of a paper of this kind; None while one addressee has not received it, and where
    none was ever sent: no row of a service is no receipt. A way that failed counts by what came after it; who has left
    the case is waited for no more. One query."""
    here = Service.objects.filter(case=case, kind=kind, party__left_on__isnull=True)
    rows = here.order_by("pk").values_list("party", "state", "served_on")
    newest, days = {}, []
    for party, state, served_on in rows:
        newest[party] = state
        if state == ServiceState.PENDING:
            return None
        if served_on is not None:
            days.append(served_on)
    return max(days) if days and set(newest.values()) == {ServiceState.SERVED} else None


# The time to appeal against what ended a case, by its key in the table of terms; one row a party.
APPEALS = ("appeal_judgment", "appeal_ruling", "refusal_appeal")
# Of the to-do about an appeal that is to be written down anew: before whose it is.
ANEW = "anew:"
_BINDS_BY_RECEIPT = {"judgment": PaperKind.JUDGMENT, "mediation": PaperKind.MEDIATION_PAPER}


def in_effect(case: Case, way: str, *, closed_on: date, stayed: bool, today: date) -> Finding[date | None]:
    """The day on which what ended the case took effect, read from each party's time to appeal, or from the receipts
    (common.law.effect); none while an appeal waits to be written down anew. At most three queries."""
    ends = Deadline.objects.filter(case=case, term__in=APPEALS).exclude(state=DeadlineState.VOID)
    paper = _BINDS_BY_RECEIPT.get(way)
    return effect(
        way,
        procedure=case.procedure,
        closed_on=closed_on,
        ends=ends.order_by("pk").values_list("due", flat=True),
        received_on=all_received_on(case, paper) if paper else None,
        stayed=stayed or put_right(case),
        today=today,
    )


def put_right(case: Case) -> bool:
    """Whether what was written down of an appeal was taken back, and nobody has said yet what is right: an appeal that
    was lodged in time stays the effect although the court's slip hides it (民诉法158, 171)."""
    waits = Todo.objects.filter(case=case, what=TodoKind.REOPENED, subject__startswith=ANEW, done_on=None)
    return waits.exists()
