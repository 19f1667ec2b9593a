"""The steps of the ladder: what any page of any portal would cost. With the portal's own addresses beside them."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path
from django.views.decorators.http import require_safe

from common.web.doors import door
from yunfu_court.urls import urlpatterns as portal

ROWS = 50
_TABLE = Template(
    "<table>{% for row in rows %}<tr><td><a href='/cases/{{ row.number }}/'>{{ row.title }}</a></td>"
    "<td>{{ row.number }}</td><td>{{ row.day|date:'Y-m-d' }}</td><td>{{ row.stage }}</td>"
    "<td>{% if row.late %}逾期{% else %}{{ row.note|default:'—' }}{% endif %}</td></tr>{% endfor %}</table>"
)


@require_safe
@door("public")
def empty(request: HttpRequest) -> HttpResponse:
    """Nothing but the way through the middleware."""
    return HttpResponse("")


@require_safe
@door("signed_in")
def known(request: HttpRequest) -> HttpResponse:
    """Session and user are read."""
    return HttpResponse(str(request.user.pk))


@require_safe
@door("public")
def fifty(request: HttpRequest) -> HttpResponse:
    """Fifty rows of five cells from a template, without a query."""
    day = date(2025, 1, 1)
    rows = [
        {
            "number": each,
            "title": f"张三诉李四{each}",
            "day": day + timedelta(days=each),
            "stage": "审理",
            "late": each % 7 == 0,
            "note": "",
        }
        for each in range(ROWS)
    ]
    return HttpResponse(_TABLE.render(Context({"rows": rows})))


urlpatterns = [path("step/empty/", empty), path("step/known/", known), path("step/fifty/", fifty), *portal]
