"""Who a visitor is who is not signed in, and whose self-assessment it is."""

from __future__ import annotations

import secrets
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from common.people.models import Anyone
from intake.guidance.models import Guidance

_KEY = "intake_guest"


def guest_of(request: HttpRequest) -> str:
    """The token of this visitor's session; empty when they began nothing. It survives signing in."""
    return str(request.session.get(_KEY, ""))


def make_guest(request: HttpRequest) -> str:
    """The token, made on the first act of a visitor who is not signed in."""
    token = guest_of(request)
    if not token:
        token = secrets.token_urlsafe(24)
        request.session[_KEY] = token
    return token


def kept_by(user: Anyone, guest: str) -> Q:
    """What belongs to this account, or to a guest's session while nobody signed in there."""
    condition = Q(guest=guest, owner__isnull=True) if guest else Q(pk__in=[])
    return condition | Q(owner=user.pk) if user.is_authenticated else condition


def guidances_of(user: Anyone, guest: str) -> QuerySet[Guidance]:
    """Self-assessments of this account or session."""
    return Guidance.objects.filter(kept_by(user, guest))


def keeper(request: HttpRequest) -> dict[str, Any]:
    """To whom something begun now belongs: the account, or the session of a guest."""
    if request.user.is_authenticated:
        return {"owner_id": request.user.pk, "guest": ""}
    return {"owner_id": None, "guest": make_guest(request)}
