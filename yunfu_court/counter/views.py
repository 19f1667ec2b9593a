"""Beginning and ending a visit; everything between happens on the party's own pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common.cases.access import by_of
from common.law import clock
from common.web.acts import shown, tried
from common.web.doors import door, found_or_404
from yunfu_court.counter import actions, queries
from yunfu_court.counter.forms import BeginForm, EndForm
from yunfu_court.counter.middleware import KEY
from yunfu_court.counter.states import Came, Shown


@require_http_methods(["GET", "HEAD", "POST"])
@door("staff", roles=queries.ROLES)
def begin(request: HttpRequest, uid: str) -> HttpResponse:
    """Who came, for whom, known by what."""
    today = clock.today()
    case = found_or_404(queries.helped_by(request.user, today), uid=uid)
    visit = queries.open_visit_of(request.user)
    if visit is not None:
        request.session[KEY] = visit.pk
        if visit.opened_on != today:
            messages.warning(request, f"您为{visit.party.name}的代办还没有结束，请先上传签名材料。")
            return redirect("counter:end")
        if visit.case_id != case.pk:
            messages.warning(request, f"您正在为{visit.party.name}代办，请先结束。")
            return redirect("counter:end")
        return redirect("casefile:case", uid=uid)
    parties = queries.parties_of(case)
    named = [(each, each.called(case.kind)) for each in parties]
    sent = request.method == "POST"
    form = BeginForm(request.POST if sent else None, parties=named)

    def act() -> Any:
        data = form.cleaned_data
        return actions.begin(
            case=case,
            party=next(party for party in parties if str(party.pk) == data["party"]),
            came=Came(data["came"]),
            name=data["name"],
            number=data["number"],
            shown=Shown(data["shown"]),
            by=by_of(request, None, today),
            today=today,
        )

    if done := tried(request, form, act):
        request.session[KEY] = done.value.pk
        return redirect("casefile:case", uid=uid)
    return shown(request, "counter/begin.html", {"case": case, "form": form, "parties": named, "today": today})


@require_http_methods(["GET", "HEAD", "POST"])
@door("staff", roles=queries.ROLES)
def end(request: HttpRequest) -> HttpResponse:
    """What was done for the person, to be printed and signed; then the signed paper."""
    today = clock.today()
    visit = queries.open_visit_of(request.user)
    if visit is None:
        request.session.pop(KEY, None)
        messages.info(request, "没有正在进行的窗口代办。")
        return redirect("workbench:home")
    acts = queries.acts_of(visit)
    sent = request.method == "POST"
    form = EndForm(request.POST if sent else None, request.FILES if sent else None, needed=bool(acts))

    def act() -> Any:
        return actions.end(visit=visit, scan=form.cleaned_data["scan"], by=by_of(request, None, today), today=today)

    if tried(request, form, act, f"已结束为{visit.party.name}的窗口代办。", field="scan"):
        request.session.pop(KEY, None)
        return redirect("casefile:case", uid=visit.case.uid)
    context = {"visit": visit, "acts": acts, "form": form, "today": today}
    return shown(request, "counter/end.html", context)
