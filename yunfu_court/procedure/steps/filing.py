"""Steps of intake: receiving, correcting, registering (实施意见 8, 14; 立案规定 2, 7, 8)."""

from __future__ import annotations

from datetime import date

import intake.door.actions
import mediation.course.actions
import mediation.course.queries
import triage.sorting.actions
import triage.teams.actions
import triage.trial.actions
from common.cases.access import server_of
from common.cases.actions import close_deadlines, finish_todo, give_number, set_case, set_deadline
from common.cases.actions.leaving import leave
from common.cases.events import By, CaseEvent, Channel
from common.cases.states import Closing, FactKey, Holder, Side, Stage, TodoKind
from common.law.articles import art
from common.law.regimes import NumberKind, Regime, Route, number_kind
from common.law.terms import FILING_TERMS, filing_term
from intake.review.events import ClaimantLeft, Insisted
from yunfu_court.procedure.happening import Happening, waits_as
from yunfu_court.procedure.settling import second_sort
from yunfu_court.procedure.steps.fees import charge


def review(x: Happening[CaseEvent]) -> None:
    """To the clerk's list; the term runs from this day: seven days, some suits more (民诉法126; 立案规定8). A request
    for mediation is to reach the centre, which needs a mediator within three working days (在线调解10)."""
    if x.case.route == Route.A:
        _hurry(x)
    else:
        examine(x)


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
        examine(x, corrected=True)


def examine(
    x: Happening[CaseEvent], *, corrected: bool = False, holder: Holder = Holder.CLERK, start: date | None = None
) -> None:
    """The term of the cause: 第三人撤销之诉 and 执行异议之诉 are examined longer."""
    term = filing_term(x.case.cause, corrected=corrected)
    set_deadline(case=x.case, term=term, holder=holder, start=start or x.today, by=x.by, source=x.record)


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
    examine(x, holder=Holder.JUDGE)


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
    triage.trial.actions.undo_refusal(case=x.case, today=x.today)
    set_case(case=x.case, registered_on=x.today)
    give_number(case=x.case, kind=NumberKind.CIVIL_FIRST, by=x.by, today=x.today)
    server = server_of(x.case, x.today)
    set_deadline(case=x.case, term="complaint_copy", holder=server, start=x.today, by=x.by, source=x.record)
    trial_term(x)


def trial_term(x: Happening[CaseEvent]) -> None:
    """审限 runs from registration by the procedure that is proposed, whoever will try the case (审限规定8; 民诉法152,
    164, 168); by the one that was settled, once it is; without the days that a longer mediation takes (在线调解24)."""
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
    give_number(case=case, kind=kind, by=x.by, today=x.today)
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
