"""For everybody, signed in or not: following by number and code, the letters, rating; one's own petitions."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.documents.views import being_made, send
from common.law import clock
from common.law.terms import told
from common.web.acts import posted, pressed, tried
from common.web.doors import door
from common.web.pace import guessed
from common.web.paging import page
from petitions.letters import queries as letters_queries
from petitions.letters.documents import letter_title
from petitions.letters.rules import KINDS
from petitions.letters.states import Limb, PetitionState
from petitions.letters.views.lodging import by_petitioner, let_in, may_follow, petition_at, visitor
from petitions.reviews.queries import outside_of, right_of
from petitions.tracking import actions
from petitions.tracking import queries as tracking_queries
from petitions.tracking.forms import RateForm, TrackForm


@door("public")
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Number and code. A wrong number and a wrong code get the same words, and guessing is slowed down."""
    form = TrackForm(posted(request), initial={"number": request.GET.get("number", "")[:60]})

    def act() -> Any:
        return actions.look_up(
            number=letters_queries.serial_text(form.cleaned_data["number"]),
            code=form.cleaned_data["code"],
            address=visitor(request),
            now=clock.now(),
        )

    if done := tried(request, form, lambda: guessed(request, act)):
        let_in(request, done.value)
        return redirect("petitions:progress", done.value.case.uid)
    return render(request, "petitions/tracking/track.html", {"form": form})


@door("public")
@require_safe
def progress(request: HttpRequest, uid: str) -> HttpResponse:
    """How far it is, who answers, by when, and the letters."""
    return _progress(request, uid, None)


def _progress(request: HttpRequest, uid: str, form: RateForm | None) -> HttpResponse:
    petition = petition_at(uid)
    if not may_follow(request, petition):
        return redirect("petitions:track")
    today = clock.today()
    files, rows = letters_queries.letters(petition), letters_queries.deadlines(petition)
    right = right_of(petition, today, rows)
    rated = getattr(petition, "rating", None)
    may_rate = petition.state in (PetitionState.ANSWERED, PetitionState.CONCLUDED) and rated is None
    return render(
        request,
        "petitions/tracking/progress.html",
        {
            "petition": petition,
            "number": letters_queries.number_of(petition),
            "state": PetitionState(petition.state),
            "steps": letters_queries.steps(petition),
            "light": letters_queries.light(petition, today),
            "deadlines": [(row, told(row.term, today), cited) for row, cited in letters_queries.told(petition, rows)],
            "owner": letters_queries.owner_shown(petition),
            "kind": KINDS[Limb(petition.limb)],
            "right": right,
            "outside": outside_of(petition) if right and not right.here else (),
            "prolonged": letters_queries.prolonged(petition, rows),
            "replies": [
                (reply, letter_title(petition, reply), files.get(reply.pk))
                for reply in reversed(petition.replies.all())
            ],
            "roads": letters_queries.ways_of(petition),
            "rating": rated,
            "form": form or (RateForm() if may_rate else None),
            "today": today,
        },
    )


@door("public")
@require_safe
def letter(request: HttpRequest, uid: str, pk: int) -> HttpResponseBase:
    """One letter as PDF, for whoever may follow the petition."""
    petition = petition_at(uid)
    if not may_follow(request, petition):
        return redirect("petitions:track")
    paper = letters_queries.letters(petition).get(pk)
    if paper is None:
        raise Http404
    return send(paper.document, inline=True) if paper.document else being_made(request, paper)


@door("public")
@require_POST
def rate(request: HttpRequest, uid: str) -> HttpResponse:
    """The petitioner's judgement, once."""
    petition = petition_at(uid)
    if not may_follow(request, petition):
        return redirect("petitions:track")
    form = RateForm(request.POST)
    if not form.is_valid():
        return _progress(request, uid, form)
    today = clock.today()
    by = by_petitioner(request, petition, today)
    score, words = int(form.cleaned_data["score"]), form.cleaned_data["words"]
    pressed(
        request,
        lambda: actions.rate(petition=petition, score=score, words=words, by=by, today=today),
        "谢谢您的评价。",
    )
    return redirect("petitions:progress", uid)


@door("signed_in")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The signed-in person's petitions, newest first."""
    found = page(tracking_queries.mine(request.user), request.GET, order=["-lodged_on", "-id"], size=20)
    today = clock.today()
    rows = [
        (p, letters_queries.number_of(p), PetitionState(p.state).label, letters_queries.light(p, today))
        for p in found.rows
    ]
    return render(request, "petitions/tracking/mine.html", {"page": found, "rows": rows, "today": today})
