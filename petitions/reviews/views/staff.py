"""A request for a review that came on paper; the opinion of a higher court that does not work with this portal."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common.cases.rules import ActionRefused
from common.law import clock
from common.people.queries import courts_of
from common.web.acts import posted, shown, tried
from common.web.doors import door
from common.web.idempotency import made_once
from petitions.letters.access import RECEIVERS
from petitions.letters.models import Petition
from petitions.letters.queries import number_of, serial_text
from petitions.letters.states import Form, Outcome
from petitions.letters.views.desk import DOOR, as_it_is_now, by_at_desk, petition_at_desk
from petitions.letters.views.lodging import remember
from petitions.reviews import actions
from petitions.reviews.forms import OutsideForm, TakeForm
from petitions.reviews.queries import asked_about, right_of

COUNTER = tuple(role.value for role in RECEIVERS)


@door("staff", roles=COUNTER)
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Take in a request for 复查 or 复核 that was posted or handed in; the receipt with its code is printed."""
    today = clock.today()
    first = {"number": request.GET.get("number", "")[:60], "received_on": today}
    form = TakeForm(posted(request), initial=first, today=today)
    courts = [court.pk for court in courts_of(request.user, today, RECEIVERS)]

    def act() -> Petition:
        data = form.cleaned_data
        petition = asked_about(serial_text(data["number"]), data["name"], courts)
        if petition is None:
            raise ActionRefused("没有查到这个编号，或者请求人和登记的不一致。请对照意见书核对。", field="number")
        made, _ = made_once(
            Petition.objects.filter(reviews=petition).select_related("case"),
            once=data["once"],
            make=lambda: actions.ask_review(
                petition=petition,
                reasons=data["reasons"],
                once=data["once"],
                by=by_at_desk(request),
                today=today,
                form=Form(data["form"]),
                sent_on=data["sent_on"],
                received_on=data["received_on"],
            ),
        )
        return made

    if done := tried(request, form, act):
        remember(request, done.value)
        return redirect("petitions:lodged", done.value.case.uid)
    return shown(request, "petitions/reviews/take.html", {"form": form})


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
