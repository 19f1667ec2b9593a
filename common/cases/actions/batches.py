"""Nightly work over many cases: one that fails stops nobody else's."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import Q

from common.cases.events import SYSTEM
from common.cases.models import Case, Todo
from common.cases.models.case import let_go
from common.cases.states import TodoKind
from common.web.logs import log_class

from .people import open_todo

logger = logging.getLogger(__name__)
T = TypeVar("T")


def one_by_one(batch: str, items: Iterable[tuple[T, int | None]], act: Callable[[T], object], *, today: date) -> int:
    """Do `act` to each item, given with the pk of its case (None: of no case). Returns how often it returned something
    true.

    Each is an action with a transaction of its own, or a task's step that calls an adapter outside any. One that
    raises is logged, and the head of division of its court has a to-do; the next run tries it again, and takes the
    to-do off once it goes well or there is nothing left to do. `batch` names the work in the to-do. `items` are all
    there are: whoever cuts them would keep the last ones waiting for ever behind those that fail.
    """
    words = f"系统办理“{batch}”时在本案出错，已经跳过，别的案件照常。请人工查看；原因排除后，系统会再办一次。"
    failed: set[int] = set()
    done = 0
    for item, case_id in items:
        try:
            done += bool(act(item))
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            log_class(logger, error, "%s: case %s", batch, case_id)
            let_go()
            if case_id is not None:
                failed.add(case_id)
                _ask(case_id, batch, words, today)
    over = Todo.objects.filter(~Q(case__in=failed), what=TodoKind.STUCK, subject=batch, done_on__isnull=True)
    over.update(done_on=today)
    return done


def _ask(case_id: int, batch: str, words: str, today: date) -> None:
    try:
        open_todo(case=Case(pk=case_id), kind=TodoKind.STUCK, subject=batch, words=words, by=SYSTEM, today=today)
    except SoftTimeLimitExceeded:
        raise
    except Exception as error:
        log_class(logger, error, "no to-do in case %s", case_id)
