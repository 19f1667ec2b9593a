"""The calculators of the key areas, for anybody (实施意见6). The answer is in the address: it can be kept and sent."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.documents.adapters.pdf import render_pdf
from common.law import clock
from common.web.doors import door
from mediation.damages import queries
from mediation.damages.forms import DamagesForm
from mediation.damages.rules.catalogue import AREAS, CALCULATORS, Calculator, area_of
from mediation.damages.rules.kinds import counted
from mediation.damages.rules.shapes import Answer, GivenError


@require_safe
@door("public")
def damages(request: HttpRequest) -> HttpResponse:
    """By situation, in a layman's words."""
    return render(request, "mediation/damages/index.html", {"areas": AREAS})


@require_safe
@door("public")
def calculator(request: HttpRequest, key: str) -> HttpResponse:
    """One calculator: what is asked, the sum with its lines, and what to bring."""
    found = _found(key)
    form, answer = _asked(request, found)
    context = {
        "calculator": found,
        "area": area_of(found),
        "form": form,
        "answer": answer,
        "asked": request.GET.urlencode(),
    }
    return render(request, "mediation/damages/calculator.html", context)


@require_safe
@door("public")
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """The same as a sheet to print. It is nobody's paper of a case: no seal, no number."""
    found = _found(key)
    form, answer = _asked(request, found)
    if answer is None:
        return redirect(f"{reverse('mediation:damages_one', args=[key])}?{request.GET.urlencode()}")
    context = {
        "title": "计算清单",
        "day": clock.today().isoformat(),
        "court": "云浮法院诉讼服务网",
        "calculator": found,
        "area": area_of(found),
        "given": form.said(),
        "answer": answer,
        "grounds": [article.cite for article in answer.cited],
    }
    response = HttpResponse(render_pdf("mediation/damages/papers/sheet.html", context), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="sheet.pdf"'
    return response


def _found(key: str) -> Calculator:
    if key not in CALCULATORS:
        raise Http404
    return CALCULATORS[key]


def _asked(request: HttpRequest, calculator: Calculator) -> tuple[DamagesForm, Answer | None]:
    book = queries.figures(public=True)
    form = DamagesForm(calculator, book, request.GET or None)
    if not form.is_bound or not form.is_valid():
        return form, None
    try:
        return form, counted(calculator.kind, form.inputs(), book)
    except GivenError as error:
        form.put(error)
        return form, None
