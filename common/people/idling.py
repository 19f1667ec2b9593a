"""Who leaves a page alone is signed out: staff sooner than parties, for a court's desk stands where people pass.

Minutes are settings (`IDLE_MINUTES`). What is sent after the time is kept and comes back filled in, as after any
sign-in that has ended (`common.web.typed`). By the machine's clock, not the portal's: this is about the chair.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from common.law import clock
from common.people.access import holds_post
from common.people.models import User
from common.web.typed import signed_out

KEY = "last_seen"
_NOTED_EVERY = 60  # seconds: a session is a row, and is not written for every page


@receiver(user_logged_in, dispatch_uid="idling.began")
def _began(sender: Any, request: HttpRequest | None, **_: Any) -> None:
    if request is not None and hasattr(request, "session"):
        request.session[KEY] = int(time.time())


class Idling:
    """Middleware, behind accounts and before `SignInRequired`: after the form's token was checked, before any door."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        now = int(time.time())
        away = now - int(request.session.get(KEY, now - _NOTED_EVERY))
        allowed = _minutes(request.user, away)
        if away <= allowed * 60:
            if away >= _NOTED_EVERY or away < 0:
                request.session[KEY] = now
            return None
        logout(request)
        messages.info(request, f"您有 {allowed} 分钟没有操作，为了安全已经退出。")
        # A public page would take what was sent for a guest's.
        return signed_out(request) if request.method == "POST" else None


def _minutes(user: User, away: int) -> int:
    """How long this person's sign-in outlasts doing nothing. Posts are not read while nobody's time is over."""
    kinds = settings.IDLE_MINUTES
    shortest = min(kinds.values())
    if away <= shortest * 60:
        return int(shortest)
    return int(kinds["staff" if holds_post(user, clock.today()) else "party"])
