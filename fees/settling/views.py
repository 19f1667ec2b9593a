"""The finance office registers who bears the fee."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common.cases.access import as_court, by_of, visible_to
from common.cases.queries import number_of
from common.law import clock
from common.law.articles import art
from common.people.states import Role
from common.web.acts import posted, shown, tried
from common.web.doors import door, found_or_404
from fees.money.access import courts_as
from fees.settling import actions, queries
from fees.settling.forms import ApportionForm


@door("staff", roles=("finance",))
@require_http_methods(["GET", "POST"])
def apportion(request: HttpRequest, uid: str) -> HttpResponse:
    """Who bears the fee, as the judgment says (办法29-31; 解释207)."""
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
