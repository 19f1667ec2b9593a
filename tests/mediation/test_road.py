"""What follows of an agreement through the whole procedure: refused, regretted, confirmed in part, without a judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from common.cases.models import Case, Deadline, Event, Todo
from common.cases.rules import ActionRefused
from common.notifications.models import Notice
from common.people.models import Membership, User
from common.people.states import Role
from intake.review import actions as review
from mediation.confirmation import actions as confirming
from mediation.confirmation.models import Confirmation
from mediation.confirmation.states import ConfirmationState
from mediation.course import actions as course_actions
from mediation.course.models import Mediation
from mediation.course.states import EndReason, MediationState, PartyReasonCode
from mediation.outcome import actions as outcome_actions
from mediation.outcome import queries as outcome_queries
from mediation.outcome.states import Regret
from mediation.overview import queries as overview_queries
from mediation.texts import actions as texts_actions
from mediation.texts.actions import AgreementText
from mediation.texts.models import Agreement
from mediation.texts.rules import Item
from mediation.texts.states import Outcome, PaperRefusal
from tests.factories import court as court_of
from tests.factories.mediation import sign
from tests.factories.people import staff
from tests.stories import given
from tests.stories.town import Town
from yunfu_court.procedure.todos import retry_all

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
BEFORE = date(2024, 11, 4)  # the founding document's regime


@dataclass
class Story:
    town: Town
    people: given.Staff
    zhang: User
    li: User
    case: Case

    def fresh(self) -> Case:
        self.case = given.fresh(self.case)
        return self.case

    @property
    def mediation(self) -> Mediation:
        return self.case.mediations.order_by("-pk")[0]

    def party(self, side: str):
        return self.case.parties.get(side=side)

    @property
    def by_zhang(self):
        return given.by(self.zhang, self.party("claimant"))

    @property
    def by_li(self):
        return given.by(self.li, self.party("respondent"))

    def settle(self, *, claims: int | None = None) -> Agreement:
        """Signed by 张三, 李四 and 谭和; of the claims the first `claims`, or all."""
        chen, today = given.by(self.people.mediator), self.town.today
        ids = list(self.case.claims.filter(state="open").order_by("pk").values_list("pk", flat=True))
        both = [self.party("claimant"), self.party("respondent")]
        draft = AgreementText(
            facts="借款属实。",
            items=[Item(text="李四分期归还。")],
            claim_ids=ids[:claims],
            party_ids=[each.pk for each in both],
        )
        row = texts_actions.draft_agreement(mediation=self.mediation, draft=draft, by=chen, today=today)
        row = texts_actions.send_agreement(agreement=row, by=chen, today=today)
        sign(row, self.people.mediator, None, on=today)
        for user, party in zip((self.zhang, self.li), both, strict=True):
            row = sign(row, user, party, on=today)
        self.fresh()
        return row

    def fail(self, reason: EndReason = EndReason.TOO_FAR_APART) -> None:
        course_actions.fail(
            mediation=self.mediation,
            reason=reason,
            reasons=dict.fromkeys(
                self.mediation.consents.values_list("party_id", flat=True), (PartyReasonCode.AMOUNT, "")
            ),
            summary="组织调解一次。",
            by=given.by(self.people.mediator),
            today=self.town.today,
        )
        self.fresh()

    def apply(self, row: Agreement) -> Confirmation:
        for by in (self.by_zhang, self.by_li):
            found = confirming.apply(agreement=row, by=by, today=self.town.today)
        self.fresh()
        return found

    def refuse(self, found: Confirmation) -> None:
        from mediation.confirmation.states import NotAcceptedGround

        confirming.do_not_accept(
            confirmation=found,
            ground=NotAcceptedGround.OTHER_COURT,
            record="不属于本院管辖。",
            by=given.by(self.people.judge),
            today=self.town.today,
        )
        self.fresh()


def begin(on: date, *, wish: str = "sue", mediated: bool = True) -> Story:
    town, people = Town(court_of("luoding"), on), given.Staff(court_of("luoding"))
    zhang, li = given.zhang(), given.li()
    mediator = people.mediator
    if wish == "sue" and on.year > 2024:
        case = given.registered(town, people, zhang)
    else:
        case = given.filed(town, zhang, wish=wish)
        review.divert(filing=case.filing, by=given.by(people.clerk), today=on)
        town.work()
    if mediated:
        given.mediating(town, case, li, mediator)
    return Story(town, people, zhang, li, given.fresh(case))


@pytest.fixture(autouse=True)
def real_time() -> Iterator[None]:
    from common.law import clock

    yield
    clock.set_process_clock(None)


def offers(story: Story, user: User) -> list[str]:
    panel = overview_queries.panel(given.fresh(story.case), user, story.town.today)
    return [each.url_name for each in panel.offers] if panel else []


def test_b_refused_confirmation_is_sorted_and_registered() -> None:
    """They had sued: the suit is not lost with the confirmation (特邀21; 民诉法206)."""
    story = begin(BEFORE)
    assert story.case.route == "B"
    story.people.judge  # noqa: B018 - the court has one
    row = story.settle()
    assert (story.case.stage, story.case.closing) == ("closed", "mediated")
    found = story.apply(row)
    assert story.case.stage == "confirmation"
    assert found.judge == story.people.judge
    story.refuse(found)
    assert story.case.stage == "sorting"
    assert set(story.case.claims.values_list("state", flat=True)) == {"open"}
    given.sorted_out(story.town, story.people, story.case)
    assert story.fresh().stage == "review"
    review.register(filing=story.case.filing, by=given.by(story.people.clerk), today=story.town.today)
    assert story.fresh().stage == "payment"
    assert story.case.registered_on == BEFORE


def test_a_refused_confirmation_offers_both_a_suit_and_another_mediation() -> None:
    story = begin(DAY, wish="mediate")
    story.people.judge  # noqa: B018
    found = story.apply(story.settle())
    story.refuse(found)
    assert (story.case.stage, story.case.closing) == ("closed", "unconfirmed")
    assert Event.objects.filter(case=story.case, kind="intake.suit_offered").exists()
    assert "mediation:again" in offers(story, story.zhang)
    assert "mediation:again" in offers(story, story.li)

    again = confirming.mediate_again(case=story.case, by=story.by_li, today=story.town.today)
    assert story.fresh().stage == "mediation"
    assert confirming.mediate_again(case=story.case, by=story.by_zhang, today=story.town.today) == again
    assert "mediation:consent" in offers(story, story.zhang)
    course_actions.consent(mediation=again, by=story.by_zhang, today=story.town.today)
    proposal = again.proposals.get()
    course_actions.accept(proposal=proposal, by=given.by(story.people.mediator), today=story.town.today)
    row = story.settle()
    assert row.whole, "the refused agreement settles nothing"
    assert (story.case.stage, story.case.closing) == ("closed", "mediated")
    assert "mediation:finish" in offers(story, story.zhang), "the new one may be confirmed"


def test_a_part_confirmed_while_the_rest_is_mediated() -> None:
    story = begin(DAY, wish="mediate")
    assert story.case.claims.count() > 1
    story.people.judge  # noqa: B018
    row = story.settle(claims=1)
    assert (story.case.stage, row.whole) == ("mediation", False)

    one = confirming.apply(agreement=row, by=story.by_zhang, today=story.town.today)
    with pytest.raises(ActionRefused, match="没有参加这次司法确认申请"):
        confirming.withdraw(confirmation=one, by=story.by_li, today=story.town.today)
    confirming.withdraw(confirmation=one, by=story.by_zhang, today=story.town.today)
    assert story.fresh().stage == "mediation", "taken back before it was made: nothing had moved"

    found = story.apply(row)
    assert story.case.stage == "confirmation"
    confirming.withdraw(confirmation=found, by=story.by_li, today=story.town.today)
    assert story.fresh().stage == "mediation"
    assert story.mediation.state == MediationState.RUNNING

    found = story.apply(row)
    story.fail()
    assert story.case.stage == "confirmation", "the part is examined while the rest has failed"
    judge = given.by(story.people.judge)
    confirming.accept(confirmation=found, by=judge, today=story.town.today)
    from mediation.confirmation.states import RejectedGround

    confirming.rule(
        confirmation=found,
        confirm=True,
        present={each.pk: each.name for each in found.agreement.parties.all()},
        examined_on=story.town.today,
        checks={each.value: True for each in RejectedGround},
        record="双方到场。",
        by=judge,
        today=story.town.today,
    )
    story.fresh()
    assert (story.case.stage, story.case.closing) == ("closed", "mediation_failed"), "the rest may be sued on"
    assert Event.objects.filter(case=story.case, kind="intake.suit_offered").count() == 1
    assert sorted(story.case.claims.values_list("state", flat=True)).count("settled") == 1


def test_a_withdrawn_confirmation_may_be_applied_for_again_within_the_term() -> None:
    story = begin(DAY, wish="mediate")
    story.people.judge  # noqa: B018
    row = story.settle()
    found = story.apply(row)
    confirming.withdraw(confirmation=found, by=story.by_li, today=story.town.today)
    assert (story.fresh().stage, story.case.closing) == ("closed", "mediated")
    last = Deadline.objects.get(case=story.case, term="confirmation_application", state="open")
    assert last.due == DAY + timedelta(days=30)


def test_who_joins_too_late_is_not_asked_any_more() -> None:
    story = begin(DAY, wish="mediate")
    row = story.settle()
    found = confirming.apply(agreement=row, by=story.by_zhang, today=DAY)
    assert "mediation:finish" in offers(story, story.li)
    story.town.days(32)
    assert "mediation:finish" not in offers(story, story.li)
    found.refresh_from_db()
    assert found.state == ConfirmationState.LAPSED
    assert "mediation:withdraw_confirmation" not in offers(story, story.zhang)


def test_no_judge_to_review_and_one_who_comes_later_and_leaves() -> None:
    story = begin(DAY)
    row = story.settle()
    assert story.case.stage == "mediation"
    row = outcome_actions.seek_paper(agreement=row, by=story.by_li, today=DAY)
    assert (row.outcome, row.paper_judge) == (Outcome.PAPER_SOUGHT, None)
    todo = Todo.objects.get(case=story.case, what="name_judge")
    assert (todo.role, todo.done_on) == ("division_head", None)

    judge = story.people.judge
    assert retry_all(DAY + timedelta(days=1)) == 1
    row.refresh_from_db()
    assert row.paper_judge == judge
    assert Notice.objects.filter(user=judge, kind="paper_sought").exists()
    assert list(outcome_queries.papers_to_review(judge)) == [row]

    Membership.objects.filter(user=judge).update(until=DAY + timedelta(days=2))
    other = staff(Role.JUDGE, story.case.court, name="伍法官")
    assert confirming.name_judges_left(today=DAY + timedelta(days=5)) == 1
    assert confirming.name_judges_left(today=DAY + timedelta(days=5)) == 0
    row.refresh_from_db()
    assert row.paper_judge == other
    assert (list(outcome_queries.papers_to_review(judge)), list(outcome_queries.papers_to_review(other))) == ([], [row])
    outcome_actions.make_paper(
        agreement=row, facts="属实。", voluntary=True, lawful=True, by=given.by(other), today=DAY + timedelta(days=5)
    )


@pytest.mark.parametrize("way", ["refused by the judge", "refused at the door", "regretted"])
def test_c_no_paper_takes_effect_and_the_case_is_tried(way: str) -> None:
    story = begin(DAY)
    judge = given.by(story.people.judge)
    row = story.settle()
    row = outcome_actions.seek_paper(agreement=row, by=story.by_li, today=DAY)
    if way == "refused by the judge":
        ground = PaperRefusal.FEIGNED
        outcome_actions.refuse_paper(agreement=row, ground=ground, words="借款没有交付凭证。", by=judge, today=DAY)
    else:
        outcome_actions.make_paper(agreement=row, facts="属实。", voluntary=True, lawful=True, by=judge, today=DAY)
        if way == "regretted":
            outcome_actions.go_back(agreement=row, by=story.by_li, today=DAY)
        else:
            clerk = given.by(story.people.clerk)
            party = story.party("respondent").pk
            outcome_actions.record_regret(agreement=row, party_id=party, how=Regret.REFUSED, by=clerk, today=DAY)
    assert story.fresh().stage == "sorting"
    assert set(story.case.claims.values_list("state", flat=True)) == {"open"}
    given.sorted_out(story.town, story.people, story.case)
    assert story.fresh().stage == "payment"


def test_c_settled_between_themselves_is_closed_without_a_fee() -> None:
    story = begin(DAY)
    story.fail(EndReason.SELF_SETTLED)
    assert story.case.stage == "sorting"
    assert "mediation:finish_between" in offers(story, story.zhang)
    outcome_actions.finish_between(mediation=story.mediation, how=Outcome.WITHDRAWN, by=story.by_zhang, today=DAY)
    assert (story.fresh().stage, story.case.closing) == ("closed", "other")


def test_c_the_days_of_an_extension_do_not_count_towards_the_trial_term() -> None:
    """在线调解24第1款: 立案后延长的调解期限不计入审理期限."""
    from fees.money.actions import receive_callback, settle_payment
    from tests.factories.fees import message_of, order

    story = begin(DAY)
    first = story.mediation.due
    asked = course_actions.ask_extension(mediation=story.mediation, days=21, by=story.by_zhang, today=DAY)
    course_actions.answer_extension(extension=asked, agrees=True, by=story.by_li, today=DAY)
    assert story.mediation.due == first + timedelta(days=21)
    story.town.at(first + timedelta(days=12))
    story.fail()
    given.sorted_out(story.town, story.people, story.case)
    story.people.team  # noqa: B018
    message = message_of(order(story.case.fee_notices.get(), story.zhang))
    receipt = receive_callback(message=message, today=story.town.today)
    from common.cases.events import SYSTEM

    settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=story.town.today)
    assert story.fresh().stage == "trial"
    term = Deadline.objects.get(case=story.case, subject="trial", state="open")
    assert (term.start, term.left_out) == (DAY, 12), "twelve of the twenty-one days were really taken"
