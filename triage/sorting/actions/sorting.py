"""Sorting a case: provisional on filing, proposed before the fee notice, confirmed or overruled by the officer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from common.cases.actions import announce, finish_todo, open_todo, record_facts, set_case
from common.cases.events import By
from common.cases.models import Case
from common.cases.queries import regions_alike
from common.cases.rules import ActionRefused
from common.cases.states import FactKey, Stage, TodoKind
from common.law.procedures import Procedure, Track
from common.law.transitions import move
from triage.sorting import queries
from triage.sorting.actions.rulesets import load_default_rules
from triage.sorting.events import Overruled, PreSorted, Sorted
from triage.sorting.models import Decision, RuleSet
from triage.sorting.rules import FACTS, allowed_procedures, facts_for_law, read_facts
from triage.sorting.states import DECIDED, DECISION_MOVES, DecisionState, OverruleReason, Round


def _rules_on(day: date) -> RuleSet:
    return queries.rule_set_on(day) or load_default_rules()


def _computed(case: Case, rule_set: RuleSet, answers: Mapping[str, bool], known: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a decision that the rules fill."""
    found = queries.sorted_by(case, rule_set, answers)
    proposal = found.value
    return {
        "rule_set": rule_set,
        "rule": proposal.rule,
        "facts": dict(answers),
        "findings": queries.findings_as_rows(proposal),
        "note": found.note[:300],
        "confirmed_law": found.confirmed,
        "mediable": str(known.get(FactKey.MEDIABLE, "")),
        "proposed_procedure": proposal.procedure,
        "proposed_track": proposal.track,
    }


@transaction.atomic
def presort(*, case: Case, by: By, today: date) -> Decision:
    """First sort, on filing: a provisional procedure, which guides the length of a mediation and binds nobody.

    Called again (after a correction) it replaces the provisional one. Writes the case's procedure, never its track.
    """
    case = Case.lock(case.pk)
    known = queries.known_facts(case)
    rule_set = _rules_on(today)
    Decision.objects.filter(case=case, state=DecisionState.PROVISIONAL).update(state=DecisionState.SUPERSEDED)
    row = Decision.objects.create(
        case=case,
        round=Round.FIRST,
        state=DecisionState.PROVISIONAL,
        proposed_on=today,
        **_computed(case, rule_set, read_facts(known), known),
    )
    set_case(case=case, procedure=row.proposed_procedure)
    announce(
        case=case,
        event=PreSorted(decision_id=row.pk, procedure=row.proposed_procedure, mediable=row.mediable),
        by=by,
    )
    return row


@transaction.atomic
def propose(*, case: Case, by: By, today: date) -> Decision:
    """Second sort (二次分流): lay a proposal before the officer. With one already open, that one is brought up to date.

    Announces nothing: the officer's answer is what happens.
    """
    case = Case.lock(case.pk)
    known = queries.known_facts(case)
    rule_set = _rules_on(today)
    values = _computed(case, rule_set, read_facts(known), known)
    open_todo(case=case, kind=TodoKind.SORT, words="等待分流：请确认适用的程序和审理方式。", by=by, today=today)
    row = Decision.objects.select_for_update().filter(case=case, state=DecisionState.PROPOSED).first()
    if row is None:
        return Decision.objects.create(
            case=case, round=Round.SECOND, state=DecisionState.PROPOSED, proposed_on=today, **values
        )
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return row


@transaction.atomic
def take_back(*, case: Case, by: By, today: date) -> None:
    """The mediation goes on after all: what was laid before the officer is not to be decided. Announces nothing, as
    laying it there did not."""
    case = Case.lock(case.pk)
    row = Decision.objects.select_for_update().filter(case=case, state=DecisionState.PROPOSED).first()
    if row is not None:
        move(row, DecisionState.SUPERSEDED, DECISION_MOVES)
        row.save(update_fields=["state"])
    for kind in (TodoKind.SORT, TodoKind.SECOND_SORT):
        finish_todo(case=case, kind=kind, by=by, today=today)


def _open(decision: Decision, version: int) -> tuple[Case, Decision]:
    """The locked case and decision, if the officer still looks at what is there; else who was faster and how."""
    case = Case.lock(decision.case_id)
    row = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("decided_by", "changed_by", "rule_set")
        .get(pk=decision.pk)
    )
    if row.state in DECIDED:
        who = row.decided_by.display_name if row.decided_by else "系统"
        raise ActionRefused(
            f"{who}已于 {row.decided_on} 确定本案适用{Procedure(row.procedure).label}、{Track(row.track).label}。"
        )
    if row.state != DecisionState.PROPOSED:
        raise ActionRefused("这份分流建议已经失效，请打开本案最新的建议。")
    if row.version != version:
        who = row.changed_by.display_name if row.changed_by else "系统"
        raise ActionRefused(f"{who}刚刚更新了本案的事实，建议已重新计算。请核对后再决定。")
    if case.stage != Stage.SORTING:
        raise ActionRefused(f"本案现在处于“{case.stage_label}”阶段，不能分流。")
    return case, row


@transaction.atomic
def revise(*, decision: Decision, answers: Mapping[str, bool], version: int, by: By, today: date) -> Decision:
    """The officer corrects facts; each changed one is recorded with the officer as its source, and the proposal is
    worked out again. Unchanged answers are not written: what nobody said stays unsaid."""
    case, row = _open(decision, version)
    changed = {FactKey(key): value for key, value in answers.items() if key in FACTS and value != row.facts.get(key)}
    if not changed:
        return row
    record_facts(case=case, facts=changed, source="officer", today=today)
    rule_set = row.rule_set or _rules_on(today)
    known = queries.known_facts(case)
    for name, value in _computed(case, rule_set, read_facts(known), known).items():
        setattr(row, name, value)
    row.version += 1
    row.changed_by_id = by.user_id
    row.save()
    return row


@transaction.atomic
def confirm(*, decision: Decision, version: int, by: By, today: date) -> Decision:
    """The officer takes the proposal as it stands."""
    case, row = _open(decision, version)
    return _decide(
        case, row, DecisionState.CONFIRMED, Procedure(row.proposed_procedure), Track(row.proposed_track), by, today
    )


@transaction.atomic
def overrule(
    *,
    decision: Decision,
    procedure: Procedure,
    track: Track,
    reason: OverruleReason,
    words: str,
    version: int,
    by: By,
    today: date,
) -> Decision:
    """The officer decides otherwise, with a coded reason; what the statute bars for these facts stays barred."""
    case, row = _open(decision, version)
    if (procedure, track) == (row.proposed_procedure, row.proposed_track):
        raise ActionRefused("您的选择与建议相同，请直接确认。", field="procedure")
    if reason == OverruleReason.OTHER and not words.strip():
        raise ActionRefused("请写明改定的理由。", field="words")
    law = facts_for_law(
        row.facts,
        cause=queries.known_cause(case),
        received=case.received_on,
        amount=case.amount,
        intermediate=case.court.is_intermediate,
        regions_alike=not row.facts.get(FactKey.REGIONS) or regions_alike(case),
    )
    bar = allowed_procedures(law, queries.wages_on(case.received_on))[procedure]
    if bar is not None:
        raise ActionRefused(
            f"本案依法不能适用{procedure.label}（{bar.short}）。如事实有误，请先更正事实。", field="procedure"
        )
    row.reason, row.reason_words = reason, words.strip()[:300]
    return _decide(case, row, DecisionState.OVERRULED, procedure, track, by, today)


def _decide(
    case: Case, row: Decision, state: DecisionState, procedure: Procedure, track: Track, by: By, today: date
) -> Decision:
    move(row, state, DECISION_MOVES)
    row.procedure, row.track = procedure, track
    row.decided_by_id, row.decided_on = by.user_id, today
    row.save()
    set_case(case=case, procedure=procedure.value, track=track.value)
    finish_todo(case=case, kind=TodoKind.SORT, by=by, today=today)
    # Sorted follows Overruled in the stream: who reads the last one knows where the case goes.
    if state == DecisionState.OVERRULED:
        announce(case=case, event=Overruled(decision_id=row.pk, reason=row.reason), by=by)
    announce(case=case, event=Sorted(decision_id=row.pk, procedure=procedure.value, track=track.value), by=by)
    return row
