"""For the petitioner, signed in or by number and code: asking the higher court to look at it again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common.law import clock
from common.web.acts import posted, shown, tried
from common.web.doors import door
from common.web.idempotency import made_once
from petitions.letters.models import Petition
from petitions.letters.queries import number_of
from petitions.letters.views.lodging import by_petitioner, may_follow, petition_at, remember
from petitions.reviews import actions
from petitions.reviews.forms import AskForm
from petitions.reviews.queries import right_of


@door("public")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask for 复查 or 复核. The review has a number and a code of its own, shown on the next page."""
    petition, today = petition_at(uid), clock.today()
    if not may_follow(request, petition):
        return redirect("petitions:track")
    right = right_of(petition, today)
    if right is None or not right.here or (request.method != "POST" and not right.open):
        return redirect("petitions:progress", uid)
    form = AskForm(posted(request))

    def make() -> Petition:
        return actions.ask_review(
            petition=petition,
            reasons=form.cleaned_data["reasons"],
            once=form.cleaned_data["once"],
            by=by_petitioner(request, petition, today),
            today=today,
        )

    rows = Petition.objects.filter(reviews=petition).select_related("case")
    if done := tried(request, form, lambda: made_once(rows, once=form.cleaned_data["once"], make=make)[0]):
        remember(request, done.value)
        return redirect("petitions:lodged", done.value.case.uid)
    context = {"petition": petition, "number": number_of(petition), "form": form, "right": right, "today": today}
    return shown(request, "petitions/reviews/ask.html", context)
