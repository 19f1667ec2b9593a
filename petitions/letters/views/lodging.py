"""Lodging, at whichever door: the form's answers to the action, and the code to whoever will need it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest

from common.cases.access import by_of
from common.cases.events import By
from common.law import clock
from common.web.acts import tried
from common.web.idempotency import made_once
from common.web.visitor import in_hall, place
from petitions.letters import actions, queries
from petitions.letters.access import code_hash, first_code, is_petitioner
from petitions.letters.forms import LodgeForm
from petitions.letters.models import Petition
from petitions.letters.states import About, Form

OPEN_FOR = 1800  # seconds a visitor who gave the code may look on


SEEN, HANDED = "petitions_opened", "petitions_handed"


def lodged(
    request: HttpRequest, form: LodgeForm, *, way: Form, also: Callable[[], None] | None = None, **told: Any
) -> Petition | None:
    """The petition of a valid form that was sent, the same one however often it is; None when the form is to be shown.

    `way` is how it came in; `told` what else the door knows: petitioner, by, today (and received_on). `also` is done
    together with the making.
    """

    def make() -> Petition:
        data = form.cleaned_data
        made = actions.lodge(
            court=form.courts[data["court"]],
            form=way,
            about=About(data["about"]),
            content=data["content"],
            demand=data["demand"],
            once=data["once"],
            concerned_number=data["concerned_number"],
            anonymous=data["anonymous"],
            people=data["people"],
            representatives=data["representatives"],
            **told,
        )
        if also is not None:
            also()
        return made

    done = tried(
        request,
        form,
        lambda: made_once(Petition.objects.select_related("case"), once=form.cleaned_data["once"], make=make)[0],
    )
    if done is None:
        return None
    remember(request, done.value)
    return done.value


def remember(request: HttpRequest, petition: Petition) -> None:
    """Show the code on the next page: it follows from the form's token, so a second click sees the same one."""
    code = first_code(petition.once)
    if code_hash(petition.case.uid, code) == petition.code_hash:
        hand_over(request, petition, code)
        let_in(request, petition)


def let_in(request: HttpRequest, petition: Petition) -> None:
    """Remember for half an hour that this visitor knew the code; a new code ends it."""
    _keep(request, SEEN, petition, petition.code_hash[:16])


def hand_over(request: HttpRequest, petition: Petition, code: str) -> None:
    """The code for the confirmation page and its printed receipt; nowhere else is it kept in clear."""
    _keep(request, HANDED, petition, code)


def _keep(request: HttpRequest, name: str, petition: Petition, word: str) -> None:
    kept = dict(request.session.get(name, {}))
    kept[petition.case.uid] = [int(clock.now().timestamp()) + OPEN_FOR, word]
    request.session[name] = dict(list(kept.items())[-20:])


def kept(request: HttpRequest, name: str, uid: str) -> str:
    """What this visitor was given for the petition not more than half an hour ago; empty when nothing."""
    until, word = request.session.get(name, {}).get(uid, [0, ""])
    return str(word) if until > clock.now().timestamp() else ""


def visitor(request: HttpRequest) -> str:
    """Where the visitor's tries are counted; empty in a hall the court knows, which is never shut."""
    return "" if in_hall(request) else place(request)


def petition_at(uid: str) -> Petition:
    """The petition of this address, or 404; who may see it is asked by whoever calls."""
    found: Petition | None = queries.tracked().filter(case__uid=uid).first()
    if found is None:
        raise Http404
    return found


def may_follow(request: HttpRequest, petition: Petition) -> bool:
    """Whoever gave the code not long ago, and whose petition it is."""
    return kept(request, SEEN, petition.case.uid) == petition.code_hash[:16] or is_petitioner(petition, request.user)


def by_petitioner(request: HttpRequest, petition: Petition, today: date) -> By:
    """An act of the petitioner, who may have come in by the code alone."""
    by = by_of(request, petition.case, today)
    if by.party_id is not None:
        return by
    party = petition.case.parties.first()
    return By(user_id=by.user_id, channel=by.channel, party_id=party.pk if party else None)
