"""What is ruled before a case has a judge goes to the judge on duty; nobody signs what they proposed for another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from common.cases.rules import ActionRefused, NeedsPerson
from common.law import clock
from common.people.actions import end_duty, plan_duty
from common.people.models import DutyTurn
from common.people.queries import on_duty
from common.people.states import Role
from mediation.confirmation.queries import least_loaded_judge
from tests.factories import staff
from tests.factories.courts import court as court_of
from tests.factories.triage import DAY, by, sorting_case
from tests.triage.trial.trials import client
from triage.trial.actions import hand_over_ruling, seek_dismissal, sign_ruling
from triage.trial.models import Ruling
from triage.trial.queries import judge_for_ruling
from triage.trial.states import DismissalGround

pytestmark = pytest.mark.django_db
SAID = {"ground": DismissalGround.CRIME, "words": "本案涉嫌犯罪。", "today": DAY}


def turn(judge, head, *, since=DAY, until=DAY):
    return plan_duty(court_id=court_of().pk, judge_id=judge.pk, since=since, until=until, by=head, today=DAY)


def test_before_assignment_the_judge_on_duty_rules_whoever_has_less_to_do() -> None:
    head, first, second = staff(Role.DIVISION_HEAD), staff(Role.JUDGE), staff(Role.JUDGE)
    case, _, _ = sorting_case()
    assert judge_for_ruling(case, DAY) == first.pk  # no rota
    turn(second, head)
    assert on_duty(case.court_id, DAY) == {second.pk}
    assert judge_for_ruling(case, DAY) == second.pk
    assert least_loaded_judge(case, DAY) == second.pk


def test_a_day_without_duty_is_a_step_that_lacks_a_person() -> None:
    head, judge, clerk = staff(Role.DIVISION_HEAD), staff(Role.JUDGE), staff(Role.CLERK)
    case, _, _ = sorting_case()
    turn(judge, head, since=DAY + timedelta(days=1), until=DAY + timedelta(days=2))
    assert on_duty(case.court_id, DAY) == frozenset()
    assert least_loaded_judge(case, DAY) is None
    with pytest.raises(NeedsPerson, match="没有值班法官"):
        seek_dismissal(case=case, by=by(clerk), **SAID)


def test_a_judge_nobody_assigned_proposes_nothing_and_the_one_on_duty_signs_their_own_draft() -> None:
    head, first, second = staff(Role.DIVISION_HEAD), staff(Role.JUDGE), staff(Role.JUDGE)
    case, _, _ = sorting_case()
    url = f"/triage/cases/{case.uid}/propose/"
    with clock.at(clock.moment(DAY).replace(hour=10)):
        assert client(first).get(url).status_code == 404
        turn(second, head)
        assert client(first).get(url).status_code == 404
        assert client(second).get(url).status_code == 200
    row = seek_dismissal(case=case, by=by(second), **SAID)
    assert row.judge == second
    sign_ruling(ruling=row, by=by(second), today=DAY)


def test_who_proposed_does_not_sign_for_another() -> None:
    """He proposed as nobody's judge, and was given the draft after."""
    head, first, second = staff(Role.DIVISION_HEAD), staff(Role.JUDGE), staff(Role.JUDGE)
    case, _, _ = sorting_case()
    row = seek_dismissal(case=case, by=by(first), **SAID)
    assert row.judge == second
    with pytest.raises(ActionRefused, match="另选一位"):
        hand_over_ruling(ruling=row, judge_id=first.pk, by=by(head), today=DAY)
    Ruling.objects.update(judge=first)
    row.refresh_from_db()
    with pytest.raises(ActionRefused, match="您提出的"):
        sign_ruling(ruling=row, by=by(first), today=DAY)


def test_the_head_plans_the_rota_of_the_own_court() -> None:
    head, judge = staff(Role.DIVISION_HEAD), staff(Role.JUDGE, name="黄正")
    other = staff(Role.JUDGE, court_of("luoding"), name="陈理")
    url, days = reverse("people:duty"), {"since": DAY.isoformat(), "until": DAY.isoformat()}
    with clock.at(clock.moment(DAY).replace(hour=10)):
        page = client(head).get(url).content.decode()
        assert "还没有排班" in page
        assert "陈理" not in page
        assert client(judge).get(url).status_code == 403
        assert client(head).post(url, {"judge": str(other.pk), **days}).status_code == 422
        client(head).post(url, {"judge": str(judge.pk), **days})
        row = DutyTurn.objects.get()
        assert (row.judge, row.planned_by) == (judge, head)
        strange = staff(Role.DIVISION_HEAD, court_of("luoding"))
        assert client(strange).post(url, {"end": str(row.pk)}).status_code == 404
        client(head).post(url, {"end": str(row.pk)})
        assert on_duty(row.court_id, DAY) is None, "what was taken off is no rota"
        assert "还没有排班" in client(head).get(url).content.decode()


def test_a_rota_that_was_taken_off_or_has_run_out_is_none() -> None:
    head, judge = staff(Role.DIVISION_HEAD), staff(Role.JUDGE)
    case, _, _ = sorting_case()
    row = turn(judge, head, until=DAY + timedelta(days=1))
    assert on_duty(case.court_id, DAY + timedelta(days=2)) is None
    end_duty(turn=row, by=head, today=DAY)
    assert on_duty(case.court_id, DAY) is None
    assert judge_for_ruling(case, DAY) == judge.pk
