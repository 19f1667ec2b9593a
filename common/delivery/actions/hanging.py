"""A paper that is on its way for too long, or failed and nobody says where its addressee is: whoever serves it has a
to-do, until it has a result or another way. The to-do speaks of what hangs today, whenever that changes.

What runs from receipt (an answer, an appeal) begins with the service alone (民诉法87, 95): one that hangs keeps a case
from being heard, or a judgment from ever taking effect. A service of which another to-do speaks is not asked for twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from common.cases.access import server_of
from common.cases.actions import finish_todo, one_by_one, open_todo
from common.cases.events import SYSTEM, By
from common.cases.models import Case, Todo
from common.cases.states import TodoKind
from common.delivery import queries
from common.delivery.models import Service
from common.delivery.states import ANSWERED, Asked, ServiceState
from common.people.states import Role
from common.web.wording import day_words


def raise_hanging(*, today: date) -> int:
    """The morning's sweep: a to-do a case, for its court clerk (a case without one: the clerk), and off again where
    nothing hangs any more. Returns how many cases were given one."""
    before = queries.hanging_before(today)
    still = queries.to_ask_for(before, today).filter(case=OuterRef("case"))
    over = Todo.objects.filter(~Exists(still), what=TodoKind.SERVICE, subject="", done_on__isnull=True)
    over.update(done_on=today)
    cases = set(queries.to_ask_for(before, today).order_by().values_list("case_id", flat=True))

    def ask(case_id: int) -> bool:
        return tend_hanging(case=Case.lock(case_id), by=SYSTEM, today=today)

    return one_by_one("送达催办", [(pk, pk) for pk in sorted(cases)], ask, today=today)


@transaction.atomic
def ask_for_hanging(*, case_id: int, today: date) -> bool:
    """Whoever serves in this case is asked for what hangs in it; whether they were not asked before."""
    return tend_hanging(case=Case.lock(case_id), by=SYSTEM, today=today)


def tend_hanging(*, case: Case, by: By, today: date) -> bool:
    """The to-do of this case says what hangs now; it is raised where there is none yet, and done where nothing hangs
    any more. Whether it was raised. The caller holds the lock."""
    had = _asked(case).filter(subject="").first()
    rows = queries.to_ask_for(queries.hanging_before(today), today).filter(case=case).select_related("party")
    if words := _words(list(rows)):
        role = Role(server_of(case, today))
        open_todo(case=case, kind=TodoKind.SERVICE, words=words, role=role, by=by, today=today)
        if had is not None:
            Todo.objects.filter(pk=had.pk).exclude(words=words).update(words=words)
    elif had is not None:
        finish_todo(case=case, kind=TodoKind.SERVICE, subject="", by=by, today=today)
    return bool(words) and had is None


def settle_hanging(*, case: Case, by: By, today: date) -> None:
    """Something was done about a paper of this case: its to-dos, if it has any, say what hangs still."""
    asked = set(_asked(case).values_list("subject", flat=True))
    if "" in asked:
        tend_hanging(case=case, by=by, today=today)
    if queries.UNSIGNED in asked:
        tend_unsigned(case=case, by=by, today=today)


def tend_unsigned(*, case: Case, by: By, today: date) -> None:
    """What binds by a signature came back without one: the judge decides whether it is brought another way, or nobody
    waits for it any more (民诉法102). Done where it is on its way again. The caller holds the lock."""
    rows = queries.unaccepted().filter(case=case, state=ServiceState.FAILED).select_related("party")
    names = "、".join(dict.fromkeys(row.party.name for row in rows))
    if not names:
        finish_todo(case=case, kind=TodoKind.SERVICE, subject=queries.UNSIGNED, by=by, today=today)
        return
    words = f"调解书没有送到{names[:80]}，没有签收就不生效。可以换一种方式再送；不再送的，请登记没有签收，及时判决。"
    asks, subject = TodoKind.SERVICE, queries.UNSIGNED
    row = open_todo(case=case, kind=asks, subject=subject, role=Role.JUDGE, words=words, by=by, today=today)
    Todo.objects.filter(pk=row.pk).exclude(words=words).update(words=words)


def _asked(case: Case) -> QuerySet[Todo]:
    return Todo.objects.filter(case=case, what=TodoKind.SERVICE, done_on__isnull=True)


def _words(rows: Sequence[Service]) -> str:
    """First what only the court can decide, then what has waited longest; "" where nothing hangs."""
    if not rows:
        return ""
    more = f"等 {len(rows)} 份" if len(rows) > 1 else ""
    first = next((row for row in rows if row.asked in ANSWERED), None)
    if first is not None:
        what = "请看怎么找，再送" if first.asked == Asked.TOLD else "请决定换哪一种方式送"
        words = f"送达{first.party.name}{more}没有送到，{Asked(first.asked).label}。{what}。"
    else:
        first = rows[0]
        since = day_words(first.ordered_on, year=True)
        words = f"送达{first.party.name}{more}还没有结果，最早的是 {since}交付的。请登记结果，或者换一种方式送达。"
    room = 200 - len(words) - len("《》")
    return f"《{first.title[:room]}》{words}"
