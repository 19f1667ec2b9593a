"""Who stands on the roster."""

from __future__ import annotations

from datetime import date

from common.people.access import held_on
from common.people.models import Anyone
from mediation.roster.models import Mediator


def is_mediator(user: Anyone, today: date) -> bool:
    """Whether this person is on any roster today. One query."""
    return bool(user.is_authenticated) and Mediator.objects.filter(held_on(today), user=user.pk).exists()
