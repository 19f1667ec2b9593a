"""What waits for a person or a fact is taken again: by hand on the case page, by the sweep, and never when outdated."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from common.cases.actions.people import outdate_todos
from common.cases.events import SYSTEM
from common.cases.models import Case, Todo
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.actions import receive_callback, settle_payment
from tests.factories import UserFactory, staff
from tests.factories.fees import message_of, order
from tests.factories.triage import DAY, make_team, paying_case
from triage.teams.actions import recuse
from triage.teams.models import Recusal
from triage.teams.states import TeamKind
from yunfu_court.procedure.todos import retry, retry_all

pytestmark = pytest.mark.django_db

LATER = DAY + timedelta(days=3)


@pytest.fixture
def paid_without_team() -> Case:
    """A careful case, paid, while the court has a fast team only."""
    zhang = UserFactory()
    make_team(kind=TeamKind.FAST)
    case, _, _ = paying_case(claimant_user=zhang, procedure="ordinary_panel", track="careful")
    receipt = receive_callback(message=message_of(order(open_fee(case=case, by=SYSTEM, today=DAY), zhang)), today=DAY)
    settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=DAY)
    case.refresh_from_db()
    return case


def test_the_head_takes_it_again_when_the_team_is_there(paid_without_team: Case, client: Client) -> None:
    case = paid_without_team
    head = staff(Role.DIVISION_HEAD, case.court, name="何庭长")
    client.force_login(head)
    page = client.get(f"/cases/{case.uid}/").content.decode()
    assert "重新办理" in page
    todo = case.todos.get(what="assign")
    address = f"/cases/{case.uid}/todos/{todo.pk}/again/"

    still = client.post(address, follow=True).content.decode()
    assert "还不能办理：本院没有可以承办的" in still
    assert case.todos.filter(done_on__isnull=True).count() == 1

    make_team("精审团队", court=case.court, kind=TeamKind.CAREFUL)
    assert "已经办理" in client.post(address, follow=True).content.decode()
    case.refresh_from_db()
    todo.refresh_from_db()
    assert (case.stage, todo.done_by) == ("trial", head)
    assert "已经办理" in client.post(address, follow=True).content.decode(), "twice is once"


def test_others_cannot_take_it(paid_without_team: Case, client: Client) -> None:
    case = paid_without_team
    address = f"/cases/{case.uid}/todos/{case.todos.get().pk}/again/"
    client.force_login(staff(Role.FINANCE, case.court))
    assert "重新办理" not in client.get(f"/cases/{case.uid}/").content.decode()
    assert client.post(address).status_code == 403
    client.force_login(UserFactory())
    assert client.post(address).status_code == 403
    client.force_login(staff(Role.DIVISION_HEAD, name="外院庭长"))
    assert client.post(f"/cases/nothing/todos/{case.todos.get().pk}/again/").status_code == 404


def test_the_sweep_takes_up_what_has_become_possible(paid_without_team: Case) -> None:
    case = paid_without_team
    assert retry_all(LATER) == 0
    make_team("精审团队", court=case.court, kind=TeamKind.CAREFUL)
    assert retry_all(LATER) == 1
    case.refresh_from_db()
    assert (case.stage, case.assignments.get().since) == ("trial", LATER)
    assert retry_all(LATER) == 0


def test_what_an_earlier_stage_lacked_is_not_taken_again(paid_without_team: Case) -> None:
    case = paid_without_team
    todo = case.todos.get()
    outdate_todos(case=case, by=SYSTEM, today=LATER, all_kinds=False)
    make_team("精审团队", court=case.court, kind=TeamKind.CAREFUL)
    assert retry(todo=todo, by=SYSTEM, today=LATER) == ""
    case.refresh_from_db()
    assert case.stage == "assignment"
    assert not Todo.objects.filter(done_on__isnull=True).exists()


def test_the_only_team_stands_aside_and_the_case_waits(paid_without_team: Case) -> None:
    case = paid_without_team
    team = make_team("精审团队", court=case.court, kind=TeamKind.CAREFUL)
    retry_all(DAY)
    recuse(case=case, user_id=team.judge_id, ground="是一方的近亲属", by=SYSTEM, today=LATER)
    case.refresh_from_db()
    assert case.stage == "assignment"
    assert Recusal.objects.get().user_id == team.judge_id
    assert case.todos.get(done_on__isnull=True).what == "assign"
    other = make_team("第二精审团队", court=case.court, kind=TeamKind.CAREFUL)
    assert retry_all(LATER) == 1
    case.refresh_from_db()
    assert (case.stage, case.assignments.get(until__isnull=True).team) == ("trial", other)
