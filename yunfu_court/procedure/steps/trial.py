"""Steps of triage: procedure, track, team, ruling, closing (实施意见 9, 10)."""

from __future__ import annotations

import fees.charging.actions
import fees.money.queries
import fees.settling.actions
import fees.settling.queries
import intake.review.actions
import mediation.course.actions
import triage.teams.actions
import triage.trial.actions
import triage.trial.events as trial
import triage.trial.queries
from common.cases.access import server_of
from common.cases.actions import close_deadlines, finish_todo, hand_deadlines, open_todo, release
from common.cases.events import CaseEvent, ForeignChanged
from common.cases.states import Capacity, Closing, Stage, TodoKind
from common.law.articles import art
from triage.trial.states import AppealResult, ChangedWhen
from yunfu_court.procedure.happening import Happening, waits_as
from yunfu_court.procedure.steps.fees import charge, nothing_owed
from yunfu_court.procedure.steps.filing import examine
from yunfu_court.procedure.steps.sending import COPIES


@waits_as(TodoKind.BACK_TO_REGISTRATION)
def back_to_registration(x: Happening[CaseEvent]) -> None:
    """B: sorted a second time, now registered within the filing term unless withdrawn (特邀21). One that was registered
    without mediation (declined, or by nature not to be mediated) is sorted only now: the fee notice follows."""
    if x.case.registered_on:
        charge(x)
        return
    finish_todo(case=x.case, kind=TodoKind.SECOND_SORT, by=x.by, today=x.today)
    x.to(Stage.REVIEW)
    examine(x)
    intake.review.actions.ready_to_register(case=x.case, by=x.by, today=x.today)


def to_trial(x: Happening[CaseEvent]) -> None:
    """转入审理: the whole team is on the case, the filing desk is off it."""
    finish_todo(case=x.case, kind=TodoKind.ASSIGN, by=x.by, today=x.today)
    release(case=x.case, capacity=Capacity.TRIAGE_OFFICER, by=x.by, today=x.today)
    x.to(Stage.TRIAL)
    hand_deadlines(case=x.case, terms=[*COPIES], holder=server_of(x.case, x.today))


def leave_team(x: Happening[CaseEvent]) -> None:
    """Somebody of the team stands aside: the case waits for another one (民诉法47)."""
    if x.case.stage == Stage.TRIAL:
        x.to(Stage.ASSIGNMENT)


@waits_as(TodoKind.ASSIGN)
def assign(x: Happening[CaseEvent]) -> None:
    """To a team by open weighted load; without one it waits on the head's list, paid and safe."""
    if x.case.stage != Stage.ASSIGNMENT:
        return
    triage.teams.actions.assign(case=x.case, by=x.by, today=x.today)


def ruled(x: Happening[trial.RulingSigned]) -> None:
    """A judge has signed; only now does anything follow (解释208, 213; 民诉法148)."""
    what = x.event.what
    if what == "inadmissible":
        if not x.case.registered_on:
            x.to(Stage.CLOSED, closing=Closing.INADMISSIBLE)
            triage.trial.actions.refuse(case=x.case, by=x.by, today=x.today)
    elif what in ("withdrawal", "deemed_withdrawal", "dismissal", "transfer") and not x.event.part:
        mediation.course.actions.stop_for_withdrawal(case=x.case, by=x.by, today=x.today)
        # Settled before it is closed: the ruling that is written now says what the books say (办法53第1款).
        row = fees.settling.actions.settle(case=x.case, way=what, by=x.by, today=x.today)
        said = fees.settling.queries.said(row)
        triage.trial.actions.say_fee(case=x.case, ruling_id=x.event.ruling_id, fee=said)
        triage.trial.actions.close(case=x.case, way=what, by=x.by, today=x.today)


def not_ruled(x: Happening[trial.RulingDropped]) -> None:
    """The judge would not sign. A suit found admissible goes back to be registered, within a term of
    its own (民诉法126)."""
    if x.event.what == "inadmissible" and not x.case.registered_on:
        intake.review.actions.not_late(case=x.case, by=x.by, today=x.today)
        examine(x)
        words = "法官认为起诉符合条件，请登记立案。"
        open_todo(case=x.case, kind=TodoKind.REGISTER_AFTER_INSISTING, words=words, by=x.by, today=x.today)


@waits_as(TodoKind.WITHDRAWAL_ASKED)
def withdrawal_asked(x: Happening[trial.WithdrawalSought]) -> None:
    triage.trial.actions.draft_ruling(
        case=x.case,
        kind="withdrawal",
        by=x.by,
        today=x.today,
        articles=[art("民诉法", 148).cite],
        facts={"party_ids": [x.event.party_id]},
    )


def closed(x: Happening[trial.Closed]) -> None:
    """The end ends every running term; settling comes after it, for a refund has a term of its own (办法53). What
    cannot be appealed takes effect at once (民诉法158); of the rest the terms are asked every night."""
    x.to(Stage.CLOSED, closing=Closing(x.event.way))
    bears = [(party, fen) for party, fen in x.event.bears]
    fees.settling.actions.settle(case=x.case, way=x.event.way, by=x.by, today=x.today, bears=bears)
    triage.trial.actions.tell_remedies(case=x.case, what=x.event.way, by=x.by, today=x.today)
    fees.settling.actions.take_effect(case=x.case, by=x.by, today=x.today)


def claims_changed(x: Happening[trial.ClaimsChanged]) -> None:
    """A claimant asks for another sum: the difference of the fee is asked for, or goes back (办法21)."""
    amount, claims = triage.trial.queries.asked_before(x.event.change_id)
    when = ChangedWhen(x.event.when)
    fees.charging.actions.follow_claims(
        case=x.case,
        party_id=x.event.party_id,
        amount=amount,
        claims=claims,
        late=when.keeps_fee,
        unpaid=when is ChangedWhen.UNPAID,
        by=x.by,
        today=x.today,
    )
    if x.case.stage != Stage.PAYMENT or when.keeps_fee:
        return
    if fees.money.queries.payable_notice(x.case) is None:
        nothing_owed(x)  # what had been paid is enough now
    else:
        reason = "诉讼请求已经变更，受理费按变更后的请求重新通知"
        triage.trial.actions.drop_rulings(case=x.case, kind="deemed_withdrawal", by=x.by, today=x.today, reason=reason)


def appealed(x: Happening[trial.Appealed]) -> None:
    """An appeal came in on paper: nothing has taken effect, so no fee moves (民诉法158; 办法30); the appellant prepays
    for what it disputes (办法17, 22); those of one side who appealed together prepay once (解释202第2款)."""
    fees.settling.actions.stay(case=x.case, by=x.by, today=x.today)
    if x.event.joint is not None:
        return
    fees.settling.actions.ask_appeal_fee(
        case=x.case, party_id=x.event.party_id, disputed=x.event.disputed, by=x.by, today=x.today
    )


def appeal_ended(x: Happening[trial.AppealEnded]) -> None:
    """The court above gave the fee of the first instance its end; sent back, there is none (民诉法177; 办法30). A suit
    that was refused is registered by its order: the term of every suit runs again, for whoever registers (解释330;
    民诉法126)."""
    result = AppealResult(x.event.result)
    if result is AppealResult.ACCEPTED:
        x.to(Stage.REVIEW)
        close_deadlines(case=x.case, today=x.today, terms=["refusal_appeal"], met=False)
        intake.review.actions.not_late(case=x.case, by=x.by, today=x.today)
        examine(x, start=x.event.on)
        words = "上级法院撤销了不予受理的裁定，指令立案受理，请登记立案。"
        open_todo(case=x.case, kind=TodoKind.REGISTER_AFTER_INSISTING, words=words, by=x.by, today=x.today)
        return
    if result.tried_again:
        fees.settling.actions.unsettle(case=x.case, by=x.by, today=x.today)
        return
    if way := result.settles_as:
        fees.settling.actions.settle_anew(case=x.case, way=way, on=x.event.on, by=x.by, today=x.today)
        return
    bears = [(party, fen) for party, fen in x.event.bears]
    fees.settling.actions.end_stay(case=x.case, on=x.event.on, bears=bears, by=x.by, today=x.today)


def tried_anew(x: Happening[trial.RegisteredAnew]) -> None:
    """What the court above gave back is in trial again, and goes to a team (民诉法41第3款; 解释330); a suit that was
    dismissed before its fee was asked is asked for it first (`charge`; 收费办法22). What a conversion or more claims
    had added is asked for beside the trial, as it was (解释199)."""
    x.to(Stage.TRIAL)
    if fees.money.queries.asked(x.case):
        x.to(Stage.ASSIGNMENT)
        fees.charging.actions.ask_rest(case=x.case, by=x.by, today=x.today)
    triage.teams.actions.keep_trial_term(case=x.case, by=x.by, today=x.today)


def appeal_left(x: Happening[trial.AppealLeft]) -> None:
    """The only appeal is gone while somebody else may still appeal: it binds as if nobody had (民诉法158, 171)."""
    if x.event.last:
        fees.settling.actions.unstay(case=x.case, today=x.today)


def appeal_struck(x: Happening[trial.AppealStruck]) -> None:
    """No appeal runs, for none was lodged: it binds as if nobody had (民诉法158, 171)."""
    if x.event.last:
        fees.settling.actions.unstay(case=x.case, today=x.today)


def appeal_corrected(x: Happening[trial.AppealCorrected]) -> None:
    """No court above had said so: the fee waits for it again, and what had moved is named (办法30); a suit that it was
    to order registered is refused as before. What the result had ended of the appeals stands again."""
    result = AppealResult(x.event.result)
    if result is AppealResult.ACCEPTED:
        x.to(Stage.CLOSED, closing=Closing.INADMISSIBLE)
    triage.trial.actions.resume_appeals(case=x.case, outcome_id=x.event.outcome_id, by=x.by, today=x.today)
    if x.event.ended:
        said = result.says_who_bears
        fees.settling.actions.stay_again(case=x.case, bears=x.event.bears, said=said, by=x.by, today=x.today)


def hearing_known(x: Happening[trial.HearingHeld | trial.HearingFixed]) -> None:
    """What became of a hearing whose day is over is written down, or another day is fixed: nobody is asked any more."""
    if not triage.trial.queries.passed(x.case):
        finish_todo(case=x.case, kind=TodoKind.HEARING_OVER, by=x.by, today=x.today)


def foreign_changed(x: Happening[ForeignChanged]) -> None:
    """The case is foreign-related, or is so no more: its trial has no term, or one again (民诉法287)."""
    triage.trial.actions.follow_foreign(case=x.case, by=x.by, today=x.today)
