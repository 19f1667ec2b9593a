"""For everybody, signed in or not: what petitions are for, lodging, the receipt."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.cases.access import by_of
from common.cases.events import By
from common.courts.queries import calendar, courts
from common.documents.adapters.pdf import render_pdf
from common.law import clock
from common.law.papers import PaperKind
from common.web.acts import posted
from common.web.doors import door
from petitions.letters import actions, queries
from petitions.letters.documents import LAYOUTS, receipt_context
from petitions.letters.forms import PublicLodgeForm
from petitions.letters.models import Petition
from petitions.letters.rules import KINDS, shown_code
from petitions.letters.rules.roads import ways
from petitions.letters.states import Form, Limb
from petitions.letters.views import lodging
from petitions.letters.views.lodging import HANDED, kept, petition_at, visitor


@door("public")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What petitions are for and what they are not for; the two ways on."""
    today = clock.today()
    return render(
        request,
        "petitions/letters/home.html",
        {
            "ways": ways(today),
            "lengths": queries.lengths_told(today),
            "today": today,
        },
    )


@door("public")
@require_http_methods(["GET", "HEAD", "POST"])
def lodge(request: HttpRequest) -> HttpResponse:
    """Lodge on the web. However often one rendered form is sent, one petition is made."""
    user = request.user
    first: dict[str, Any] = {}
    if user.is_authenticated:
        first = {"name": user.name, "phone": user.phone}
    form = PublicLodgeForm(posted(request), courts=courts(), initial=first)
    if request.method == "POST" and form.is_valid():
        made = _lodge(request, form)
        if made is not None:
            return redirect("petitions:lodged", made.case.uid)
    return render(request, "petitions/letters/lodge.html", {"form": form})


def _lodge(request: HttpRequest, form: PublicLodgeForm) -> Petition | None:
    now, today, data = clock.now(), clock.today(), form.cleaned_data
    user = request.user
    writer = user if user.is_authenticated and not data["anonymous"] else None
    # Whoever gives no name is not counted by their account either: the count would say who was there at that minute.
    subject = f"account:{writer.pk}" if writer else visitor(request)
    if subject and not actions.allowed(address=subject, now=now):
        who = "您" if writer else "这个网络上"
        form.add_error(None, f"{who}刚才提交太多。请 15 分钟后再按一次，您填的还在。急用请拨打 12368 或者到窗口。")
        return None
    by = by_of(request, None, today)
    if writer is None:
        by = By(user_id=None, channel=by.channel)  # whoever gives no name is not written down by their account

    counted = partial(actions.lodged_from, address=subject, now=now) if subject else None
    return lodging.lodged(
        request,
        form,
        also=counted,
        way=Form.WEB,
        petitioner=form.petitioner(
            user_id=writer.pk if writer else None,
            id_number=writer.id_number if writer and writer.is_verified else "",
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
    petition, today = petition_at(uid), clock.today()
    return render(
        request,
        "petitions/letters/lodged.html",
        {
            "petition": petition,
            "number": queries.number_of(petition),
            "code": shown_code(code),
            "kind": KINDS[Limb(petition.limb)],
            "promise": queries.promise(petition, calendar()),
            "roads": queries.ways_of(petition),
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
    petition = petition_at(uid)
    kind = PaperKind.PETITION_RECEIPT
    number = queries.number_of(petition)
    context = {**receipt_context(petition, code=shown_code(code)), "title": kind.label, "number": number}
    response = HttpResponse(render_pdf(LAYOUTS[kind][-1], context), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="receipt.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
