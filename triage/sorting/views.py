"""The triage officer's list and page; the rules for everybody of the court to read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.cases.access import as_court, by_of, courts_seen, courts_watched
from common.cases.queries import number_of
from common.law import clock
from common.law.procedures import Procedure, Track
from common.web.acts import posted, pressed, shown, tried
from common.web.doors import door, found_or_404
from common.web.paging import page
from triage.sorting import actions, queries
from triage.sorting.access import officer_courts
from triage.sorting.forms import AdoptForm, FactsForm, OverruleForm, VersionForm
from triage.sorting.models import Decision, RuleSet
from triage.sorting.states import OverruleReason

STAFF = ("triage_officer", "management", "division_head", "president")


@door("staff", roles=("triage_officer",))
@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """Proposals that wait for an officer, oldest first."""
    today = clock.today()
    found = queries.waiting_decisions(officer_courts(request.user, today)).filter(as_court(request.user))
    rows = page(found, request.GET, order=("proposed_on", "pk"))
    for row in rows.rows:
        row.number = number_of(row.case)
    return render(request, "triage/sorting/worklist.html", {"page": rows, "today": today})


def _decision(request: HttpRequest, pk: int) -> Decision:
    courts = officer_courts(request.user, clock.today())
    rows = Decision.objects.filter(as_court(request.user), case__court__in=courts).select_related(
        "case", "case__court", "rule_set", "decided_by", "changed_by"
    )
    return found_or_404(rows, pk=pk)


def _page(
    request: HttpRequest, decision: Decision, *, facts: FactsForm | None = None, overrule: OverruleForm | None = None
) -> HttpResponse:
    context = {
        "decision": decision,
        "case": decision.case,
        "number": number_of(decision.case),
        "open": decision.state == "proposed",
        "procedure": Procedure(decision.procedure or decision.proposed_procedure),
        "track": Track(decision.track or decision.proposed_track),
        "facts": facts or FactsForm(facts=decision.facts, initial={"version": decision.version}),
        "overrule": overrule
        or OverruleForm(
            initial={
                "version": decision.version,
                "procedure": decision.proposed_procedure,
                "track": decision.proposed_track,
            }
        ),
        "confirm": VersionForm(initial={"version": decision.version}),
        "form": facts or overrule,
        "today": clock.today(),
    }
    status = 422 if facts or overrule else 200
    return render(request, "triage/sorting/decision.html", context, status=status)


@door("staff", roles=("triage_officer",))
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: each fact and ground, and what the officer may do."""
    return _page(request, _decision(request, pk))


@door("staff", roles=("triage_officer",))
@require_http_methods(["POST"])
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the facts; the proposal is worked out again."""
    row, today = _decision(request, pk), clock.today()
    form = FactsForm(request.POST, facts=row.facts)

    def act() -> Any:
        by, version = by_of(request, row.case, today), form.cleaned_data["version"]
        return actions.revise(decision=row, answers=form.answers, version=version, by=by, today=today)

    if tried(request, form, act, "事实已更正，建议已重新计算。"):
        return redirect("triage:decision", pk=pk)
    return _page(request, row, facts=form)


@door("staff", roles=("triage_officer",))
@require_http_methods(["POST"])
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    row, today = _decision(request, pk), clock.today()
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    done = pressed(
        request,
        lambda: actions.confirm(decision=row, version=version, by=by_of(request, row.case, today), today=today),
        lambda done: f"已确认：{Procedure(done.procedure).label}、{Track(done.track).label}。",
    )
    return redirect("triage:officer-list") if done else redirect("triage:decision", pk=pk)


@door("staff", roles=("triage_officer",))
@require_http_methods(["POST"])
def overrule(request: HttpRequest, pk: int) -> HttpResponse:
    row, today = _decision(request, pk), clock.today()
    form = OverruleForm(request.POST)

    def act() -> Any:
        values = form.cleaned_data
        return actions.overrule(
            decision=row,
            procedure=Procedure(values["procedure"]),
            track=Track(values["track"]),
            reason=OverruleReason(values["reason"]),
            words=values["words"],
            version=values["version"],
            by=by_of(request, row.case, today),
            today=today,
        )

    def words(done: Decision) -> str:
        return f"已改定：{Procedure(done.procedure).label}、{Track(done.track).label}。"

    if tried(request, form, act, words):
        return redirect("triage:officer-list")
    return _page(request, row, overrule=form)


@door("staff")
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rules in force, in words, with earlier and coming versions: anybody of the court may read them."""
    today = clock.today()
    current = queries.rule_set_on(today)
    context = {
        "current": current,
        "rules": queries.rules_of(current).rules if current else (),
        "versions": list(RuleSet.objects.order_by("-since", "-pk")),
        "today": today,
    }
    return render(request, "triage/sorting/rules.html", context)


@door("staff", roles=("management", "president"))
@require_http_methods(["GET", "POST"])
def rule_set(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: tried on the decisions of the last year, then adopted."""
    today = clock.today()
    row = found_or_404(RuleSet.objects.all(), pk=pk)
    form = AdoptForm(posted(request), today=today)

    def act() -> Any:
        since, adopted_by = form.cleaned_data["since"], form.cleaned_data["adopted_by"]
        return actions.adopt_rules(rule_set=row, since=since, adopted_by=adopted_by, today=today)

    if tried(request, form, act, "规则已批准，自所定日期起施行。"):
        return redirect("triage:rules")
    read = queries.rules_of(row)
    trial = queries.back_test(
        read,
        courts=sorted(courts_watched(request.user, today)),
        opened=courts_seen(request.user, today),
        since=today - timedelta(days=365),
    )
    context = {"row": row, "rules": read.rules, "trial": trial, "form": form, "today": today}
    return shown(request, "triage/sorting/rule_set.html", context)
