"""A claimant changes its claims: written down by the bench."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common.cases.access import by_of, visible_to
from common.cases.queries import number_of
from common.cases.states import Side
from common.law import clock
from common.web.acts import posted, shown, tried
from common.web.doors import door, found_or_404
from triage.trial import actions, queries
from triage.trial.access import may_record_claims
from triage.trial.forms import ClaimsForm
from triage.trial.rules import CLAIMS_GROUND
from triage.trial.states import ChangedWhen


@door("staff", roles=("judge", "assistant", "court_clerk", "clerk"))
@require_http_methods(["GET", "POST"])
def change_claims(request: HttpRequest, uid: str) -> HttpResponse:
    """变更诉讼请求: what a claimant asks for from now on; the fee follows it (办法21)."""
    today = clock.today()
    case = found_or_404(visible_to(request.user, today).select_related("court").prefetch_related("numbers"), uid=uid)
    assignment = case.assignments.filter(until__isnull=True).first()
    if not may_record_claims(case, assignment, request.user, today):
        raise Http404
    claimants = case.parties.filter(side=Side.CLAIMANT, left_on__isnull=True).order_by("order", "pk")
    people = {str(party.pk): party for party in claimants}
    choices = [(pk, f"{party.called(case.kind)}{party.name}") for pk, party in people.items()]
    rows = list(case.claim_changes.select_related("party"))
    first = {"on": today, "seen": max((row.pk for row in rows), default=0)}
    form = ClaimsForm(posted(request), parties=choices, claims=queries.open_claims(case), initial=first)

    def act() -> Any:
        values = form.cleaned_data
        return actions.change_claims(
            case=case,
            party=people[values["party"]],
            on=values["on"],
            when=ChangedWhen(values["when"]),
            claims=[actions.Asked(*each) for each in form.asked],
            amount=values["amount"],
            seen=values["seen"],
            signer=values["signer"],
            by=by_of(request, case, today),
            today=today,
        )

    if tried(request, form, act, "变更已登记，受理费按变更后的请求计算。"):
        case.refresh_from_db()
        if queries.outgrew_small(case):
            messages.warning(request, "争的金额超过小额诉讼的标准，应当按简易程序的其他规定审理：请转换审理程序。")
        return redirect("casefile:case", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "rows": rows,
        "ground": CLAIMS_GROUND,
        "today": today,
    }
    return shown(request, "triage/trial/claims.html", context)
