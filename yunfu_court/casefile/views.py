"""The case page and its calendar file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.law import clock
from common.web.doors import door
from yunfu_court.casefile import queries
from yunfu_court.casefile.calendar_file import calendar_file


@require_safe
@door("signed_in")
def case(request: HttpRequest, uid: str) -> HttpResponse:
    """One dispute, one page, for whoever takes part in it; strangers get 404."""
    today = clock.today()
    found = queries.page(queries.case_for(request.user, uid, today), request.user, today)
    return render(request, "casefile/case.html", {"page": found, "today": today})


@require_safe
@door("signed_in")
def deadlines(request: HttpRequest, uid: str) -> HttpResponse:
    """The running deadlines as an .ics file for the phone's calendar."""
    today = clock.today()
    found = queries.page(queries.case_for(request.user, uid, today), request.user, today)
    response = HttpResponse(calendar_file(found, clock.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    return response
