"""Reads for giving a case to a team: loads, who stands aside, the days its term leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Max, Sum

from common.cases import access
from common.cases.models import Case, Deadline
from common.cases.queries import Row
from common.cases.states import Capacity
from triage.teams.models import Assignment, Recusal, Team
from triage.teams.rules import TeamLoad


def loads_of(teams: Sequence[Team]) -> list[TeamLoad]:
    """Open weight and newest assignment of each team. Two queries however many teams; call with the teams locked."""
    ids = [team.pk for team in teams]
    open_rows = Assignment.objects.filter(team__in=ids, until__isnull=True).order_by()
    weights = dict(open_rows.values("team").annotate(sum=Sum("weight")).values_list("team", "sum"))
    newest = Assignment.objects.filter(team__in=ids).order_by().values("team").annotate(last=Max("pk"))
    last = dict(newest.values_list("team", "last"))
    return [TeamLoad(team.pk, weights.get(team.pk, 0), last.get(team.pk), team.people) for team in teams]


def conflicted(case: Case) -> set[int]:
    """People who may not try the case: whoever is in it as something else, and whoever stood aside (民诉法47)."""
    return access.conflicted(case) | set(Recusal.objects.filter(case=case).order_by().values_list("user_id", flat=True))


def mediation_extensions(case: Case) -> list[tuple[date, date | None, date | None]]:
    """The extensions of mediation after registration, as (end of the first period, extended last day, day it ended).

    Read from the spine: the mediation centre keeps each granted one as a deadline. One that another replaced has no
    day of ending and took nothing.
    """
    rows = Deadline.objects.filter(case=case, term="mediation_c_extension", start__isnull=False)
    rows = rows.exclude(state="void", ended_on__isnull=True)
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
