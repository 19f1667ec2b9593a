"""The inbox, and the demonstration's window on outgoing messages."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.law import clock
from common.notifications import actions, queries
from common.people.access import person_of
from common.web.doors import door
from common.web.paging import page


@door("signed_in")
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The reader's own messages by case, the newest first; looking marks nothing, opening or the button does."""
    found, groups = queries.grouped(person_of(request), request.GET)
    context = {
        "page": found,
        "groups": groups,
        "unread": queries.unread_count(person_of(request)),
        "today": clock.today(),
    }
    return render(request, "notifications/inbox.html", context)


@door("signed_in")
@require_POST
def read(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Mark one message as read and follow its link, mark those of a case (`case`, its uid), or mark all.

    Whoever opens a case has seen what the messages about it said: the newest takes the others with it (`with_case`).
    """
    case, whole = request.POST.get("case", "")[:16], request.POST.get("with_case", "")[:16]
    actions.mark_read(user=person_of(request), now=clock.now(), pk=pk, case=case)
    if whole:
        actions.mark_read(user=person_of(request), now=clock.now(), case=whole)
    if pk is not None and "open" in request.POST:
        row = queries.inbox(person_of(request)).filter(pk=pk).first()
        # Links are written by us and are paths; anything else would be a way out of the portal.
        if row and row.link.startswith("/") and not row.link.startswith("//"):
            return redirect(row.link)
    return redirect("notifications:inbox")


@door("public")
@require_safe
def viewer(request: HttpRequest) -> HttpResponse:
    """Every outgoing SMS and e-mail with its words, codes included. Only where settings.DEMO says so; else absent."""
    if not getattr(settings, "DEMO", False):
        raise Http404
    phone = request.GET.get("phone", "").strip()[:20]
    found = page(queries.outgoing(phone), request.GET, order=["-id"], size=30)
    return render(request, "notifications/viewer.html", {"page": found, "phone": phone})
