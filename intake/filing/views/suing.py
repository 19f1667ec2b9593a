"""Suing after mediation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.cases.access import by_of
from common.cases.events import Channel
from common.law import clock
from common.web.doors import door
from intake.elements.rules.answers import ClaimDraft
from intake.elements.rules.forms import form_for_cause, newest
from intake.filing import actions
from intake.filing.rules.suing import UNCONFIRMED, carried, led_by, suable
from intake.filing.views.filed import acting


@door("signed_in")
def sue_after(request: HttpRequest, uid: str) -> HttpResponse:
    """Mediation without a suit ended: a draft to sue for what was not settled, with everything carried over."""
    today = clock.today()
    filing, party = acting(request, uid, today)
    case, claims = filing.case, list(filing.case.claims.order_by("order"))
    left = [each for each in claims if each.state == "open"]
    found = suable(wish=filing.wish, ended=case.closed_on is not None, closing=case.closing, open_claims=len(left))
    if not found.value:
        over = filing.wish == "mediate" and case.closed_on is not None
        words = "这件事的各项请求都已经解决。" if over else "这件事还在调解中。您随时可以不再调解，然后起诉。"
        messages.info(request, words)
        return redirect("casefile:case", uid)
    settled = [place for place, each in enumerate(claims, 1) if each not in left and case.closing != UNCONFIRMED]
    if request.method == "POST":
        drafted = [ClaimDraft(each.text, each.amount) for each in claims]
        form, answers = carried(filing.spec, filing.answers, drafted, settled)
        if form == "general" and not settled:
            form = form_for_cause(case.cause, today)
        by = by_of(request, case, today)
        answers = led_by(newest(form, today), answers, party.order)
        draft = actions.start_draft(
            by=by,
            today=today,
            form=form,
            wish="sue",
            owner_id=request.user.pk if by.channel != Channel.COUNTER else None,
            court_id=case.court_id,
            cause=case.cause,
            case_id=case.pk,
            answers=answers,
        )
        return redirect("intake:draft", draft.uid)
    context = {"filing": filing, "case": case, "left": left if settled else [], "ground": found}
    return render(request, "intake/filing/sue_after.html", context)
