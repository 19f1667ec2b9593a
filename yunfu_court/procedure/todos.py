"""Steps of the procedure that lacked a person or a fact, taken again by hand or by the sweep until they are done.

A to-do with a `source` is such a step; one without was raised by a room for a person, who does it on the room's page.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.access import holds
from common.cases.actions import one_by_one
from common.cases.events import SYSTEM, By, restore
from common.cases.models import Case, Todo
from common.cases.rules import ActionRefused
from common.cases.states import LOOKED_INTO, TodoKind
from common.people.models import Anyone
from common.people.states import Role
from yunfu_court.procedure import ask_for, take
from yunfu_court.procedure.happening import Happening
from yunfu_court.procedure.roads import ROADS, road_of

LEADERS = frozenset({Role.DIVISION_HEAD, Role.PRESIDENT})


def may_retry(todo: Todo, user: Anyone, today: date) -> bool:
    """Whoever the to-do is addressed to, and the heads of that court: a step of the procedure, or papers that could not
    be made. No query once the posts were read."""
    again = todo.source_id is not None or todo.what == TodoKind.PAPER
    return again and holds(todo.case, user, {Role(todo.role), *LEADERS}, today)


def may_look(todo: Todo, user: Anyone, today: date) -> bool:
    """Whoever a to-do is addressed to that is only to be looked into, and the heads of that court."""
    return TodoKind(todo.what) in LOOKED_INTO and holds(todo.case, user, {Role(todo.role), *LEADERS}, today)


@transaction.atomic
def retry(*, todo: Todo, by: By, today: date) -> str:
    """Take the step again. Returns "" when it is done, else what is still missing, in words; the to-do then stays.

    Two at once: the second finds it done. ActionRefused for a to-do that is no step of the procedure.
    """
    Case.lock(todo.case_id)
    row = Todo.objects.select_related("source", "case").get(pk=todo.pk)
    if row.done_on is not None:
        return ""
    road = road_of(row.case.kind)
    step = road.waiting().get(TodoKind(row.what))
    if row.source is None or step is None:
        raise ActionRefused("这一项需要在相应页面办理，不能重新办理。")
    event = restore(row.source.kind, row.source.payload)
    happening = Happening(row.source, event, road.transitions, by=by, on=today)
    if missing := take(step, happening):
        ask_for(step, missing, happening)
        return str(missing)
    row.done_on, row.done_by_id = today, by.user_id
    row.save(update_fields=["done_on", "done_by"])
    return ""


def retry_all(today: date) -> int:
    """The sweep: every waiting step once more, oldest first. Returns how many could be done."""
    kinds = [kind for road in ROADS for kind in road.waiting()]
    rows = Todo.objects.filter(done_on__isnull=True, source__isnull=False, what__in=kinds).order_by("pk")

    def again(row: Todo) -> bool:
        return retry(todo=row, by=SYSTEM, today=today) == ""

    items = [(Todo(pk=pk, case_id=case_id), case_id) for pk, case_id in rows.values_list("pk", "case_id")]
    return one_by_one("重新办理待办", items, again, today=today)
