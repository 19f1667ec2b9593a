"""No case is forgotten: something runs, or somebody has it on a list."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from common.cases.access import missed, unkept
from common.cases.events import Advanced
from common.cases.models import Case, CaseFact, Deadline, Event, Todo
from common.cases.states import ENDED, DeadlineState, FactKey, Stage
from common.law import clock
from common.law.procedures import Procedure
from common.people.access import held_on
from common.people.models import Membership
from common.people.states import Role
from mediation.texts.models import Agreement
from triage.trial.models import Ruling
from triage.trial.states import RulingState
from yunfu_court.verifying.invariants import Fault, Invariant, Span

# No term binds the trial of a foreign case in the ordinary procedure (民诉法287): its judge has it.
_ORDINARY = (Procedure.ORDINARY_SINGLE, Procedure.ORDINARY_PANEL)
_RUNS = (DeadlineState.OPEN, DeadlineState.WAITING)


def _held_lapses() -> QuerySet[Deadline]:
    """Terms that ran out and are dealt with by nobody yet, while somebody has them on a list: who keeps them, or the
    head of division. A party whose day has passed owes nobody anything more."""
    today = clock.today()
    head = Membership.objects.filter(held_on(today), court=OuterRef("case__court"), role=Role.DIVISION_HEAD)
    somebody = ~unkept(today) | Q(Exists(head.filter(user__is_active=True)))
    return Deadline.objects.filter(missed(), somebody, case=OuterRef("pk"))


def _forgotten(span: Span) -> Iterator[Fault]:
    moves = Event.objects.filter(case=OuterRef("pk"), kind=Advanced.kind).order_by("-seq").values("day")[:1]
    drafts = Ruling.objects.filter(case=OuterRef("pk"), state=RulingState.DRAFT).order_by("pk").values("kind")[:1]
    agreements = Agreement.objects.filter(mediation__case=OuterRef("pk")).order_by("-pk")
    running = Deadline.objects.filter(case=OuterRef("pk"), state__in=_RUNS)
    foreign = CaseFact.objects.filter(case=OuterRef("pk"), key__in=[FactKey.FOREIGN, FactKey.REGIONS], value=True)
    todos = Todo.objects.filter(case=OuterRef("pk"), done_on__isnull=True)
    rows = (
        Case.objects.filter(span.of("pk"))
        .exclude(stage__in=[stage.value for stage in ENDED])
        .annotate(moved_on=Coalesce(Subquery(moves), F("received_on")))
        .exclude(Exists(running))
        .exclude(Exists(todos))
        .exclude(Exists(_held_lapses()))
        .exclude(Exists(foreign), stage=Stage.TRIAL, procedure__in=_ORDINARY)
        .annotate(
            ruling=Subquery(drafts),
            petition_state=F("petition__state"),
            agreement=Subquery(agreements.values("state")[:1]),
            outcome=Subquery(agreements.values("outcome")[:1]),
        )
    )
    facts = {"stage": "stage", "route": "route", "ruling": "ruling", "petition": "petition_state"}
    facts |= {"agreement": "agreement", "outcome": "outcome"}
    for row in rows.order_by("pk").values("pk", "moved_on", *facts.values()):
        known = {name: row[column] or "" for name, column in facts.items()}
        words = ", ".join(f"{name} {value}" for name, value in known.items() if value)
        yield Fault(f"case {row['pk']}", f"nothing runs since {row['moved_on']}: {words}", row["pk"], known)


INVARIANTS = (
    Invariant(
        "clocks.running",
        "an open case has a running term, a lapsed one that somebody holds, or a to-do: none is forgotten",
        _forgotten,
    ),
)
