"""Coming in for what ends the dispute."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest

from common.cases.events import By
from mediation.course.queries import Situation
from mediation.course.views.base import as_party


def as_settler(request: HttpRequest, uid: str) -> tuple[Situation, date, By]:
    """For what ends the dispute: who may settle for the party, in a divorce the party itself (解释147第2款)."""
    found, today, by = as_party(request, uid)
    if not found.may_sign:
        raise Http404
    return found, today, by
