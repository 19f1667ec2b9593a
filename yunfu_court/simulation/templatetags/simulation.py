"""`{% load simulation %}{% demo_progress %}`: the bar while the demo city is being filled; nothing elsewhere."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from yunfu_court.simulation.filling import progress

register = template.Library()


@register.inclusion_tag("simulation/progress.html")
def demo_progress() -> dict[str, Any]:
    """The progress of the filling, or nothing at all where there is no demo (one look in the cache, no query)."""
    return {"progress": progress() if settings.DEMO else None}
