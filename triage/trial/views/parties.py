"""What a party may do in triage: withdraw the suit, object to small claims."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common.cases.access import by_of, may_dispose, party_for, visible_to
from common.cases.states import Disposal, Side
from common.law import clock
from common.law.articles import art
from common.web.acts import posted, shown, tried
from common.web.doors import door, found_or_404
from triage.trial import actions
from triage.trial.access import no_withdrawal
from triage.trial.forms import ObjectionForm, WithdrawForm


@door("signed_in")
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask to withdraw the suit; a judge rules on it (民诉法148)."""
    today = clock.today()
    case = found_or_404(visible_to(request.user, today).select_related("court"), uid=uid)
    party = party_for(case, request.user, today)
    if party is None or not may_dispose(case, request.user, Disposal.WITHDRAW, today):
        raise PermissionDenied("撤诉由当事人本人，或者有相应特别授权的代理人办理。")
    if words := no_withdrawal(case, party):
        raise PermissionDenied(words)
    form = WithdrawForm(posted(request))

    def act() -> Any:
        return actions.seek_withdrawal(case=case, party=party, by=by_of(request, case, today), today=today)

    if tried(request, form, act, "撤诉申请已提交，等待法官裁定。"):
        return redirect("casefile:case", case.uid)
    several = case.parties.filter(side=Side.CLAIMANT, left_on__isnull=True).count() > 1
    ground = [art("民诉法", 148), art("民诉法", 55, 2) if several else art("收费办法", 15)]
    context = {"case": case, "form": form, "several": several, "ground": ground, "today": today}
    return shown(request, "triage/trial/withdraw.html", context)


@door("signed_in")
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, uid: str) -> HttpResponse:
    """Object to small claims before the hearing (民诉法169; 解释279)."""
    today = clock.today()
    case = found_or_404(visible_to(request.user, today).select_related("court"), uid=uid)
    party = party_for(case, request.user, today)
    if party is None:
        raise PermissionDenied("只有本案当事人可以提出异议。")
    form = ObjectionForm(posted(request))

    def act() -> Any:
        return actions.object_to_small_claims(
            case=case,
            party=party,
            ground=form.cleaned_data["ground"],
            by=by_of(request, case, today),
            today=today,
        )

    if tried(request, form, act, "异议已提交，法官审查后会告知您结果。"):
        return redirect("casefile:case", case.uid)
    context = {"case": case, "form": form, "ground": [art("民诉法", 169, 2), art("民诉解释", 279)], "today": today}
    return shown(request, "triage/trial/objection.html", context)
