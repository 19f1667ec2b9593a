"""What the desk does: write down answers, appoint."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from common.cases.access import by_of
from common.law.articles import art
from common.web.acts import posted, tried
from common.web.doors import door
from mediation.course import actions, queries
from mediation.course.forms import ContactForm, MediatorForm
from mediation.course.queries import Situation
from mediation.course.views.base import as_desk, enter, form_page, home

DESK = ("clerk", "counsellor", "triage_officer")


@door("signed_in")
def contact(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down what a party said at the counter or by telephone: staff, or the mediator who asked (在线调解15)."""
    found, today = enter(request, uid, Situation)
    if not (found.is_desk or found.is_mediator):
        raise Http404
    form = ContactForm(posted(request), consents=found.consents)

    def act() -> None:
        data = form.cleaned_data
        actions.record_answer(
            mediation=found.mediation,
            party_id=int(data["party"]),
            answer=data["answer"],
            by=by_of(request, None, today, channel=data["channel"]),
            today=today,
        )

    if tried(request, form, act, "已登记。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="登记当事人的答复",
        button="登记",
        lead=["登记当事人在窗口、服务站或者电话中的答复。拒绝调解不需要说明理由。"],
        articles=[art("在线调解", 15), art("特邀调解", 11)],
    )


@door("staff", roles=DESK)
def appoint(request: HttpRequest, uid: str) -> HttpResponse:
    """Name a mediator by hand."""
    found, today = as_desk(request, uid, Situation)
    if not found.needs_mediator:
        return home(found)
    rows = queries.suited(found.case, today)
    form = MediatorForm(posted(request), mediators=rows, leave=False)

    def act() -> None:
        chosen = int(form.cleaned_data["mediator"])
        by = by_of(request, None, today)
        actions.appoint(mediation=found.mediation, mediator_id=chosen, by=by, today=today)

    if tried(request, form, act, "已邀请。"):
        return home(found)
    lead = ["按擅长领域、地点和在办件数排列。"] if rows else ["名册中没有可以接受本案的调解员，请先在后台补充名册。"]
    return form_page(
        request,
        found,
        form,
        title="指定调解员",
        button="邀请",
        lead=lead,
        articles=[art("在线调解", 10), art("特邀调解", 12)],
    )
