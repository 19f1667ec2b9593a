"""What triage shows on the home page and on the case page: the parts of its wings, joined."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from common.cases.access import may_dispose, party_for
from common.cases.models import Case
from common.cases.queries import DeskItem, Offer, Panel, Row
from common.cases.states import ENDED, Stage
from common.law.articles import art
from common.law.procedures import Procedure, Track
from common.web.wording import day_words
from triage.sorting.access import may_sort, officer_courts
from triage.sorting.models import Decision
from triage.sorting.states import DecisionState
from triage.teams.access import may_reassign, tries
from triage.teams.models import Assignment
from triage.trial.access import judge_courts, may_grant, may_propose, may_record_hearing
from triage.trial.models import Ruling
from triage.trial.queries.panels import (
    _hearing_offer,
    _judge_offers,
    _leader_offers,
    _party_offers,
    _Trial,
    _trial_of,
    _trial_rows,
)
from triage.trial.states import RulingState


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
        offers.append(_hearing_offer(case))
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
