"""What the table's lines do: each step moves the case or calls one room, and says the article it rests on. What
follows of a mediation stands in `settling`.

Only this package may move a case's stage (an import contract says so).
"""

from __future__ import annotations

import fees.charging.actions
import fees.charging.events as charging
import fees.money.events as money
import fees.relief.events as relief
import fees.settling.actions
import fees.settling.queries
import intake.door.actions
import intake.review.actions
import mediation.course.actions
import mediation.course.queries
import mediation.texts.actions
import triage.sorting.actions
import triage.teams.actions
import triage.trial.actions
import triage.trial.events as trial
import triage.trial.queries
from common.cases.access import server_of
from common.cases.actions import (
    close_deadlines,
    done_late,
    finish_todo,
    give_number,
    hand_deadlines,
    keep_deadlines,
    open_todo,
    release,
    set_case,
    set_deadline,
    unkeep_deadlines,
)
from common.cases.actions.leaving import leave
from common.cases.events import (
    By,
    CaseEvent,
    Channel,
    DeadlineLapsed,
    DeadlineMoved,
    DeadlineReopened,
    DeadlineSet,
    ForeignChanged,
    LapseDealt,
)
from common.cases.rules import NeedsPerson
from common.cases.states import ENDED, Capacity, Closing, FactKey, Holder, Side, Stage, TodoKind
from common.delivery import queries as delivery_queries
from common.delivery.events import DispatchCorrected, Dispatched
from common.law.articles import art
from common.law.papers import PaperKind
from common.law.regimes import NumberKind, Regime, Route, number_kind
from common.law.terms import FILING_TERMS, filing_term
from intake.review.events import ClaimantLeft, Insisted
from mediation.course.states import PERIODS
from triage.teams.states import FOREIGN_REVIEW
from triage.trial.states import ChangedWhen
from yunfu_court.procedure.happening import Happening, Step, waits_as
from yunfu_court.procedure.settling import second_sort
from yunfu_court.reminders import tell_moved

# Papers, each with a term of the same name for sending it (民诉法128).
COPIES = (PaperKind.COMPLAINT_COPY, PaperKind.ANSWER_COPY)


# --- intake: receiving, correcting, registering (实施意见 8, 14; 立案规定 2, 7, 8)


def review(x: Happening[CaseEvent]) -> None:
    """To the clerk's list; the term runs from this day: seven days, some suits more (民诉法126; 立案规定8). A request
    for mediation is to reach the centre, which needs a mediator within three working days (在线调解10)."""
    if x.case.route == Route.A:
        _hurry(x)
    else:
        _examine(x)


def _hurry(x: Happening[CaseEvent]) -> None:
    set_deadline(
        case=x.case,
        term="appoint_mediator",
        subject="filing",
        holder=Holder.CLERK,
        start=x.today,
        by=x.by,
        source=x.record,
    )


def review_again(x: Happening[CaseEvent]) -> None:
    """The correction came: the seven days restart the day after (立案规定7; 在线诉讼9)."""
    close_deadlines(case=x.case, today=x.today, terms=["correction"])
    finish_todo(case=x.case, kind=TodoKind.LAPSED, by=x.by, today=x.today)
    x.to(Stage.REVIEW)
    if x.case.route == Route.A:
        _hurry(x)
    else:
        _examine(x, corrected=True)


def _examine(x: Happening[CaseEvent], *, corrected: bool = False, holder: Holder = Holder.CLERK) -> None:
    """The term of the cause: 第三人撤销之诉 and 执行异议之诉 are examined longer."""
    term = filing_term(x.case.cause, corrected=corrected)
    set_deadline(case=x.case, term=term, holder=holder, start=x.today, by=x.by, source=x.record)


def presort(x: Happening[CaseEvent]) -> None:
    triage.sorting.actions.presort(case=x.case, by=x.by, today=x.today)


def invite_claimants(x: Happening[CaseEvent]) -> None:
    """Claimants whom another named beside themselves are told, each with a code of its own (民诉法55)."""
    intake.door.actions.invite_claimants(case=x.case, by=x.by, today=x.today)


def await_correction(x: Happening[CaseEvent]) -> None:
    """The review term stops; what is missing is asked for once (立案规定7). A staff-set term runs to the filer."""
    close_deadlines(case=x.case, today=x.today, terms=[*FILING_TERMS], met=False)
    close_deadlines(case=x.case, today=x.today, terms=["appoint_mediator"], subject="filing", met=False)
    x.to(Stage.CORRECTION)


def returned(x: Happening[CaseEvent]) -> None:
    finish_todo(case=x.case, kind=TodoKind.LAPSED, by=x.by, today=x.today)
    x.to(Stage.RETURNED, closing=Closing.RETURNED)


def look_again(x: Happening[CaseEvent]) -> None:
    """坚持起诉: a returned suit is open again, with or without a judge at hand to rule on it. It is registered or ruled
    on within the term of every suit, which is the judge's now (民诉法126)."""
    if x.case.stage == Stage.RETURNED:
        x.to(Stage.REVIEW)
    _examine(x, holder=Holder.JUDGE)


@waits_as(TodoKind.ASK_JUDGE_INADMISSIBLE)
def ask_judge_inadmissible(x: Happening[Insisted]) -> None:
    """坚持起诉: the clerk cannot refuse, only a judge may rule (立案规定2, 7; 解释208)."""
    triage.trial.actions.draft_ruling(
        case=x.case,
        kind="inadmissible",
        by=x.by,
        today=x.today,
        articles=[art("民诉法", 126).cite, art("立案规定", 7).cite],
        facts={"filing_id": x.event.filing_id},
    )


def claimant_left(x: Happening[ClaimantLeft]) -> None:
    """One of several filers takes their part back: an open mediation goes on without them, and so does the case."""
    running = mediation.course.queries.latest(x.case)
    if running is not None and mediation.course.queries.is_open(running):
        by = By(user_id=x.record.actor_id, channel=Channel(x.record.channel), party_id=x.event.party_id)
        mediation.course.actions.decline(mediation=running, by=by, today=x.today)
    leave(case=x.case, party_ids=[x.event.party_id], today=x.today)


def withdrawn_before_registration(x: Happening[CaseEvent]) -> None:
    mediation.course.actions.stop_for_withdrawal(case=x.case, by=x.by, today=x.today)
    x.to(Stage.CLOSED, closing=Closing.WITHDRAWN)


def registered(x: Happening[CaseEvent]) -> None:
    """立案: the number, the day, the copy to the other side within five days (民诉法126, 128). A draft that would
    refuse the suit falls away."""
    _end_review(x)
    triage.trial.actions.drop_rulings(case=x.case, kind="inadmissible", by=x.by, today=x.today, reason="已经登记立案")
    set_case(case=x.case, registered_on=x.today)
    give_number(case=x.case, kind=NumberKind.CIVIL_FIRST.value, by=x.by, today=x.today)
    server = server_of(x.case, x.today)
    set_deadline(case=x.case, term="complaint_copy", holder=server, start=x.today, by=x.by, source=x.record)
    trial_term(x)


def trial_term(x: Happening[CaseEvent]) -> None:
    """审限 runs from registration by the procedure that is proposed, whoever will try the case (审限规定8; 民诉法152,
    164, 168); by the one that was settled, once it is; without the days that a longer mediation takes (在线调解24)."""
    triage.teams.actions.keep_trial_term(case=x.case, by=x.by, today=x.today)


def dealt(x: Happening[LapseDealt]) -> None:
    """How a foreign-related case goes was written down: the next look is due after the same time again. Copies that
    have all gone out are asked about no more."""
    if x.event.term in COPIES and delivery_queries.all_sent_on(x.case, PaperKind(x.event.term)):
        done_late(case=x.case, terms=[x.event.term])
    if x.event.term == FOREIGN_REVIEW and x.case.registered_on and x.case.stage not in ENDED:
        triage.teams.actions.keep_trial_term(case=x.case, by=x.by, today=x.today)


def _end_review(x: Happening[CaseEvent]) -> None:
    """The clerk has decided: whatever was asked of anybody for the decision is asked no more."""
    if x.case.stage == Stage.CORRECTION:
        x.to(Stage.REVIEW)
    close_deadlines(case=x.case, today=x.today, terms=[*FILING_TERMS, "correction"])
    close_deadlines(case=x.case, today=x.today, terms=["appoint_mediator"], subject="filing")
    for kind in (TodoKind.LAPSED, TodoKind.REGISTER_AFTER_INSISTING, TodoKind.ASK_JUDGE_INADMISSIBLE):
        finish_todo(case=x.case, kind=kind, by=x.by, today=x.today)


@waits_as(TodoKind.TO_CENTRE)
def to_centre(x: Happening[CaseEvent]) -> None:
    """A, B: to the mediation centre without registration, under the route's own number (实施意见7, 8)."""
    _end_review(x)
    case = x.case
    kind = number_kind(Route(case.route), Regime(case.regime))
    give_number(case=case, kind="调解" if kind is NumberKind.INTERNAL else kind.value, by=x.by, today=x.today)
    open_mediation(x)


def open_mediation(x: Happening[CaseEvent]) -> None:
    mediation.course.actions.open_mediation(case=x.case, by=x.by, today=x.today, consented=_claimants_who_accepted(x))
    x.to(Stage.MEDIATION)


def _claimants_who_accepted(x: Happening[CaseEvent]) -> list[int]:
    """Who filed said yes before filing; everybody else is asked, also a claimant whom another named beside (民诉法55;
    在线调解4). At a counter all claimants sign what is filed."""
    if x.facts.get(FactKey.ACCEPTS_MEDIATION) != "yes":
        return []
    rows = x.case.parties.filter(side=Side.CLAIMANT).order_by("order", "pk").values_list("pk", flat=True)
    return list(rows) if x.case.channel in (Channel.COUNTER, Channel.STATION) else list(rows[:1])


@waits_as(TodoKind.MEDIATE_OR_SORT)
def mediate_or_sort(x: Happening[CaseEvent]) -> None:
    """C: registered and mediable and not declined -> mediation; everything else is sorted at once (民诉法125)."""
    if x.facts.get(FactKey.MEDIABLE) != "no" and x.facts.get(FactKey.ACCEPTS_MEDIATION) != "no":
        open_mediation(x)
    else:
        second_sort(x)


@waits_as(TodoKind.FEE_OR_MEDIATION)
def fee_or_mediation(x: Happening[CaseEvent]) -> None:
    """B: registered after failed mediation and already sorted -> the fee notice; never mediated -> sorted first.

    The track is written by the officer's decision alone, never by the provisional sort.
    """
    if x.case.track:
        charge(x)
    else:
        second_sort(x)


def escalate(x: Happening[CaseEvent]) -> None:
    intake.review.actions.escalate(case=x.case, by=x.by, today=x.today)


def sent_on(x: Happening[Dispatched]) -> None:
    """The copies have gone out to everybody: the five days of sending them are judged by that day, not by the day on
    which they arrive (民诉法128: 发送). What went out too late was missed."""
    kind = x.event.document_kind
    if kind in COPIES and (day := delivery_queries.all_sent_on(x.case, kind)):
        keep_deadlines(case=x.case, terms=[kind], on=day)
        done_late(case=x.case, terms=[kind])


def sent_otherwise(x: Happening[DispatchCorrected]) -> None:
    """The day of sending was written down wrongly: the five days are judged again, by the right one."""
    kind = x.event.document_kind
    if kind in COPIES and (day := delivery_queries.all_sent_on(x.case, kind)):
        unkeep_deadlines(case=x.case, terms=[kind], on=day, by=x.by)
        keep_deadlines(case=x.case, terms=[kind], on=day)
        done_late(case=x.case, terms=[kind])


# --- triage: procedure, track, team, ruling, closing (实施意见 9, 10)


@waits_as(TodoKind.BACK_TO_REGISTRATION)
def back_to_registration(x: Happening[CaseEvent]) -> None:
    """B: sorted a second time, now registered within the filing term unless withdrawn (特邀21). One that was registered
    without mediation (declined, or by nature not to be mediated) is sorted only now: the fee notice follows."""
    if x.case.registered_on:
        charge(x)
        return
    finish_todo(case=x.case, kind=TodoKind.SECOND_SORT, by=x.by, today=x.today)
    x.to(Stage.REVIEW)
    _examine(x)
    intake.review.actions.ready_to_register(case=x.case, by=x.by, today=x.today)


@waits_as(TodoKind.CHARGE)
def charge(x: Happening[CaseEvent]) -> None:
    """The fee notice, now and not before: C after mediation, B after registration (2025意见; 办法22)."""
    x.to(Stage.PAYMENT)
    fees.charging.actions.open_fee(case=x.case, by=x.by, today=x.today)


def to_trial(x: Happening[CaseEvent]) -> None:
    """转入审理: the whole team is on the case, the filing desk is off it."""
    finish_todo(case=x.case, kind=TodoKind.ASSIGN, by=x.by, today=x.today)
    release(case=x.case, capacity=Capacity.TRIAGE_OFFICER, by=x.by, today=x.today)
    x.to(Stage.TRIAL)
    hand_deadlines(case=x.case, terms=[*COPIES], holder=server_of(x.case, x.today))


def ruled(x: Happening[trial.RulingSigned]) -> None:
    """A judge has signed; only now does anything follow (解释208, 213; 民诉法148)."""
    what = x.event.what
    if what == "inadmissible":
        if not x.case.registered_on:
            x.to(Stage.CLOSED, closing=Closing.INADMISSIBLE)
            triage.trial.actions.tell_remedies(case=x.case, what=what, by=x.by, today=x.today)
    elif what in ("withdrawal", "deemed_withdrawal", "dismissal", "transfer") and not x.event.part:
        mediation.course.actions.stop_for_withdrawal(case=x.case, by=x.by, today=x.today)
        # Settled before it is closed: the ruling that is written now says what the books say (办法53第1款).
        row = fees.settling.actions.settle(case=x.case, way=what, by=x.by, today=x.today)
        said = fees.settling.queries.said(row)
        triage.trial.actions.say_fee(case=x.case, ruling_id=x.event.ruling_id, fee=said)
        triage.trial.actions.close(case=x.case, way=what, by=x.by, today=x.today)


def not_ruled(x: Happening[trial.RulingDropped]) -> None:
    """The judge would not sign. A suit found admissible goes back to be registered (民诉法126)."""
    if x.event.what == "inadmissible" and not x.case.registered_on:
        _examine(x)
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


@waits_as(TodoKind.CONVERTED)
def converted(x: Happening[CaseEvent]) -> None:
    """简转普: the half that was not asked is asked now; the trial term counts from the original day (解释199, 258)."""
    fees.charging.actions.notice_supplement(case=x.case, by=x.by, today=x.today)


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
    late = ChangedWhen(x.event.when).keeps_fee
    fees.charging.actions.follow_claims(
        case=x.case, party_id=x.event.party_id, amount=amount, claims=claims, late=late, by=x.by, today=x.today
    )


def appealed(x: Happening[trial.Appealed]) -> None:
    """An appeal came in on paper: nothing has taken effect, so no fee moves (民诉法158; 办法30); the appellant prepays
    for what it disputes (办法17, 22)."""
    fees.settling.actions.stay(case=x.case, by=x.by, today=x.today)
    fees.settling.actions.ask_appeal_fee(
        case=x.case, party_id=x.event.party_id, disputed=x.event.disputed, by=x.by, today=x.today
    )


def appeal_ended(x: Happening[trial.AppealEnded]) -> None:
    """The court above gave the fee of the first instance its end; sent back, there is none (民诉法177; 办法30)."""
    if x.event.result == "sent_back":
        fees.settling.actions.unsettle(case=x.case, by=x.by, today=x.today)
        return
    bears = [(party, fen) for party, fen in x.event.bears]
    fees.settling.actions.end_stay(case=x.case, on=x.event.on, bears=bears, by=x.by, today=x.today)


def answer_moved(x: Happening[DeadlineSet]) -> None:
    """Another last day to answer: no hearing lies before it unseen (民诉法128)."""
    if x.event.term == "answer" and x.case.stage == Stage.TRIAL:
        triage.trial.actions.check_hearings(case=x.case, by=x.by, today=x.today)


# --- fees: noticed, paid, relieved, lapsed (办法 20, 22, 44-51; 解释 194, 213)


def nothing_owed(x: Happening[CaseEvent]) -> None:
    """Nothing is owed now: the case goes to a team. A draft ruling for non-payment falls away. The fee's own terms are
    the fee office's: paid or relieved it has closed them, deferred it has set the day."""
    triage.trial.actions.drop_rulings(
        case=x.case, kind="deemed_withdrawal", by=x.by, today=x.today, reason="已交纳或者无需预交诉讼费"
    )
    if x.case.stage == Stage.PAYMENT:
        x.to(Stage.ASSIGNMENT)


def paid(x: Happening[money.Paid]) -> None:
    if x.event.complete:
        nothing_owed(x)


def relieved(x: Happening[relief.ReliefDecided]) -> None:
    """Granted in full or deferred: on it goes. Reduced or refused: what is left stays due."""
    if x.event.outcome == "granted" and (x.event.kind_granted in ("exempt", "defer") or x.event.amount_left == 0):
        nothing_owed(x)


def relief_pending(x: Happening[relief.ReliefSought]) -> None:
    """Relief may still be asked for after the term ended: until it is decided nothing may be ruled (解释213). Asked for
    again it holds nothing up."""
    if x.event.again:
        return
    triage.trial.actions.drop_rulings(
        case=x.case, kind="deemed_withdrawal", by=x.by, today=x.today, reason="当事人申请缓交、减交或者免交，待决定"
    )


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


# --- deadlines that ran out


def mediation_term(x: Happening[DeadlineLapsed]) -> None:
    """A short term of the centre: the court appoints, the next mediator is asked, somebody telephones."""
    mediation.course.actions.lapsed(case=x.case, term=x.event.term, by=x.by, today=x.today)


def expire_mediation(x: Happening[DeadlineLapsed]) -> None:
    mediation.texts.actions.expire(case=x.case, by=x.by, today=x.today)


def hand_missing(x: Happening[DeadlineLapsed]) -> None:
    """A step of its own, for `expire_mediation` asks a person then, and leaves nothing behind (特邀24)."""
    if x.event.term in PERIODS:
        mediation.texts.actions.say_hand_missing(case=x.case, by=x.by, today=x.today)


def give_up_waiting(x: Happening[DeadlineLapsed]) -> None:
    """Nobody answered, or no mediator took it, for as long as the court waits: it goes on without mediation, to be
    sorted or sued for (民诉法125; 在线调解24 counts from the acceptance only, 25(8))."""
    mediation.course.actions.give_up(case=x.case, by=x.by, today=x.today)


def lapse_fee(x: Happening[DeadlineLapsed]) -> None:
    fees.charging.actions.lapse(case=x.case, by=x.by, today=x.today)


def moved(x: Happening[DeadlineMoved]) -> None:
    """Another last day, by the calendar: whose term it is hears of it (民诉法85)."""
    mediation.course.actions.follow_due(case=x.case, term=x.event.term, due=x.event.due)
    if x.event.term == "answer" and x.case.stage == Stage.TRIAL:
        triage.trial.actions.check_hearings(case=x.case, by=x.by, today=x.today)
    tell_moved(x.record, x.event)


def reopened(x: Happening[DeadlineReopened]) -> None:
    """It had not run out: what its end had opened is taken back, and whose term it is hears that it runs again."""
    if x.event.runs:
        if step := TAKEN_BACK.get(x.event.term):
            step(x)
        mediation.course.actions.follow_due(case=x.case, term=x.event.term, due=x.event.due)
        tell_moved(x.record, x.event)


def foreign_changed(x: Happening[ForeignChanged]) -> None:
    """The case is foreign-related, or is so no more: its trial has no term, or one again (民诉法287)."""
    triage.trial.actions.follow_foreign(case=x.case, by=x.by, today=x.today)


def uncorrected(x: Happening[DeadlineLapsed]) -> None:
    raise NeedsPerson("补正期限已过，请核对后退回或者继续审查。")


# --- and that turned out not to have: what their end had opened


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


TAKEN_BACK: dict[str, Step[DeadlineReopened]] = {
    **dict.fromkeys(FILING_TERMS, not_late),
    "appoint_mediator": not_late,
    "correction": not_uncorrected,
    "fee_payment": may_pay,
    "fee_supplement": may_pay,
    "fee_increase": may_pay,
    "contact_other_side": may_answer,
}
