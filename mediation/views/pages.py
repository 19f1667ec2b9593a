"""Pages that are read: one mediation, the lists, the public roster."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.cases.access import as_court
from common.courts.queries import courts
from common.law import causes, clock
from common.people.queries import courts_of
from common.people.states import Role
from common.web.doors import admit, door
from common.web.paging import page
from mediation import access, queries
from mediation.queries import offers, rows
from mediation.states import AgreementState

from .base import enter


@door("signed_in")
def mediation(request: HttpRequest, uid: str) -> HttpResponse:
    """Everything of one mediation that this person may see. Private notes: only their author, by the query itself.
    Staff see that sittings took place, when, how and with whom; what was said there stays there (在线调解18)."""
    found, today = enter(request, uid)
    row = found.mediation
    within = found.is_mediator or found.party is not None
    # A text that was not signed by all is nobody's but theirs who were asked to sign it.
    seen = {AgreementState.EFFECTIVE} | ({AgreementState.SIGNING, AgreementState.ABANDONED} if within else set())
    sessions = queries.sessions_of(row)
    signed = queries.signers(found)
    context = {
        "found": found,
        "case": found.case,
        "mediation": row,
        "rows": rows(found, today)[:-1],
        "offers": offers(found, today),
        "sessions": sessions,
        "records": queries.records_open(found, sessions),
        "agreements": [(text, signed[text.pk]) for text in found.agreements if text.state in seen],
        "draft": found.is_mediator and any(text.state == AgreementState.DRAFT for text in found.agreements),
        "points": queries.points_open(found),
        "notes": list(row.notes.filter(author=request.user.pk)) if found.is_mediator else [],
        "today": today,
        "staff": found.party is None,
    }
    return render(request, "mediation/mediation.html", context)


@admit(access.mediator_door, words="这一页只供名册中的调解员使用。", name="mediator")
def desk(request: HttpRequest) -> HttpResponse:
    """The mediator's cases: those waiting for an answer and the running ones by due day; ended ones apart."""
    today = clock.today()
    ended = request.GET.get("ended") == "1"
    found = queries.my_cases(request.user, ended=ended).filter(as_court(request.user))
    listed = page(found, request.GET, order=["-opened_on", "-id"]) if ended else None
    soonest = found.order_by(F("due").asc(nulls_last=True), "opened_on", "pk")
    running = list(soonest[:500]) if not ended else []
    return render(request, "mediation/desk.html", {"today": today, "ended": ended, "page": listed, "running": running})


@door("staff", roles=("clerk", "counsellor", "triage_officer", "management", "division_head", "president"))
def waiting(request: HttpRequest) -> HttpResponse:
    """Mediations without an answer or a mediator, longest waiting first."""
    today = clock.today()
    mine = [court.pk for court in courts_of(request.user, today)]
    listed = page(
        queries.without_mediator(mine, today).filter(as_court(request.user)), request.GET, order=["opened_on", "id"]
    )
    return render(request, "mediation/waiting.html", {"today": today, "page": listed})


@door("staff", roles=("judge",))
def judge(request: HttpRequest) -> HttpResponse:
    """调解书 and confirmations that wait for this judge."""
    today = clock.today()
    papers = queries.papers_to_review(request.user)
    context = {
        "today": today,
        "papers": list(papers.filter(as_court(request.user, case="mediation__case"))[:200]),
        "confirmations": list(queries.confirmations_to_examine(request.user).filter(as_court(request.user))[:200]),
        "role": Role.JUDGE.label,
    }
    return render(request, "mediation/judge_list.html", context)


@door("public")
def mediators(request: HttpRequest) -> HttpResponse:
    """The roster, published so that the parties can choose (在线调解5; 特邀8)."""
    today = clock.today()
    here = courts()
    slug, speciality = request.GET.get("court", ""), request.GET.get("speciality", "")
    court = next((each for each in here if each.slug == slug), None)
    found = queries.published(court_id=court.pk if court else None, speciality=speciality, today=today)
    listed = page(found, request.GET, order=["centre__court__order", "id"])
    context = {
        "page": listed,
        "courts": here,
        "court": court,
        "speciality": speciality,
        "specialities": (*causes.KEY_AREAS, *causes.TYPES),
    }
    return render(request, "mediation/mediators.html", context)
