"""The home page of each kind of person, the list of cases, and the portal's pulse."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.cases.states import CaseKind, Stage
from common.courts.queries import courts
from common.law import clock
from common.people.access import memberships_of
from common.web.doors import door
from yunfu_court.workbench import queries


@require_safe
@door("public")
def home(request: HttpRequest) -> HttpResponse:
    """Guests: what can be done here. Everybody else: what waits for them."""
    today = clock.today()
    if not request.user.is_authenticated:
        return render(request, "workbench/welcome.html", {"today": today})
    found = queries.home(request.user, today)
    name = "workbench/desk.html" if found.posts else "workbench/home.html"
    return render(request, name, {"home": found, "today": today})


@require_safe
@door("signed_in")
def cases(request: HttpRequest) -> HttpResponse:
    """Every case this person may see; filter, search and page in the URL."""
    today = clock.today()
    context = {
        "page": queries.cases(request.user, today, request.GET),
        "staff": bool(memberships_of(request.user, today)),
        "courts": courts(),
        "stages": list(Stage),
        "kinds": list(CaseKind),
        "asked": {key: request.GET.get(key, "") for key in ("q", "court", "kind", "stage")},
        "today": today,
    }
    return render(request, "workbench/cases.html", context)


@require_safe
@door("public")
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the portal answers and its database does; used by the supervisor and by a proxy."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        cursor.fetchone()
    return HttpResponse("ok", content_type="text/plain")
