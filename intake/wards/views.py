"""Guardians, as the court writes them down."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.cases.access import may_live_by_work, visible_to
from common.cases.events import By, Channel
from common.cases.models import Case
from common.cases.states import GuardianEnd, GuardianProof, PartyKind, WardKept, WorkProof
from common.law import clock
from common.web.acts import shown, tried
from common.web.doors import door, found_or_404
from common.web.forms import CourtForm
from intake.wards import actions, queries
from intake.wards.access import WRITERS, writes
from intake.wards.forms import EndForm, GuardianForm, PapersForm, ProofForm, WorkForm

DOOR = tuple(role.value for role in WRITERS)


def _case(request: HttpRequest, uid: str) -> Case:
    today = clock.today()
    case: Case = found_or_404(visible_to(request.user, today).select_related("court"), uid=uid)
    if not writes(case, request.user, today):
        raise Http404
    return case


@door("staff", roles=DOOR)
@require_safe
def guardians(request: HttpRequest, uid: str) -> HttpResponse:
    """Everybody in the case who is a person, and who acts for them."""
    case = _case(request, uid)
    rows = [(party, party.called(case.kind)) for party in queries.people_of(case)]
    context = {"case": case, "rows": rows, "grounds": queries.grounds(), "today": clock.today()}
    return render(request, "intake/wards/guardians.html", context)


@door("staff", roles=DOOR)
@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """One person: who acts by law, the proof that was seen, the end of it."""
    case, today = _case(request, uid), clock.today()
    party = found_or_404(case.parties.filter(left_on__isnull=True, kind=PartyKind.NATURAL), pk=pk)
    act, received = request.POST.get("act", ""), queries.received_alone(party)
    forms: dict[str, Any] = {
        "name": GuardianForm(request.POST if act == "name" else None, today=today),
        "check": ProofForm(request.POST if act == "check" else None, prefix="check"),
        "work": WorkForm(request.POST if act == "work" else None, prefix="work"),
        "end": EndForm(request.POST if act == "end" else None, prefix="end"),
        "unwork": CourtForm(request.POST if act == "unwork" else None, prefix="unwork"),
        "papers": PapersForm(request.POST if act == "papers" else None, prefix="papers", received=received),
    }
    by = By(user_id=request.user.pk, channel=Channel.COUNTER, party_id=party.pk)

    def name() -> object:
        data = forms["name"].cleaned_data
        return actions.name_guardian(
            party=party,
            guardian=forms["name"].guardian(),
            proof=GuardianProof(data["proof"]) if data["proof"] else None,
            postal=data["postal"],
            by=by,
            today=today,
        )

    def check() -> object:
        proof = GuardianProof(forms["check"].cleaned_data["proof"])
        return actions.check_guardian(party=party, proof=proof, by=by, today=today)

    def work() -> object:
        proof = WorkProof(forms["work"].cleaned_data["proof"])
        return actions.confirm_own_work(party=party, proof=proof, by=by, today=today)

    def unwork() -> object:
        return actions.mistaken_own_work(party=party, by=by, today=today)

    def end() -> object:
        reason = GuardianEnd(forms["end"].cleaned_data["reason"])
        return actions.end_guardian(party=party, reason=reason, by=by, today=today)

    def papers() -> object:
        data = forms["papers"].cleaned_data
        again = [int(pk) for pk in data["again"]]
        kept = WardKept(data["kept"]) if data["kept"] else None
        return actions.settle_papers(party=party, again=again, kept=kept, by=by, today=today)

    acts = {
        "papers": (papers, "已登记。"),
        "name": (name, "法定代理人已登记。"),
        "check": (check, "已核对。"),
        "work": (work, "已核对，从今天起由本人办理。"),
        "unwork": (unwork, "已更正，请登记法定代理人。"),
        "end": (end, "已登记。"),
    }
    if act in acts and tried(request, forms[act], *acts[act]):
        alone = act == "name" and queries.received_alone(case.parties.get(pk=pk))
        return redirect("intake:guardian", uid, pk) if alone else redirect("intake:guardians", uid)
    context = {
        "case": case,
        "party": party,
        "called": party.called(case.kind),
        "forms": forms,
        "received": received,
        "may_work": not party.own_work_checked_on and may_live_by_work(party, today, party.user),
        "form": forms.get(act),
        "grounds": queries.grounds(),
        "today": today,
    }
    return shown(request, "intake/wards/guardian.html", context)
