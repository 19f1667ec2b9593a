"""What a trial shows of a case, and what it offers to the judge, the leaders and the parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from common.cases.models import Case, Party
from common.cases.queries import Offer, Row
from common.cases.states import ENDED, Side, Stage
from common.law.articles import art
from common.law.procedures import Procedure
from triage.trial.models import Hearing, Ruling, SmallClaimsObjection, TermExtension
from triage.trial.queries.judging import withdrawing
from triage.trial.states import EXTENSION_OPEN, ExtensionState, HearingMode, ObjectionOutcome, RulingKind


@dataclass(frozen=True)
class _Trial:
    """What a case goes through before its team."""

    hearings: Sequence[Hearing] = ()
    objections: Sequence[SmallClaimsObjection] = ()
    extensions: Sequence[TermExtension] = ()


def _trial_of(case: Case) -> _Trial:
    return _Trial(
        hearings=list(case.hearings.order_by("on", "pk")),
        objections=list(case.objections.select_related("party").order_by("pk")),
        extensions=list(case.term_extensions.order_by("pk")),
    )


def _trial_rows(trial: _Trial, *, staff: bool) -> list[Row]:
    """Hearings, objections, a longer term. What is only asked for, or was refused, the court reads alone."""
    rows = [Row("开庭", f"{row.on:%Y-%m-%d}，{HearingMode(row.mode).label}") for row in trial.hearings]
    for objection in trial.objections:
        outcome = ObjectionOutcome(objection.outcome)
        waits = "wait" if outcome is ObjectionOutcome.OPEN else ""
        rows.append(Row("小额诉讼异议", f"{objection.party.name}提出，{outcome.label}", badge=waits))
    for row in trial.extensions:
        state = ExtensionState(row.state)
        if state is ExtensionState.GRANTED and row.due is not None:
            rows.append(Row("审理期限", f"经院长批准延长 {row.months} 个月，到 {row.due:%Y-%m-%d}"))
        elif staff and state is not ExtensionState.VOID:
            waits = "wait" if state in EXTENSION_OPEN else ""
            rows.append(Row("申请延长审理期限", f"{row.months} 个月，{state.label}", badge=waits))
    return rows


def _hearing_offer(case: Case) -> Offer:
    return Offer("登记开庭", "triage:hearing", (case.uid,), articles=[art("民诉法", 150)])


def _judge_offers(case: Case, trial: _Trial) -> list[Offer]:
    found = [
        Offer("结案", "triage:close", (case.uid,), main=True),
        _hearing_offer(case),
        Offer("转换审理程序", "triage:convert", (case.uid,), articles=[art("民诉法", 169), art("民诉法", 170)]),
    ]
    if case.stage == Stage.TRIAL and not any(row.state in EXTENSION_OPEN for row in trial.extensions):
        found.append(Offer("申请延长审理期限", "triage:extend", (case.uid,), articles=[art("民诉法", 152)]))
    for objection in sorted(trial.objections, key=lambda row: row.pk):
        if objection.outcome != ObjectionOutcome.OPEN:
            continue
        found.insert(0, Offer("审查小额诉讼异议", "triage:decide_objection", (objection.pk,), main=True))
    return found


def _leader_offers(case: Case, trial: _Trial, assignment: Any, drafts: list[Ruling], president: bool) -> list[Offer]:
    found: list[Offer] = []
    for row in trial.extensions:
        if row.state == ExtensionState.ASKED or (president and row.state == ExtensionState.ENDORSED):
            found.append(Offer("审批延长审理期限", "triage:extension", (row.pk,), main=True))
    if assignment is not None:
        found.append(Offer("登记回避、重新分案", "triage:recuse", (case.uid,), articles=[art("民诉法", 47)]))
    for draft in drafts:
        hint = f"现由{draft.judge.display_name}待签"
        found.append(Offer(f"转交{draft.kind_label}裁定", "triage:hand_over", (draft.pk,), hint=hint))
    return found


def _party_offers(case: Case, trial: _Trial, party: Party, drafts: list[Ruling], disposes: bool) -> list[Offer]:
    found: list[Offer] = []
    asked = any(row.kind == RulingKind.WITHDRAWAL and withdrawing(row, [party.pk]) for row in drafts)
    if party.side == Side.CLAIMANT and disposes and case.registered_on and case.stage not in ENDED and not asked:
        found.append(Offer("申请撤诉", "triage:withdraw", (case.uid,), articles=[art("民诉法", 148)]))
    objected = any(row.party_id == party.pk for row in trial.objections)
    small = case.stage == Stage.TRIAL and case.procedure == Procedure.SMALL
    if small and not objected and not trial.hearings:
        found.append(
            Offer(
                "对适用小额诉讼程序提出异议",
                "triage:objection",
                (case.uid,),
                hint="应当在开庭前提出",
                articles=[art("民诉解释", 279)],
            )
        )
    return found
