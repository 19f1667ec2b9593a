"""What the views share: coming in, calling one action, and the page of one form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.cases.access import by_of, visible_to
from common.cases.events import By
from common.cases.models import Case
from common.cases.queries import PARTICIPATIONS
from common.law import clock
from common.law.articles import Article
from common.web.doors import found_or_404
from common.web.forms import CourtForm
from mediation.course.queries import Situation, unreported

S = TypeVar("S", bound=Situation)


def enter(request: HttpRequest, uid: str, kind: type[S]) -> tuple[S, date]:
    """The newest mediation of a case this person may see; 404 for what is absent and what is foreign alike.

    `kind`: what the wing of the page knows of it.
    """
    today = clock.today()
    case = found_or_404(
        visible_to(request.user, today).select_related("court").prefetch_related(PARTICIPATIONS), uid=uid
    )
    found = kind.of(case, request.user, today)
    if found is None:
        raise Http404
    return found, today


def as_party(request: HttpRequest, uid: str, kind: type[S]) -> tuple[S, date, By]:
    """For what only a party (or who may decide for it) does; 404 for everybody else."""
    found, today = enter(request, uid, kind)
    if found.party is None or not found.may_decide:
        raise Http404
    return found, today, by_of(request, found.case, today)


def as_side(request: HttpRequest, uid: str, kind: type[S]) -> tuple[S, date, By]:
    """For what any agent of a party may say too, with or without the power to settle."""
    found, today = enter(request, uid, kind)
    if found.party is None:
        raise Http404
    return found, today, by_of(request, found.case, today)


def as_mediator(request: HttpRequest, uid: str, kind: type[S]) -> tuple[S, date, By]:
    found, today = enter(request, uid, kind)
    if not found.is_mediator:
        raise Http404
    return found, today, by_of(request, found.case, today)


def to_report(request: HttpRequest, uid: str, kind: type[S]) -> tuple[S, date, By]:
    """For the mediator who has yet to end a mediation, or to report of one that is over: its case they see no more, and
    the page of the report shows nothing of what came after."""
    today = clock.today()
    owed = unreported(request.user).filter(case__uid=uid)
    if not owed.exists():
        return as_mediator(request, uid, kind)
    case = found_or_404(Case.objects.select_related("court").prefetch_related(PARTICIPATIONS), uid=uid)
    found = kind.of(case, request.user, today)
    if found is None or not found.is_mediator:
        raise Http404
    return found, today, by_of(request, case, today)


def as_desk(request: HttpRequest, uid: str, kind: type[S]) -> tuple[S, date]:
    found, today = enter(request, uid, kind)
    if not found.is_desk:
        raise Http404
    return found, today


def as_judge(request: HttpRequest, uid: str, kind: type[S]) -> tuple[S, date, By]:
    found, today = enter(request, uid, kind)
    if not found.is_judge:
        raise Http404
    return found, today, by_of(request, found.case, today)


def home(found: Situation) -> HttpResponse:
    """Back to the page of this mediation."""
    return redirect("mediation:mediation", found.case.uid)


def form_page(
    request: HttpRequest,
    found: Situation,
    form: CourtForm,
    *,
    title: str,
    button: str,
    lead: Sequence[str] = (),
    articles: Sequence[Article] = (),
    template: str = "mediation/course/form.html",
    multipart: bool = False,
    **more: Any,
) -> HttpResponse:
    """One question, one button, one way back."""
    context = {
        "found": found,
        "case": found.case,
        "form": form,
        "title": title,
        "button": button,
        "lead": lead,
        "articles": articles,
        "multipart": multipart,
        "staff": found.party is None,
        **more,
    }
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)
