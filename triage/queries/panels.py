"""What triage shows on the home page and on the case page, and what it offers to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from common.cases.access import may_dispose, party_for
from common.cases.models import Case, Party
from common.cases.queries import DeskItem, Offer, Panel, Row
from common.cases.states import ENDED, Side, Stage
from common.law.articles import art
from common.law.procedures import Procedure, Track
from common.web.wording import day_words
from triage.access import (
    judge_courts,
    may_grant,
    may_propose,
    may_reassign,
    may_record_hearing,
    may_sort,
    officer_courts,
    tries,
)
from triage.models import (
    Assignment,
    Decision,
    Hearing,
    Ruling,
    SmallClaimsObjection,
    TermExtension,
)
from triage.queries.judging import withdrawing
from triage.states import (
    EXTENSION_OPEN,
    DecisionState,
    ExtensionState,
    HearingMode,
    ObjectionOutcome,
    RulingKind,
    RulingState,
)


def desk(user: Any, today: date) -> list[DeskItem]:
    """What waits for this person: proposals to decide, rulings to sign, cases whose term ends. Staff only. What waits
    for a leader is a to-do of the case."""
    found: list[DeskItem] = []
    courts = officer_courts(user, today)
    if courts:
        rows = Decision.objects.filter(state=DecisionState.PROPOSED, case__court__in=courts, case__stage="sorting")
        found.append(DeskItem("繁简分流待确认", rows.count(), reverse("triage:officer-list")))
    if judge_courts(user, today):
        drafts = Ruling.objects.filter(judge=user.pk, state=RulingState.DRAFT).count()
        found.append(DeskItem("待签裁定", drafts, reverse("triage:rulings")))
        mine = Assignment.objects.filter(judge=user.pk, until__isnull=True)
        ends = Q(case__deadlines__subject="trial", case__deadlines__state="open")
        counts = mine.aggregate(
            all=Count("pk", distinct=True),
            due=Count("pk", filter=ends & Q(case__deadlines__due__lte=today), distinct=True),
            objections=Count("case__objections", filter=Q(case__objections__outcome="open"), distinct=True),
        )
        found.append(DeskItem("承办案件", counts["all"], reverse("triage:my_cases"), due=counts["due"]))
        if counts["objections"]:
            found.append(DeskItem("小额诉讼异议待审查", counts["objections"], reverse("triage:my_cases")))
    return found


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


def panel(case: Case, user: Any, today: date) -> Panel | None:
    """What triage shows of a case on the case page; None before anything was sorted and nobody may do anything."""
    decision = case.decisions.exclude(state=DecisionState.SUPERSEDED).order_by("-pk").first()
    assigned = list(case.assignments.select_related("team", "judge").order_by("pk"))
    assignment = next((row for row in assigned if row.until is None), None)
    closing = case.closings.filter(undone_on__isnull=True).first()
    drafts = list(case.rulings.filter(state=RulingState.DRAFT).select_related("judge").order_by("pk"))
    trial = _trial_of(case) if assigned else _Trial()
    party = party_for(case, user, today)
    rows = _rows(case, decision, assignment, closing) + _trial_rows(trial, staff=party is None)
    offers: list[Offer] = []
    if may_sort(case, user, today) and decision is not None and decision.state == DecisionState.PROPOSED:
        offers.append(
            Offer("确认或者改定分流建议", "triage:decision", (decision.pk,), main=True, articles=[art("实施意见", 10)])
        )
    if tries(case, assignment, user):
        offers += _judge_offers(case, trial)
    elif case.stage == Stage.TRIAL and may_record_hearing(case, assignment, user, today):
        offers += [_hearing_offer(case), _left_out_offer(case)]
    if case.stage not in ENDED and case.registered_on and may_propose(case, assignment, user, today):
        offers.append(
            Offer(
                "拟驳回起诉或者移送管辖",
                "triage:propose_ruling",
                (case.uid,),
                articles=[art("民诉解释", 208, 3), art("民诉法", 37)],
            )
        )
    if may_reassign(case, user, today):
        offers += _leader_offers(case, trial, assignment, drafts, may_grant(case, user, today))
    if party is not None and closing is None and party.left_on is None:
        offers += _party_offers(case, trial, party, drafts, may_dispose(case, user, today))
    if not rows and not offers:
        return None
    return Panel(title="分流与审理", rows=rows, offers=offers, order=30)


def _rows(case: Case, decision: Any, assignment: Any, closing: Any) -> list[Row]:
    rows: list[Row] = []
    if case.procedure:
        provisional = decision is not None and decision.state in (DecisionState.PROVISIONAL, DecisionState.PROPOSED)
        label = Procedure(case.procedure).label + ("（暂定）" if provisional else "")
        rows.append(Row("审理程序", label))
    if case.track:
        rows.append(Row("承办轨道", Track(case.track).label))
    if assignment is not None:
        rows.append(Row("审判团队", assignment.team.name))
        rows.append(Row("承办法官", assignment.judge.display_name))
    if closing is not None:
        rows.append(Row("结案", f"{closing.way_label}，{day_words(closing.on, year=True)}", badge="ok"))
    return rows


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


def _left_out_offer(case: Case) -> Offer:
    grounds = [art("民诉解释", 243), art("审限规定", 9)]
    return Offer("登记不计入审限的期间", "triage:left_out", (case.uid,), articles=grounds)


def _judge_offers(case: Case, trial: _Trial) -> list[Offer]:
    found = [
        Offer("结案", "triage:close", (case.uid,), main=True),
        _hearing_offer(case),
        Offer("转换审理程序", "triage:convert", (case.uid,), articles=[art("民诉法", 169), art("民诉法", 170)]),
    ]
    if case.stage == Stage.TRIAL:
        found.append(_left_out_offer(case))
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
