"""A city that lives: day by day, the real actions on the settable clock, the timetable's sweeps in between.

One process, the clock a context variable. Every act is one transaction with the messages it caused; a process that is
killed leaves whole acts behind and goes on where it was (`Played` names the case of every dispute).
"""

from __future__ import annotations

import heapq
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from django.db import connection, transaction

from common.cases.actions import sweep_lapsed
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline
from common.cases.models.case import holding
from common.cases.rules import ActionRefused
from common.cases.states import DeadlineState, Stage
from common.courts.queries import calendar
from common.delivery.actions import raise_hanging
from common.delivery.queries import hanging_before, unasked
from common.documents.actions import unhurried
from common.law import clock
from common.law.calendar import Calendar
from fees.settling.actions import sweep_bearing
from triage.teams.models import Team
from triage.teams.states import TeamKind
from yunfu_court.reminders import remind, remind_todos, unsaid, unsaid_todos
from yunfu_court.simulation import filing, mediating, outbox, petitioning, settling, trying
from yunfu_court.simulation.cast import Cast, make_crowd
from yunfu_court.simulation.models import Fill, Played
from yunfu_court.simulation.people import make_people
from yunfu_court.simulation.plans import FIRST_DAY, Plan, background
from yunfu_court.simulation.roster import SHORT_OF_TEAMS
from yunfu_court.simulation.scene import Scene
from yunfu_court.simulation.showcases import showcases

logger = logging.getLogger(__name__)
T = TypeVar("T")
PETITIONS_PER_CASE = 10  # one petition to ten disputes
_UNSETTLED = ("mediation_failed", "unconfirmed")  # ended without a suit: the offer to sue stands
POST = 8 * 60 + 20  # before the first act of a day: what happens in a case happens in this order
TEAM_GONE = timedelta(days=12)  # before today 云安's careful teams are dissolved


@dataclass
class Dispute:
    """A plan with what has become of it."""

    plan: Plan
    case_id: int | None = None
    memory: dict[str, Any] = field(default_factory=dict)
    over: bool = False


STEPS: dict[Stage, Callable[[Scene], int | None]] = {
    Stage.REVIEW: filing.review,
    Stage.CORRECTION: filing.correct,
    Stage.RETURNED: filing.returned,
    Stage.CONFIRMATION: settling.confirmation,
    Stage.SORTING: trying.sort,
    Stage.PAYMENT: trying.pay,
    Stage.ASSIGNMENT: lambda scene: 5,
    Stage.TRIAL: trying.try_case,
}


def _mediation(scene: Scene) -> int | None:
    return (
        settling.after_agreement(scene)
        if scene.mediation and scene.mediation.state == "agreed"
        else mediating.step(scene)
    )


def _closed(scene: Scene) -> int | None:
    closing = scene.case.closing
    if closing == "mediated":
        return settling.after_mediation(scene)
    if closing in _UNSETTLED:
        return None
    return trying.after_closing(scene)


STEPS[Stage.MEDIATION] = _mediation
STEPS[Stage.CLOSED] = _closed


class City:
    """One filling: `cases` disputes (and a tenth as many petitions) from July 2024 to `today`."""

    def __init__(self, fill: Fill, *, say: Callable[[Fill], None] | None = None) -> None:
        self.fill, self.today = fill, fill.today
        self.say = say or (lambda fill: None)
        self.refused: Counter[str] = Counter()
        self.acts = 0
        self.queue: list[tuple[date, int, int]] = []
        self.disputes: dict[int, Dispute] = {}
        self.by_case: dict[int, int] = {}

    def plan(self) -> None:
        """Draw every dispute; those that were played by a process that was killed take their place again."""
        seed, cases, today = self.fill.seed, self.fill.cases, self.today
        shows = showcases(seed, today, max(1, cases * 2 // 3))
        plans = [*shows, *(background(seed, number, today) for number in range(len(shows) + 1, cases + 1))]
        plans += petitioning.petitions(seed, max(1, cases // PETITIONS_PER_CASE) if cases > 2 else 0, today)
        self.disputes = {plan.number: Dispute(plan) for plan in plans}
        for number, case_id in self.fill.played.order_by("id").values_list("number", "case_id"):
            if number in self.disputes:
                self.disputes[number].case_id = case_id
                self.by_case[case_id] = number
        first = (self.fill.day or FIRST_DAY) + timedelta(days=1 if self.fill.day else 0)
        for number, dispute in self.disputes.items():
            start = dispute.plan.arrives if dispute.case_id is None else first
            self._at(max(start, first), dispute, number)
        self.first = first

    def _at(self, day: date, dispute: Dispute, number: int) -> None:
        heapq.heappush(self.queue, (day, dispute.plan.minute, number))

    def run(self) -> None:
        """Play it to the end."""
        make_people()
        make_crowd()
        with quiet():
            self.cast = Cast()
            self.plan()
            day = self.first
            while day <= self.today:
                self._day(day)
                day += timedelta(days=1)
        self.fill.ended_at = clock.now()
        self.fill.save(update_fields=["ended_at"])
        self.say(self.fill)

    def _day(self, day: date) -> None:
        working = self._calendar(day).is_working_day(day)
        if day == self.today - TEAM_GONE:
            court = self.cast.courts[SHORT_OF_TEAMS]
            Team.objects.filter(court=court, kind=TeamKind.CAREFUL, until__isnull=True).update(until=day)
        self._sweep(day)
        if working:
            self._post(day)
        while self.queue and self.queue[0][0] <= day:
            _, minute, number = heapq.heappop(self.queue)
            dispute = self.disputes[number]
            if not working and dispute.case_id is not None:
                self._at(self._calendar(day).next_working_day(day), dispute, number)
                continue
            after = self._play(dispute, day, minute)
            if after is not None and (next_day := day + timedelta(days=max(1, after))) <= self.today:
                self._at(next_day, dispute, number)
        arrived = sum(1 for each in self.disputes.values() if each.case_id is not None)
        if day.day % 10 == 0 or day == self.today or arrived != self.fill.done:
            self.fill.day, self.fill.done = day, min(arrived, self.fill.cases)
            self.fill.save(update_fields=["day", "done"])
            self.say(self.fill)

    def _calendar(self, day: date) -> Calendar:
        if not hasattr(self, "_days"):
            self._days = calendar()
        return self._days

    def _now(self, day: date, minute: int) -> datetime:
        """The moment of an act; on the last day never later than it really is."""
        wanted = outbox.moment(day, minute)
        return min(wanted, datetime.now(clock.SHANGHAI)) if day == datetime.now(clock.SHANGHAI).date() else wanted

    def _sweep(self, day: date) -> None:
        """What the timetable does each morning, in its order, on the mornings on which there is something to do."""
        late = Deadline.objects.filter(state=DeadlineState.OPEN, due__lt=day).exists()
        hangs = unasked(hanging_before(day), day).exists()
        if not (late or hangs or Deadline.objects.filter(unsaid(day)).exists() or unsaid_todos(day).exists()):
            return

        def sweep() -> None:
            if late:
                sweep_lapsed(today=clock.today(), by=SYSTEM)
                sweep_bearing(today=clock.today(), by=SYSTEM)  # what follows of a paper's effect follows of a lapse
            if hangs:
                raise_hanging(today=clock.today())
            remind(clock.today())
            remind_todos(clock.today())
            self._deliver(None)

        self._act(day, 5, sweep)

    def _post(self, day: date) -> None:
        """Receipts of the post and of the counter are recorded."""
        for errand in outbox.errands(day):
            number = self.by_case.get(errand.case_id)
            if number is None or self.disputes[number].over:
                continue  # a visitor's own case, or one that is left standing
            if errand.waits:
                self._act(day, POST, partial(outbox.send, errand, self.disputes[number].plan, self.cast, day))
            plan = self.disputes[number].plan
            if errand.given_up(plan, day):
                self._act(day, POST, partial(outbox.send_again, errand, plan, self.cast, day))
                continue
            if not errand.due(plan, day):
                continue
            try:
                self._act(day, POST, partial(self._serve, errand, plan, day))
            except (ActionRefused, LookupError) as refused:
                self._refused(number, refused)

    def _serve(self, errand: outbox.Errand, plan: Plan, day: date) -> None:
        outbox.serve(errand, plan, self.cast, day)
        self._deliver([errand.case_id])

    def _deliver(self, cases: list[int] | None) -> None:
        outbox.deliver(clock.now(), self.today, cases)

    def _play(self, dispute: Dispute, day: date, minute: int) -> int | None:
        """One act of one dispute; the days until the next, None when it is over."""
        before, former = dispute.case_id, dispute.memory

        def step() -> int | None:
            dispute.case_id, dispute.memory = before, dict(former)
            after = self._step(dispute, Scene(dispute.plan, self.cast, day, before, dispute.memory))
            self._deliver([dispute.case_id] if dispute.case_id else [])
            return after

        try:
            after = self._act(day, minute, step)
        except (ActionRefused, LookupError) as refused:
            dispute.case_id, dispute.memory = before, former
            self._refused(dispute.plan.number, refused)
            return 9
        self.acts += 1
        return after

    def _act(self, day: date, minute: int, do: Callable[[], T]) -> T:
        """One transaction with the messages it caused, each case in it read once."""
        with clock.at(self._now(day, minute)), transaction.atomic(), holding():
            return do()

    def _refused(self, number: int, refused: Exception) -> None:
        """A visitor was quicker, or a rule says no: the dispute stays as it is, and is counted."""
        self.refused[f"{type(refused).__name__}: {refused}"] += 1
        logger.info("dispute %s: %s", number, refused)

    def _arrive(self, dispute: Dispute, scene: Scene) -> int | None:
        case = petitioning.lodge(scene) if dispute.plan.wish == petitioning.WISH else filing.arrive(scene)
        self._played(dispute, case)
        return 1

    def _played(self, dispute: Dispute, case: Case) -> None:
        Played.objects.create(fill=self.fill, number=dispute.plan.number, case=case)
        dispute.case_id = case.pk
        self.by_case[case.pk] = dispute.plan.number

    def _step(self, dispute: Dispute, scene: Scene) -> int | None:
        """One act; a show-case that stands where visitors are to find it, before the act or after it, is left there."""
        stop = dispute.plan.stop if dispute.plan.wish != petitioning.WISH else ""
        if not stop:
            return self._next(dispute, scene)
        if dispute.case_id is None or scene.place() != stop:
            after = self._next(dispute, scene)
            if Scene(dispute.plan, self.cast, scene.today, dispute.case_id).place() != stop:
                return after
        dispute.over = True
        if dispute.plan.respondent_phone:
            filing.open_doors(Scene(dispute.plan, self.cast, scene.today, dispute.case_id))  # 李四 can look in
        return None

    def _next(self, dispute: Dispute, scene: Scene) -> int | None:
        plan = dispute.plan
        if dispute.case_id is None:
            return self._arrive(dispute, scene)
        if plan.wish == petitioning.WISH:
            return petitioning.step(scene)
        if scene.case.stage == Stage.CLOSED and scene.case.closing in _UNSETTLED and plan.chance("continues", 0.45):
            if not scene.memory.get("thinks"):
                scene.memory["thinks"] = True
                return plan.days("thinks it over", 5, 25)
            self._played(dispute, filing.sue_after_mediation(scene))
            return 1
        return STEPS[Stage(scene.case.stage)](scene)


@contextmanager
def quiet() -> Iterator[None]:
    """No wake-ups while the city is played: the real workers find everything done already. Its thousands of papers are
    made when somebody opens them."""
    with connection.cursor() as cursor:
        # What a power cut could take are the last acts of a demo; waiting for the disk would be most of the filling.
        cursor.execute("SET synchronous_commit TO off")
    try:
        with unhurried():
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")
