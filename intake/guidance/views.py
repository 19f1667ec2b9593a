"""Before anything is filed: the self-assessment, the two ways, relief of fees. No account is needed."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.law import clock
from common.web.acts import posted
from common.web.doors import door, own_or_404
from intake.guidance import actions
from intake.guidance.access import guest_of, guidances_of, keeper
from intake.guidance.forms import AssessmentForm, KindForm
from intake.guidance.rules.assessment import AssessmentPage, newest, result, visible
from intake.guidance.rules.ways import RELIEF, WAYS


@door("public")
def assess(request: HttpRequest) -> HttpResponse:
    """The self-assessment's first page: which kind, which side."""
    today = clock.today()
    form = KindForm(posted(request), kinds=newest(today).kinds)
    if request.method == "POST" and form.is_valid():
        row = actions.start_guidance(
            kind=form.cleaned_data["kind"], role=form.cleaned_data["role"], today=today, **keeper(request)
        )
        return redirect("intake:assess_questions", row.uid)
    return render(request, "intake/guidance/assess.html", {"form": form})


@door("public")
def assess_questions(request: HttpRequest, uid: str) -> HttpResponse:
    """One short page of questions (?page=), kept as it is left; every question may stay open."""
    today = clock.today()
    row = own_or_404(request, guidances_of(request.user, guest_of(request)), uid=uid)
    pages = visible(row.asked, row.kind, row.role, row.answers)
    at = _place(pages, request.GET.get("page", ""))
    here = pages[at]
    form = AssessmentForm(posted(request), questions=here.questions, initial=row.answers)
    if request.method == "POST" and form.is_valid():
        on_page = {each.key for each in here.questions}
        kept = {key: value for key, value in row.answers.items() if key not in on_page}
        answers = {**kept, **form.plain_answers()}
        actions.keep_guidance(guidance=row, answers=answers, today=today)
        # The answers may have opened or closed later pages: count from this one again.
        pages = visible(row.asked, row.kind, row.role, answers)
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
        "kind": row.asked.kind(row.kind),
        "page": here,
        "number": at + 1,
        "of": len(pages),
    }
    return render(request, "intake/guidance/assess_questions.html", context)


def _place(pages: Sequence[AssessmentPage], key: str) -> int:
    """Where the page of this key stands; the first where there is none."""
    return next((place for place, each in enumerate(pages) if each.key == key), 0)


@door("public")
@require_safe
def assessed(request: HttpRequest, uid: str) -> HttpResponse:
    """The remarks, each with its grounds; nothing here decides anything."""
    today = clock.today()
    row = own_or_404(request, guidances_of(request.user, guest_of(request)), uid=uid)
    context = {
        "row": row,
        "kind": row.asked.kind(row.kind),
        "result": result(row.asked, row.kind, row.role, row.answers, today),
        "pages": visible(row.asked, row.kind, row.role, row.answers),
        "today": today,
    }
    return render(request, "intake/guidance/assessed.html", context)


@door("public")
@require_safe
def ways(request: HttpRequest) -> HttpResponse:
    """The two ways side by side, before anybody is asked to choose; ?from= keeps the self-assessment one comes from."""
    mine = guidances_of(request.user, guest_of(request)).filter(uid=request.GET.get("from", ""))
    source = mine.values_list("uid", flat=True).first() if "from" in request.GET else None
    return render(request, "intake/guidance/ways.html", {"grounds": WAYS, "source": source, "today": clock.today()})


@door("public")
@require_safe
def relief(request: HttpRequest) -> HttpResponse:
    """Those who cannot pay: deferral, reduction, exemption."""
    return render(request, "intake/guidance/relief.html", {"grounds": RELIEF})
