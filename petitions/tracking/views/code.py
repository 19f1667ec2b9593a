"""A new query code, at the officer's desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from common.law import clock
from common.web.doors import door
from petitions.letters.rules import shown_code
from petitions.letters.views.desk import DOOR, by_at_desk, petition_at_desk
from petitions.letters.views.lodging import hand_over, let_in
from petitions.tracking import actions


@door("staff", roles=DOOR)
@require_POST
def code(request: HttpRequest, uid: str) -> HttpResponse:
    """A new query code for somebody whose identity was checked; shown once, with a receipt to print."""
    petition = petition_at_desk(request, uid)
    fresh = actions.renew_code(petition=petition, by=by_at_desk(request), today=clock.today())
    petition.refresh_from_db()
    hand_over(request, petition, fresh)
    let_in(request, petition)
    messages.success(request, f"新的查询码是 {shown_code(fresh)}，原来的查询码不能再用。")
    return redirect("petitions:lodged", uid)
