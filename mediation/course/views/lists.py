"""The mediator's cases, and those that wait for an answer or a mediator."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.cases.access import as_court, as_mediator
from common.law import clock
from common.people.queries import courts_of
from common.people.states import Role
from common.web.doors import admit, door
from common.web.paging import page
from mediation.course import access, queries


@admit(access.mediator_door, words="这一页只供名册中的调解员使用。", name="mediator")
def desk(request: HttpRequest) -> HttpResponse:
    """The mediator's cases: those waiting for an answer and the running ones by due day; ended ones apart."""
    today = clock.today()
    ended = request.GET.get("ended") == "1"
    found = queries.my_cases(request.user, ended=ended).filter(as_mediator(request.user))
    found = queries.with_ways(found, request.user, today)
    listed = page(found, request.GET, order=["-opened_on", "-id"]) if ended else None
    soonest = found.order_by(F("due").asc(nulls_last=True), "opened_on", "pk")
    running = list(soonest[:500]) if not ended else []
    return render(
        request, "mediation/course/desk.html", {"today": today, "ended": ended, "page": listed, "running": running}
    )


WAITING = (
    Role.CLERK,
    Role.COUNSELLOR,
    Role.TRIAGE_OFFICER,
    Role.MANAGEMENT,
    Role.DIVISION_HEAD,
    Role.PRESIDENT,
)


@door("staff", roles=tuple(role.value for role in WAITING))
def waiting(request: HttpRequest) -> HttpResponse:
    """Mediations without an answer or a mediator, longest waiting first."""
    today = clock.today()
    mine = [court.pk for court in courts_of(request.user, today, WAITING)]
    listed = page(
        queries.without_mediator(mine, today).filter(as_court(request.user)), request.GET, order=["opened_on", "id"]
    )
    return render(request, "mediation/course/waiting.html", {"today": today, "page": listed})
