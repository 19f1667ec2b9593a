"""No case is forgotten: something runs, or somebody has it on a list."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from common.cases.access import missed, unkept
from common.cases.events import Advanced
from common.cases.models import Case, Deadline, Event, Todo
from common.cases.states import ENDED, DeadlineState
from common.law import clock
from common.notifications.queries import LADDER
from common.people.access import held_on
from common.people.models import Membership
from fees.relief.models import Relief
from fees.relief.states import ReliefState
from mediation.texts.models import Agreement
from triage.teams.states import FOREIGN_REVIEW, TRIAL
from triage.trial.models import Ruling
from triage.trial.states import RulingState
from yunfu_court.verifying.invariants import Fault, Invariant, Span


def _followed() -> Exists:
    """Whether somebody in the court of the row's case follows what others let lie: its heads of division, or those
    above them, who are told where it has none (`Keepers`)."""
    posts = Membership.objects.filter(held_on(clock.today()), court=OuterRef("case__court"), role__in=LADDER)
    return Exists(posts.filter(user__is_active=True))


def _held_lapses() -> QuerySet[Deadline]:
    """Terms that ran out and are dealt with by nobody yet, while somebody has them on a list: who keeps them, or who
    follows it. A party whose day has passed owes nobody anything more."""
    somebody = ~unkept(clock.today()) | Q(_followed())
    again = Q(state=DeadlineState.LAPSED, again_on__isnull=False)  # dealt with by words: it comes back on its day
    return Deadline.objects.filter(Q(missed(), somebody) | again, case=OuterRef("pk"))


def _open(span: Span) -> QuerySet[Case]:
    return Case.objects.filter(span.of("pk")).exclude(stage__in=[stage.value for stage in ENDED])


def _forgotten(span: Span) -> Iterator[Fault]:
    """A term that waits for a service runs for nobody."""
    moves = Event.objects.filter(case=OuterRef("pk"), kind=Advanced.kind).order_by("-seq").values("day")[:1]
    drafts = Ruling.objects.filter(case=OuterRef("pk"), state=RulingState.DRAFT).order_by("pk").values("kind")[:1]
    agreements = Agreement.objects.filter(mediation__case=OuterRef("pk")).order_by("-pk")
    running = Deadline.objects.filter(case=OuterRef("pk"), state=DeadlineState.OPEN)
    todos = Todo.objects.filter(case=OuterRef("pk"), done_on__isnull=True)
    rows = (
        _open(span)
        .annotate(moved_on=Coalesce(Subquery(moves), F("received_on")))
        .exclude(Exists(running))
        .exclude(Exists(todos))
        .exclude(Exists(_held_lapses()))
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


def _untimed(span: Span) -> Iterator[Fault]:
    """Whoever tries it, or nobody yet: what the other rows of the case say does not stand in for its trial term."""
    counts = (DeadlineState.OPEN, DeadlineState.LAPSED)
    terms = Deadline.objects.filter(Q(subject=TRIAL) | Q(term=FOREIGN_REVIEW), case=OuterRef("pk"), state__in=counts)
    rows = _open(span).exclude(registered_on=None).exclude(procedure="").exclude(Exists(terms))
    for pk, stage in rows.order_by("pk").values_list("pk", "stage"):
        yield Fault(f"case {pk}", f"registered, without a trial term: stage {stage}", pk, {"stage": stage})


def _nobodys(span: Span) -> Iterator[Fault]:
    rows = Todo.objects.filter(span.of(), unkept(clock.today(), "role"), ~Q(_followed()), done_on__isnull=True)
    for pk, case_id, what, role in rows.order_by("pk").values_list("pk", "case_id", "what", "role"):
        yield Fault(f"todo {pk}", f"nobody has it: {what} of {role}", case_id, {"what": what})


def _unanswered(span: Span) -> Iterator[Fault]:
    """A case that has ended answers too what was asked of it in time (办法48)."""
    own = Concat(Value("fee_relief:"), Cast(OuterRef("pk"), CharField()))
    counts = (DeadlineState.OPEN, DeadlineState.LAPSED)
    terms = Deadline.objects.filter(case=OuterRef("case"), term="fee_relief", subject=own, state__in=counts)
    rows = Relief.objects.filter(span.of(), state=ReliefState.PENDING).exclude(Exists(terms))
    for pk, case_id in rows.order_by("pk").values_list("pk", "case_id"):
        yield Fault(f"relief {pk}", "asked for, and no day by which it is answered", case_id)


INVARIANTS = (
    Invariant(
        "clocks.running",
        "an open case has a running term, a lapsed one that somebody holds, or a to-do: none is forgotten",
        _forgotten,
    ),
    Invariant(
        "clocks.trial",
        "a registered suit has its trial term from registration, a foreign one its review (审限规定8; 民诉法287)",
        _untimed,
    ),
    Invariant("clocks.relief", "a request for relief has its day until it is answered (收费办法48)", _unanswered),
    Invariant("clocks.todos", "an open to-do lies with somebody, or with who follows it", _nobodys),
)
