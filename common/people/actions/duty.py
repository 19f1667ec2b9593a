"""The rota of the judges on duty: planned by who leads the court's judges."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.law.refusal import ActionRefused
from common.people.access import has_role
from common.people.models import DutyTurn, User
from common.people.queries import duty_turns, staff_of
from common.people.states import PLANS_DUTY, Role


def _need_planner(court_id: int, by: User, today: date) -> None:
    if not has_role(by, PLANS_DUTY, today=today, court=court_id):
        raise ActionRefused("值班由本院庭长、院长安排。")


@transaction.atomic
def plan_duty(*, court_id: int, judge_id: int, since: date, until: date, by: User, today: date) -> DutyTurn:
    """A judge of the court is on duty on these days. The same days said again: unchanged."""
    _need_planner(court_id, by, today)
    if judge_id not in {post.user_id for post in staff_of(court_id, Role.JUDGE, today)}:
        raise ActionRefused("请选择本院现任法官。", field="judge")
    if since < today:
        raise ActionRefused("值班从今天或者以后开始。", field="since")
    if until < since:
        raise ActionRefused("截止日期不能早于起始日期。", field="until")
    days = {"court_id": court_id, "judge_id": judge_id, "since": since, "until": until, "ended_on": None}
    row, _ = DutyTurn.objects.get_or_create(**days, defaults={"planned_by": by})
    return row


@transaction.atomic
def end_duty(*, turn: DutyTurn, by: User, today: date) -> DutyTurn:
    """The turn holds no more from today on. What was ruled in it stands. Said again: unchanged."""
    _need_planner(turn.court_id, by, today)
    duty_turns(turn.court_id, today).filter(pk=turn.pk).update(ended_on=today)
    turn.refresh_from_db()
    return turn
