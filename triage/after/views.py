"""What each party may still do after the closing, and the application to print for it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.cases.access import party_for, visible_to
from common.cases.models import Case, Party
from common.cases.states import ENDED
from common.courts.queries import calendar
from common.documents.adapters.pdf import render_pdf
from common.law import clock
from common.people.access import person_of
from common.web.doors import door, found_or_404
from triage.after import queries
from triage.after.documents import form_context
from triage.after.rules import End, roads, standing


def _ended(request: HttpRequest, uid: str) -> tuple[Case, Party, End]:
    """The party's own end of the case; what has not ended here, or is nobody's own, looks absent."""
    today = clock.today()
    case = found_or_404(visible_to(person_of(request), today).select_related("court"), uid=uid)
    party = party_for(case, person_of(request), today)
    closing = queries.closing_of(case) if case.stage in ENDED else None
    if party is None or party.left_on is not None or closing is None:
        raise Http404
    return case, party, queries.end_of(case, closing, party, today)


@door("signed_in")
@require_safe
def after(request: HttpRequest, uid: str) -> HttpResponse:
    """Whether it binds, and each road with its day, its court and its form."""
    today = clock.today()
    case, _, end = _ended(request, uid)
    context = {
        "case": case,
        "standing": standing(end, today),
        "roads": roads(end, today, calendar()),
        "today": today,
    }
    return render(request, "triage/after/after.html", context)


@door("signed_in")
@require_safe
def application(request: HttpRequest, uid: str, remedy: str) -> HttpResponse:
    """The application as PDF, with what is known of the case in it and room for the rest. It is the party's own: the
    court does not keep it until it is handed in."""
    case, party, end = _ended(request, uid)
    open_ = {each.remedy for each in roads(end, clock.today(), calendar()) if each.form}
    found = next((each for each in open_ if each == remedy), None)
    if found is None:
        raise Http404
    context = form_context(case, party, end, found, queries.roles_above(case, end))
    pdf = render_pdf("triage/after/papers/application.html", context)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = "inline"
    return response
