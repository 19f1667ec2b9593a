"""A paper that is on its way for too long: whoever serves it has a to-do, until it has a result or another way.

What runs from receipt (an answer, an appeal) begins with the service alone (民诉法87, 95): one that hangs keeps a case
from being heard, or a judgment from ever taking effect. A service of which another to-do speaks is not asked for twice.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef

from common.cases.access import server_of
from common.cases.actions import finish_todo, one_by_one, open_todo
from common.cases.events import SYSTEM, By
from common.cases.models import Case, Todo
from common.cases.states import TodoKind
from common.delivery import queries
from common.people.states import Role
from common.web.wording import day_words


def raise_hanging(*, today: date) -> int:
    """The morning's sweep: a to-do a case, for its court clerk (a case without one: the clerk), and off again where
    nothing hangs any more. Returns how many cases were given one."""
    before = queries.hanging_before(today)
    still = queries.to_ask_for(before, today).filter(case=OuterRef("case"))
    over = Todo.objects.filter(~Exists(still), what=TodoKind.SERVICE, done_on__isnull=True)
    over.update(done_on=today)
    cases = set(queries.unasked(before, today).order_by().values_list("case_id", flat=True))

    def ask(case_id: int) -> bool:
        return ask_for_hanging(case_id=case_id, today=today)

    return one_by_one("送达催办", [(pk, pk) for pk in sorted(cases)], ask, today=today)


@transaction.atomic
def ask_for_hanging(*, case_id: int, today: date) -> bool:
    """Whoever serves in this case is asked for what hangs in it; False where nothing does."""
    case = Case.lock(case_id)
    rows = list(queries.to_ask_for(queries.hanging_before(today), today).filter(case=case).select_related("party"))
    if not rows:
        return False
    first, more = rows[0], f"等 {len(rows)} 份" if len(rows) > 1 else ""
    words = (
        f"《{first.title}》送达{first.party.name}{more}还没有结果，"
        f"最早的是 {day_words(first.ordered_on, year=True)}交付的。请登记结果，或者换一种方式送达。"
    )
    role = Role(server_of(case, today))
    open_todo(case=case, kind=TodoKind.SERVICE, words=words, role=role, by=SYSTEM, today=today)
    return True


def settle_hanging(*, case: Case, by: By, today: date) -> None:
    """Something was done about a paper of this case: the to-do is done once nothing hangs."""
    if not Todo.objects.filter(case=case, what=TodoKind.SERVICE, done_on__isnull=True).exists():
        return
    if not queries.to_ask_for(queries.hanging_before(today), today).filter(case=case).exists():
        finish_todo(case=case, kind=TodoKind.SERVICE, by=by, today=today)
