"""What the mediator writes: the agreement, the undisputed facts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from common.law.articles import art
from common.web.acts import posted, pressed, tried
from common.web.doors import door
from mediation.course.queries import consents
from mediation.course.states import ConsentState
from mediation.course.views.base import as_mediator, form_page, home
from mediation.texts import actions
from mediation.texts.actions import AgreementText
from mediation.texts.forms import AgreementForm, PointsForm
from mediation.texts.queries import Situation, open_agreement, open_points
from mediation.texts.states import AgreementState


@door("signed_in")
def agreement(request: HttpRequest, uid: str) -> HttpResponse:
    """Draft the agreement; 送签 freezes it."""
    found, today, by = as_mediator(request, uid, Situation)
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
        initial=AgreementForm.initial_of(row) if row else {},
    )

    def act() -> None:
        data = form.cleaned_data
        draft = AgreementText(
            facts=data["facts"],
            items=form.items(),
            claim_ids=list(form.ways()),
            claim_ways=form.ways(),
            difference=data.get("difference", ""),
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
        template="mediation/texts/agreement.html",
        articles=[art("特邀调解", 24), art("在线调解", 19), art("民诉解释", 358, None, 5)],
        more=min(30, rows + 3),
    )


@door("signed_in")
@require_POST
def recall(request: HttpRequest, uid: str) -> HttpResponse:
    """Take the text back for a change."""
    found, today, by = as_mediator(request, uid, Situation)
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
    found, today, by = as_mediator(request, uid, Situation)
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
