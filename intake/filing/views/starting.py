"""Beginning a draft, finding it again, taking it over from the counter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from common.cases.access import by_of
from common.law import clock
from common.people.access import person_of
from common.people.models import User
from common.web.acts import posted, tried
from common.web.doors import door
from common.web.pace import guessed
from intake.filing import actions, queries
from intake.filing.access import drafts_of
from intake.filing.forms import CodeForm, StartForm
from intake.guidance.access import guest_of, guidances_of, keeper
from intake.guidance.models import Guidance
from intake.guidance.rules.assessment import carried


def signed_in(request: HttpRequest, user: User) -> None:
    """For settings.SIGNED_IN_HANDLERS: what a guest began in this session becomes the account's."""
    actions.claim_for_user(guest=guest_of(request), user_id=user.pk)


@door("public")
def start(request: HttpRequest) -> HttpResponse:
    """Begin a draft, from nothing or from a self-assessment (?from=uid); ?wish= preselects the way."""
    today = clock.today()
    source = request.GET.get("from", "") or request.POST.get("from", "")
    guidance = guidances_of(request.user, guest_of(request)).filter(uid=source).first() if source else None
    initial: dict[str, Any] = {"wish": request.GET.get("wish", "")}
    if guidance is not None:
        initial["form"] = guidance.asked.kind(guidance.kind).form
    form = StartForm(posted(request), today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["form"]
        said = _carried(chosen, guidance) if guidance else {}
        draft = actions.start_draft(
            by=by_of(request, None, today),
            today=today,
            form=chosen,
            wish=form.cleaned_data["wish"],
            guidance=guidance,
            answers=said,
            **keeper(request),
        )
        if said:
            messages.success(request, f"自测里答过的 {len(said)} 项已经带过来了，请核对，随时可以改。")
        return redirect("intake:draft", draft.uid)
    return render(request, "intake/filing/start.html", {"form": form, "source": guidance.uid if guidance else ""})


def _carried(form: str, guidance: Guidance) -> dict[str, Any]:
    return carried(guidance.asked, form, guidance.kind, guidance.role, guidance.answers)


@door("public")
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """The visitor's own drafts, newest first."""
    today = clock.today()
    rows = drafts_of(request.user, guest_of(request), today).filter(state="open")
    if request.user.is_authenticated:
        rows = rows.filter(owner=request.user)
    listed = [(row, queries.title_of(row, row.spec, row.given())) for row in rows.order_by("-saved_at", "-pk")[:50]]
    return render(request, "intake/filing/drafts.html", {"drafts": listed})


@door("signed_in")
def take_over(request: HttpRequest) -> HttpResponse:
    """A draft begun at the counter, continued on one's own phone."""
    form = CodeForm(posted(request))

    def act() -> Any:
        return actions.take_over(code=form.cleaned_data["code"], user_id=person_of(request).pk, now=clock.now())

    def asked() -> Any:
        return guessed(request, act)

    if done := tried(request, form, asked, "已接续。窗口填写的内容都在，请核对后提交。", field="code"):
        return redirect("intake:draft", done.value.uid)
    return render(request, "intake/filing/take_over.html", {"form": form})
