"""A mediation that its term had ended goes on where that term was not over: nothing but its end has followed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from common.cases.models import Case, CaseLink, Deadline, Todo
from common.cases.states import Side, TodoKind
from common.courts.models import CalendarDay
from common.notifications.models import Notice
from intake.review import actions as review
from mediation.course import actions as course
from mediation.course.actions import ask_extension
from mediation.course.models import Mediation
from mediation.course.states import ExtensionState, MediationState
from mediation.texts import actions as texts
from mediation.texts.actions import AgreementText
from mediation.texts.models import Agreement
from mediation.texts.rules import Item
from mediation.texts.states import AgreementState
from tests.factories.mediation import sign
from tests.procedure.court import Court, forgotten, todos
from tests.stories import given
from triage.sorting.models import Decision
from yunfu_court.tasks import recount
from yunfu_court.verifying.asking import INVARIANTS, ask

pytestmark = pytest.mark.django_db


def half_signed(court: Court, case: Case) -> Agreement:
    """By the mediator and 张三; 李四 has not."""
    by, both = given.by(court.people.mediator), list(case.parties.order_by("side"))
    draft = AgreementText(
        facts="借款属实。",
        items=[Item(text="李四分期归还。")],
        claim_ids=list(case.claims.order_by("pk").values_list("pk", flat=True)),
        party_ids=[each.pk for each in both],
    )
    row = texts.draft_agreement(mediation=newest(case), draft=draft, by=by, today=court.today)
    row = texts.send_agreement(agreement=row, by=by, today=court.today)
    sign(row, court.people.mediator, None, on=court.today)
    sign(row, court.zhang, case.parties.get(side=Side.CLAIMANT), on=court.today)
    return row


def newest(case: Case) -> Mediation:
    return Mediation.objects.filter(case=case).latest("pk")


def ended(court: Court, case: Case, term: str = "") -> Deadline:
    """The morning after its last day; the term that ended it."""
    row = case.deadlines.filter(term=term or newest(case).term, state="open").latest("pk")
    court.town.at(row.due)
    court.town.days(1)
    row.refresh_from_db()
    assert (row.state, newest(case).state) == ("lapsed", MediationState.ENDED)
    return row


def holidays(court: Court, *days: date) -> None:
    for day in days:
        CalendarDay.objects.create(day=day, kind="holiday", name="放假", source="国办发明电")
    recount(court.today)


def undone(court: Court, row: Deadline) -> None:
    """The last day and today turn out to be holidays."""
    holidays(court, row.due, court.today)


def told(case: Case, kind: str = "mediation_revived") -> set[str]:
    return {each.user.name for each in Notice.objects.filter(event__case=case, kind=kind, channel="in_site")}


def broken() -> list[str]:
    """Nothing counted and no post was given here: both come from the fixtures."""
    apart = ("tallies", "posts")
    return [each.name for each in INVARIANTS if not each.name.startswith(apart) and ask(each).count]


def test_the_mediation_runs_on_and_its_text_is_signed_to_the_end(court: Court) -> None:
    """民诉法85; 在线调解25(6): the period ended nothing; whoever heard that it did hears that it did not."""
    case = court.mediating()
    text = half_signed(court, case)
    row = ended(court, case)
    text.refresh_from_db()
    assert (text.state, text.fell_on) == (AgreementState.ABANDONED, court.today)
    assert (given.fresh(case).stage, set(todos(case))) == ("sorting", {TodoKind.SORT})
    assert newest(case).ended_on == court.today

    undone(court, row)
    mediation = newest(case)
    assert (mediation.state, mediation.ended_on, mediation.end_reason) == (MediationState.RUNNING, None, "")
    assert mediation.due > row.due
    assert case.deadlines.get(term=mediation.term, state="open").due == mediation.due
    assert given.fresh(case).stage == "mediation"
    assert set(todos(case)) == {TodoKind.REOPENED}, "nothing is to be sorted; the head looks at what followed"
    assert Decision.objects.get(case=case, round="second").state == "superseded"
    assert told(case) == {"张三", "李四", "谭和"}
    assert "已经签的名仍然有效" in Notice.objects.filter(kind="mediation_revived")[0].body
    assert forgotten() == []
    assert broken() == []

    text.refresh_from_db()
    assert (text.state, text.fell_on, text.signatures.count()) == (AgreementState.SIGNING, None, 2)
    text = sign(text, court.li, case.parties.get(side=Side.RESPONDENT), on=court.today)
    assert (text.state, text.effective_on) == (AgreementState.EFFECTIVE, court.today)
    assert recount(court.today) == 0


def test_it_ends_with_its_true_last_day_and_is_sorted_then(court: Court) -> None:
    case = court.mediating()
    undone(court, ended(court, case))
    ended(court, case)
    assert given.fresh(case).stage == "sorting"
    assert TodoKind.SORT in todos(case)
    assert Decision.objects.filter(case=case, state="proposed").count() == 1


def test_what_was_asked_of_the_parties_is_asked_again(court: Court) -> None:
    case = court.mediating()
    asked = ask_extension(mediation=newest(case), days=5, by=court.story(case).by_zhang, today=court.today)
    row = ended(court, case)
    asked.refresh_from_db()
    assert asked.state == ExtensionState.REFUSED
    undone(court, row)
    asked.refresh_from_db()
    assert (asked.state, asked.decided_on) == (ExtensionState.ASKED, None)


def test_a_text_that_was_taken_back_before_stays_so(court: Court) -> None:
    """Only what fell with the end rises with it: 谭和 had taken this one back, and its copy was a draft."""
    case = court.mediating()
    text = half_signed(court, case)
    texts.recall_agreement(agreement=text, by=given.by(court.people.mediator), today=court.today)
    undone(court, ended(court, case))
    text.refresh_from_db()
    assert (newest(case).state, text.state) == (MediationState.RUNNING, AgreementState.ABANDONED)


def why_not(case: Case, row: Deadline) -> Todo:
    """The one to-do of the head about this term."""
    return Todo.objects.get(case=case, subject__startswith=f"deadline:{row.pk}", done_on=None)


def test_what_was_decided_in_between_stands_and_the_head_reads_it(court: Court) -> None:
    """特邀21: sorted and charged; a mediation is not put back behind that."""
    case = court.mediating()
    text = half_signed(court, case)
    row = ended(court, case)
    given.sorted_out(court.town, court.people, case)
    undone(court, row)
    text.refresh_from_db()
    assert (newest(case).state, text.state) == (MediationState.ENDED, AgreementState.ABANDONED)
    assert given.fresh(case).stage == "payment"
    todo = why_not(case, row)
    assert (todo.role, "此后案件已经进入" in todo.words, "不再恢复调解" in todo.words) == ("division_head", True, True)
    assert told(case) == set()
    assert recount(court.today) == 0


def requested(court: Court) -> Case:
    """Only mediation was asked for; 李四 agreed, 谭和 mediates."""
    case = court.filed(wish="mediate")
    review.divert(filing=case.filing, by=given.by(court.people.clerk), today=court.today)
    given.mediating(court.town, case, court.li, court.people.mediator)
    return given.fresh(case)


@pytest.mark.parametrize("sued", [False, True])
def test_a_closed_request_is_open_again_unless_they_have_sued(court: Court, sued: bool) -> None:
    case = requested(court)
    row = ended(court, case)
    assert (given.fresh(case).stage, given.fresh(case).closing) == ("closed", "mediation_failed")
    if sued:
        CaseLink.objects.create(case=court.filed(), other=case, kind="continues")
    undone(court, row)
    now = given.fresh(case)
    if sued:
        assert (now.stage, newest(case).state) == ("closed", MediationState.ENDED)
        assert "已经起诉，不再恢复调解" in why_not(case, row).words
    else:
        assert (now.stage, now.closed_on, newest(case).state) == ("mediation", None, MediationState.RUNNING)
        assert told(case) == {"张三", "李四", "谭和"}
    assert broken() == []


def test_a_new_day_that_is_over_too_brings_nothing_back(court: Court) -> None:
    case = court.mediating()
    row = ended(court, case)
    court.town.at(court.today + timedelta(10))
    holidays(court, row.due)
    assert (newest(case).state, given.fresh(case).stage) == (MediationState.ENDED, "sorting")


def test_a_mediation_that_ended_otherwise_is_not_touched(court: Court) -> None:
    """Told on its last day that they do not want it: the period did not end it."""
    case = court.mediating()
    due = newest(case).due
    court.town.at(due)
    course.decline(mediation=newest(case), by=court.story(case).by_li, today=court.today)
    court.town.days(1)
    holidays(court, due, court.today)
    assert newest(case).state == MediationState.ENDED


def consented(court: Court, case: Case, **more: Any) -> None:
    party = case.parties.get(side=Side.RESPONDENT)
    course.consent(mediation=newest(case), by=given.by(court.li, party), today=court.today, **more)


def test_the_bound_on_answers_that_was_not_over_lets_them_answer(court: Court) -> None:
    """The court's own bound counts like every other term."""
    case = court.asking()
    given.let_in(court.town, case, court.li)
    row = ended(court, case, "mediation_waiting")
    assert given.fresh(case).stage == "sorting"
    undone(court, row)
    assert (newest(case).state, given.fresh(case).stage) == (MediationState.ASKING, "mediation")
    assert TodoKind.CONTACT in todos(case)
    assert told(case) == {"张三", "李四"}
    assert forgotten() == []
    consented(court, case)
    assert newest(case).state == MediationState.PROPOSED
