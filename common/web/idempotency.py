"""Submitting once: fifty identical submits of one rendered form make one thing.

The form carries a token (forms.OnceForm); the room stores it in a unique column of what it makes; ``made_once`` turns
the loser of a race into the reader of the winner's row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def made_once(queryset: QuerySet[M], *, once: UUID, make: Callable[[], M], column: str = "once") -> tuple[M, bool]:
    """(what was made, whether it was made now). ``queryset`` must be narrowed to what the user may see.

    ``make`` calls the action, which stores ``once`` in its unique ``column``. An IntegrityError of anything else is
    raised on.
    """
    found = queryset.filter(**{column: once}).first()
    if found is not None:
        return found, False
    try:
        with transaction.atomic():
            return make(), True
    except IntegrityError:
        found = queryset.filter(**{column: once}).first()
        if found is None:
            raise
        return found, False
