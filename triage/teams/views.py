"""The page of a leader who gives a case to another team."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common.cases.access import as_court, by_of, visible_to
from common.law import clock
from common.law.articles import art
from common.web.acts import posted, shown, tried
from common.web.doors import door, found_or_404
from triage.teams import actions, queries
from triage.teams.access import may_reassign
from triage.teams.forms import RecuseForm


@door("staff", roles=("division_head", "president"))
@require_http_methods(["GET", "POST"])
def recuse(request: HttpRequest, uid: str) -> HttpResponse:
    """回避: record it and give the case to another team."""
    today = clock.today()
    seen = visible_to(request.user, today).filter(as_court(request.user, case="pk"))
    case = found_or_404(seen.select_related("court"), uid=uid)
    row = (
        case.assignments.filter(until__isnull=True)
        .select_related("team__judge", "team__assistant", "team__court_clerk", "team__mediator")
        .first()
    )
    people = queries.may_stand_aside(case, row.team if row else None, today)
    form = RecuseForm(posted(request), people=people)

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
    return shown(request, "triage/teams/recuse.html", context)
