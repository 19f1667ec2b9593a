"""Who stands on the roster."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from mediation.roster.models import Mediator


def held_on(today: date) -> Q:
    """On the roster that day."""
    return Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))


def is_mediator(user: Any, today: date) -> bool:
    """Whether this person is on any roster today. One query."""
    return bool(user.is_authenticated) and Mediator.objects.filter(held_on(today), user=user.pk).exists()
