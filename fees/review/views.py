"""复核: a party asks, the president decides (办法43)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.cases.access import as_court, by_of
from common.cases.queries import number_of
from common.law import clock
from common.law.articles import art
from common.law.terms import term
from common.web.acts import posted, shown, tried
from common.web.doors import door, found_or_404
from common.web.paging import page
from fees.money.access import courts_as
from fees.money.queries import current_notice, with_due
from fees.money.views.paying import case_of
from fees.review import actions, queries
from fees.review.access import PRESIDENT
from fees.review.forms import DecideReviewForm, ReviewForm
from fees.review.models import FeeReview
from fees.review.states import ReviewState, ReviewSubject

GROUND = [art("收费办法", 43)]


@door("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, uid: str) -> HttpResponse:
    """What one may object to, and what became of earlier objections."""
    case, party = case_of(request, uid)
    today = clock.today()
    subjects = queries.reviewable(case, party)
    form = ReviewForm(posted(request), subjects=subjects)

    def act() -> Any:
        return actions.seek_review(
            case=case,
            party=party,
            subject=ReviewSubject(form.cleaned_data["subject"]),
            words=form.cleaned_data["words"],
            once=form.cleaned_data["once"],
            by=by_of(request, case, today),
            today=today,
        )

    within = term("fee_review", case.received_on).spoken
    if tried(request, form, act, f"复核申请已提交，院长会在{within}内作出决定。"):
        return redirect("casefile:case", uid)
    rows = list(FeeReview.objects.filter(case=case, party=party).order_by("-pk"))
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "rows": rows,
        "open": bool(subjects) and all(row.state != ReviewState.PENDING for row in rows),
        "ground": GROUND,
        "today": today,
    }
    return shown(request, "fees/review/review.html", context)


@door("staff", roles=("president",))
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Requests that wait for the president, oldest first."""
    today = clock.today()
    found = queries.waiting_reviews(courts_as(request.user, PRESIDENT, today)).filter(as_court(request.user))
    rows = page(found, request.GET, order=("asked_on", "pk"))
    for row in rows.rows:
        row.number = number_of(row.case)
    return render(request, "fees/review/reviews.html", {"page": rows, "today": today})


@door("staff", roles=("president",))
@require_http_methods(["GET", "HEAD", "POST"])
def review_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, and the decision."""
    today = clock.today()
    rows = FeeReview.objects.filter(as_court(request.user), case__court__in=courts_as(request.user, PRESIDENT, today))
    rows = with_due(rows, "fee_review")
    row = found_or_404(rows.select_related("case", "case__court", "party", "decided_by"), pk=pk)
    form = DecideReviewForm(posted(request), sum_asked=row.subject == ReviewSubject.CALCULATION)

    def act() -> Any:
        return actions.decide_review(
            review=row,
            corrected=form.cleaned_data["outcome"] == "corrected",
            amount=form.cleaned_data.get("amount"),
            reason=form.cleaned_data["reason"],
            by=by_of(request, row.case, today),
            today=today,
        )

    if tried(request, form, act, lambda done: f"复核决定已作出：{ReviewState(done.state).label}。决定书正在送达。"):
        return redirect("fees:reviews")
    context = {
        "review": row,
        "case": row.case,
        "number": number_of(row.case),
        "notice": current_notice(row.case),
        "relief": queries.relief_of(row),
        "form": form,
        "open": row.state == ReviewState.PENDING,
        "due_on": row.due_on,
        "ground": GROUND,
        "today": today,
    }
    return shown(request, "fees/review/review_decide.html", context)
