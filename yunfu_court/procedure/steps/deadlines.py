"""Steps of terms: those that ran out, those whose day moved, and what an end had opened that was none."""

from __future__ import annotations

import fees.charging.actions
import intake.review.actions
import mediation.course.actions
import mediation.texts.actions
import triage.trial.actions
from common.cases.actions import finish_todo
from common.cases.events import CaseEvent, DeadlineLapsed, DeadlineMoved, DeadlineReopened, DeadlineSet
from common.cases.rules import NeedsPerson
from common.cases.states import Stage, TodoKind
from common.law.terms import FILING_TERMS
from mediation.texts.events import Agreed
from yunfu_court.procedure.happening import Happening, Step
from yunfu_court.procedure.settling import not_over
from yunfu_court.reminders import tell_moved


def escalate(x: Happening[CaseEvent]) -> None:
    intake.review.actions.escalate(case=x.case, by=x.by, today=x.today)


def mediation_term(x: Happening[DeadlineLapsed]) -> None:
    """A short term of the centre: the court appoints, the next mediator is asked, somebody telephones."""
    mediation.course.actions.lapsed(case=x.case, term=x.event.term, by=x.by, today=x.today)


def expire_mediation(x: Happening[DeadlineLapsed]) -> None:
    mediation.texts.actions.expire(case=x.case, by=x.by, today=x.today)


def await_hand(x: Happening[Agreed]) -> None:
    """In effect by the parties' signatures; the mediator signs it too, and has a time for that (特邀24)."""
    mediation.texts.actions.await_hand(agreement_id=x.event.agreement_id, by=x.by, today=x.today)


def hand_overdue(x: Happening[DeadlineLapsed]) -> None:
    """The mediator has not signed for as long as the court waits: the head of division decides who does, or that the
    paper goes out without (在线调解19; 特邀24; the time is the court's own)."""
    mediation.texts.actions.hand_overdue(case=x.case, by=x.by, today=x.today)


def give_up_waiting(x: Happening[DeadlineLapsed]) -> None:
    """Nobody answered, or no mediator took it, for as long as the court waits: it goes on without mediation, to be
    sorted or sued for (民诉法125; 在线调解24 counts from the acceptance only, 25(8))."""
    mediation.course.actions.give_up(case=x.case, by=x.by, today=x.today)


def lapse_fee(x: Happening[DeadlineLapsed]) -> None:
    fees.charging.actions.lapse(case=x.case, by=x.by, today=x.today)


def appeal_unpaid(x: Happening[DeadlineLapsed]) -> None:
    """Nobody prepaid for the appeal: the file goes up with that, and the court above decides (解释318)."""
    triage.trial.actions.ask_unpaid(case=x.case, own=x.event.subject, by=x.by, today=x.today)


def uncorrected(x: Happening[DeadlineLapsed]) -> None:
    raise NeedsPerson("补正期限已过，请核对后退回或者继续审查。")


def moved(x: Happening[DeadlineMoved]) -> None:
    """Another last day, by the calendar: whose term it is hears of it (民诉法85)."""
    mediation.course.actions.follow_due(case=x.case, term=x.event.term, due=x.event.due)
    if x.event.term == "answer" and x.case.stage == Stage.TRIAL:
        triage.trial.actions.check_hearings(case=x.case, by=x.by, today=x.today)
    tell_moved(x.record, x.event)


def answer_moved(x: Happening[DeadlineSet]) -> None:
    """Another last day to answer: no hearing lies before it unseen (民诉法128)."""
    if x.event.term == "answer" and x.case.stage == Stage.TRIAL:
        triage.trial.actions.check_hearings(case=x.case, by=x.by, today=x.today)


def reopened(x: Happening[DeadlineReopened]) -> None:
    """It had not run out: what its end had opened is taken back, and whose term it is hears that it runs again. What it
    had ended goes on, where nothing has followed."""
    if x.event.runs:
        if step := TAKEN_BACK.get(x.event.term):
            step(x)
        mediation.course.actions.follow_due(case=x.case, term=x.event.term, due=x.event.due)
        tell_moved(x.record, x.event)
    else:
        not_over(x)


def not_uncorrected(x: Happening[DeadlineReopened]) -> None:
    """The filer may still correct: nobody is asked to send it back (立案规定7)."""
    finish_todo(case=x.case, kind=TodoKind.LAPSED, by=x.by, today=x.today)


def not_late(x: Happening[DeadlineReopened]) -> None:
    """The clerk may still decide: the head is not asked to register first (立案规定8)."""
    intake.review.actions.not_late(case=x.case, by=x.by, today=x.today)


def may_pay(x: Happening[DeadlineReopened]) -> None:
    """The fee may still be paid in time: the notice is open again and the draft falls away (解释213)."""
    fees.charging.actions.reopen(case=x.case, deadline_id=x.event.deadline_id, today=x.today)
    triage.trial.actions.drop_rulings(
        case=x.case, kind="deemed_withdrawal", by=x.by, today=x.today, reason="放假安排有变动，交费期限重新计算"
    )


def may_answer(x: Happening[DeadlineReopened]) -> None:
    """The other side may still answer by itself (在线调解15)."""
    finish_todo(case=x.case, kind=TodoKind.CONTACT, by=x.by, today=x.today)


def may_sign(x: Happening[DeadlineReopened]) -> None:
    """The mediator may still sign: the head is not asked to name another (特邀24)."""
    finish_todo(case=x.case, kind=TodoKind.COUNTERSIGN, by=x.by, today=x.today)


TAKEN_BACK: dict[str, Step[DeadlineReopened]] = {
    **dict.fromkeys(FILING_TERMS, not_late),
    "appoint_mediator": not_late,
    "correction": not_uncorrected,
    "fee_payment": may_pay,
    "fee_supplement": may_pay,
    "fee_increase": may_pay,
    "contact_other_side": may_answer,
    "mediator_signs": may_sign,
}
