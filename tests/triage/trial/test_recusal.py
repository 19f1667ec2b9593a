"""自行回避: whoever works on a case says by themselves that they must stand aside (民诉法47, 49)."""

from __future__ import annotations

from typing import Any

import pytest

from common.cases.models import Todo
from common.cases.states import TodoKind
from common.law import clock
from common.people.models import User
from common.people.states import Role
from tests.factories import MembershipFactory, staff
from tests.factories.triage import DAY, make_team
from tests.triage.trial.trials import Trial, client
from triage.teams.models import Recusal

pytestmark = pytest.mark.django_db
WHY = "李四是我的表弟"


def person(trial: Trial, who: str) -> User:
    found: User = {"judge": trial.judge, "clerk": trial.clerk}[who]
    return found


@pytest.mark.parametrize("who", ["judge", "clerk"])
def test_who_must_stand_aside_says_so_and_the_head_decides(who: str) -> None:
    trial = Trial()
    other = staff(Role.JUDGE, name="陈理")
    make_team("第二速裁团队", judge=other)
    user = person(trial, who)
    with clock.at(DAY):
        assert "申请自行回避" in trial.page(user)
        empty = client(user).post(trial.url("stand-aside"), {"ground": " "})
        assert empty.status_code == 422
        assert client(user).post(trial.url("stand-aside"), {"ground": WHY}).status_code == 302
        todo = Todo.objects.get(what=TodoKind.RECUSAL, done_on=None)
        assert (todo.role, user.display_name in todo.words, WHY in todo.words) == ("division_head", True, False)
        assert trial.fresh().assignments.get(until=None).judge == trial.judge, "nothing changes hands before"
        assert f"{user.display_name}提出自行回避" in trial.page(trial.head)
        page = client(trial.head).get(trial.url("recuse")).content.decode()
        assert WHY in page, "the head reads why, and does not type it again"
        form: dict[str, Any] = {"user": user.pk, "ground": WHY}
        assert client(trial.head).post(trial.url("recuse"), form).status_code == 302
        todo.refresh_from_db()
        assert todo.done_on == DAY
        assert client(user).get(f"/cases/{trial.case.uid}/").status_code in (403, 404)
        assert trial.case.assignments.get(until=None).judge == other
        assert Recusal.objects.get().ground == WHY


def test_only_who_works_on_the_case_offers_it_and_no_party_reads_of_it() -> None:
    trial, stranger = Trial(), staff(Role.JUDGE, name="陈理")
    with clock.at(DAY):
        assert client(stranger).post(trial.url("stand-aside"), {"ground": WHY}).status_code in (403, 404)
        assert client(trial.zhang).get(trial.url("stand-aside")).status_code in (403, 404)
        client(trial.judge).post(trial.url("stand-aside"), {"ground": WHY})
        client(trial.judge).post(trial.url("stand-aside"), {"ground": "又说一次"})
        assert Recusal.objects.get().ground == WHY
        assert Todo.objects.filter(what=TodoKind.RECUSAL).count() == 1
        assert "回避" not in trial.page(trial.zhang)


def test_who_decides_on_it_registers_at_once() -> None:
    trial = Trial()
    MembershipFactory(user=trial.clerk, court=trial.case.court, role=Role.DIVISION_HEAD)
    with clock.at(DAY):
        assert "申请自行回避" not in trial.page(trial.clerk)
        assert "登记回避" in trial.page(trial.clerk)
