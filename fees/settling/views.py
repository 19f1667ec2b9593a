"""Who bears the fee: registered by the finance office, chosen by the winner, listed where nobody pays."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.cases.access import as_court, by_of, visible_to
from common.cases.queries import number_of
from common.law import clock
from common.law.articles import art
from common.law.money import yuan
from common.people.states import Role
from common.web.acts import posted, pressed, shown, tried
from common.web.doors import door, found_or_404
from common.web.paging import page
from fees.money.access import courts_as
from fees.money.models import FeeNotice
from fees.money.views.paying import case_of
from fees.settling import actions, queries
from fees.settling.forms import ApportionForm, ChooseForm
from fees.settling.states import RefundChoice


@door("staff", roles=("finance",))
@require_http_methods(["GET", "POST"])
def apportion(request: HttpRequest, uid: str) -> HttpResponse:
    """Who bears the fee, as the paper says, where the closing did not say it (办法29-31; 解释207)."""
    today = clock.today()
    courts = courts_as(request.user, (Role.FINANCE,), today)
    case = found_or_404(
        visible_to(request.user, today)
        .filter(as_court(request.user, case="pk"), court__in=courts)
        .select_related("court"),
        uid=uid,
    )
    settlement = queries.settlement_of(case)
    parties = [(party.pk, f"{party.called(case.kind)}{party.name}") for party in case.parties.filter(left_on=None)]
    form = ApportionForm(posted(request), parties=parties)

    def act() -> Any:
        return actions.apportion(case=case, shares=form.shares, by=by_of(request, case, today), today=today)

    if tried(request, form, act, "诉讼费用负担已登记。"):
        return redirect("casefile:case", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "settlement": settlement,
        "form": form,
        "ground": [art("收费办法", 29), art("收费办法", 31), art("民诉解释", 207)],
    }
    return shown(request, "fees/settling/apportion.html", context)


@door("signed_in")
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, uid: str) -> HttpResponse:
    """The winner says how what it prepaid and does not bear comes back (解释207)."""
    case, party = case_of(request, uid)
    today = clock.today()
    row = queries.asked_of(case, party)
    if row is None:
        messages.info(request, "现在没有要您选的退费。")
        return redirect("casefile:case", uid)
    form = ChooseForm(posted(request), initial={"choice": RefundChoice.COURT.value})

    def act() -> Any:
        choice = RefundChoice(form.cleaned_data["choice"])
        return actions.choose_refund(bearing=row, choice=choice, by=by_of(request, case, today), today=today)

    if tried(request, form, act, lambda done: f"已登记：{RefundChoice(done.choice).label}。"):
        return redirect("casefile:case", uid)
    settled = queries.settled_of(case)
    context = {
        "case": case,
        "number": number_of(case),
        "bearing": row,
        "borne": queries.borne_words(settled.bearings) if settled else [],
        "term": queries.choice_term(case, row),
        "open": not row.choice,
        "form": form,
        "ground": [art("民诉解释", 207), art("收费办法", 29), art("收费办法", 53, 2)],
        "today": today,
    }
    return shown(request, "fees/settling/choose.html", context)


@door("staff", roles=("finance",))
@require_http_methods(["GET", "HEAD", "POST"])
def to_enforce(request: HttpRequest) -> HttpResponse:
    """Who bears a fee and has not paid it in its days, oldest first: what goes to enforcement (解释207第2款)."""
    today = clock.today()
    found = queries.to_enforce(courts_as(request.user, (Role.FINANCE,), today)).filter(as_court(request.user))
    if request.method == "POST":
        row = next((each for each in found if str(each.pk) == request.POST.get("notice")), None)
        if not isinstance(row, FeeNotice):
            messages.info(request, "这笔受理费刚才已经交清，或者不再收取。")
            return redirect("fees:to_enforce")
        by = by_of(request, row.case, today)
        pressed(
            request,
            partial(actions.send_to_enforcement, notice=row, by=by, today=today),
            f"{row.party.name}没交的 {yuan(row.left)} 元已登记移送执行。",
        )
        return redirect("fees:to_enforce")
    rows = page(found, request.GET, order=("issued_on", "pk"))
    for row in rows.rows:
        row.number = number_of(row.case)
    context = {"page": rows, "ground": [art("民诉解释", 207, 2)], "today": today}
    return render(request, "fees/settling/to_enforce.html", context)
