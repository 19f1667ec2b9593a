"""For the officer: the opinion of a higher court that does not work with this portal."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common.law import clock
from common.web.acts import posted, shown, tried
from common.web.doors import door
from petitions.letters.queries import number_of
from petitions.letters.states import Outcome
from petitions.letters.views.desk import DOOR, as_it_is_now, by_at_desk, petition_at_desk
from petitions.reviews import actions
from petitions.reviews.forms import OutsideForm
from petitions.reviews.queries import right_of


@door("staff", roles=DOOR)
@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down the 复查 or 复核 opinion that came from elsewhere."""
    petition, today = petition_at_desk(request, uid), clock.today()
    right = right_of(petition, today)
    if right is None or right.here:
        raise Http404
    form = OutsideForm(posted(request), initial={"version": petition.version}, today=today)

    def act() -> object:
        data = form.cleaned_data
        return actions.record_outside(
            petition=petition,
            given_on=data["given_on"],
            outcome=Outcome(data["outcome"]),
            words=data["words"],
            by=by_at_desk(request),
            today=today,
            expected=data["version"],
        )

    if tried(request, form, act, f"已登记{right.level.label}意见。"):
        return redirect("petitions:one", uid)
    petition = as_it_is_now(request, petition, form)
    context = {"petition": petition, "number": number_of(petition), "form": form, "right": right}
    return shown(request, "petitions/reviews/outside.html", context)
