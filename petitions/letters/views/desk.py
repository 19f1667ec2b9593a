"""What every page of the officers begins with."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from common.cases.events import By, Channel
from common.law import clock
from common.web.doors import found_or_404
from petitions.letters import queries
from petitions.letters.access import OFFICERS
from petitions.letters.models import Petition

DOOR = tuple(role.value for role in OFFICERS)


def by_at_desk(request: HttpRequest) -> By:
    """An act at the officer's desk."""
    return By(user_id=request.user.pk, channel=Channel.COUNTER)


def petition_at_desk(request: HttpRequest, uid: str) -> Petition:
    """The petition, for those who handle it; else 404."""
    found: Petition = found_or_404(queries.one(request.user, clock.today()), case__uid=uid)
    return found


def as_it_is_now(request: HttpRequest, petition: Petition, form: Any) -> Petition:
    """The petition for a page that was refused, read again, its form drawn from the present version: having read what
    changed, one may send it again. The petition itself for a page that was only opened."""
    if not form.is_bound:
        return petition
    fresh = petition_at_desk(request, petition.case.uid)
    form.data = form.data.copy()
    form.data["version"] = str(fresh.version)
    return fresh
