"""The guides: anybody reads and prints them, no account is needed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.law import clock
from common.people.access import memberships_of
from common.web.doors import door
from intake.requests import queries
from intake.requests.rules.searching import found
from intake.requests.states import ServiceClass


@door("public")
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """All six classes on one page; ?q= finds by a layman's words."""
    asked = request.GET.get("q", "").strip()
    sought = found(asked)
    context = {"groups": queries.groups(), "found": sought if asked else None, "asked": sought.query}
    return render(request, "intake/requests/guides.html", context)


@door("public")
@require_safe
def guide_class(request: HttpRequest, key: str) -> HttpResponse:
    """The items of one class, each with what it is."""
    cls = ServiceClass.known(key)
    if cls is None:
        raise Http404
    group = next(each for each in queries.groups() if each.cls is cls)
    return render(request, "intake/requests/guide_class.html", {"group": group, "classes": list(ServiceClass)})


@door("public")
@require_safe
def no_more(request: HttpRequest) -> HttpResponse:
    """The proofs that are no longer demanded (实施意见11)."""
    return render(request, "intake/requests/no_more.html", {"rows": queries.dropped()})


@door("public")
@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """One item on one sheet (一次性办理指南)."""
    return render(request, "intake/requests/guide.html", {"guide": _guide(request, code)})


@door("public")
@require_safe
def guide_form(request: HttpRequest, code: str) -> HttpResponse:
    """The application as a sheet to print and fill in by hand."""
    shown = _guide(request, code)
    if not shown.service.form:
        raise Http404
    return render(request, "intake/requests/form.html", {"guide": shown})


def _guide(request: HttpRequest, code: str) -> queries.Guide:
    today = clock.today()
    staff = request.user.is_authenticated and bool(memberships_of(request.user, today))
    try:
        return queries.guide(code, today, staff=staff)
    except KeyError:
        raise Http404 from None
