"""Steps of the fee: noticed, paid, relieved, not paid (办法 20, 22, 44-51; 解释 194, 213)."""

from __future__ import annotations

from dataclasses import replace

import common.delivery.actions
import fees.charging.actions
import fees.charging.events as charging
import fees.money.events as money
import fees.money.queries
import fees.relief.events as relief
import fees.settling.actions
import intake.agents.events as agents
import intake.agents.queries
import triage.trial.actions
from common.cases.actions import open_todo
from common.cases.events import CaseEvent
from common.cases.models import Representation
from common.cases.states import ENDED, Stage, TodoKind
from common.law.articles import art
from yunfu_court.procedure.happening import Happening, waits_as


@waits_as(TodoKind.CHARGE)
def charge(x: Happening[CaseEvent]) -> None:
    """The fee notice, now and not before: C after mediation, B after registration (2025意见; 办法22). What the court
    above gave back and was asked for before is on its way to a team already."""
    if x.case.stage == Stage.ASSIGNMENT:
        return
    x.to(Stage.PAYMENT)
    fees.charging.actions.open_fee(case=x.case, by=x.by, today=x.today)


@waits_as(TodoKind.CONVERTED)
def converted(x: Happening[CaseEvent]) -> None:
    """简转普: the half that was not asked is asked now; the trial term counts from the original day (解释199, 258)."""
    fees.charging.actions.notice_supplement(case=x.case, by=x.by, today=x.today)


def nothing_owed(x: Happening[CaseEvent]) -> None:
    """Nothing is owed now: the case goes to a team. A draft ruling for non-payment falls away. The fee's own terms are
    the fee office's: paid or relieved it has closed them, deferred it has set the day."""
    triage.trial.actions.drop_rulings(
        case=x.case, kind="deemed_withdrawal", by=x.by, today=x.today, reason="已交纳或者无需预交诉讼费"
    )
    if x.case.stage == Stage.PAYMENT:
        x.to(Stage.ASSIGNMENT)


def served_on_itself(x: Happening[agents.AgentReleased | agents.AgentResigned]) -> None:
    """Only the agent who acts no more had the notice, and its days still run: not paying leads to 按撤诉处理, so they
    run from the party's own receipt (民诉法63; 解释213)."""
    agent = Representation.objects.select_related("party").get(pk=x.event.representation_id)
    for service in fees.money.queries.notices_running(x.case, agent.party):
        if intake.agents.queries.had_only_by(service, agent):
            common.delivery.actions.serve_itself(service=service, by=replace(x.by, party_id=None))


def paid(x: Happening[money.Paid]) -> None:
    if x.event.complete:
        nothing_owed(x)


def relieved(x: Happening[relief.ReliefDecided]) -> None:
    """Granted in full or deferred: on it goes. Reduced or refused: what is left stays due. Of a case that has ended the
    answer counts for what the party bears."""
    if x.case.stage in ENDED:
        answered_late(x)
    elif x.event.outcome == "granted" and (x.event.kind_granted in ("exempt", "defer") or x.event.amount_left == 0):
        nothing_owed(x)


def answered_late(x: Happening[relief.ReliefDecided | relief.ReliefWithdrawn]) -> None:
    """What waited for the answer to a request that the end of the case had overtaken moves now (办法48)."""
    if x.case.stage in ENDED:
        fees.settling.actions.follow_relief(case=x.case, relief_id=x.event.relief_id, by=x.by, today=x.today)


def relief_pending(x: Happening[relief.ReliefSought]) -> None:
    """Relief may still be asked for after the term ended: until it is decided nothing may be ruled (解释213). Asked for
    again it holds nothing up."""
    if x.event.again:
        return
    triage.trial.actions.drop_rulings(
        case=x.case, kind="deemed_withdrawal", by=x.by, today=x.today, reason="当事人申请缓交、减交或者免交，待决定"
    )


@waits_as(TodoKind.ASK_JUDGE_UNPAID)
def ask_judge_unpaid(x: Happening[charging.Lapsed]) -> None:
    """Non-payment puts a draft on the judge's list, and only that (解释213). What was not paid after the conversion to
    the ordinary procedure is a supplement, of which the law says more (199第2款)."""
    kind = x.case.fee_notices.values_list("kind", flat=True).get(pk=x.event.notice_id)
    if kind == "increase":  # the suit as it was is paid for: what becomes of the rest is for the bench to say
        words = "增加的请求没有按期交费，请登记变更诉讼请求（改回原来的请求），或者等当事人补交。"
        open_todo(case=x.case, kind=TodoKind.INCREASE_UNPAID, words=words, by=x.by, today=x.today)
        return
    late = kind == "supplement"
    articles = [art("民诉解释", 199, 2)] if late else [art("民诉解释", 213), art("收费办法", 22)]
    triage.trial.actions.draft_ruling(
        case=x.case,
        kind="deemed_withdrawal",
        by=x.by,
        today=x.today,
        articles=[article.cite for article in articles],
        facts={"notice_id": x.event.notice_id, "supplement": late},
    )
