"""Reads for giving a case to a team: loads, who stands aside, the days its term leaves out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Max, Sum

from common.cases import access
from common.cases.access import offering
from common.cases.models import Case, Deadline, Event
from common.cases.queries import Row
from common.cases.states import Capacity
from common.people.queries import staff_of
from common.people.states import Role
from triage.teams.models import Assignment, Recusal, Team
from triage.teams.rules import TeamLoad
from triage.teams.states import ANEW


def loads_of(teams: Sequence[Team]) -> list[TeamLoad]:
    """Open weight and newest assignment of each team. Two queries however many teams; call with the teams locked."""
    ids = [team.pk for team in teams]
    open_rows = Assignment.objects.filter(team__in=ids, until__isnull=True).order_by()
    weights = dict(open_rows.values("team").annotate(sum=Sum("weight")).values_list("team", "sum"))
    newest = Assignment.objects.filter(team__in=ids).order_by().values("team").annotate(last=Max("pk"))
    last = dict(newest.values_list("team", "last"))
    return [TeamLoad(team.pk, weights.get(team.pk, 0), last.get(team.pk), team.people) for team in teams]


def conflicted(case: Case) -> set[int]:
    """People who may not try the case: whoever is in it as something else, whoever stood aside (民诉法47), and whoever
    tried it before it was sent back (41第3款; 解释45)."""
    return access.conflicted(case) | sat_before(case)


def may_stand_aside(case: Case, team: Team | None, today: date) -> list[tuple[str, str]]:
    """Who of the court may yet stand aside in this case, by key and name with their posts: first the team that has
    it."""
    posts: dict[int, list[str]] = {}
    names = {}
    for post in staff_of(case.court_id, list(Role), today):
        posts.setdefault(post.user_id, []).append(Role(post.role).label)
        names[post.user_id] = post.user.display_name
    barred, first = conflicted(case), team.people if team is not None else frozenset()
    free = sorted(names.keys() - barred, key=lambda pk: (pk not in first, names[pk], pk))
    return [(str(pk), f"{names[pk]}（{'、'.join(posts[pk])}）") for pk in free]


def offered(case: Case) -> list[Recusal]:
    """Who said by themselves that they must stand aside, and of whom nobody has decided yet; the oldest first."""
    rows = Recusal.objects.filter(case=case, user__in=offering(case))
    return list(rows.select_related("user").order_by("pk"))


def anew(cases: Collection[int]) -> dict[int, date]:
    """The cases of these that the court above gave back, each with the day of its registration anew: what was before
    it is of another trial. Read from the spine, where the trial announces it; one query."""
    rows = Event.objects.filter(case__in=cases, kind=ANEW).order_by("seq")
    return {pk: date.fromisoformat(on) for pk, on in rows.values_list("case", "payload__on")}


def tried_since(case: Case) -> date | None:
    """The day from which this trial counts: that of registration, or of the registration anew."""
    return anew([case.pk]).get(case.pk, case.registered_on)


def sat_before(case: Case) -> set[int]:
    """The judges who tried the case before it was sent back; nobody where it was not (民诉法41第3款; 解释45)."""
    rows = Event.objects.filter(case=case, kind=ANEW).order_by("seq")
    return {judge for judges in rows.values_list("payload__judges", flat=True) for judge in judges}


def team_before(case: Case) -> int | None:
    """The team that had the case last, to which it goes back when it goes on."""
    rows = Assignment.objects.filter(case=case, until__isnull=False).order_by("-pk")
    return rows.values_list("team_id", flat=True).first()


def mediation_extensions(case: Case) -> list[tuple[date, date | None, date | None]]:
    """The extensions of mediation after registration, as (end of the first period, extended last day, day it ended).

    Read from the spine: the mediation centre keeps each granted one as a deadline. One that another replaced has no
    day of ending and took nothing.
    """
    rows = Deadline.objects.filter(case=case, term="mediation_c_extension", start__isnull=False)
    rows = rows.exclude(state="void", ended_on__isnull=True).filter(start__gte=tried_since(case) or date.min)
    return [(row.start, row.due, row.ended_on) for row in rows.order_by("pk") if row.start is not None]


def has_had_judge(case: Case) -> bool:
    """Whether a judge ever sat in the case: a team that has it sends one. No query for a case that came with
    `PARTICIPATIONS`."""
    return any(seat.capacity == Capacity.JUDGE for seat in case.participations.all())


def assignments_of(case: Case) -> list[Assignment]:
    """Every team that had the case, oldest first, with its judge."""
    if not has_had_judge(case):
        return []
    return list(case.assignments.select_related("team", "judge").order_by("pk"))


def rows(assignment: Assignment | None) -> list[Row]:
    """What the case page says of the team that has the case."""
    if assignment is None:
        return []
    return [Row("审判团队", assignment.team.name), Row("承办法官", assignment.judge.display_name)]
