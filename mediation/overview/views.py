"""The page of one mediation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.web.doors import door
from mediation.confirmation.queries import Situation
from mediation.course import queries as course_queries
from mediation.course.views.base import enter
from mediation.overview.queries import offers, rows
from mediation.texts import queries as texts_queries
from mediation.texts.states import AgreementState


@door("signed_in")
def mediation(request: HttpRequest, uid: str) -> HttpResponse:
    """Everything of one mediation that this person may see. Private notes: only their author, by the query itself.
    Staff see that sittings took place, when, how and with whom; what was said there stays there (在线调解18)."""
    found, today = enter(request, uid, Situation)
    row = found.mediation
    within = found.is_mediator or found.party is not None
    # A text that was not signed by all is nobody's but theirs who were asked to sign it.
    seen = {AgreementState.EFFECTIVE} | ({AgreementState.SIGNING, AgreementState.ABANDONED} if within else set())
    sessions = course_queries.sessions_of(row)
    signed = texts_queries.signers(found)
    context = {
        "found": found,
        "case": found.case,
        "mediation": row,
        "rows": rows(found, today)[:-1],
        "offers": offers(found, today),
        "sessions": sessions,
        "records": course_queries.records_open(found, sessions),
        "agreements": [(text, signed[text.pk]) for text in found.agreements if text.state in seen],
        "draft": found.is_mediator and any(text.state == AgreementState.DRAFT for text in found.agreements),
        "points": texts_queries.points_open(found),
        "notes": list(row.notes.filter(author=request.user.pk)) if found.is_mediator else [],
        "today": today,
        "staff": found.party is None,
    }
    return render(request, "mediation/overview/mediation.html", context)
