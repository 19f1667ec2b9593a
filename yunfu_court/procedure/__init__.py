"""The whole procedure on one page: what happened -> what happens next, a column per route.

A room announces what happened and never says what to do; this table says it, in the order of the founding document
(云中法发〔2020〕8号) with the law of 2025 beside it. Columns: A 只申请调解, B 起诉后委派调解 (the founding document's
regime), C 先立案后委托调解 (since 2025). A case keeps its column from its day of receipt on.

Reactions write rows only. What cannot be done for lack of a person becomes a to-do on somebody's list, never a
rollback; money is committed by the fee office before anything here reacts. What each event makes the court write
(papers) and say (notices) stands in the rooms' `documents` and `notices`, and is issued from here, last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import fees.events as fee
import intake.events as filing
import mediation.events as mediate
import petitions.events as petition
import triage.events as sort
from common.cases.actions import open_todo, undoable
from common.cases.events import CaseEvent, DeadlineLapsed
from common.cases.models import Case, Event
from common.cases.rules import NeedsPerson
from common.cases.states import CaseKind, Stage
from common.delivery.events import Served
from common.law.articles import Article, art
from yunfu_court.procedure import settling as med
from yunfu_court.procedure import steps as do
from yunfu_court.procedure.happening import Happening, Step
from yunfu_court.speech import speak


def lapsed(x: Happening) -> None:
    """A missed term decides nothing by itself, except where the table below names what it leads to."""
    step = LAPSES.get(x.event.term)
    if step is not None:
        step(x)


LAPSES: dict[str, Step] = {
    "filing_review": do.escalate,  # 立案规定8: undecided -> register first
    "filing_review_corrected": do.escalate,
    "appoint_mediator": do.escalate,  # 在线调解10: a request for mediation waits for the centre
    "correction": do.uncorrected,  # 立案规定7: returned and recorded, by a person
    "choose_mediator": do.mediation_term,  # 在线调解10, 12, 15
    "mediator_accepts": do.mediation_term,
    "contact_other_side": do.mediation_term,
    "mediation_a": do.expire_mediation,  # 在线调解24, 25(6)
    "mediation_b": do.expire_mediation,
    "mediation_c_ordinary": do.expire_mediation,
    "mediation_c_summary": do.expire_mediation,
    "mediation_c_extension": do.expire_mediation,
    "confirmation_application": med.confirmation_late,  # 民诉法205
    "fee_payment": do.lapse_fee,  # 解释213
    "fee_supplement": do.lapse_fee,  # 解释199
}

ROLE_OF: dict[str, str] = {
    "assign": "division_head",
    "name_judge": "division_head",
    "ask_judge_inadmissible": "division_head",
    "ask_judge_unpaid": "division_head",
    "withdrawal_asked": "division_head",
    "second_sort": "triage_officer",
    "to_centre": "counsellor",
    "open_mediation": "counsellor",
    "mediate_or_sort": "counsellor",
}


@dataclass(frozen=True)
class Line:
    """What one event leads to, by route. An empty column: nothing follows on that route."""

    event: type[CaseEvent]
    a: tuple[Step, ...] = ()
    b: tuple[Step, ...] = ()
    c: tuple[Step, ...] = ()
    ground: tuple[Article, ...] = ()

    def steps(self, route: str) -> tuple[Step, ...]:
        return {"A": self.a, "B": self.b, "C": self.c}.get(route, ())


def every(event: type[CaseEvent], *steps: Step, ground: tuple[Article, ...] = ()) -> Line:
    """The same on all three routes."""
    return Line(event, steps, steps, steps, ground)


P = art  # short, so that a line of the table stays a line
PROCEDURE: tuple[Line, ...] = (
    #    what happened            A 只申请调解              B 起诉后委派调解            C 先立案后委托调解
    every(filing.Filed, do.presort, do.review, ground=(P("实施意见", 8), P("民诉法", 126))),
    every(filing.CorrectionRequested, do.await_correction, ground=(P("立案规定", 7),)),
    every(filing.Corrected, do.review_again, do.presort, ground=(P("立案规定", 7), P("在线诉讼", 9))),
    every(filing.Returned, do.returned, ground=(P("立案规定", 7),)),
    every(filing.Insisted, do.look_again, do.ask_judge_inadmissible, ground=(P("立案规定", 7), P("民诉解释", 208))),
    every(filing.ClaimantLeft, do.claimant_left, ground=(P("民诉法", 13),)),
    every(filing.Withdrawn, do.withdrawn_before_registration, ground=(P("民诉法", 13),)),
    Line(filing.Diverted, (do.to_centre,), (do.to_centre,), (), (P("实施意见", 8), P("特邀调解", 11))),
    Line(
        filing.Registered,
        (),
        (do.registered, do.fee_or_mediation),
        (do.registered, do.mediate_or_sort),
        (P("民诉法", 126),),
    ),
    every(mediate.MediatorAccepted, med.period, ground=(P("在线调解", 24),)),
    Line(mediate.Agreed, (med.settled_before_suit,), (med.settled_before_suit,), (), (P("在线调解", 19),)),
    Line(mediate.Performed, (), (), (med.settled_by_performance,), (P("2025意见", 4),)),
    Line(mediate.PaperEffective, (), (), (med.settled_by_paper,), (P("民诉法", 100), P("民诉解释", 149))),
    Line(Served, (), (do.sent_on,), (do.sent_on, med.received), (P("民诉法", 128), P("民诉解释", 149))),
    Line(mediate.PaperSought, (), (), (med.name_judge,), (P("民诉法", 99), P("民诉法", 100))),
    Line(mediate.PaperRefused, (), (), (med.second_sort,), (P("民诉法", 99), P("在线调解", 21))),
    Line(mediate.WentBack, (), (), (med.second_sort,), (P("民诉法", 102),)),
    Line(mediate.Failed, (med.end_without_suit,), (med.second_sort,), (med.second_sort,), (P("实施意见", 10),)),
    Line(
        mediate.Declined,
        (med.end_without_suit,),
        (med.second_sort,),
        (med.second_sort,),
        (P("民诉法", 125), P("在线调解", 25)),
    ),
    every(mediate.ConfirmationSought, med.confirming, med.name_judge, ground=(P("民诉法", 205),)),
    every(mediate.Confirmed, med.confirmed, ground=(P("民诉法", 206),)),
    every(mediate.ConfirmationWithdrawn, med.confirmation_withdrawn, ground=(P("民诉解释", 357),)),
    every(mediate.ConfirmationRefused, med.unconfirmed, ground=(P("民诉法", 206), P("特邀调解", 21))),
    Line(mediate.Resumed, (med.mediate_again,), (), (), (P("民诉法", 206),)),
    Line(sort.Sorted, (), (do.back_to_registration,), (do.charge,), (P("实施意见", 10), P("特邀调解", 21))),
    Line(fee.NotDue, (), (do.nothing_owed, do.assign), (do.nothing_owed, do.assign), (P("收费办法", 20),)),
    Line(fee.Paid, (), (do.paid, do.assign), (do.paid, do.assign), (P("收费办法", 22),)),
    Line(fee.ReliefSought, (), (do.relief_pending,), (do.relief_pending,), (P("民诉解释", 213),)),
    Line(fee.ReliefDecided, (), (do.relieved, do.assign), (do.relieved, do.assign), (P("收费办法", 48),)),
    Line(fee.Lapsed, (), (do.ask_judge_unpaid,), (do.ask_judge_unpaid,), (P("民诉解释", 213),)),
    Line(sort.Assigned, (), (do.to_trial,), (do.to_trial,), (P("实施意见", 9),)),
    Line(sort.Unassigned, (), (do.leave_team, do.assign), (do.leave_team, do.assign), (P("民诉法", 47),)),
    Line(sort.Converted, (), (do.converted,), (do.converted,), (P("民诉解释", 199),)),
    Line(sort.WithdrawalSought, (), (do.withdrawal_asked,), (do.withdrawal_asked,), (P("民诉法", 148),)),
    every(sort.RulingSigned, do.ruled, ground=(P("民诉法", 157),)),
    every(sort.RulingDropped, do.not_ruled, ground=(P("民诉法", 126),)),
    Line(sort.Closed, (), (do.closed,), (do.closed,), (P("收费办法", 53),)),
    every(DeadlineLapsed, lapsed, ground=(P("民诉法", 85),)),
)

# Petitions have one road of their own (实施意见15; 信访工作条例 22, 34).
PETITION_ROAD: dict[type[CaseEvent], Stage] = {
    petition.Concluded: Stage.CLOSED,
    petition.Reopened: Stage.HANDLING,
}

_LINES: dict[type[CaseEvent], Line] = {line.event: line for line in PROCEDURE}

# What can be taken again under its name. A term that ran out asks a person to look: there is nothing to take again.
STEPS: dict[str, Step] = {
    step.__name__: step for line in PROCEDURE for step in (*line.a, *line.b, *line.c) if step is not lapsed
}


def steps_for(event: CaseEvent, case: Case) -> Iterable[Step]:
    """The next acts for this event in this case, in order."""
    line = _LINES.get(type(event))
    return line.steps(case.route) if line else ()


def react(record: Event, event: CaseEvent) -> None:
    """Called by announce() for every event, inside its transaction (settings.EVENT_HANDLERS)."""
    # Most events lead to nothing: the case is not read for them.
    if type(event) in _LINES or type(event) in PETITION_ROAD:
        _go_on(Happening(record, event), event)
    speak(record, event)


def _go_on(x: Happening, event: CaseEvent) -> None:
    case = x.case
    if case.kind == CaseKind.PETITION:
        stage = PETITION_ROAD.get(type(event))
        if stage is not None:
            x.to(stage, closing="answered" if stage == Stage.CLOSED else "")
    else:
        for step in steps_for(event, case):
            if missing := take(step, x):
                ask_for(step.__name__, missing, x)


def take(step: Step, x: Happening) -> NeedsPerson | None:
    """Take a step; for lack of a person or a fact nothing of it stays, and what is missing is returned."""
    try:
        with undoable():
            step(x)
    except NeedsPerson as missing:
        return missing
    return None


def ask_for(name: str, missing: NeedsPerson, x: Happening) -> None:
    """The step waits as a to-do, to be taken again (`todos.retry`)."""
    open_todo(
        case=x.case,
        what=name,
        words=str(missing),
        role=ROLE_OF.get(name, "clerk"),
        by=x.by,
        today=x.today,
        source=x.record,
    )
