"""The counter: a draft begun for somebody, and handed to their own phone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.cases.access import by_of
from common.cases.events import Channel
from common.law import clock
from common.people.queries import courts_of
from common.web.acts import posted, pressed
from common.web.doors import door, found_or_404
from intake.filing import actions, queries
from intake.filing.access import CLERKS, drafts_of
from intake.filing.forms import CounterStartForm
from intake.filing.models import Draft


@door("staff", roles=CLERKS)
def counter(request: HttpRequest) -> HttpResponse:
    """窗口收件: begin a draft for a person, who needs no account; those begun before stand below."""
    today = clock.today()
    mine = courts_of(request.user, today, CLERKS)
    form = CounterStartForm(
        posted(request),
        today=today,
        courts=[(each.pk, each.name) for each in mine],
        initial={"court": mine[0].pk if mine else None, "wish": "sue"},
    )
    if request.method == "POST" and form.is_valid():
        draft = actions.start_draft(
            by=by_of(request, None, today, channel=Channel.COUNTER),
            today=today,
            form=form.cleaned_data["form"],
            wish=form.cleaned_data["wish"],
            court_id=int(form.cleaned_data["court"]),
            oral=form.cleaned_data["oral"],
        )
        return redirect("intake:draft", draft.uid)
    rows = drafts_of(request.user, "", today).filter(state="open", channel=Channel.COUNTER)
    listed: list[tuple[Draft, str]] = [
        (row, queries.title_of(row, row.spec, row.given())) for row in rows.order_by("-saved_at", "-pk")[:50]
    ]
    return render(request, "intake/filing/counter.html", {"form": form, "drafts": listed})


@door("staff", roles=CLERKS)
def hand_over(request: HttpRequest, uid: str) -> HttpResponse:
    """A code by which the person continues on their own phone; shown once."""
    today = clock.today()
    draft = found_or_404(drafts_of(request.user, "", today), uid=uid)
    code = ""
    if request.method == "POST":
        made = pressed(request, lambda: actions.hand_over(draft=draft, now=clock.now()))
        code = made.value if made else ""
        draft.refresh_from_db(fields=["handover_until"])
    return render(request, "intake/filing/hand_over.html", {"draft": draft, "code": code, "today": today})
