"""Before anything is filed: the self-assessment, the two ways, beginning a draft. No account is needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.cases.access import by_of
from common.law import clock
from common.law.articles import art
from common.people.access import person_of
from common.web.acts import tried
from common.web.doors import door, found_or_404
from intake import actions, queries
from intake.access import drafts_of, guest_of, guidances_of, make_guest
from intake.forms import AssessmentForm, CodeForm, KindForm, StartForm
from intake.rules.assessment import Page, carried, result, visible
from intake.rules.assessment import load as assessment
from intake.rules.forms import load

RELIEF = [art("收费办法", 44), art("收费办法", 45), art("收费办法", 46), art("收费办法", 47), art("收费办法", 48)]
# The grounds under each way: terms, fee, force, secrecy.
WAYS = {
    "mediate": (
        art("2025意见", 3),
        art("在线调解", 18),
        art("在线调解", 19),
        art("在线调解", 24),
        art("民诉法", 205),
        art("收费办法", 15),
        art("司法确认", 11),
    ),
    "sue": (art("民诉法", 137), art("民诉法", 152), art("民诉法", 164), art("民诉法", 168), art("收费办法", 13)),
    "back": (art("民诉法", 125), art("在线调解", 19)),
}


def signed_in(request: HttpRequest, user: Any) -> None:
    """For settings.SIGNED_IN_HANDLERS: what a guest began in this session becomes the account's."""
    actions.claim_for_user(guest=guest_of(request), user_id=user.pk)


def keeper(request: HttpRequest) -> dict[str, Any]:
    """To whom something begun now belongs: the account, or the session of a guest."""
    if request.user.is_authenticated:
        return {"owner_id": request.user.pk, "guest": ""}
    return {"owner_id": None, "guest": make_guest(request)}


@door("public")
def assess(request: HttpRequest) -> HttpResponse:
    """The self-assessment's first page: which kind, which side."""
    today = clock.today()
    form = KindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = actions.start_guidance(
            kind=form.cleaned_data["kind"], role=form.cleaned_data["role"], today=today, **keeper(request)
        )
        return redirect("intake:assess_questions", row.uid)
    return render(request, "intake/assess.html", {"form": form})


@door("public")
def assess_questions(request: HttpRequest, uid: str) -> HttpResponse:
    """One short page of questions (?page=), kept as it is left; every question may stay open."""
    today = clock.today()
    row = found_or_404(guidances_of(request.user, guest_of(request)), uid=uid)
    pages = visible(row.kind, row.role, row.answers)
    at = _place(pages, request.GET.get("page", ""))
    here = pages[at]
    form = AssessmentForm(request.POST or None, questions=here.questions, initial=row.answers)
    if request.method == "POST" and form.is_valid():
        on_page = {each.key for each in here.questions}
        kept = {key: value for key, value in row.answers.items() if key not in on_page}
        answers = {**kept, **form.plain_answers()}
        actions.keep_guidance(guidance=row, answers=answers, today=today)
        # The answers may have opened or closed later pages: count from this one again.
        pages = visible(row.kind, row.role, answers)
        to = _place(pages, here.key) + (-1 if request.POST.get("go") == "back" else 1)
        if request.POST.get("go") == "result" or to >= len(pages):
            return redirect("intake:assessed", row.uid)
        return redirect(f"{reverse('intake:assess_questions', args=[row.uid])}?page={pages[max(to, 0)].key}")
    when = {
        each.key: each.condition for each in here.questions if each.condition and each.condition.field in form.fields
    }
    context = {
        "form": form,
        "fields": [
            (bound, when[bound.name].field, "|".join(when[bound.name].values))
            if bound.name in when
            else (bound, "", "")
            for bound in form
        ],
        "row": row,
        "kind": assessment().kind(row.kind),
        "page": here,
        "number": at + 1,
        "of": len(pages),
    }
    return render(request, "intake/assess_questions.html", context)


def _place(pages: Sequence[Page], key: str) -> int:
    """Where the page of this key stands; the first where there is none."""
    return next((place for place, each in enumerate(pages) if each.key == key), 0)


@door("public")
@require_safe
def assessed(request: HttpRequest, uid: str) -> HttpResponse:
    """The remarks, each with its grounds; nothing here decides anything."""
    today = clock.today()
    row = found_or_404(guidances_of(request.user, guest_of(request)), uid=uid)
    context = {
        "row": row,
        "kind": assessment().kind(row.kind),
        "result": result(row.kind, row.role, row.answers, today),
        "pages": visible(row.kind, row.role, row.answers),
        "today": today,
    }
    return render(request, "intake/assessed.html", context)


@door("public")
@require_safe
def ways(request: HttpRequest) -> HttpResponse:
    """The two ways side by side, before anybody is asked to choose; ?from= keeps the self-assessment one comes from."""
    mine = guidances_of(request.user, guest_of(request)).filter(uid=request.GET.get("from", ""))
    source = mine.values_list("uid", flat=True).first() if "from" in request.GET else None
    return render(request, "intake/ways.html", {"grounds": WAYS, "source": source, "today": clock.today()})


@door("public")
@require_safe
def relief(request: HttpRequest) -> HttpResponse:
    """Those who cannot pay: deferral, reduction, exemption."""
    return render(request, "intake/relief.html", {"grounds": RELIEF})


@door("public")
def start(request: HttpRequest) -> HttpResponse:
    """Begin a draft, from nothing or from a self-assessment (?from=uid); ?wish= preselects the way."""
    today = clock.today()
    source = request.GET.get("from", "") or request.POST.get("from", "")
    guidance = guidances_of(request.user, guest_of(request)).filter(uid=source).first() if source else None
    initial: dict[str, Any] = {"wish": request.GET.get("wish", "")}
    if guidance is not None:
        initial["form"] = assessment().kind(guidance.kind).form
    form = StartForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["form"]
        said = carried(chosen, guidance.kind, guidance.role, guidance.answers) if guidance else {}
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
    return render(request, "intake/start.html", {"form": form, "source": guidance.uid if guidance else ""})


@door("public")
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """The visitor's own drafts, newest first."""
    today = clock.today()
    rows = drafts_of(request.user, guest_of(request), today).filter(state="open")
    if request.user.is_authenticated:
        rows = rows.filter(owner=request.user)
    listed = [(row, queries.title_of(row, load(row.form), row.given())) for row in rows.order_by("-saved_at")[:50]]
    return render(request, "intake/drafts.html", {"drafts": listed})


@door("signed_in")
def take_over(request: HttpRequest) -> HttpResponse:
    """A draft begun at the counter, continued on one's own phone."""
    form = CodeForm(request.POST or None)

    def act() -> Any:
        return actions.take_over(code=form.cleaned_data["code"], user_id=person_of(request).pk, now=clock.now())

    if done := tried(request, form, act, "已接续。窗口填写的内容都在，请核对后提交。", field="code"):
        return redirect("intake:draft", done.value.uid)
    return render(request, "intake/take_over.html", {"form": form})
