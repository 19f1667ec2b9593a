"""For everybody, signed in or not: what petitions are for, lodging, the receipt, following, rating."""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.cases.access import by_of
from common.cases.events import By
from common.courts.queries import calendar, courts
from common.documents.adapters.pdf import render_pdf
from common.documents.views import being_made, send
from common.law import clock
from common.law.papers import PaperKind
from common.web.acts import pressed, tried
from common.web.doors import door
from common.web.paging import page
from petitions import actions, queries
from petitions.access import is_petitioner
from petitions.documents import LAYOUTS, receipt_context
from petitions.forms import PublicLodgeForm, RateForm, TrackForm
from petitions.models import Petition
from petitions.rules import roads_for, shown_code
from petitions.rules.roads import ways
from petitions.states import About, Form, PetitionState
from petitions.views import lodging
from petitions.views.lodging import HANDED, SEEN, kept, let_in


def visitor(request: HttpRequest) -> str:
    """The visitor's network address, through as many proxies as the installation trusts."""
    return str(get_adapter(request).get_client_ip(request))


def _petition(uid: str) -> Petition:
    found: Petition | None = queries.tracked().filter(case__uid=uid).first()
    if found is None:
        raise Http404
    return found


def _may_follow(request: HttpRequest, petition: Petition) -> bool:
    return kept(request, SEEN, petition.case.uid) == petition.code_hash[:16] or is_petitioner(petition, request.user)


@door("public")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What petitions are for and what they are not for; the two ways on."""
    today = clock.today()
    return render(
        request,
        "petitions/home.html",
        {
            "ways": ways(today),
            "promise": queries.promise(today, today, calendar()),
            "lengths": _lengths(today),
            "today": today,
        },
    )


def _lengths(today: Any) -> list[tuple[str, str]]:
    amounts = queries.lengths(today)
    return [(one.name, f"{amounts[one.key]} {one.unit.label}") for one in queries.terms_shown(today)]


@door("public")
@require_http_methods(["GET", "HEAD", "POST"])
def lodge(request: HttpRequest) -> HttpResponse:
    """Lodge on the web. However often one rendered form is sent, one petition is made."""
    user: Any = request.user
    first: dict[str, Any] = {}
    if user.is_authenticated:
        first = {"name": user.name, "phone": user.phone}
    form = PublicLodgeForm(request.POST or None, courts=courts(), initial=first)
    if request.method == "POST" and form.is_valid():
        made = _lodge(request, form)
        if made is not None:
            return redirect("petitions:lodged", made.case.uid)
    return render(request, "petitions/lodge.html", {"form": form})


def _lodge(request: HttpRequest, form: PublicLodgeForm) -> Petition | None:
    now, today, data = clock.now(), clock.today(), form.cleaned_data
    user: Any = request.user
    signed_in = user.is_authenticated and not data["anonymous"]
    if not user.is_authenticated and not actions.allowed(address=visitor(request), now=now):
        form.add_error(None, "这个网络短时间内提交太多，请稍后再试，或者拨打 12368、到窗口反映。您填写的内容还在。")
        return None
    by = by_of(request, None, today)
    if not signed_in:
        by = By(user_id=None, channel=by.channel)  # whoever gives no name is not written down by their account

    counted = None if user.is_authenticated else partial(actions.lodged_from, address=visitor(request), now=now)
    return lodging.lodged(
        request,
        form,
        also=counted,
        way=Form.WEB,
        petitioner=form.petitioner(
            user_id=user.pk if signed_in else None,
            id_number=user.id_number if signed_in and user.is_verified else "",
        ),
        by=by,
        today=today,
    )


@door("public")
@require_safe
def lodged(request: HttpRequest, uid: str) -> HttpResponse:
    """Number and code, what happens next, by which day and article. Only for whoever just lodged it."""
    code = kept(request, HANDED, uid)
    if not code:
        return redirect("petitions:track")
    petition, today = _petition(uid), clock.today()
    reply, result = queries.promise(petition.case.received_on, petition.lodged_on, calendar())
    return render(
        request,
        "petitions/lodged.html",
        {
            "petition": petition,
            "number": queries.number_of(petition),
            "code": shown_code(code),
            "reply": reply,
            "result": result,
            "roads": roads_for(About(petition.about), petition.content, petition.demand, petition.case.received_on),
            "today": today,
        },
    )


@door("public")
@require_safe
def receipt(request: HttpRequest, uid: str) -> HttpResponse:
    """The receipt with the code, as PDF to print; for whoever just lodged it."""
    code = kept(request, HANDED, uid)
    if not code:
        return redirect("petitions:track")
    petition = _petition(uid)
    kind = PaperKind.PETITION_RECEIPT
    number = queries.number_of(petition)
    context = {**receipt_context(petition, code=shown_code(code)), "title": kind.label, "number": number}
    response = HttpResponse(render_pdf(LAYOUTS[kind][-1], context), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="receipt.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@door("public")
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Number and code. A wrong number and a wrong code get the same words, and guessing is slowed down."""
    form = TrackForm(request.POST or None, initial={"number": request.GET.get("number", "")[:60]})

    def act() -> Any:
        return actions.look_up(
            number=queries.serial_text(form.cleaned_data["number"]),
            code=form.cleaned_data["code"],
            address=visitor(request),
            now=clock.now(),
        )

    if done := tried(request, form, act):
        let_in(request, done.value)
        return redirect("petitions:progress", done.value.case.uid)
    return render(request, "petitions/track.html", {"form": form})


@door("public")
@require_safe
def progress(request: HttpRequest, uid: str) -> HttpResponse:
    """How far it is, who answers, by when, and the letters."""
    return _progress(request, uid, None)


def _progress(request: HttpRequest, uid: str, form: RateForm | None) -> HttpResponse:
    petition = _petition(uid)
    if not _may_follow(request, petition):
        return redirect("petitions:track")
    today = clock.today()
    files = queries.letters(petition)
    rated = getattr(petition, "rating", None)
    may_rate = petition.state in (PetitionState.ANSWERED, PetitionState.CONCLUDED) and rated is None
    return render(
        request,
        "petitions/progress.html",
        {
            "petition": petition,
            "number": queries.number_of(petition),
            "state": PetitionState(petition.state),
            "steps": queries.steps(petition),
            "light": queries.light(petition, today),
            "deadlines": queries.deadlines(petition),
            "replies": [(reply, files.get(reply.pk)) for reply in reversed(petition.replies.all())],
            "roads": roads_for(About(petition.about), petition.content, petition.demand, petition.case.received_on),
            "rating": rated,
            "form": form or (RateForm() if may_rate else None),
            "today": today,
        },
    )


@door("public")
@require_safe
def letter(request: HttpRequest, uid: str, pk: int) -> HttpResponseBase:
    """One letter as PDF, for whoever may follow the petition."""
    petition = _petition(uid)
    if not _may_follow(request, petition):
        return redirect("petitions:track")
    paper = queries.letters(petition).get(pk)
    if paper is None:
        raise Http404
    return send(paper.document, inline=True) if paper.document else being_made(request, paper)


@door("public")
@require_POST
def rate(request: HttpRequest, uid: str) -> HttpResponse:
    """The petitioner's judgement, once."""
    petition = _petition(uid)
    if not _may_follow(request, petition):
        return redirect("petitions:track")
    form = RateForm(request.POST)
    if not form.is_valid():
        return _progress(request, uid, form)
    today = clock.today()
    by = by_of(request, petition.case, today)
    if by.party_id is None:
        party = petition.case.parties.first()
        by = By(user_id=by.user_id, channel=by.channel, party_id=party.pk if party else None)
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
    found = page(queries.mine(request.user), request.GET, order=["-lodged_on", "-id"], size=20)
    today = clock.today()
    rows = [(p, queries.number_of(p), PetitionState(p.state).label, queries.light(p, today)) for p in found.rows]
    return render(request, "petitions/mine.html", {"page": found, "rows": rows, "today": today})
