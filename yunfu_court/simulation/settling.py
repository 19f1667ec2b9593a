"""After the last signature: performed, a 调解书, judicial confirmation, or the offer to sue."""

from __future__ import annotations

from common.cases.events import By, Channel
from mediation.confirmation import actions as confirming
from mediation.confirmation.models import Confirmation
from mediation.confirmation.states import ConfirmationState, NotAcceptedGround, RejectedGround
from mediation.outcome import actions
from mediation.outcome.rules import may_confirm
from mediation.texts.states import Outcome
from yunfu_court.simulation.scene import Scene


def after_agreement(scene: Scene) -> int | None:
    """Route C: the case is registered and waits for what the parties make of their agreement (2025意见4)."""
    row, plan = scene.agreement, scene.plan
    if row is None:
        return None
    claimant = scene.claimant
    if row.outcome == Outcome.NONE:
        wanted = plan.pick("outcome", {"performed": 0.4, "withdrawn": 0.12, "paper": 0.48})
        if wanted == "paper":
            actions.seek_paper(agreement=row, by=scene.by(claimant), today=scene.today)
        else:
            actions.finish(agreement=row, how=Outcome(wanted), by=scene.by(claimant), today=scene.today)
            return None
        return plan.days("paper", 1, 3)
    if row.outcome == Outcome.PAPER_SOUGHT and row.paper_judge_id:
        actions.make_paper(
            agreement=row,
            facts="双方当事人对主要事实没有争议，自愿达成协议。",
            voluntary=True,
            lawful=True,
            bears=[(scene.respondents[0].pk, None)],
            by=By(user_id=row.paper_judge_id, channel=Channel.WEB),
            today=scene.today,
        )
        return plan.days("paper received", 1, 3)
    if row.outcome == Outcome.PAPER_MADE and plan.chance("goes back", 0.05) and not plan.stop:
        actions.go_back(agreement=row, by=scene.by(scene.respondents[0]), today=scene.today)
        return 2
    return 3


def after_mediation(scene: Scene) -> int | None:
    """Route A and B, settled without a suit: a third apply together for confirmation within the thirty days."""
    row, plan = scene.agreement, scene.plan
    if row is None or scene.case.closing != "mediated" or not may_confirm(scene.case.cause).value:
        return None
    if not plan.chance("confirms", 0.38):
        return None
    found = row.confirmations.exclude(state=ConfirmationState.WITHDRAWN).first()
    joined = set(found.joins.values_list("party_id", flat=True)) if found else set()
    wanted = set(row.parties.values_list("pk", flat=True)) - joined
    for party in scene.parties:
        if party.pk not in wanted:
            continue
        by = scene.by(party)
        confirming.apply(agreement=row, by=by, today=scene.today)
        if wanted == {party.pk}:
            return plan.days("decides", 1, 2)  # three days to decide on accepting (司法确认规定4)
        return plan.days(f"joins {party.side}", 1, 6)
    return None


def confirmation(scene: Scene) -> int | None:
    """The judge accepts in three days, hears both and rules; a few are turned down."""
    row = Confirmation.objects.filter(case=scene.case_id).order_by("-id").first()
    if row is None:
        return None
    plan = scene.plan
    if row.judge_id is None:
        return 1
    judge = By(user_id=row.judge_id, channel=Channel.WEB)
    if row.state == ConfirmationState.APPLIED:
        if plan.chance("not accepted", 0.04):
            confirming.do_not_accept(
                confirmation=row,
                ground=NotAcceptedGround.OTHER_COURT,
                record="协议履行地和当事人住所地均不在本院辖区。",
                by=judge,
                today=scene.today,
            )
            return 2
        confirming.accept(confirmation=row, by=judge, today=scene.today)
        return plan.days("examines", 3, 9)
    if row.state == ConfirmationState.ACCEPTED:
        confirm = plan.chance("confirmed", 0.93)
        confirming.rule(
            confirmation=row,
            confirm=confirm,
            present={party.pk: party.name for party in row.agreement.parties.order_by("pk")},
            examined_on=scene.today,
            checks={ground.value: True for ground in RejectedGround},
            record="双方到场，陈述协议系自愿达成，内容明确。" if confirm else "协议内容不明确，双方当庭不能补充。",
            by=judge,
            today=scene.today,
            ground=None if confirm else RejectedGround.UNCLEAR,
        )
        return None if confirm else 2
    return None
