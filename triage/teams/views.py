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
from triage.teams.access import decider, may_decide, may_offer_recusal, may_reassign, waits_aside
from triage.teams.forms import OwnForm, RecuseForm, RefusalForm
from triage.teams.models import Assignment


@door("staff", roles=("judge", "division_head", "president"))
@require_http_methods(["GET", "POST"])
def recuse(request: HttpRequest, uid: str) -> HttpResponse:
    """回避: record it and give the case to another team; of who offered it, agree or refuse."""
    today = clock.today()
    case, row = _case_of(request, uid, today)
    offers = queries.offered(case)
    said = next((each for each in offers if may_decide(case, row, each.user_id, request.user, today)), None)
    leads = may_reassign(case, request.user, today)
    if not leads and said is None:
        raise PermissionDenied
    # Of whom an offer is open decides who may; a judge decides on nobody else.
    closed = {str(each.user_id) for each in offers if each != said}
    people = queries.may_stand_aside(case, row.team if row else None, today)
    people = [each for each in people if each[0] not in closed and (leads or (said and each[0] == str(said.user_id)))]
    given = {"user": str(said.user_id), "ground": said.ground} if said else None
    refusing = said is not None and "refusal" in request.POST
    form = RecuseForm(None if refusing else posted(request), people=people, initial=given)
    refusal = RefusalForm(request.POST if refusing else None)

    def act() -> Any:
        return actions.recuse(
            case=case,
            user_id=int(form.cleaned_data["user"]),
            ground=form.cleaned_data["ground"],
            by=by_of(request, case, today),
            today=today,
        )

    def refuse() -> Any:
        words, by = refusal.cleaned_data["refusal"], by_of(request, case, today)
        return actions.refuse_recusal(case=case, user_id=said.user_id if said else 0, refusal=words, by=by, today=today)

    if refusing:
        if tried(request, refusal, refuse, "没有同意回避，已经告诉提出的人。"):
            return redirect("casefile:case", case.uid)
    elif tried(request, form, act, "已登记回避，案件由别人办理。"):
        # A judge whose clerk stands aside may have lost the case with the team.
        seen = visible_to(request.user, today).filter(pk=case.pk).exists()
        return redirect("casefile:case", case.uid) if seen else redirect("/")
    ground = [art("民诉法", 47), art("民诉法", 49)]
    context = {"case": case, "team": row.team if row else None, "form": form, "ground": ground, "today": today}
    return shown(request, "triage/teams/recuse.html", context | {"said": said, "refusal": refusal})


@door("staff", roles=("judge", "assistant", "court_clerk", "clerk"))
@require_http_methods(["GET", "POST"])
def stand_aside(request: HttpRequest, uid: str) -> HttpResponse:
    """自行回避: whoever works on the case says why they must not; who decides it says 民诉法49."""
    today = clock.today()
    case, row = _case_of(request, uid, today)
    if not may_offer_recusal(case, row, request.user, today):
        raise PermissionDenied
    form = OwnForm(posted(request))

    def act() -> Any:
        by = by_of(request, case, today)
        return actions.offer_recusal(case=case, ground=form.cleaned_data["ground"], by=by, today=today)

    who = decider(case, row, request.user.pk or 0, today).label
    if tried(request, form, act, f"已经提出回避，由{who}决定。决定前，请停下本案的工作。"):
        return redirect("casefile:case", case.uid)
    said = case.recusals.filter(user=request.user.pk).first()
    ground = [art("民诉法", 47), art("民诉法", 48, 2), art("民诉法", 49)]
    context = {"case": case, "form": form, "ground": ground, "today": today, "decider": who, "said": said}
    waits = waits_aside(case, request.user) and not form.is_bound
    return shown(request, "triage/teams/stand_aside.html", context | {"waits": waits})


def _case_of(request: HttpRequest, uid: str, today: date) -> tuple[Case, Assignment | None]:
    """The case on a page of the court, and who has it."""
    seen = visible_to(request.user, today).filter(as_court(request.user, case="pk"))
    case = found_or_404(seen.select_related("court"), uid=uid)
    rows = case.assignments.filter(until__isnull=True)
    return case, rows.select_related("team__judge", "team__assistant", "team__court_clerk", "team__mediator").first()
