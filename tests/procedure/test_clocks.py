"""No case waits without a clock: a term that runs, one that was missed and that somebody has, or a to-do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common.cases.access import missed_by, todos_of, unkept
from common.cases.actions import close_deadlines, deal_with, record_facts, start_deadlines
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline, Todo
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import FactKey, Side, TodoKind
from common.courts.models import CalendarDay, CourtParameter
from common.law.papers import PaperKind
from common.law.procedures import Procedure
from common.notifications.models import Notice
from common.people.models import User
from common.people.states import Role
from common.web.wording import day_words
from intake.review import actions as review
from intake.review.states import RETURN_REASONS
from mediation.course import actions as course
from mediation.course.actions import ask_extension
from mediation.course.states import EndReason
from mediation.outcome import actions as outcome
from mediation.texts.states import Outcome
from tests.factories import court as court_of
from tests.factories.people import staff
from tests.factories.petitions import answered, make_petition
from tests.factories.triage import make_team, received
from tests.mediation.test_road import Story
from tests.stories import given
from tests.stories.town import Town
from tests.triage.trial.trials import Trial
from triage.sorting.actions import load_default_rules
from triage.teams.actions import recuse
from triage.teams.states import TeamKind
from triage.trial.actions import decline_ruling, grant_extension, seek_conversion, seek_extension, sign_ruling
from triage.trial.models import Ruling
from triage.trial.states import DropReason
from yunfu_court.reminders import remind
from yunfu_court.tasks import recount
from yunfu_court.verifying import clocks
from yunfu_court.verifying.asking import ask

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
CLOCKS = {each.name: each for each in clocks.INVARIANTS}


class Mornings(Town):
    """A town whose worker rests: nothing here is read on paper or on a telephone, and it is much quicker."""

    def work(self) -> None:
        pass


class Court:
    """A court with all its people, and what its people can make of a dispute."""

    def __init__(self, on: date = DAY) -> None:
        load_default_rules()
        self.town, self.people = Mornings(court_of("luoding"), on), given.Staff(court_of("luoding"))
        self.head = staff(Role.DIVISION_HEAD, self.town.court, name="莫刚")
        self.zhang, self.li = given.zhang(), given.li()
        for each in ("clerk", "counsellor", "officer", "judge", "petitions", "president", "mediator"):
            assert getattr(self.people, each)

    def story(self, case: Case) -> Story:
        return Story(self.town, self.people, self.zhang, self.li, given.fresh(case))

    def filed(self, **answers: Any) -> Case:
        return given.filed(self.town, self.zhang, **answers)

    def insisted(self) -> Case:
        case = self.filed()
        review.send_back(
            filing=case.filing, code=RETURN_REASONS[0].code, words="", by=given.by(self.people.clerk), today=self.today
        )
        review.insist(filing=case.filing, words="没有约定仲裁。", by=given.by(self.zhang), today=self.today)
        return given.fresh(case)

    def asking(self) -> Case:
        return given.registered(self.town, self.people, self.zhang)

    def asked_to_mediate(self) -> Case:
        case = self.asking()
        given.let_in(self.town, case, self.li)
        party = case.parties.get(side=Side.RESPONDENT)
        course.consent(mediation=case.mediations.get(), by=given.by(self.li, party), today=self.today)
        return given.fresh(case)

    def mediating(self) -> Case:
        case = self.asking()
        given.mediating(self.town, case, self.li, self.people.mediator)
        return given.fresh(case)

    def agreed(self) -> Story:
        story = self.story(self.mediating())
        story.settle()
        return story

    def sorting(self) -> Case:
        story = self.story(self.mediating())
        story.fail()
        return story.case

    def foreign(self) -> Case:
        case = self.filed()
        record_facts(case=case, facts={FactKey.FOREIGN: True}, source="clerk", today=self.today)
        Case.objects.filter(pk=case.pk).update(procedure=Procedure.ORDINARY_PANEL)
        review.register(filing=case.filing, by=given.by(self.people.clerk), today=self.today)
        return given.fresh(case)

    @property
    def today(self) -> date:
        return self.town.today


@pytest.fixture
def court() -> Iterator[Court]:
    made = Court()
    yield made
    made.town.close()


def running(case: Case) -> dict[str, str]:
    return dict(case.deadlines.filter(state="open").values_list("term", "holder"))


def todos(case: Case) -> dict[str, str]:
    return dict(case.todos.filter(done_on=None).values_list("what", "role"))


def forgotten() -> list[str]:
    return [str(ask(each).first) for each in CLOCKS.values() if ask(each).count]


# --- each wait has its clock


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


def test_an_answered_petition_waits_for_its_follow_up(court: Court) -> None:
    petition = answered(make_petition(court=court.town.court, on=DAY), court.people.petitions, DAY)
    assert todos(petition.case) == {TodoKind.PETITION_FOLLOW_UP: "petition_officer"}
    assert forgotten() == []


# --- the trial term hangs on the case


def test_the_trial_term_runs_from_registration_whoever_will_try_it(court: Court) -> None:
    """审限规定8: by the procedure that is proposed; by another once another is settled; from the same day (解释258)."""
    case = court.asking()
    row = case.deadlines.get(subject="trial")
    assert (case.procedure, row.term, row.start) == ("small", "trial_small", DAY)
    assert missed_by(court.head, court.today).count() == 0
    course.decline(
        mediation=case.mediations.get(), by=given.by(court.zhang, case.parties.get(side="claimant")), today=DAY
    )
    court.town.days(5)
    case = given.sorted_out(court.town, court.people, case, ordinary=True)
    rows = case.deadlines.filter(subject="trial").order_by("pk").values_list("term", "state", "start")
    assert list(rows) == [("trial_small", "void", DAY), ("trial_ordinary", "open", DAY)]


def test_a_longer_term_stays_longer_whichever_team_comes_next() -> None:
    trial = Trial("summary")
    row = seek_extension(case=trial.case, months=1, reason="鉴定未完成。", by=given.by(trial.judge), today=DAY)
    grant_extension(extension=row, by=given.by(trial.president), today=DAY)
    longer = Deadline.objects.get(case=trial.case, subject="trial", state="open")
    make_team("第二速裁团队", kind=TeamKind.FAST)
    recuse(case=trial.case, user_id=trial.judge.pk, ground="是一方的近亲属", by=SYSTEM, today=DAY)
    assert trial.fresh().stage == "trial"
    again = Deadline.objects.get(case=trial.case, subject="trial", state="open")
    assert (again.pk, again.term, again.due) == (longer.pk, "trial_summary_extension", date(2026, 7, 2))


def lapsed(trial: Trial) -> date:
    """The day after its trial term ran out."""
    due = Deadline.objects.get(case=trial.case, subject="trial").due
    assert due is not None
    Deadline.objects.filter(case=trial.case, subject="trial").update(state="lapsed", ended_on=due + timedelta(1))
    return due + timedelta(1)


@pytest.mark.parametrize("procedure", ["small", "summary"])
def test_a_term_that_is_over_bars_as_it_did_when_it_ran(procedure: str) -> None:
    """解释258第2款: the ruling comes before the end. That no term runs any more is no leave."""
    trial = Trial(procedure)
    late = lapsed(trial)
    with pytest.raises(ActionRefused, match="应当在届满前裁定转为普通程序"):
        seek_conversion(case=trial.case, to=Procedure.ORDINARY_PANEL, by=given.by(trial.judge), today=late)


def test_a_draft_that_lay_until_the_term_was_over_is_not_signed() -> None:
    trial = Trial("summary")
    draft = seek_conversion(case=trial.case, to=Procedure.ORDINARY_PANEL, by=given.by(trial.judge), today=DAY)
    assert isinstance(draft, Ruling)
    late = lapsed(trial)
    with pytest.raises(ActionRefused, match=r"届满.*不予签发"):
        sign_ruling(ruling=draft, by=given.by(trial.judge), today=late)
    assert trial.fresh().procedure == "summary"


def test_small_claims_may_still_go_on_as_a_summary_case() -> None:
    """民诉法169 asks for no ruling there, and the three months of the summary procedure are still running (164)."""
    trial = Trial("small")
    late = lapsed(trial)
    seek_conversion(case=trial.case, to=Procedure.SUMMARY, by=given.by(trial.judge), today=late)
    row = Deadline.objects.get(case=trial.case, subject="trial", state="open")
    assert (row.term, row.start) == ("trial_summary", DAY)


def test_a_foreign_case_has_no_trial_term_and_is_looked_into(court: Court) -> None:
    """民诉法287 binds no trial; how it goes is written down every so many months all the same, as the court has set."""
    case = court.foreign()
    row = case.deadlines.get(term="foreign_trial_review")
    assert (row.state, row.holder, row.due, row.confirmed) == ("open", "judge", date(2026, 6, 2), False)
    assert not case.deadlines.filter(subject="trial").exists()
    Deadline.objects.filter(pk=row.pk).update(state="lapsed", ended_on=date(2026, 6, 3))
    row.refresh_from_db()
    court.town.at(date(2026, 6, 5))
    deal_with(deadline=row, words="域外送达还没有回证。", by=given.by(court.people.judge), today=court.today)
    assert case.deadlines.get(term="foreign_trial_review", state="open").due == date(2026, 9, 7)
    record_facts(case=case, facts={FactKey.FOREIGN: False}, source="clerk", today=court.today)
    from triage.trial.actions import follow_foreign

    follow_foreign(case=case, by=SYSTEM, today=court.today)
    assert "foreign_trial_review" not in running(case)
    assert case.deadlines.get(subject="trial").term == "trial_ordinary"


# --- waiting before a mediation is bounded


def test_nobody_answers_and_the_suit_is_sorted(court: Court) -> None:
    case = court.asking()
    assert case.deadlines.get(term="mediation_waiting").due == DAY + timedelta(21), "twenty days, and a Sunday"
    court.town.days(22)
    case = given.fresh(case)
    assert (case.stage, case.mediations.get().end_reason) == ("sorting", EndReason.OTHER)
    assert todos(case) == {TodoKind.SORT: "triage_officer"}
    assert [each for each in running(case) if each.startswith("mediation")] == []


def test_a_request_nobody_answers_ends_with_the_offer_to_sue(court: Court) -> None:
    case = court.filed(wish="mediate")
    review.divert(filing=case.filing, by=given.by(court.people.clerk), today=DAY)
    court.town.days(22)
    case = given.fresh(case)
    assert (case.stage, case.closing) == ("closed", "mediation_failed")


def test_no_mediator_takes_it_and_nobody_is_asked_for_ever(court: Court) -> None:
    case = court.asked_to_mediate()
    court.town.days(22)
    assert given.fresh(case).stage == "sorting"
    assert case.mediations.get().proposals.count() <= 5


def consent(court: Court, case: Case, **more: Any) -> None:
    party = case.parties.get(side=Side.RESPONDENT)
    course.consent(mediation=case.mediations.get(), by=given.by(court.li, party), today=court.today, **more)


def asked_on_the_last_day(court: Court) -> Case:
    """李四 can answer, and it is the last day on which the court waits."""
    case = court.asking()
    given.let_in(court.town, case, court.li)
    court.town.days(21)
    return given.fresh(case)


def test_who_consents_on_the_last_day_does_not_lose_the_mediation_that_night(court: Court) -> None:
    """在线调解12: a mediator who was asked in time has three working days, and the bound waits for them."""
    case = asked_on_the_last_day(court)
    consent(court, case)
    last = case.deadlines.get(term="mediator_accepts").due
    court.town.days(1)
    mediation = case.mediations.get()
    assert mediation.state == "proposed"
    assert running(case)["mediation_waiting"] == "clerk"
    assert case.deadlines.get(term="mediation_waiting", state="open").due == last
    course.accept(proposal=mediation.proposals.get(), by=given.by(court.people.mediator), today=court.today)
    assert "mediation_waiting" not in running(case)
    court.town.at(last)
    court.town.days(1)
    assert (case.mediations.get().state, given.fresh(case).stage) == ("running", "mediation")


def test_when_nobody_takes_it_then_either_it_ends_with_the_mediators_time(court: Court) -> None:
    case = asked_on_the_last_day(court)
    consent(court, case)
    last = case.deadlines.get(term="mediator_accepts").due
    court.town.at(last)
    court.town.days(1)
    assert (given.fresh(case).stage, case.mediations.get().proposals.count()) == ("sorting", 1), "nobody else is asked"


def test_who_still_chooses_when_the_bound_ends_is_given_a_mediator(court: Court) -> None:
    """在线调解10: not chosen together in time, the court appoints, also after the bound."""
    case = asked_on_the_last_day(court)
    consent(court, case, leaves_to_court=False)
    court.town.at(case.deadlines.get(term="choose_mediator").due)
    court.town.days(1)
    assert case.mediations.get().state == "proposed"
    assert "mediator_accepts" in running(case)


@pytest.mark.parametrize("swept", [False, True])
def test_an_answer_after_the_bound_counts_by_its_day_alone(court: Court, swept: bool) -> None:
    case = asked_on_the_last_day(court)
    if swept:
        court.town.days(1)
    else:
        court.town.at(court.today + timedelta(1))
    with pytest.raises(ActionRefused, match=r"时间到.*已满|已经终结"):
        consent(court, case)
    assert case.mediations.get().proposals.count() == 0


def test_a_mediation_that_began_is_ended_by_its_own_period_alone(court: Court) -> None:
    case = court.mediating()
    assert case.deadlines.get(term="mediation_waiting").state == "met"
    course.give_up(case=case, by=SYSTEM, today=court.today)
    assert case.mediations.get().ended_on is None


# --- who hears of what waits too long


def test_what_waits_too_long_is_the_heads_too_who_is_told_once(court: Court) -> None:
    case = court.sorting()
    head, officer = Client(), Client()
    head.force_login(court.head)
    officer.force_login(court.people.officer)
    words = Todo.objects.get(case=case, what=TodoKind.SORT).words
    assert words not in officer.get("/").content.decode(), "it stands on the officer's list"
    assert words not in head.get("/").content.decode()
    court.town.days(6)
    assert not Notice.objects.filter(kind="todo_waits").exists()
    court.town.days(4)
    for page in ("/", reverse("workbench:todos")):
        assert words in officer.get(page).content.decode()
        assert words in head.get(page).content.decode()
    assert {each.user.name for each in Notice.objects.filter(kind="todo_waits")} == {"莫刚"}
    assert Notice.objects.filter(kind="todo_waits").count() == 1
    assert "等了 7 日" in head.get(reverse("workbench:todos")).content.decode()


def test_the_case_page_leads_to_where_it_is_done(court: Court) -> None:
    case = court.sorting()
    client = Client()
    client.force_login(court.people.officer)
    assert f'href="{reverse("triage:officer-list")}">去办理' in client.get(f"/cases/{case.uid}/").content.decode()


# --- and those who wait hear of it


def said(who: User, kind: str) -> list[str]:
    return list(Notice.objects.filter(user=who, kind=kind, channel="in_site").values_list("body", flat=True))


def test_an_agreement_that_was_not_used_is_not_ended_in_silence(court: Court) -> None:
    """民诉法102: the last they heard was that it took effect."""
    story = court.agreed()
    court.town.days(32)
    assert story.fresh().stage == "sorting"
    for who in (court.zhang, court.li):
        (body,) = said(who, "agreement_unused")
        assert "起诉继续办理" in body
        assert "协议仍然有效" in body


def test_who_filed_hears_once_that_the_head_looks_at_what_is_late(court: Court) -> None:
    """立案规定8: undecided when the seven days are over."""
    court.filed()
    court.town.days(40)
    (body,) = said(court.zhang, "review_late")
    assert "已交庭长督办" in body


def test_a_text_that_waits_for_a_signature_reminds_who_has_to_sign_of_its_day(court: Court) -> None:
    """在线调解25(6): with the period it dies; the mediator alone kept the day."""
    case = court.mediating()
    story = court.story(case)
    ask_extension(mediation=story.mediation, days=5, by=story.by_zhang, today=court.today)
    due = story.mediation.due
    assert day_words(due, today=court.today) in said(court.li, "extension_asked")[0]
    court.town.at(due - timedelta(3))
    remind(court.today)
    court.town.at(due)
    remind(court.today)
    titles = [
        each.title for each in Notice.objects.filter(user=court.li, kind="deadline", channel="in_site").order_by("pk")
    ]
    mine = [each for each in titles if each.startswith("请答复是否同意延长调解期限")]
    assert mine == ["请答复是否同意延长调解期限：还有 3 天", "请答复是否同意延长调解期限：今天到期"]
    assert not Notice.objects.filter(user=court.zhang, title__startswith="请答复是否同意延长").exists()


def test_the_copy_is_kept_by_somebody_who_is_there(court: Court) -> None:
    """民诉法128: before assignment no court clerk is in the case, though the court has one: the clerk sends it."""
    assert court.people.court_clerk
    case = court.sorting()
    row = case.deadlines.get(term="complaint_copy")
    assert row.holder == "clerk"
    assert not Deadline.objects.filter(unkept(court.today), pk=row.pk).exists()


def test_an_unpaid_fee_whose_term_runs_again_leaves_the_judges_list_and_lapses_anew(court: Court) -> None:
    """解释213; 民诉法85: the draft falls with the end it rested on, and comes back with the true one."""
    assert court.people.judge
    case = given.sorted_out(court.town, court.people, court.sorting())
    notice = case.fee_notices.get()
    row = case.deadlines.filter(term="fee_payment").latest("pk")
    if row.due is None:
        key = str(row.awaits).split(":")
        start_deadlines(case=case, awaits=Awaited(PaperKind(key[1]), int(key[2])), start=court.today, by=SYSTEM)
        row.refresh_from_db()
    drafts = Ruling.objects.filter(case=case, kind="deemed_withdrawal", state="draft")
    for holiday in (True, False):
        court.town.at(case.deadlines.filter(term="fee_payment").latest("pk").due)
        court.town.days(1)
        notice.refresh_from_db()
        assert (notice.state, drafts.count()) == ("lapsed", 1)
        if holiday:
            day = case.deadlines.filter(term="fee_payment").latest("pk").due
            CalendarDay.objects.create(day=day, kind="holiday", name="放假", source="国办发明电")
            CalendarDay.objects.create(day=court.today, kind="holiday", name="放假", source="国办发明电")
            recount(court.today)
            notice.refresh_from_db()
            assert (notice.state, drafts.count()) == ("open", 0)


# --- and with nobody acting


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
    deal_with(deadline=row, words="已知悉。", by=given.by(court.people.judge), today=court.today)
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
    assert ask(CLOCKS["clocks.todos"]).count == 1
