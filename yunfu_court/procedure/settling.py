"""Steps of mediation: settled, confirmed, failed, and what then follows (实施意见 7, 9; 在线调解规则; 特邀调解规定)."""

from __future__ import annotations

import fees.settling.actions
import fees.settling.queries
import intake.filing.actions
import mediation.confirmation.actions
import mediation.confirmation.queries
import mediation.course.events as course
import mediation.course.queries
import mediation.outcome.actions
import mediation.outcome.events as outcome
import mediation.outcome.queries
import mediation.texts.actions
import mediation.texts.events as texts
import mediation.texts.queries
import triage.sorting.actions
import triage.trial.actions
import triage.trial.events as trial
from common.cases.actions import close_deadlines, finish_todo, give_number, open_todo, set_deadline
from common.cases.events import CaseEvent, DeadlineLapsed, DeadlineReopened
from common.cases.models import Case, Event
from common.cases.states import Closing, Holder, Stage, TodoKind
from common.courts.queries import parameter
from common.delivery.actions import call_back
from common.delivery.events import Failed, Ordered, Refused, Served, TakenBack
from common.law.papers import PaperKind
from common.law.regimes import Regime, Route, confirmation_number
from common.web.wording import day_words
from mediation.course.states import EndReason
from mediation.outcome.states import Regret
from yunfu_court.procedure.happening import Happening, waits_as

CHOICE = "agreement_choice"  # the term within which an agreement in a registered suit is turned into an end


def settled_before_suit(x: Happening[texts.Agreed]) -> None:
    """A, B: effective when all have signed (在线调解19), closed when nothing is left open; thirty days to ask for
    confirmation jointly (民诉法205)."""
    if x.event.whole:
        x.to(Stage.CLOSED, closing=Closing.MEDIATED)
    _confirmation_terms(x)


def _confirmation_terms(x: Happening[CaseEvent]) -> None:
    """Each agreement that may still be confirmed has its own thirty days, from its own effect. Closing a case ends its
    running terms: these are set again after it."""
    for agreement_id, start in mediation.confirmation.queries.confirmable(x.case, x.today):
        subject = f"agreement:{agreement_id}"
        set_deadline(
            case=x.case, term="confirmation_application", holder=Holder.ALL, start=start, by=x.by, subject=subject
        )


def choose_end(x: Happening[CaseEvent]) -> None:
    """C: settled as a whole in a registered suit. It ends by what the parties make of it (民诉法100; 2025意见4); they
    have a time for that, and somebody of the court reminds them."""
    start = mediation.outcome.queries.to_be_ended_since(x.case)
    if start is None:
        return
    days = parameter("agreement_choice_days", x.today).number
    set_deadline(case=x.case, term=CHOICE, holder=Holder.ALL, start=start, by=x.by, amount=days)
    words = "已经达成调解协议，请提醒当事人选择：已经履行、撤诉，或者请求制作调解书。"
    open_todo(case=x.case, kind=TodoKind.AGREEMENT_END, words=words, by=x.by, today=x.today)


def payment_over(x: Happening[DeadlineLapsed]) -> None:
    """The day of a promised payment is over: whoever was to receive it is asked, and reads what it may do."""
    item = int(x.event.subject.removeprefix("item:"))
    mediation.texts.actions.ask_payment(item_id=item, by=x.by, today=x.today)


def chosen(x: Happening[CaseEvent]) -> None:
    """The parties have chosen for every agreement that waited."""
    if mediation.outcome.queries.to_be_ended_since(x.case) is None:
        close_deadlines(case=x.case, today=x.today, terms=[CHOICE])
        finish_todo(case=x.case, kind=TodoKind.AGREEMENT_END, by=x.by, today=x.today)


def never_chosen(x: Happening[DeadlineLapsed]) -> None:
    """An agreement that nobody turned into an end binds whom it binds; the suit, which was not taken back, goes on
    (民诉法102). The parties last heard that it took effect: they are told."""
    mediation.outcome.actions.say_unused(case=x.case, term=CHOICE, by=x.by, today=x.today)
    finish_todo(case=x.case, kind=TodoKind.AGREEMENT_END, by=x.by, today=x.today)
    if x.case.stage == Stage.MEDIATION:
        second_sort(x)


def settled_by_performance(x: Happening[CaseEvent]) -> None:
    """C(i): performed at once or withdrawn: closed 其他方式, no fee (2025意见). With several agreements, one for each
    defendant, the case ends with the last of them; a 调解书 among them is then how it ended."""
    chosen(x)
    if mediation.outcome.queries.all_concluded(x.case):
        way = "mediation" if mediation.outcome.queries.any_paper(x.case) else "other"
        bears = mediation.outcome.queries.fee_bears(x.case) if way == "mediation" else []
        if not fees.settling.queries.are_whole(x.case, way, bears, x.today):
            bears = []  # the fee is another by now, or a part of it is said nowhere: registered from the papers
        triage.trial.actions.close(case=x.case, way=way, by=x.by, today=x.today, bears=bears)


def settled_by_paper(x: Happening[CaseEvent]) -> None:
    """C(ii): the 调解书 took effect on the last receipt (解释149): closed, half fee (办法15)."""
    settled_by_performance(x)


def say_fee(x: Happening[outcome.PaperMade]) -> None:
    """The 调解书 that is written now says the fee and who bears it, as the books say (办法31, 53第1款)."""
    agreement = x.event.agreement_id
    bears, alone = mediation.outcome.queries.paper_bears(agreement)
    said = fees.settling.actions.say_before_closing(
        case=x.case, way="mediation", bears=bears, whole=alone, today=x.today
    )
    mediation.outcome.actions.say_fee(agreement_id=agreement, fee=said)


@waits_as(TodoKind.NAME_JUDGE)
def name_judge(x: Happening[CaseEvent]) -> None:
    """The judge who reviews an agreement, or examines it for confirmation (民诉法99; 司法确认规定6). A court without a
    judge asks its head for one, and the step is taken again."""
    mediation.confirmation.actions.name_judge(case=x.case, by=x.by, today=x.today)


def received(x: Happening[Served]) -> None:
    """The last party's receipt makes the 调解书 effective; only receipts of that paper matter here (解释149)."""
    if x.event.document_kind == PaperKind.MEDIATION_PAPER:
        mediation.outcome.actions.paper_received(
            case=x.case,
            party_id=x.event.party_id,
            on=x.event.served_on,
            by=x.by,
            today=x.today,
            agreement_id=_agreement_of(x.event.service_id),
        )
        paper_goes(x)


def paper_goes(x: Happening[Served | Ordered | Failed]) -> None:
    """A 调解书 was received, came back or goes another way: whoever serves it reads how it stands (解释149)."""
    if x.event.document_kind == PaperKind.MEDIATION_PAPER:
        mediation.outcome.actions.follow_paper(case=x.case, by=x.by, today=x.today)


def _agreement_of(service_id: int) -> int | None:
    """Of which agreement the 调解书 on its way was made; None for one that a judge made in the trial."""
    made = Event.objects.filter(papers__services=service_id, kind=outcome.PaperMade.kind).first()
    return made.payload["agreement_id"] if made else None


def taken_back(x: Happening[TakenBack]) -> None:
    """A ward had signed for the 调解书 alone: the guardian's signature is waited for (民诉法60). What had taken effect
    by what a ward received is in effect no more."""
    agreement = _agreement_of(x.event.service_id)
    if agreement is not None:
        mediation.outcome.actions.paper_taken_back(
            case=x.case, party_id=x.event.party_id, agreement_id=agreement, by=x.by, today=x.today
        )
    fees.settling.actions.lose_effect(case=x.case, by=x.by, today=x.today)


def refused(x: Happening[Refused]) -> None:
    """Who does not sign for the 调解书 does not stand by it: the court judges without delay (民诉法102). One that was
    made in the trial had closed the case: it is open again, and goes to a team."""
    agreement = _agreement_of(x.event.service_id)
    if agreement is not None:
        mediation.outcome.actions.paper_declined(
            agreement_id=agreement,
            party_id=x.event.party_id,
            how=Regret.UNREACHED if x.event.unreached else Regret.REFUSED,
            by=x.by,
            today=x.today,
        )
    elif x.case.closing == Closing.MEDIATION:
        call_back(case=x.case, kinds=[PaperKind.MEDIATION_PAPER], by=x.by)
        _not_closed(x, Stage.TRIAL)
        x.to(Stage.ASSIGNMENT)


def _not_closed(x: Happening[CaseEvent], back: Stage) -> None:
    """What the 调解书 had closed goes on: nothing is settled of the fee (民诉法102)."""
    fees.settling.actions.unsettle(case=x.case, by=x.by, today=x.today)
    x.to(back)
    triage.trial.actions.reopen(case=x.case, by=x.by, today=x.today)


def void_paper(x: Happening[outcome.WentBack]) -> None:
    """Nobody is to sign for a 调解书 any more that takes no effect (民诉法102). One that had been in effect by a ward's
    own signature had closed the case."""
    made = x.case.papers.filter(event__kind=outcome.PaperMade.kind, event__payload__agreement_id=x.event.agreement_id)
    papers = list(made.values_list("pk", flat=True))
    call_back(case=x.case, kinds=[PaperKind.MEDIATION_PAPER], papers=papers, by=x.by)
    if x.case.closing == Closing.MEDIATION:
        _not_closed(x, Stage.MEDIATION)


def waits_for_fewer(x: Happening[trial.ClaimantLeft]) -> None:
    """Who has left the case is waited for no more (民诉法100第3款), nor is it to sign."""
    left = x.event.party_id
    call_back(case=x.case, kinds=[PaperKind.MEDIATION_PAPER], party_id=left, by=x.by)
    mediation.outcome.actions.wait_for_fewer(case=x.case, by=x.by, today=x.today)


@waits_as(TodoKind.SECOND_SORT)
def second_sort(x: Happening[CaseEvent]) -> None:
    """二次分流 (实施意见10): the proposal goes to the triage officer, who confirms or overrules."""
    if x.case.stage in (Stage.PAYMENT, Stage.ASSIGNMENT, Stage.TRIAL):
        return  # one of several agreements fell after another: the case is on its way already
    x.to(Stage.SORTING)
    triage.sorting.actions.propose(case=x.case, by=x.by, today=x.today)


def not_over(x: Happening[DeadlineReopened]) -> None:
    """The term that ended the mediation was not over by the calendar that holds. Where nothing but its end has followed
    it goes on, and the case is back in it (民诉法85); else the head of division hears why it does not."""
    row = x.case.deadlines.get(pk=x.event.deadline_id)
    if x.event.due < x.today or mediation.course.queries.ended_by(x.case, row) is None:
        return
    if followed := _followed(x.case):
        subject = f"deadline:{row.pk}"
        finish_todo(case=x.case, kind=TodoKind.REOPENED, by=x.by, today=x.today, subject=subject)
        words = (
            f"{row.name}的最后一天因放假改为 {day_words(x.event.due, today=x.today)}，调解此前已按期满终结；"
            f"此后{followed}，不再恢复调解。请核对，并向当事人说明。"
        )
        subject = f"{subject}:followed"
        open_todo(case=x.case, kind=TodoKind.REOPENED, subject=subject, words=words, by=x.by, today=x.today)
        return
    triage.sorting.actions.take_back(case=x.case, by=x.by, today=x.today)
    if x.case.stage in (Stage.SORTING, Stage.CLOSED):
        x.to(Stage.MEDIATION)
    mediation.texts.actions.revive(case=x.case, deadline_id=row.pk, by=x.by, today=x.today)


def _followed(case: Case) -> str:
    """What came after the end of a mediation and is not undone with it: a suit that was filed, the sorting that was
    decided, whatever the case has gone on to. "" where only the end itself was written."""
    if case.linked_from.filter(kind="continues").exists():
        return "当事人已经起诉"
    if case.stage == Stage.CLOSED and case.closing == Closing.MEDIATION_FAILED:
        return ""
    if case.stage not in (Stage.MEDIATION, Stage.SORTING, Stage.CONFIRMATION):
        return f"案件已经进入“{case.stage_label}”阶段"
    return "案件已经分流" if case.track else ""


def end_without_suit(x: Happening[course.Failed | course.Declined]) -> None:
    """A: closed; a suit is offered with everything carried; nothing is registered unless they sue."""
    if x.case.stage == Stage.CONFIRMATION:
        return  # a part that was settled is being examined: what follows of the rest waits for its end
    # A party who declines gives no reason.
    settled = isinstance(x.event, course.Failed) and x.event.reason == EndReason.SELF_SETTLED
    x.to(Stage.CLOSED, closing=Closing.SELF_SETTLED if settled else Closing.MEDIATION_FAILED)
    _confirmation_terms(x)
    if not settled:
        intake.filing.actions.offer_suit(case=x.case, by=x.by, today=x.today)


def confirming(x: Happening[CaseEvent]) -> None:
    """司法确认: its own number on the same case; a judge examines (民诉法205; 解释356)."""
    case = x.case
    x.to(Stage.CONFIRMATION)
    give_number(
        case=case,
        kind=confirmation_number(Route(case.route), Regime(case.regime)),
        by=x.by,
        today=x.today,
    )


def confirmation_withdrawn(x: Happening[CaseEvent]) -> None:
    """Withdrawn before a ruling (解释357): the agreement stands as it was, settled on routes A and B, and it may be
    applied for again while the thirty days last. One that was never filed had moved nothing."""
    if x.case.stage != Stage.CONFIRMATION or _rest_goes_on(x):
        return
    if x.case.registered_on:
        x.to(Stage.MEDIATION)
        choose_end(x)
        return
    x.to(Stage.CLOSED, closing=Closing.MEDIATED)
    _confirmation_terms(x)


def met(x: Happening[CaseEvent]) -> None:
    """The judge called the parties anew, or has ruled: nobody is asked what became of the day that is over."""
    finish_todo(case=x.case, kind=TodoKind.EXAMINATION_OVER, by=x.by, today=x.today)


def confirmed(x: Happening[CaseEvent]) -> None:
    """Confirmed as a whole: closed. Confirmed in part: the rest goes its way."""
    if _rest_goes_on(x):
        return
    if x.case.registered_on:
        triage.trial.actions.close(case=x.case, way="other", by=x.by, today=x.today)
    else:
        x.to(Stage.CLOSED, closing=Closing.CONFIRMED)
        _confirmation_terms(x)


def unconfirmed(x: Happening[CaseEvent]) -> None:
    """Settle anew or sue (民诉法206). A: closed, with both offered. B: they had sued, so the dispute is sorted and
    registered (特邀21). C: to trial. While a mediation of the rest goes on, the refused part goes back into it."""
    if mediation.confirmation.queries.is_examining(x.case):
        return
    if mediation.course.queries.is_mediating(x.case):
        x.to(Stage.MEDIATION)
    elif x.case.route == Route.MEDIATION_ONLY:
        x.to(Stage.CLOSED, closing=Closing.UNCONFIRMED)
        intake.filing.actions.offer_suit(case=x.case, by=x.by, today=x.today)
    else:
        second_sort(x)


def _rest_goes_on(x: Happening[CaseEvent]) -> bool:
    """After the confirmation of a part: back to the mediation of the rest; where that has failed meanwhile, the suit
    over the rest is offered (在线调解19: what is not settled goes on). Another part may still be examined."""
    if mediation.confirmation.queries.is_examining(x.case):
        return True
    if mediation.course.queries.is_mediating(x.case):
        x.to(Stage.MEDIATION)
        _confirmation_terms(x)
        return True
    if not mediation.texts.queries.open_claims(x.case):
        return False
    if x.case.route == Route.MEDIATION_ONLY:
        x.to(Stage.CLOSED, closing=Closing.MEDIATION_FAILED)
        _confirmation_terms(x)
        intake.filing.actions.offer_suit(case=x.case, by=x.by, today=x.today)
    else:
        second_sort(x)
    return True


def mediate_again(x: Happening[CaseEvent]) -> None:
    """A: refused confirmation, and a party asks to settle anew (民诉法206)."""
    x.to(Stage.MEDIATION)


def confirmation_late(x: Happening[DeadlineLapsed]) -> None:
    """The thirty days are over: who has not joined cannot any more (民诉法205)."""
    mediation.confirmation.actions.lapse(case=x.case, by=x.by, today=x.today)
    mediation.outcome.actions.say_unused(case=x.case, term="confirmation_application", by=x.by, today=x.today)
