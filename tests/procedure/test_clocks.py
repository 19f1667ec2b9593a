"""No case waits without a clock: a term that runs, one that was missed and that somebody has, or a to-do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from common.cases.access import missed_by, todos_of
from common.cases.actions import close_deadlines, deal_with
from common.cases.events import By, Channel
from common.cases.models import Deadline, Party, Todo
from common.cases.rules import Guardian
from common.cases.states import TodoKind
from common.courts.models import CourtParameter
from common.delivery.actions import fail_service, refuse_receipt, serve_guardian
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.people.models import Membership, User
from common.people.states import Role
from fees.settling.queries import settlement_of
from intake.review import actions as review
from mediation.outcome import actions as outcome
from mediation.texts.states import Outcome
from tests.factories.people import staff
from tests.factories.petitions import answered, make_petition
from tests.factories.triage import received
from tests.procedure.court import CLOCKS, DAY, Court, forgotten, running, todos
from tests.stories import given
from triage.trial.actions import decline_ruling, sign_ruling
from triage.trial.models import Ruling
from triage.trial.states import DropReason
from yunfu_court.verifying.asking import ask

pytestmark = pytest.mark.django_db


def test_who_insists_is_registered_or_ruled_on_within_the_term_of_every_suit(court: Court) -> None:
    """民诉法126: seven days from the day they insisted; they are the judge's now, and then the head's."""
    case = court.insisted()
    row = case.deadlines.get(term="filing_review", state="open")
    assert (row.start, row.due, row.holder) == (DAY, DAY + timedelta(7), "judge")
    assert todos(case)[TodoKind.SIGN_RULING] == "judge"
    court.town.days(8)
    assert [each.term for each in missed_by(court.people.judge, court.today)] == ["filing_review"]
    court.town.days(3)
    assert "filing_review" in [each.term for each in missed_by(User.objects.get(pk=court.head.pk), court.today)]
    ruling = Ruling.objects.get(case=case, state="draft")
    by = given.by(court.people.judge)
    decline_ruling(ruling=ruling, reason=DropReason.OTHER, words="符合条件。", by=by, today=court.today)
    assert running(case)["filing_review"] == "clerk"
    assert todos(case) == {TodoKind.REGISTER_AFTER_INSISTING: "clerk"}
    review.register(filing=case.filing, by=given.by(court.people.clerk), today=court.today)
    assert "filing_review" not in running(case)


def test_a_draft_is_a_to_do_of_the_judge_it_lies_before_and_of_no_other(court: Court) -> None:
    case = court.insisted()
    other = staff(Role.JUDGE, court.town.court, name="卢法官")
    waits = timedelta(days=7)
    mine = {
        each.name: list(todos_of(each, court.today, waits).values_list("what", flat=True))
        for each in (court.people.judge, other, court.head)
    }
    assert mine == {"黄正": [TodoKind.SIGN_RULING], "卢法官": [], "莫刚": []}
    ruling = Ruling.objects.get(case=case)
    sign_ruling(ruling=ruling, by=given.by(court.people.judge), today=court.today, words="没有明确的被告。")
    assert todos(case) == {}


def test_the_second_sorting_is_a_to_do_of_the_officer(court: Court) -> None:
    case = court.sorting()
    assert todos(case) == {TodoKind.SORT: "triage_officer"}
    court.people.team  # noqa: B018 - the court has one
    given.sorted_out(court.town, court.people, case)
    assert TodoKind.SORT not in todos(case)


def test_an_agreement_in_a_registered_suit_has_a_to_do_and_a_bound(court: Court) -> None:
    """民诉法100 says what the parties may do with it and no day; the court's own figure does."""
    story = court.agreed()
    case = story.case
    row = case.deadlines.get(term="agreement_choice")
    assert (row.state, row.holder, row.due, row.confirmed) == ("open", "all", DAY + timedelta(30), False)
    assert todos(case) == {TodoKind.AGREEMENT_END: "counsellor"}
    outcome.seek_paper(agreement=story.mediation.agreements.get(), by=story.by_zhang, today=court.today)
    assert "agreement_choice" not in running(case)
    assert todos(case) == {TodoKind.REVIEW_PAPER: "judge"}


def test_an_agreement_nobody_turns_into_an_end_is_sorted(court: Court) -> None:
    story = court.agreed()
    CourtParameter.objects.filter(key="agreement_choice_days").update(value="12")
    other = court.agreed()
    court.town.days(15)  # twelve days, and a weekend
    assert [story.fresh().stage, other.fresh().stage] == ["mediation", "sorting"], "as long as the court has set"
    court.town.days(17)
    assert story.fresh().stage == "sorting"
    assert todos(story.case) == {TodoKind.SORT: "triage_officer"}
    row = story.mediation.agreements.get()
    outcome.finish(agreement=row, how=Outcome.WITHDRAWN, by=story.by_zhang, today=court.today)
    assert story.fresh().closing == "other", "the way to end it without a fee stays open"


def test_a_paper_is_examined_and_then_served_by_somebody(court: Court) -> None:
    """民诉法99, 100; 解释149: effective with the last receipt, so its service is somebody's."""
    story = court.agreed()
    row = outcome.seek_paper(agreement=story.mediation.agreements.get(), by=story.by_zhang, today=court.today)
    by = given.by(court.people.judge)
    checked = {"facts": "借款属实。", "voluntary": True, "lawful": True}
    outcome.make_paper(agreement=row, **checked, by=by, today=court.today)
    assert todos(story.case) == {TodoKind.SERVE_PAPER: "clerk"}
    received(story.case, PaperKind.MEDIATION_PAPER, on=court.today)
    assert TodoKind.SERVE_PAPER not in todos(story.case)
    assert story.fresh().closing == "mediation"


def test_who_does_not_sign_for_the_paper_sends_it_to_trial(court: Court) -> None:
    """民诉法102; 解释133: nobody else is to sign for what takes no effect."""
    story = court.agreed()
    row = outcome.seek_paper(agreement=story.mediation.agreements.get(), by=story.by_zhang, today=court.today)
    by = given.by(court.people.judge)
    outcome.make_paper(agreement=row, facts="借款属实。", voluntary=True, lawful=True, by=by, today=court.today)
    service = story.case.services.get(kind=PaperKind.MEDIATION_PAPER, party=story.by_li.party_id)
    refuse_receipt(service=service, by=story.by_li, today=court.today)
    row.refresh_from_db()
    assert (row.outcome, story.fresh().stage) == (Outcome.WENT_BACK, "sorting")
    assert {each.state for each in story.case.services.filter(kind=PaperKind.MEDIATION_PAPER)} == {"recalled"}
    assert TodoKind.SERVE_PAPER not in todos(story.case)


def test_who_serves_and_who_waits_read_how_it_stands(court: Court, client: Client) -> None:
    """解释149; 民诉法102: who has signed, who has not, and what ends the waiting."""
    story = court.agreed()
    row = outcome.seek_paper(agreement=story.mediation.agreements.get(), by=story.by_zhang, today=court.today)
    by = given.by(court.people.judge)
    outcome.make_paper(agreement=row, facts="借款属实。", voluntary=True, lawful=True, by=by, today=court.today)
    zhang, li = (Party.objects.get(pk=each.party_id) for each in (story.by_zhang, story.by_li))

    def asks() -> str:
        return Todo.objects.get(case=story.case, what=TodoKind.SERVE_PAPER, done_on=None).words

    assert "等签收：张三" in asks()
    received(story.case, PaperKind.MEDIATION_PAPER, zhang, on=court.today)
    assert "已经签收：张三。等签收：李四" in asks()
    page = f"/cases/{story.case.uid}/"
    client.force_login(story.zhang)
    shown = client.get(page).content.decode()
    assert "您已经签收调解书，等李四签收" in shown
    assert "您现在不用做什么" not in shown
    client.force_login(story.li)
    main = client.get(page).context["page"].main
    assert "民事调解书" in main.words, "to sign is what is due"
    service = story.case.services.filter(kind=PaperKind.MEDIATION_PAPER, party=li).latest("pk")
    clerk = By(user_id=court.people.clerk.pk, channel=Channel.COUNTER)
    fail_service(service=service, by=clerk, reason="查无此人，邮件退回")
    assert "没有送到：李四" in asks()
    assert "登记没有签收" in asks()
    assert "民事调解书" in client.get(page).context["page"].main.words


def test_a_ward_had_signed_for_it_and_its_guardian_does_not(court: Court) -> None:
    """民诉法60, 102: the effect goes with the receipt, everybody hears it, and the guardian's no leads to trial."""
    story = court.agreed()
    row = outcome.seek_paper(agreement=story.mediation.agreements.get(), by=story.by_zhang, today=court.today)
    by = given.by(court.people.judge)
    outcome.make_paper(agreement=row, facts="借款属实。", voluntary=True, lawful=True, by=by, today=court.today)
    received(story.case, PaperKind.MEDIATION_PAPER, on=court.today)
    row.refresh_from_db()
    settled = settlement_of(story.fresh())
    assert (row.outcome, story.case.closing) == (Outcome.PAPER_EFFECTIVE, "mediation")
    assert settled is not None
    assert settled.effective_on == court.today
    li = Party.objects.get(pk=story.by_li.party_id)
    li.set_guardian(Guardian("李梅", id_number="445381198003030022"))
    li.guardian_checked_on = court.today
    li.save()
    service = story.case.services.get(kind=PaperKind.MEDIATION_PAPER, party=li)
    again = serve_guardian(service=service, by=given.by(court.people.clerk))
    row.refresh_from_db()
    settled.refresh_from_db()
    assert (row.outcome, row.paper_effective_on, settled.effective_on) == (Outcome.PAPER_MADE, None, None)
    assert todos(story.case)[TodoKind.SERVE_PAPER] == "clerk"
    told = Notice.objects.filter(kind="taken_back").latest("pk").body
    assert "法定代理人签收以前，调解书不生效" in told
    desk = By(user_id=court.people.clerk.pk, channel=Channel.COUNTER)
    refuse_receipt(service=again, by=desk, today=court.today, reason="法定代理人当面说不同意")
    row.refresh_from_db()
    assert (row.outcome, story.fresh().stage, story.case.closing) == (Outcome.WENT_BACK, "sorting", "")
    assert settlement_of(story.case) is None
    assert TodoKind.SERVE_PAPER not in todos(story.case)


def test_an_answered_petition_waits_for_its_follow_up(court: Court) -> None:
    petition = answered(make_petition(court=court.town.court, on=DAY), court.people.petitions, DAY)
    assert todos(petition.case) == {TodoKind.PETITION_FOLLOW_UP: "petition_officer"}
    assert forgotten() == []


def test_260_days_without_anybody_acting_forget_no_case(court: Court) -> None:
    """A case at every place, days passed one by one, then week by week: each morning something runs in every open case,
    or somebody has it."""
    story, sought, made = court.agreed(), court.agreed(), court.agreed()
    for each in (sought, made):
        outcome.seek_paper(agreement=each.mediation.agreements.get(), by=each.by_zhang, today=court.today)
    checked = {"facts": "借款属实。", "voluntary": True, "lawful": True}
    paper = made.mediation.agreements.get()
    outcome.make_paper(agreement=paper, **checked, by=given.by(court.people.judge), today=court.today)
    request = court.filed(wish="mediate")
    review.divert(filing=request.filing, by=given.by(court.people.clerk), today=court.today)
    paying = given.sorted_out(court.town, court.people, court.sorting())
    petition = make_petition(court=court.town.court, on=DAY)
    cases = {
        "reviewed": court.filed(),
        "insisted": court.insisted(),
        "asked": court.asking(),
        "proposed": court.asked_to_mediate(),
        "mediated": court.mediating(),
        "agreed": story.case,
        "paper sought": sought.case,
        "paper made": made.case,
        "requested": request,
        "sorted": court.sorting(),
        "to be paid": paying,
        "foreign": court.foreign(),
        "petition": answered(petition, court.people.petitions, DAY).case,
        "new petition": make_petition(court=court.town.court, on=DAY, name="陈六").case,
    }
    assert forgotten() == []
    for step in [1] * 35 + [7] * 32 + [1]:
        court.town.at(court.today + timedelta(days=step - 1))
        court.town.days(1)
        assert forgotten() == [], court.today
    assert court.today == DAY + timedelta(260)
    stages = {name: given.fresh(case).stage for name, case in cases.items()}
    assert {name for name, stage in stages.items() if stage == "mediation"} <= {"paper sought", "paper made"}
    assert stages["requested"] == "closed"


def test_words_alone_take_no_clock_away(court: Court) -> None:
    """司法确认规定4: whoever missed it says so, and it comes back until the act is done."""
    case = court.sorting()
    close_deadlines(case=case, today=court.today, met=False)
    Todo.objects.filter(case=case).update(done_on=court.today)
    row = case.deadlines.get(term="complaint_copy")
    Deadline.objects.filter(pk=row.pk).update(state="lapsed", ended_on=court.today)
    by = given.by(court.people.judge)
    deal_with(deadline=row, words="已知悉。", reason="busy", by=by, today=court.today)
    assert ask(CLOCKS["clocks.running"]).count == 0
    court.town.days(15)
    assert row in missed_by(User.objects.get(pk=court.head.pk), court.today)
    assert ask(CLOCKS["clocks.running"]).count == 0


def test_a_term_that_waits_for_a_service_is_no_clock(court: Court) -> None:
    case = court.sorting()
    close_deadlines(case=case, today=court.today, met=False)
    Todo.objects.filter(case=case).update(done_on=court.today)
    waiting = case.deadlines.filter(term="answer").order_by("pk").first()
    Deadline.objects.filter(pk=waiting.pk).update(state="waiting", due=None, start=None, ended_on=None)
    assert ask(CLOCKS["clocks.running"]).count == 1


def test_a_to_do_that_nobody_has_is_a_fault(court: Court) -> None:
    court.sorting()
    assert ask(CLOCKS["clocks.todos"]).count == 0
    court.people.officer.memberships.update(until=DAY - timedelta(1))
    assert ask(CLOCKS["clocks.todos"]).count == 0, "the head of division has it"
    court.head.memberships.update(until=DAY - timedelta(1))
    assert ask(CLOCKS["clocks.todos"]).count == 0, "where there is no head, those above are told"
    Membership.objects.filter(role__in=[Role.PRESIDENT, Role.MANAGEMENT]).update(until=DAY - timedelta(1))
    assert ask(CLOCKS["clocks.todos"]).count == 1
