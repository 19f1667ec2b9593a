"""The pages of whoever must stand aside, and of a leader who gives a case to another team."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common.cases.access import as_court, by_of, visible_to
from common.cases.models import Case
from common.law import clock
from common.law.articles import art
from common.web.acts import posted, shown, tried
from common.web.doors import door, found_or_404
from triage.teams import actions, queries
from triage.teams.access import may_offer_recusal, may_reassign
from triage.teams.forms import OwnForm, RecuseForm
from triage.teams.models import Assignment


@door("staff", roles=("division_head", "president"))
@require_http_methods(["GET", "POST"])
def recuse(request: HttpRequest, uid: str) -> HttpResponse:
    """回避: record it and give the case to another team."""
    today = clock.today()
    case, row = _case_of(request, uid, today)
    people = queries.may_stand_aside(case, row.team if row else None, today)
    said = queries.offered(case)
    given = {"user": str(said.user_id), "ground": said.ground} if said else None
    form = RecuseForm(posted(request), people=people, initial=given)

    def act() -> Any:
        return actions.recuse(
            case=case,
            user_id=int(form.cleaned_data["user"]),
            ground=form.cleaned_data["ground"],
            by=by_of(request, case, today),
            today=today,
        )

    if may_reassign(case, request.user, today) and tried(request, form, act, "已登记回避，案件由别人办理。"):
        return redirect("casefile:case", case.uid)
    ground = [art("民诉法", 47), art("民诉法", 49)]
    context = {"case": case, "team": row.team if row else None, "form": form, "ground": ground, "today": today}
    return shown(request, "triage/teams/recuse.html", context | {"said": said})


@door("staff", roles=("judge", "assistant", "court_clerk", "clerk"))
@require_http_methods(["GET", "POST"])
def stand_aside(request: HttpRequest, uid: str) -> HttpResponse:
    """自行回避: whoever works on the case says why they must not; a leader decides."""
    today = clock.today()
    case, row = _case_of(request, uid, today)
    if not may_offer_recusal(case, row, request.user, today):
        raise PermissionDenied
    form = OwnForm(posted(request))

    def act() -> Any:
        by = by_of(request, case, today)
        return actions.offer_recusal(case=case, ground=form.cleaned_data["ground"], by=by, today=today)

    if tried(request, form, act, "已经提出回避，由院长或者庭长决定。决定前，请停下本案的工作。"):
        return redirect("casefile:case", case.uid)
    context = {"case": case, "form": form, "ground": [art("民诉法", 47), art("民诉法", 49)], "today": today}
    return shown(request, "triage/teams/stand_aside.html", context)


def _case_of(request: HttpRequest, uid: str, today: date) -> tuple[Case, Assignment | None]:
    """The case on a page of the court, and who has it."""
    seen = visible_to(request.user, today).filter(as_court(request.user, case="pk"))
    case = found_or_404(seen.select_related("court"), uid=uid)
    rows = case.assignments.filter(until__isnull=True)
    return case, rows.select_related("team__judge", "team__assistant", "team__court_clerk", "team__mediator").first()
