"""What the mediator does: answer, sessions, notes, texts, the end."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from common.cases.access import by_of
from common.law.articles import art
from common.web.acts import posted, pressed, tried
from common.web.doors import door, found_or_404
from mediation import actions
from mediation.actions import Draft, Log
from mediation.forms import (
    AgreementForm,
    LogForm,
    NoteForm,
    PointsForm,
    ProposalForm,
    ReportForm,
    SessionForm,
)
from mediation.models import Session
from mediation.queries import consents, open_agreement, open_points
from mediation.states import AgreementState, ConsentState, EndReason, RefusalReason, SessionMode, SessionState

from .base import as_mediator, enter, form_page, home
from .party import extend_page


@door("signed_in")
def answer(request: HttpRequest, uid: str) -> HttpResponse:
    """Take the case (disclosing what must be disclosed), or refuse it with a reason."""
    found, today = enter(request, uid)
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
    found, today, by = as_mediator(request, uid)
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
    found, today, by = as_mediator(request, uid)
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
    found, today, by = as_mediator(request, uid)
    session = found_or_404(Session.objects.filter(mediation=found.mediation), number=number)
    if session.state in (SessionState.OFFERED, SessionState.SET):
        pressed(request, lambda: actions.cancel_session(session=session, by=by, today=today), "已取消。")
    return home(found)


@door("signed_in")
def note(request: HttpRequest, uid: str) -> HttpResponse:
    """A private note."""
    found, today, by = as_mediator(request, uid)
    form = NoteForm(posted(request))

    def act() -> None:
        actions.add_note(mediation=found.mediation, text=form.cleaned_data["text"], by=by, today=today)

    if tried(request, form, act, "私记已保存，只有您能看到。"):
        return home(found)
    return form_page(request, found, form, title="写私记", button="保存", articles=[art("在线调解", 18)])


@door("signed_in")
def extend_by_mediator(request: HttpRequest, uid: str) -> HttpResponse:
    found, today, by = as_mediator(request, uid)
    return extend_page(request, found, today, by)


@door("signed_in")
def agreement(request: HttpRequest, uid: str) -> HttpResponse:
    """Draft the agreement; 送签 freezes it."""
    found, today, by = as_mediator(request, uid)
    row = open_agreement(found.mediation)
    if row is not None and row.state == AgreementState.SIGNING:
        return redirect("mediation:sign", uid)
    agreeing = [c.party for c in consents(found.mediation) if c.state == ConsentState.GIVEN]
    claims = list(found.case.claims.filter(state="open"))
    asked = request.GET.get("rows", "")
    least = max(3, row.items.count() if row else 0)
    rows = min(30, max(least, int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 0))
    form = AgreementForm(
        posted(request),
        parties=agreeing,
        claims=claims,
        rows=rows,
        initial=AgreementForm.initial_of(row) if row else {"claims": [str(c.pk) for c in claims]},
    )

    def act() -> None:
        data = form.cleaned_data
        draft = Draft(
            facts=data["facts"],
            items=form.items(),
            claim_ids=[int(pk) for pk in data.get("claims", [])],
            party_ids=[int(pk) for pk in data["parties"]],
            costs=data["costs"],
            subject=data["subject"],
        )
        made = actions.draft_agreement(mediation=found.mediation, draft=draft, by=by, today=today)
        if "send" in request.POST:
            actions.send_agreement(agreement=made, by=by, today=today)

    words = "已送各方签名，请您也签名。" if "send" in request.POST else "草稿已保存。"
    if tried(request, form, act, words):
        return redirect("mediation:sign", uid) if "send" in request.POST else home(found)
    return form_page(
        request,
        found,
        form,
        title="拟定调解协议",
        button="保存草稿",
        template="mediation/agreement.html",
        articles=[art("特邀调解", 24), art("在线调解", 19), art("民诉解释", 358, None, 5)],
        more=min(30, rows + 3),
    )


@door("signed_in")
@require_POST
def recall(request: HttpRequest, uid: str) -> HttpResponse:
    """Take the text back for a change."""
    found, today, by = as_mediator(request, uid)
    row = found.signing
    if row is None:
        raise Http404
    pressed(
        request,
        lambda: actions.recall_agreement(agreement=row, by=by, today=today),
        "已撤回，请修改后重新送签。",
    )
    return redirect("mediation:agreement", uid)


@door("signed_in")
def points(request: HttpRequest, uid: str) -> HttpResponse:
    """Undisputed facts and issues: drafted and sent to be signed."""
    found, today, by = as_mediator(request, uid)
    row = open_points(found.mediation)
    initial = {"facts": "\n".join(row.facts), "issues": "\n".join(row.issues)} if row else {}
    form = PointsForm(posted(request), initial=initial)

    def act() -> None:
        made = actions.draft_points(
            mediation=found.mediation, facts=form.lines("facts"), issues=form.lines("issues"), by=by, today=today
        )
        actions.send_points(points=made, by=by, today=today)

    if tried(request, form, act, "已送各方签名确认。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="记载无争议事实和争议焦点",
        button="送各方签名",
        lead=["各方都签名后才移送审理；没有签名的不移送。修改后原来的签名作废。"],
        articles=[art("在线调解", 18), art("在线调解", 22)],
    )


@door("signed_in")
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """End it without agreement: reasons per party; beside it what is handed over and what is still missing."""
    found, today, by = as_mediator(request, uid)
    if not found.mediation.is_open and (found.mediation.reported or found.mediation.end_reason == EndReason.AGREED):
        return home(found)
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
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="终结报告" if over else "调解不成，终结",
        button="提交报告" if over else "终结调解",
        template="mediation/end.html",
        articles=[art("在线调解", 21), art("在线调解", 25), art("特邀调解", 26)],
        over=over,
        points=found.mediation.points.exclude(state="abandoned").first(),
        addresses=[
            (row.party.name, row.party.service_addresses.filter(superseded_at=None).first()) for row in found.consents
        ],
    )
