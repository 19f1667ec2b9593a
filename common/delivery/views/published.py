"""Public notices, on the page for everybody and as paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.delivery import queries
from common.delivery.states import Method
from common.delivery.views.court import DOOR, rule_of_day, service_in
from common.documents.adapters.pdf import render_pdf
from common.law import clock
from common.law.articles import art
from common.web.doors import door
from common.web.paging import page


@require_safe
@door("public")
def notices(request: HttpRequest) -> HttpResponse:
    """The public notices that run, for everybody (民诉法95; 解释138)."""
    today = clock.today()
    found = page(queries.notices(today), request.GET, order=["-announced_on", "-id"])
    rows = [(each, rule_of_day(each.service)) for each in queries.told(found.rows, today, everybody=True)]
    response = render(request, "delivery/notices.html", {"rows": rows, "page": found, "today": today})
    # Whom it calls finds it here; who only looks for a name elsewhere, years later, does not.
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@door("staff", roles=DOOR)
@require_safe
def poster(request: HttpRequest, uid: str) -> HttpResponse:
    """The public notice on paper, for the court's board and the home of whom it calls (解释138, 139)."""
    service = service_in(request, uid)
    if service.method != Method.PUBLIC:
        raise Http404
    service.gist = service.gist or queries.points_of(service)
    on = service.announced_on or clock.today()
    (told,) = queries.told([service], clock.today(), everybody=False)
    context = {
        "title": "公告",
        "day": on.isoformat(),
        "court": service.case.court.name,
        "number": told.number,
        "told": told,
        "lines": [line.replace("您", "你") for line in told.lines],
        "day_rule": rule_of_day(service).value,
        "grounds": [article.cite for article in (*rule_of_day(service).articles, art("民诉解释", 139))],
    }
    response = HttpResponse(render_pdf("delivery/papers/notice.html", context), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="notice.pdf"'
    return response
