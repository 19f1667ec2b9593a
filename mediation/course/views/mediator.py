"""What the mediator does on the way: answer, sessions, notes, a longer period."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from common.cases.access import by_of
from common.law.articles import art
from common.web.acts import posted, pressed, tried
from common.web.doors import door, found_or_404
from mediation.course import actions
from mediation.course.actions import Log
from mediation.course.forms import LogForm, NoteForm, ProposalForm, SessionForm
from mediation.course.models import Session
from mediation.course.queries import Situation
from mediation.course.states import RefusalReason, SessionMode, SessionState
from mediation.course.views.base import as_mediator, enter, form_page, home
from mediation.course.views.party import extend_page


@door("signed_in")
def answer(request: HttpRequest, uid: str) -> HttpResponse:
    """Take the case (disclosing what must be disclosed), or refuse it with a reason."""
    found, today = enter(request, uid, Situation)
    proposal = found.proposal
    if proposal is None or not found.is_asked:
        raise Http404
    by = by_of(request, found.case, today)
    form = ProposalForm(posted(request))

    def act() -> None:
        data = form.cleaned_data
        if data["accepts"]:
            actions.accept(proposal=proposal, by=by, today=today, disclosure=data["disclosure"])
        else:
            reason = RefusalReason(data["reason"])
            actions.refuse(proposal=proposal, reason=reason, text=data["text"], by=by, today=today)

    if tried(request, form, act, "已记下您的答复。"):
        accepted = form.cleaned_data["accepts"]
        return home(found) if accepted else redirect("mediation:desk")
    return form_page(
        request,
        found,
        form,
        title="是否接受调解",
        button="提交答复",
        lead=[
            f"{found.case.title}。推荐理由：{proposal.why}。",
            "接受即视为签收移交材料，调解期限从当天起计算（当天不算在内）。",
        ],
        articles=[art("在线调解", 12), art("在线调解", 13), art("在线调解", 24)],
    )


@door("signed_in")
def session_new(request: HttpRequest, uid: str) -> HttpResponse:
    """Offer up to three times."""
    found, today, by = as_mediator(request, uid, Situation)
    form = SessionForm(posted(request))

    def act() -> None:
        data = form.cleaned_data
        actions.offer_session(
            mediation=found.mediation,
            mode=SessionMode(data["mode"]),
            times=form.times(),
            place=data["place"],
            agreed=data["agreed"],
            by=by,
            today=today,
        )

    if tried(request, form, act, "已通知各方。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="约定调解时间",
        button="通知各方",
        lead=["提出一至三个时间，各方选择同一个后自动约定。再次提出会取代上一次尚未进行的安排。"],
        articles=[art("在线调解", 16), art("特邀调解", 14)],
    )


@door("signed_in")
def session_log(request: HttpRequest, uid: str, number: int = 0) -> HttpResponse:
    """Log a session: one that was set (by its number), or one that simply took place."""
    found, today, by = as_mediator(request, uid, Situation)
    session = None
    if number:
        session = found_or_404(Session.objects.filter(mediation=found.mediation), number=number)
    initial: dict[str, Any] = {"held_on": today}
    if session is not None:
        initial |= {"mode": session.mode, "place": session.place}
    parties = [row.party for row in found.consents]
    form = LogForm(posted(request), parties=parties, initial=initial)

    def act() -> None:
        data = form.cleaned_data
        log = Log(
            held_on=data["held_on"],
            mode=SessionMode(data["mode"]),
            place=data["place"],
            present=form.present(),
            record=data["record"],
            next_step=data["next_step"],
            identity_checked=data["identity_checked"],
            warned=data["warned"],
        )
        actions.log_session(mediation=found.mediation, log=log, by=by, today=today, session=session)

    if tried(request, form, act, "已登记。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="登记调解情况",
        button="登记",
        articles=[art("在线调解", 17), art("在线调解", 22)],
    )


@door("signed_in")
@require_POST
def session_cancel(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    found, today, by = as_mediator(request, uid, Situation)
    session = found_or_404(Session.objects.filter(mediation=found.mediation), number=number)
    if session.state in (SessionState.OFFERED, SessionState.SET):
        pressed(request, lambda: actions.cancel_session(session=session, by=by, today=today), "已取消。")
    return home(found)


@door("signed_in")
def note(request: HttpRequest, uid: str) -> HttpResponse:
    """A private note."""
    found, today, by = as_mediator(request, uid, Situation)
    form = NoteForm(posted(request))

    def act() -> None:
        actions.add_note(mediation=found.mediation, text=form.cleaned_data["text"], by=by, today=today)

    if tried(request, form, act, "私记已保存，只有您能看到。"):
        return home(found)
    return form_page(request, found, form, title="写私记", button="保存", articles=[art("在线调解", 18)])


@door("signed_in")
def extend_by_mediator(request: HttpRequest, uid: str) -> HttpResponse:
    found, today, by = as_mediator(request, uid, Situation)
    return extend_page(request, found, today, by)
