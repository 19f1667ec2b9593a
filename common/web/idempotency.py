"""Submitting once: fifty identical submits of one rendered form make one thing.

The form carries a token (forms.OnceForm); the room stores it in a unique column of what it makes; ``made_once`` turns
the loser of a race into the reader of the winner's row.

A token belongs to the session, the person and the address it was drawn for: what a form reads is not what was posted,
but what follows from that and from who posts it (``belonging``). Whoever posts somebody else's value has one of their
own, and gets nothing of the other's. A page that carries one is not stored by the browser.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

M = TypeVar("M", bound=Model)
_asking: ContextVar[HttpRequest | None] = ContextVar("asking", default=None)


def own_tokens(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, behind sessions and accounts: tokens are drawn for whoever asks, and their pages are not stored."""

    def serve(request: HttpRequest) -> HttpResponse:
        before = _asking.set(request)
        try:
            response = get_response(request)
        finally:
            _asking.reset(before)
        if getattr(request, "holds_token", False):
            response["Cache-Control"] = "private, no-store"
        return response

    return serve


def drawn() -> UUID:
    """A token for the page being rendered. A guest gets a session with it: a second press is the same guest's."""
    request = _asking.get()
    if request is not None:
        _held(request)
    return uuid4()


def belonging(token: UUID) -> UUID:
    """What a posted token is to whoever posted it: the same for the same session, person and address; else another."""
    request = _asking.get()
    if request is None:  # no page: a command, a test of a form
        return token
    session = _held(request)
    whose = f"{session}:{request.user.pk or ''}:{request.path}:{token}"
    return UUID(bytes=salted_hmac(__name__, whose, algorithm="sha256").digest()[:16], version=4)


def _held(request: HttpRequest) -> str:
    """The session's key; begun where there is none."""
    request.holds_token = True  # type: ignore[attr-defined]
    if not request.session.session_key:
        request.session.create()
    return str(request.session.session_key)


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
