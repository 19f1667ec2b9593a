"""值班法官: who is on duty, and the form that plans it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common.law import clock
from common.people import actions, queries
from common.people.access import person_of
from common.people.forms import DutyForm
from common.people.models import DutyTurn
from common.people.queries import courts_of
from common.people.states import PLANS_DUTY, Role
from common.web.acts import posted, pressed, shown, tried
from common.web.cleaning import code_text
from common.web.doors import door, found_or_404


@door("staff", roles=tuple(sorted(role.value for role in PLANS_DUTY)))
@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: HttpRequest) -> HttpResponse:
    """The rota of one's own court: a turn is added by the form, or taken off by its button (`end`)."""
    today, by = clock.today(), person_of(request)
    court = courts_of(by, today, PLANS_DUTY)[0]
    turns = queries.duty_turns(court.pk, today)
    if ended := code_text(request.POST.get("end", "")):
        row = found_or_404(turns, pk=int(ended) if ended.isdecimal() else 0)
        pressed(request, lambda: actions.end_duty(turn=row, by=by, today=today), "已撤销。")
        return redirect("people:duty")
    judges = {post.user_id: post.user.display_name for post in queries.staff_of(court.pk, Role.JUDGE, today)}
    form = DutyForm(posted(request), judges=[(str(pk), name) for pk, name in judges.items()], today=today)

    def act() -> DutyTurn:
        data = form.cleaned_data
        days = {"since": data["since"], "until": data["until"]}
        return actions.plan_duty(court_id=court.pk, judge_id=int(data["judge"]), by=by, today=today, **days)

    if tried(request, form, act, lambda row: f"已排班：{judges[row.judge_id]}。"):
        return redirect("people:duty")
    now = queries.on_duty(court.pk, today)
    context = {"court": court, "turns": turns, "form": form, "today": today, "kept": now is not None, "now": now}
    return shown(request, "people/duty.html", context)
