"""The dispute: diversion, mediation, judicial confirmation and first instance, one road with three routes.

In the order of the founding document (云中法发〔2020〕8号) with the law of 2025 beside it. Columns: A 只申请调解,
B 起诉后委派调解 (the founding document's regime), C 先立案后委托调解 (since 2025). A case keeps its column from its day
of receipt on.
"""

from __future__ import annotations

from typing import Any

import fees.charging.events as charging
import fees.money.events as money
import fees.relief.events as relief
import intake.agents.events as agents
import intake.filing.events as filing
import intake.review.events as review
import mediation.confirmation.events as confirmation
import mediation.course.events as course
import mediation.outcome.events as outcome
import mediation.texts.events as texts
import triage.sorting.events as sort
import triage.teams.events as team
import triage.trial.events as trial
from common.cases.events import (
    Admitted,
    DeadlineLapsed,
    DeadlineMoved,
    DeadlineReopened,
    DeadlineSet,
    ForeignChanged,
    LapseDealt,
    Released,
    SeatEnded,
)
from common.cases.states import CaseKind, Stage, TodoKind
from common.delivery.events import (
    DispatchCorrected,
    Dispatched,
    Failed,
    NoticeEnded,
    Ordered,
    Published,
    Refused,
    Served,
    TakenBack,
    TriedAgain,
)
from common.law.articles import art
from common.law.regimes import Route
from common.law.terms import FILING_TERMS
from mediation.course.states import PERIODS
from yunfu_court.procedure import settling as med
from yunfu_court.procedure import steps as do
from yunfu_court.procedure.happening import Happening, Step, waits_as
from yunfu_court.procedure.road import Line, Road, Shown, every


@waits_as(TodoKind.LAPSED)
def lapsed(x: Happening[DeadlineLapsed]) -> None:
    """A missed term decides nothing by itself, except where the table below names what it leads to."""
    step = LAPSES.get(x.event.term)
    if step is not None:
        step(x)


LAPSES: dict[str, Step[DeadlineLapsed]] = {
    **dict.fromkeys(FILING_TERMS, do.escalate),  # 立案规定8: undecided -> register first
    "appoint_mediator": do.escalate,  # 在线调解10: a request for mediation waits for the centre
    "correction": do.uncorrected,  # 立案规定7: returned and recorded, by a person
    "choose_mediator": do.mediation_term,  # 在线调解10, 12, 15
    "mediator_accepts": do.mediation_term,
    "contact_other_side": do.mediation_term,
    "mediation_waiting": do.give_up_waiting,  # 民诉法125; the time is the court's own
    **dict.fromkeys(PERIODS, do.expire_mediation),  # 在线调解24, 25(6)
    "mediator_signs": do.hand_overdue,  # 特邀调解24; the time is the court's own
    "other_address": do.where_unanswered,  # 简易规定8, 民诉法95; the time is the court's own
    "agreement_payment": med.payment_over,  # 在线调解19: its creditor is asked whether it came
    "agreement_choice": med.never_chosen,  # 民诉法102; the time is the court's own
    "confirmation_application": med.confirmation_late,  # 民诉法205
    "fee_payment": do.lapse_fee,  # 解释213
    "fee_supplement": do.lapse_fee,  # 解释199
    "fee_increase": do.lapse_fee,  # 办法21, 22
    "appeal_fee": do.appeal_unpaid,  # 解释318: the court above takes the appeal for withdrawn
}

P = art  # short, so that a line of the table stays a line
LINES: tuple[Line[Any], ...] = (
    #    what happened            A 只申请调解              B 起诉后委派调解            C 先立案后委托调解
    every(filing.Filed, do.presort, do.review, do.invite_claimants, ground=(P("实施意见", 8), P("民诉法", 126))),
    every(review.CorrectionRequested, do.await_correction, ground=(P("立案规定", 7),)),
    every(review.Corrected, do.review_again, do.presort, ground=(P("立案规定", 7), P("在线诉讼", 9))),
    every(review.Returned, do.returned, ground=(P("立案规定", 7),)),
    every(review.Insisted, do.look_again, do.ask_judge_inadmissible, ground=(P("立案规定", 7), P("民诉解释", 208))),
    every(review.ClaimantLeft, do.claimant_left, ground=(P("民诉法", 13),)),
    every(review.Withdrawn, do.withdrawn_before_registration, ground=(P("民诉法", 13),)),
    Line(review.Diverted, (do.to_centre,), (do.to_centre,), (), (P("实施意见", 8), P("特邀调解", 11))),
    Line(
        review.Registered,
        (),
        (do.registered, do.fee_or_mediation),
        (do.registered, do.mediate_or_sort),
        (P("民诉法", 126),),
    ),
    Line(
        texts.Agreed,
        (med.settled_before_suit, do.await_hand),
        (med.settled_before_suit, do.await_hand),
        (med.choose_end, do.await_hand),
        (P("在线调解", 19), P("民诉法", 100)),
    ),
    Line(outcome.Performed, (), (), (med.settled_by_performance,), (P("2025意见", 4),)),
    Line(outcome.PaperMade, (), (), (med.say_fee,), (P("收费办法", 31), P("收费办法", 53))),
    Line(outcome.PaperEffective, (), (), (med.settled_by_paper,), (P("民诉法", 100), P("民诉解释", 149))),
    Line(Dispatched, (), (do.sent_on,), (do.sent_on,), (P("民诉法", 128),)),
    Line(DispatchCorrected, (), (do.sent_otherwise,), (do.sent_otherwise,), (P("民诉法", 128),)),
    every(Admitted, do.reached_otherwise, ground=(P("民诉法", 90),)),
    every(Released, do.reached_otherwise, ground=(P("民诉法", 90),)),
    every(SeatEnded, do.reached_otherwise, ground=(P("民诉法", 90),)),
    Line(Served, (), (do.summoned,), (do.summoned, med.received), (P("民诉法", 139), P("民诉解释", 149))),
    Line(Ordered, (), (), (med.paper_goes,), (P("民诉解释", 149),)),
    Line(Failed, (), (do.summons_moved,), (do.summons_moved, med.paper_goes), (P("民诉法", 139), P("民诉法", 147))),
    Line(Published, (), (do.summons_moved,), (do.summons_moved,), (P("民诉法", 95), P("民诉法", 139))),
    Line(TriedAgain, (), (do.summons_moved,), (do.summons_moved,), (P("民诉法", 139),)),
    Line(NoticeEnded, (), (do.summons_moved,), (do.summons_moved,), (P("民诉法", 139),)),
    Line(Refused, (), (med.refused, do.assign), (med.refused, do.assign), (P("民诉法", 102), P("民诉解释", 133))),
    Line(TakenBack, (), (med.taken_back,), (med.taken_back,), (P("民诉法", 60), P("民诉法", 100))),
    Line(trial.ClaimantLeft, (), (), (med.waits_for_fewer,), (P("民诉法", 100),)),
    Line(outcome.PaperSought, (), (), (med.chosen, med.name_judge), (P("民诉法", 99), P("民诉法", 100))),
    Line(outcome.PaperRefused, (), (), (med.second_sort,), (P("民诉法", 99), P("在线调解", 21))),
    Line(outcome.WentBack, (), (), (med.void_paper, med.second_sort), (P("民诉法", 102),)),
    Line(course.Failed, (med.end_without_suit,), (med.second_sort,), (med.second_sort,), (P("实施意见", 10),)),
    Line(
        course.Declined,
        (med.end_without_suit,),
        (med.second_sort,),
        (med.second_sort,),
        (P("民诉法", 125), P("在线调解", 25)),
    ),
    every(confirmation.ConfirmationSought, med.chosen, med.confirming, med.name_judge, ground=(P("民诉法", 205),)),
    every(confirmation.ExaminationSet, med.met, ground=(P("民诉解释", 356),)),
    every(confirmation.Confirmed, med.met, med.confirmed, ground=(P("民诉法", 206),)),
    every(confirmation.ConfirmationWithdrawn, med.met, med.confirmation_withdrawn, ground=(P("民诉解释", 357),)),
    every(confirmation.ConfirmationRefused, med.met, med.unconfirmed, ground=(P("民诉法", 206), P("特邀调解", 21))),
    Line(confirmation.Resumed, (med.mediate_again,), (), (), (P("民诉法", 206),)),
    Line(course.Extended, (), (), (do.trial_term,), (P("在线调解", 24), P("2025意见", 3))),
    Line(
        sort.Sorted,
        (),
        (do.trial_term, do.back_to_registration),
        (do.trial_term, do.charge),
        (P("实施意见", 10), P("特邀调解", 21)),
    ),
    Line(charging.NotDue, (), (do.nothing_owed, do.assign), (do.nothing_owed, do.assign), (P("收费办法", 20),)),
    Line(
        agents.AgentReleased, (), (do.served_on_itself,), (do.served_on_itself,), (P("民诉法", 63), P("民诉解释", 213))
    ),
    Line(
        agents.AgentResigned, (), (do.served_on_itself,), (do.served_on_itself,), (P("民诉法", 63), P("民诉解释", 213))
    ),
    Line(money.Paid, (), (do.paid, do.assign), (do.paid, do.assign), (P("收费办法", 22),)),
    Line(relief.ReliefSought, (), (do.relief_pending,), (do.relief_pending,), (P("民诉解释", 213),)),
    Line(relief.ReliefDecided, (), (do.relieved, do.assign), (do.relieved, do.assign), (P("收费办法", 48),)),
    Line(relief.ReliefWithdrawn, (), (do.answered_late,), (do.answered_late,), (P("收费办法", 48),)),
    Line(charging.Lapsed, (), (do.ask_judge_unpaid,), (do.ask_judge_unpaid,), (P("民诉解释", 213),)),
    Line(team.Assigned, (), (do.to_trial,), (do.to_trial,), (P("实施意见", 9),)),
    Line(team.Unassigned, (), (do.leave_team, do.assign), (do.leave_team, do.assign), (P("民诉法", 47),)),
    Line(trial.HearingHeld, (), (do.hearing_known,), (do.hearing_known,), (P("民诉法", 150),)),
    Line(trial.HearingFixed, (), (do.hearing_known,), (do.hearing_known,), (P("民诉法", 139),)),
    Line(trial.Converted, (), (do.converted,), (do.converted,), (P("民诉解释", 199),)),
    Line(
        trial.ClaimsChanged,
        (),
        (do.claims_changed, do.assign),
        (do.claims_changed, do.assign),
        (P("收费办法", 21), P("收费办法", 35)),
    ),
    Line(trial.WithdrawalSought, (), (do.withdrawal_asked,), (do.withdrawal_asked,), (P("民诉法", 148),)),
    every(trial.RulingSigned, do.ruled, ground=(P("民诉法", 157),)),
    every(trial.RulingDropped, do.not_ruled, ground=(P("民诉法", 126),)),
    Line(trial.Closed, (), (do.closed,), (do.closed,), (P("收费办法", 53),)),
    Line(trial.Appealed, (), (do.appealed,), (do.appealed,), (P("民诉法", 158), P("收费办法", 30))),
    Line(trial.AppealCorrected, (), (do.appeal_corrected,), (do.appeal_corrected,), (P("收费办法", 30),)),
    Line(trial.AppealStruck, (), (do.appeal_struck,), (do.appeal_struck,), (P("民诉法", 158),)),
    Line(trial.AppealLeft, (), (do.appeal_left,), (do.appeal_left,), (P("民诉法", 158), P("民诉法", 180))),
    Line(trial.AppealEnded, (), (do.appeal_ended,), (do.appeal_ended,), (P("民诉法", 177), P("收费办法", 30))),
    Line(
        trial.RegisteredAnew,
        (),
        (do.tried_anew, do.charge, do.assign),
        (do.tried_anew, do.charge, do.assign),
        (P("民诉法", 41, 3), P("民诉解释", 330), P("收费办法", 22)),
    ),
    Line(DeadlineSet, (), (do.answer_moved,), (do.answer_moved,), (P("民诉法", 128), P("民诉法", 285))),
    every(DeadlineMoved, do.moved, ground=(P("民诉法", 85),)),
    every(DeadlineReopened, do.reopened, ground=(P("民诉法", 85),)),
    every(ForeignChanged, do.foreign_changed, ground=(P("民诉法", 287),)),
    every(DeadlineLapsed, lapsed, ground=(P("民诉法", 85),)),
    every(LapseDealt, do.dealt, ground=(P("民诉法", 287),)),
)

# One table for all routes; which of these moves a route makes is said in LINES.
# MEDIATION -> CLOSED covers route A and settlement; MEDIATION -> REVIEW is route B's second sort into registration;
# CLOSED -> TRIAL is a party going back before the mediation paper's last receipt (民诉法102), or what the court above
# gave back, registered anew (民诉法41第3款); CLOSED -> MEDIATION is
# mediating anew after a refused confirmation (民诉法206); CLOSED -> REVIEW is a suit that the court above orders to be
# taken (解释330).
TRANSITIONS: dict[Stage, frozenset[Stage]] = {
    Stage.REVIEW: frozenset(
        {Stage.CORRECTION, Stage.MEDIATION, Stage.SORTING, Stage.PAYMENT, Stage.RETURNED, Stage.CLOSED}
    ),
    Stage.CORRECTION: frozenset({Stage.REVIEW, Stage.RETURNED, Stage.CLOSED}),
    Stage.MEDIATION: frozenset({Stage.CONFIRMATION, Stage.SORTING, Stage.REVIEW, Stage.CLOSED}),
    Stage.CONFIRMATION: frozenset({Stage.MEDIATION, Stage.SORTING, Stage.REVIEW, Stage.CLOSED}),
    Stage.SORTING: frozenset({Stage.PAYMENT, Stage.ASSIGNMENT, Stage.REVIEW, Stage.MEDIATION, Stage.CLOSED}),
    Stage.PAYMENT: frozenset({Stage.ASSIGNMENT, Stage.CLOSED}),
    Stage.ASSIGNMENT: frozenset({Stage.TRIAL, Stage.CLOSED}),
    Stage.TRIAL: frozenset({Stage.CLOSED, Stage.MEDIATION, Stage.PAYMENT, Stage.ASSIGNMENT}),
    Stage.CLOSED: frozenset({Stage.TRIAL, Stage.CONFIRMATION, Stage.MEDIATION, Stage.REVIEW}),
    Stage.RETURNED: frozenset({Stage.REVIEW}),
}


_TO_TRIAL = (Stage.REVIEW, Stage.MEDIATION, Stage.SORTING, Stage.PAYMENT, Stage.TRIAL, Stage.CLOSED)
DISPUTE = Road(
    kinds=frozenset({CaseKind.CIVIL, CaseKind.MEDIATION, CaseKind.ADMINISTRATIVE}),
    begins=Stage.REVIEW,
    lines=LINES,
    transitions=TRANSITIONS,
    lapses=LAPSES,
    # What a case goes through on each route, as a litigant is told it. A stage not on its route is never shown.
    shown=Shown(
        steps={Route.A: (Stage.REVIEW, Stage.MEDIATION, Stage.CLOSED), Route.B: _TO_TRIAL, Route.C: _TO_TRIAL},
        within={
            Stage.CORRECTION: Stage.REVIEW,
            Stage.CONFIRMATION: Stage.MEDIATION,
            Stage.ASSIGNMENT: Stage.TRIAL,
            Stage.RETURNED: Stage.CLOSED,
        },
        names={Stage.REVIEW: "审查立案", Stage.TRIAL: "审理", Stage.CLOSED: "结案"},
    ),
)
