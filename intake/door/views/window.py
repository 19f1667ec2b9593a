"""Codes for parties without account, given at the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.cases.access import by_of, visible_to
from common.cases.actions import check_phone
from common.cases.models import Case, Party
from common.cases.states import PartyKind
from common.law import clock
from common.web.acts import pressed, tried
from common.web.doors import door, found_or_404
from intake.door import actions
from intake.door.forms import GiveCodeForm
from intake.door.rules import shown_code
from intake.filing.access import CLERKS, may_review


def case_at_window(request: HttpRequest, uid: str, today: date) -> Case:
    """The case, for a clerk who decides on it; else 404."""
    case = found_or_404(visible_to(request.user, today).select_related("court"), uid=uid)
    if not may_review(case, request.user, today):
        raise Http404
    return case


def _giving(request: HttpRequest, party: Party, form: GiveCodeForm, today: date) -> Callable[[], str]:
    """The act for this party: what is asked of a unit besides is in its form."""

    def act() -> str:
        said, by = form.cleaned_data, by_of(request, party.case, today)
        bearer = actions.Bearer(name=said["name"], number=said["number"]) if party.kind != PartyKind.NATURAL else None
        return actions.give_code(party=party, by=by, today=today, bearer=bearer)

    return act


@door("staff", roles=CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest, uid: str) -> HttpResponse:
    """案件码 for whoever is in the case without an account: shown after the identity document was seen. And that the
    court called a number and spoke with the party itself."""
    today = clock.today()
    case = case_at_window(request, uid, today)
    there = case.parties.filter(left_on__isnull=True)
    if "called" in request.POST:
        called = found_or_404(there, pk=request.POST["called"])
        by = by_of(request, case, today)
        pressed(request, lambda: check_phone(party=called, by=by, today=today), "已登记：电话是本人的。")
        return redirect("intake:codes", case.uid)
    parties = list(there.select_related("user").order_by("side", "order"))
    asked = request.POST.get("party", "")
    forms, code, given = [], "", None
    for party in parties:
        mine = asked == str(party.pk)
        unit = party.kind != PartyKind.NATURAL
        form = GiveCodeForm(request.POST if mine else None, party=party.pk, unit=unit, guardian=party.guardian)
        if mine and (done := tried(request, form, _giving(request, party, form, today))):
            code, given = done.value, party
        forms.append((party, party.called(case.kind), form))
    wrong = any(form.is_bound and form.errors for _, _, form in forms)
    context = {"case": case, "rows": forms, "code": shown_code(code) if code else "", "given": given}
    return render(request, "intake/door/codes.html", context, status=422 if wrong else 200)
