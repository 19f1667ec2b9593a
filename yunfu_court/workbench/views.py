"""The home page of each kind of person, the list of cases, and the portal's pulse."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.cases.access import courts_seen, supervises
from common.cases.rules import HEAD_AFTER, TODO_WAITS, sought
from common.cases.states import CaseKind, Stage
from common.courts.queries import courts, parameter
from common.law import clock
from common.notifications.actions import tell_otherwise
from common.notifications.queries import REVIVED_FOR
from common.people.access import memberships_of, person_of
from common.people.states import Role
from common.web.acts import pressed
from common.web.doors import door, found_or_404
from common.web.paging import page
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
    staff, codes = bool(memberships_of(request.user, today)), bool(courts_seen(request.user, today))
    context = {
        "page": queries.cases(request.user, today, request.GET),
        "staff": staff,
        "codes": codes,
        "supervises": supervises(request.user, today),
        "sought": sought(request.GET.get("q", ""), codes=codes),
        "courts": courts(),
        "stages": list(Stage),
        "kinds": list(CaseKind),
        "asked": {key: request.GET.get(key, "") for key in ("q", "court", "kind", "stage")},
        "today": today,
    }
    return render(request, "workbench/cases.html", context)


@require_safe
@door("staff", roles=tuple(Role))
def missed(request: HttpRequest) -> HttpResponse:
    """Terms that ran out and that nobody has dealt with yet, of whoever looks."""
    today = clock.today()
    rows = queries.missed(person_of(request), today, request.GET)
    context = {"page": rows, "head_after": HEAD_AFTER.days, "today": today}
    return render(request, "workbench/missed.html", context)


@require_safe
@door("staff", roles=tuple(Role))
def todos(request: HttpRequest) -> HttpResponse:
    """What waits for whoever looks: steps that lacked somebody, and work that has waited too long."""
    today = clock.today()
    context = {
        "page": queries.waiting(person_of(request), today, request.GET),
        "waits": parameter(TODO_WAITS, today),
        "today": today,
    }
    return render(request, "workbench/todos.html", context)


@require_safe
@door("staff", roles=queries.CALLERS)
def undelivered(request: HttpRequest) -> HttpResponse:
    """Messages that could not be sent and still matter: these people are called."""
    now = clock.now()
    rows = page(queries.undelivered(request.user, now), request.GET, order=["-id"], size=50)
    return render(request, "workbench/undelivered.html", {"page": rows, "today": now.date(), "days": REVIVED_FOR.days})


@require_POST
@door("staff", roles=queries.CALLERS)
def told(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody was told what could not be sent."""
    now = clock.now()
    row = found_or_404(queries.undelivered(request.user, now), pk=pk)
    pressed(request, lambda: tell_otherwise(notice=row, by_id=request.user.pk, now=now), "已登记：另行告知。")
    return redirect("workbench:undelivered")


@require_safe
@door("public")
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the portal answers and its database does; used by the supervisor and by a proxy."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        cursor.fetchone()
    return HttpResponse("ok", content_type="text/plain")
