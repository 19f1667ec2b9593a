"""The end without agreement, with what is handed over beside it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from common.law.articles import art
from common.web.acts import posted, tried
from common.web.doors import door
from mediation.course import actions
from mediation.course.forms import ReportForm
from mediation.course.states import EndReason
from mediation.course.views.base import form_page, to_report
from mediation.texts.queries import Situation


@door("signed_in")
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """End it without agreement: reasons per party; beside it what is handed over and what is still missing."""
    found, today, by = to_report(request, uid, Situation)
    if not found.mediation.is_open and (found.mediation.reported or found.mediation.end_reason == EndReason.AGREED):
        return redirect("mediation:desk")
    over = not found.mediation.is_open
    parties = [row.party for row in found.consents]
    form = ReportForm(posted(request), parties=parties, ends=not over)

    def act() -> None:
        data = form.cleaned_data
        report = {
            "mediation": found.mediation,
            "reasons": form.reasons(),
            "summary": data["summary"],
            "costly": data["costly"],
            "hints": data["hints"],
            "by": by,
            "today": today,
        }
        if over:
            actions.write_report(**report)
        else:
            actions.fail(reason=EndReason(data["reason"]), **report)

    if tried(request, form, act, "终结报告已提交。" if over else "调解已终结，案件继续办理。"):
        return redirect("mediation:desk")  # the case itself is theirs no more
    return form_page(
        request,
        found,
        form,
        title="终结报告" if over else "调解不成，终结",
        button="提交报告" if over else "终结调解",
        template="mediation/texts/end.html",
        articles=[art("在线调解", 21), art("在线调解", 25), art("特邀调解", 26)],
        over=over,
        points=found.mediation.points.exclude(state="abandoned").first(),
        addresses=[
            (row.party.name, row.party.service_addresses.filter(superseded_at=None).first()) for row in found.consents
        ],
    )
