"""The officers' list, and the counter where a letter, a visitor or a call is taken in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.cases.events import By, Channel
from common.cases.rules import sought
from common.law import clock
from common.people.queries import courts_of
from common.web.acts import posted
from common.web.doors import door
from common.web.paging import page
from petitions.letters import queries
from petitions.letters.access import RECEIVERS
from petitions.letters.forms import CounterForm, FilterForm
from petitions.letters.models import Petition
from petitions.letters.states import Form, PetitionState
from petitions.letters.views.desk import DOOR
from petitions.letters.views.lodging import lodged

_COUNTER = tuple(role.value for role in RECEIVERS)


_CHANNELS = {Form.HOTLINE: Channel.HOTLINE}


@door("staff", roles=DOOR)
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """The list by due day; filters and search stand in the address bar."""
    today = clock.today()
    form = FilterForm(request.GET)
    asked = form.asked()
    rows = queries.narrowed(queries.work(request.user, today), asked, request.user, today)
    order = ["-due_on", "-id"] if asked["show"] == "done" else ["due_on", "id"]
    found = page(rows, request.GET, order=order, size=50)
    lines = [
        (p, queries.number_of(p), p.case.parties.all(), PetitionState(p.state).label, queries.light(p, today))
        for p in found.rows
    ]
    context = {
        "page": found,
        "lines": lines,
        "filters": form,
        "asked": asked,
        "sought": sought(asked["q"], codes=True),
        "show": asked["show"] or "open",
        "today": today,
    }
    return render(request, "petitions/letters/work.html", context)


@door("staff", roles=_COUNTER)
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest) -> HttpResponse:
    """Take in a letter, a visitor or a call; the receipt with the code is printed for the petitioner."""
    today = clock.today()
    form = CounterForm(posted(request), courts=courts_of(request.user, today, RECEIVERS), today=today)
    if request.method == "POST" and form.is_valid():
        made = _taken_in(request, form)
        if made is not None:
            return redirect("petitions:lodged", made.case.uid)
    return render(request, "petitions/letters/counter.html", {"form": form})


def _taken_in(request: HttpRequest, form: CounterForm) -> Petition | None:
    kind = Form(form.cleaned_data["form"])
    return lodged(
        request,
        form,
        way=kind,
        petitioner=form.petitioner(),
        by=By(user_id=request.user.pk, channel=_CHANNELS.get(kind, Channel.COUNTER)),
        today=clock.today(),
        received_on=form.cleaned_data["received_on"],
    )
