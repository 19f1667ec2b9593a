"""Waiting for consents and a mediator is bounded, and who was asked in time answers in its own time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from common.cases.events import SYSTEM
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import Side, TodoKind
from intake.review import actions as review
from mediation.course import actions as course
from mediation.course.states import EndReason
from tests.procedure.court import DAY, Court, running, todos
from tests.stories import given

pytestmark = pytest.mark.django_db


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
