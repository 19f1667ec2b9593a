"""Reads for sorting: the rules in force, the facts of a case, the officer's list, trying rules on past decisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from common.cases.models import Case, CaseFact
from common.cases.queries import CASE_NUMBERS, DeskItem, Offer, Row, nameless, regions_alike
from common.cases.states import FactKey
from common.courts.queries import parameters
from common.law import causes
from common.law.articles import Finding, art
from common.law.procedures import GUANGDONG_WAGES, Procedure, SmallClaimsWage, Track
from common.people.models import Anyone, User
from triage.sorting.access import may_sort, officer_courts
from triage.sorting.models import Decision, RuleSet
from triage.sorting.rules import Proposal, Rules, read_rules, sort
from triage.sorting.states import DecisionState

WAGE = "small_claims_wage"


def rule_set_on(day: date) -> RuleSet | None:
    """The adopted rules in force on a day. One query."""
    return RuleSet.objects.filter(adopted_on__isnull=False, since__lte=day).order_by("-since", "-pk").first()


def known_facts(case: Case) -> dict[str, Any]:
    """What is recorded about the case, by key. One query."""
    return dict(CaseFact.objects.filter(case=case).order_by("key").values_list("key", "value"))


def known_cause(case: Case) -> str:
    return case.cause if case.cause and causes.exists(case.cause) else ""


def wages_on(day: date) -> tuple[SmallClaimsWage, ...]:
    """The small-claims bounds for a case received on `day`: the court's dated parameter, else the shipped example."""
    row = parameters([WAGE], day).get(WAGE)
    if row is None:
        return GUANGDONG_WAGES
    return (SmallClaimsWage.of_wage(row.fen, row.since, confirmed=row.confirmed, source=row.source),)


def sorted_by(case: Case, rule_set: RuleSet, answers: Mapping[str, bool]) -> Finding[Proposal]:
    """What the statute and these rules say of the case with these facts."""
    return sort(
        answers,
        rules_of(rule_set),
        cause=case.cause,
        key_area=case.key_area,
        received=case.received_on,
        amount=case.amount,
        intermediate=case.court.is_intermediate,
        regions_alike=not answers.get(FactKey.REGIONS) or regions_alike(case),
        wages=wages_on(case.received_on),
    )


def rules_of(rule_set: RuleSet) -> Rules:
    return read_rules(rule_set.rules, rule_set.version)


def findings_as_rows(proposal: Proposal) -> list[dict[str, Any]]:
    """The grounds as they are kept with the decision: words, facts used, full citation, what they speak for."""
    return [
        {
            "words": ground.words,
            "facts": list(ground.facts),
            "cite": ground.article.cite if ground.article else "",
            "effect": ground.effect,
        }
        for ground in proposal.grounds
    ]


def waiting_decisions(courts: Sequence[int]) -> Any:
    """The officer's list: proposals of their courts, oldest first."""
    rows = Decision.objects.filter(state=DecisionState.PROPOSED, case__court__in=courts, case__stage="sorting")
    return rows.select_related("case", "case__court").prefetch_related(CASE_NUMBERS)


def back_test(rules: Rules, *, courts: Sequence[int], opened: Collection[int], since: date) -> dict[str, Any]:
    """What `rules` would have said of past decisions (by their facts as they were): counts of the same and of others.

    {"total": n, "same": n, "moved": [{"case", "name", "opens", "was", "now"}…up to 50], "fast_was": n, "fast_now": n}.
    Where the case is of a court whose cases are only supervised (not in `opened`), `name` names nobody.
    """
    rows = Decision.objects.filter(
        case__court__in=courts, state__in=["confirmed", "overruled"], decided_on__gte=since, round="second"
    ).select_related("case", "case__court")
    rows = rows.prefetch_related("case__numbers")
    total = same = fast_was = fast_now = 0
    moved: list[dict[str, Any]] = []
    wages: dict[date, tuple[SmallClaimsWage, ...]] = {}
    for row in rows.order_by("pk").iterator(chunk_size=2000):
        case = row.case
        if case.received_on not in wages:
            wages[case.received_on] = wages_on(case.received_on)
        now = sort(
            row.facts,
            rules,
            cause=case.cause,
            key_area=case.key_area,
            received=case.received_on,
            amount=case.amount,
            intermediate=case.court.is_intermediate,
            wages=wages[case.received_on],
            explain=False,
        ).value
        total += 1
        fast_was += row.proposed_track == "fast"
        fast_now += now.track == "fast"
        if now.track == row.proposed_track:
            same += 1
        elif len(moved) < 50:
            opens = case.court_id in opened
            name = case.title if opens else nameless(case)
            was = row.get_proposed_track_display()
            moved.append({"case": case, "name": name, "opens": opens, "was": was, "now": now.track.label})
    return {"total": total, "same": same, "moved": moved, "fast_was": fast_was, "fast_now": fast_now}


def procedure_label(value: str) -> str:
    return Procedure(value).label if value else "尚未确定"


def desk(user: User, today: date) -> list[DeskItem]:
    """The proposals that wait for this officer."""
    courts = officer_courts(user, today)
    if not courts:
        return []
    rows = Decision.objects.filter(state=DecisionState.PROPOSED, case__court__in=courts, case__stage="sorting")
    return [DeskItem("繁简分流待确认", rows.count(), reverse("triage:officer-list"))]


def decision_of(case: Case) -> Decision | None:
    """The newest decision that no other replaced."""
    return case.decisions.exclude(state=DecisionState.SUPERSEDED).order_by("-pk").first()


def rows(case: Case, decision: Decision | None, *, staff: bool) -> list[Row]:
    """What the case page says of the procedure and the track. A procedure that nobody has decided on yet is for the
    court to read: a party learns it when it is."""
    found: list[Row] = []
    if case.procedure:
        provisional = decision is not None and decision.state in (DecisionState.PROVISIONAL, DecisionState.PROPOSED)
        if staff or not provisional:
            label = Procedure(case.procedure).label + ("（暂定）" if provisional else "")
            found.append(Row("审理程序", label))
    if case.track and staff:  # a word of the court's own
        found.append(Row("承办轨道", Track(case.track).label))
    return found


def offers(case: Case, decision: Decision | None, user: Anyone, today: date) -> list[Offer]:
    """What the case page offers to the officer."""
    if not may_sort(case, user, today) or decision is None or decision.state != DecisionState.PROPOSED:
        return []
    return [Offer("确认或者改定分流建议", "triage:decision", (decision.pk,), main=True, articles=[art("实施意见", 10)])]
