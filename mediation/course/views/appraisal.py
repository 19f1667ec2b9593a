"""Days of an appraisal before suit, written down by the mediator or the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from common.cases.access import by_of
from common.law.articles import art
from common.web.acts import posted, tried
from common.web.doors import door, found_or_404
from mediation.course import actions, queries
from mediation.course.forms import AppraisalForm, AppraisalMistakeForm
from mediation.course.queries import Situation
from mediation.course.views.base import enter, form_page

_GROUND = [art("在线调解", 26), art("在线调解", 24)]


def _entered(request: HttpRequest, uid: str) -> tuple[Situation, date]:
    found, today = enter(request, uid, Situation)
    if not found.may_record_appraisal:
        raise Http404
    return found, today


@door("signed_in")
def appraisal(request: HttpRequest, uid: str) -> HttpResponse:
    """From when to when it goes on; recorded again from the same day when it is over."""
    found, today = _entered(request, uid)
    rows = queries.appraisals(found.case)
    open_now = next((row for row in rows if row.removed_on is None and row.last >= today), None)
    initial: dict[str, Any] = {"first": open_now.first, "last": today} if open_now else {}
    form = AppraisalForm(posted(request), initial=initial)

    def act() -> None:
        by = by_of(request, found.case if found.is_mediator else None, today)
        actions.record_appraisal(mediation=found.mediation, **form.cleaned_data, by=by, today=today)

    if tried(request, form, act, "已登记，调解期限已经重新计算，各方已收到通知。"):
        return redirect("mediation:appraisal", uid)
    return form_page(
        request,
        found,
        form,
        title="登记诉前鉴定评估",
        button="登记期间",
        lead=["鉴定评估的天数不计入调解期限，最后一天按不计入的天数往后移。"],
        articles=_GROUND,
        template="mediation/course/appraisal.html",
        rows=rows,
        today=today,
    )


@door("signed_in")
def mistake(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Recorded by mistake: the days count."""
    found, today = _entered(request, uid)
    row = found_or_404(queries.appraisals(found.case).filter(removed_on=None), pk=pk)
    form = AppraisalMistakeForm(posted(request))

    def act() -> None:
        by = by_of(request, found.case if found.is_mediator else None, today)
        words = form.cleaned_data["words"]
        actions.remove_appraisal(mediation=found.mediation, left_out=row, words=words, by=by, today=today)

    if tried(request, form, act, "已更正，调解期限已经重新计算。日子登记错的，请重新登记。"):
        return redirect("mediation:appraisal", uid)
    return form_page(
        request,
        found,
        form,
        title="更正诉前鉴定评估的期间",
        button="更正",
        lead=["更正以后，这些天计入调解期限，最后一天相应提前。"],
        articles=_GROUND,
    )
