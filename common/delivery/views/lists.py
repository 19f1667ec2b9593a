"""The court clerk's list of papers to bring, post or hand over; what hangs, and what nobody signs for."""

from __future__ import annotations

from django.db.models import Exists, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.cases.access import as_court
from common.cases.events import By, Channel
from common.cases.models import Case
from common.cases.queries import search
from common.cases.rules import sought
from common.delivery import actions, queries
from common.delivery.forms import (
    UnsignedForm,
)
from common.delivery.models import Service
from common.delivery.states import ServiceState, Unsigned
from common.delivery.views.court import DOOR, courts_served
from common.law import clock
from common.people.states import Role
from common.web.acts import posted, shown, tried
from common.web.doors import door, found_or_404
from common.web.paging import page


@door("staff", roles=(*DOOR, Role.JUDGE.value))
@require_http_methods(["GET", "HEAD", "POST"])
def unsigned(request: HttpRequest, uid: str) -> HttpResponse:
    """A party does not sign for what would bind it by that, and said so to the court; or it came back, and the judge
    has it brought no more (民诉法102)."""
    today = clock.today()
    service = found_or_404(queries.may_end(request.user, courts_served(request), today), uid=uid)
    judge = queries.tries(service.case, request.user, today)
    back = service.state == ServiceState.FAILED
    ways = [Unsigned.REFUSED, Unsigned.UNREACHED] if judge and back else [Unsigned.REFUSED]
    form = UnsignedForm(posted(request), ways=ways, initial={"how": ways[-1]})

    def act() -> Service:
        return actions.refuse_receipt(
            service=service,
            by=By(user_id=request.user.pk, channel=Channel.COUNTER),
            today=today,
            reason=form.cleaned_data["reason"],
            unreached=form.cleaned_data["how"] == Unsigned.UNREACHED,
        )

    if tried(request, form, act, "已登记没有签收，调解书不生效，案件继续审理。"):
        return redirect("casefile:case", service.case.uid)
    context = {"service": service, "form": form, "judge": judge, "back": back, "today": today}
    return shown(request, "delivery/unsigned.html", context)


@door("staff", roles=DOOR)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits to be brought, posted or handed over, longest first; and electronic services not yet effective."""
    courts, today = courts_served(request), clock.today()
    asked = request.GET.get("q", "")
    ours = as_court(request.user)
    if asked.strip():
        ours &= Q(case__in=search(Case.objects.all(), asked, codes=True))
    found = page(queries.waiting(courts).filter(ours), request.GET, order=["ordered_on", "id"])
    return render(
        request,
        "delivery/waiting.html",
        {
            "page": found,
            "lines": queries.lines(found.rows, today),
            "electronic": queries.unconfirmed(courts).filter(ours)[:50],
            "failed": queries.failed(courts).filter(ours)[:50],
            "today": today,
            "asked": asked,
            "sought": sought(asked, codes=True),
        },
    )


@door("staff", roles=(*DOOR, Role.JUDGE.value))
@require_safe
def hanging(request: HttpRequest, uid: str) -> HttpResponse:
    """The papers of one case that have waited too long for a result, each with the next way the law allows; and what
    nobody has signed for, which the judge need not have brought again."""
    today, courts = clock.today(), courts_served(request)
    kept = Q(court__in=courts) | Q(Exists(queries.tried_by(request.user, today, case="pk")))
    case = found_or_404(Case.objects.filter(as_court(request.user, case="pk"), kept), uid=uid)
    found = queries.hanging(queries.hanging_before(today), today).filter(case=case)
    found = found.select_related("case", "party__case", "paper", "document")
    rows = [(row, (today - row.ordered_on).days, actions.next_step(row, today)) for row in found]
    context = {"case": case, "rows": rows, "today": today, "serves": case.court_id in courts}
    context["unsigned"] = queries.may_end(request.user, courts, today).filter(case=case)
    return render(request, "delivery/hanging.html", context)
