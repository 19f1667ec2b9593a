"""The public roster."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.courts.queries import courts
from common.law import causes, clock
from common.web.doors import door
from common.web.paging import page
from mediation.roster import queries


@door("public")
def mediators(request: HttpRequest) -> HttpResponse:
    """The roster, published so that the parties can choose (在线调解5; 特邀8)."""
    today = clock.today()
    here = courts()
    slug, speciality = request.GET.get("court", ""), request.GET.get("speciality", "")
    court = next((each for each in here if each.slug == slug), None)
    found = queries.published(court_id=court.pk if court else None, speciality=speciality, today=today)
    listed = page(found, request.GET, order=["centre__court__order", "id"])
    context = {
        "today": today,
        "page": listed,
        "courts": here,
        "court": court,
        "speciality": speciality,
        "specialities": (*causes.KEY_AREAS, *causes.TYPES),
    }
    return render(request, "mediation/roster/mediators.html", context)
