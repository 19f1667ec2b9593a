"""Coming in for what ends the dispute."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.http import Http404, HttpRequest

from common.cases.events import By
from mediation.course.views.base import as_party
from mediation.texts.queries import Situation

S = TypeVar("S", bound=Situation)


def as_settler(request: HttpRequest, uid: str, kind: type[S]) -> tuple[S, date, By]:
    """For what ends the dispute: who may settle for the party, in a divorce the party itself (解释147第2款)."""
    found, today, by = as_party(request, uid, kind)
    if not found.may_sign:
        raise Http404
    return found, today, by
