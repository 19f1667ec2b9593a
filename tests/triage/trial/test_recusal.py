"""自行回避: whoever works on a case says by themselves that they must stand aside (民诉法47, 49)."""

from __future__ import annotations

from typing import Any

import pytest

from common.cases.actions import announce
from common.cases.actions.stage import advance
from common.cases.events import SYSTEM
from common.cases.models import Todo
from common.cases.rules import ActionRefused
from common.cases.states import Stage, TodoKind
from common.law import clock
from common.notifications.models import Notice
from common.people.models import User
from common.people.states import Role
from tests.factories import MembershipFactory, staff
from tests.factories.triage import DAY, by, make_team
from tests.triage.trial.trials import Trial, client
from triage.teams.actions import refuse_recusal
from triage.teams.events import RecusalDecided
from triage.teams.models import Recusal

pytestmark = pytest.mark.django_db
WHY = "李四是我的表弟"


def person(trial: Trial, who: str) -> User:
    found: User = {"judge": trial.judge, "clerk": trial.clerk}[who]
    return found


MORE = "我和被告合伙开过公司"
WAITS = "您已经申请回避，决定以前不能办理这件案件"
DECIDES = {"judge": "president", "clerk": "judge"}  # 民诉法49: of judges the president, of others the single judge


def decider(trial: Trial, who: str) -> User:
    found: User = getattr(trial, DECIDES[who])
    return found


def offer(trial: Trial, who: str = "judge", why: str = WHY) -> Any:
    return client(person(trial, who)).post(trial.url("stand-aside"), {"ground": why})


@pytest.mark.parametrize("who", ["judge", "clerk"])
def test_who_must_stand_aside_says_so_and_who_the_law_names_agrees(who: str) -> None:
    trial = Trial()
    other = staff(Role.JUDGE, name="陈理")
    make_team("第二速裁团队", judge=other)
    user = person(trial, who)
    with clock.at(DAY):
        assert "申请自行回避" in trial.page(user)
        assert offer(trial, who).status_code == 302
        todo = Todo.objects.get(what=TodoKind.RECUSAL, done_on=None)
        assert (todo.role, user.display_name in todo.words, WHY in todo.words) == (DECIDES[who], True, False)
        assert trial.fresh().assignments.get(until=None).judge == trial.judge, "nothing changes hands before"
        page = trial.page(decider(trial, who))
        assert f"{user.display_name}提出自行回避" in page
        assert ("决定是否回避" in page, "已经核对" in page) == (True, False)
        page = client(decider(trial, who)).get(trial.url("recuse")).content.decode()
        assert WHY in page, "who decides reads why, and does not type it again"
        form: dict[str, Any] = {"user": user.pk, "ground": WHY}
        assert client(trial.head).post(trial.url("recuse"), form).status_code == 422, "the head decides on neither"
        assert client(decider(trial, who)).post(trial.url("recuse"), form).status_code == 302
        todo.refresh_from_db()
        assert todo.done_on == DAY
        assert client(user).get(f"/cases/{trial.case.uid}/").status_code in (403, 404)
        assert trial.case.assignments.get(until=None).judge == other
        assert Recusal.objects.get().ground == WHY
        assert Notice.objects.filter(user=user, kind="triage.recusal_decided").exists()


@pytest.mark.parametrize("who", ["judge", "clerk"])
def test_who_does_not_agree_says_why_and_the_person_hears_it(who: str) -> None:
    trial = Trial()
    user, head = person(trial, who), decider(trial, who)
    with clock.at(DAY):
        offer(trial, who)
        page = client(head).post(trial.url("recuse"), {"refusal": "不行"})
        assert page.status_code == 422
        assert Todo.objects.filter(what=TodoKind.RECUSAL, done_on=None).exists()
        assert client(head).post(trial.url("recuse"), {"refusal": "只是同一个小区的邻居"}).status_code == 302
        assert not Todo.objects.filter(what=TodoKind.RECUSAL, done_on=None).exists()
        notice = Notice.objects.filter(user=user, kind="triage.recusal_decided").first()
        assert notice is not None
        assert notice.link == trial.url("stand-aside")
        assert "只是同一个小区的邻居" in client(user).get(trial.url("stand-aside")).content.decode()
        assert "登记开庭" in trial.page(user), "they go on"
        assert offer(trial, who, MORE).status_code == 302, "another reason is another offer"
        assert Recusal.objects.get().ground == MORE
        assert Recusal.objects.get().refused_on is None


ACTS = ["hearing", "hearing/fix", "close", "propose", "left-out", "claims", "extend", "convert"]


@pytest.mark.parametrize("who", ["judge", "clerk"])
def test_until_it_is_decided_they_read_the_case_and_do_nothing_in_it(who: str) -> None:
    trial = Trial()
    user = person(trial, who)
    with clock.at(DAY):
        open_ = [act for act in ACTS if client(user).get(trial.url(act)).status_code == 200]
        assert len(open_) >= 3, "what they could do before"
        offer(trial, who)
        page = trial.page(user)
        assert "您已经申请自行回避" in page
        assert trial.url("stand-aside") not in page
        for act in open_:
            shut = client(user).post(trial.url(act), {})
            assert (shut.status_code, WAITS in shut.content.decode()) == (403, True), act
            assert f'"{trial.url(act)}"' not in page, act


def test_no_act_of_theirs_is_taken_whatever_door_it_comes_by() -> None:
    """Every act announces itself: what no page asks, the chain of the case does (民诉法48第2款)."""
    trial = Trial()
    with clock.at(DAY):
        offer(trial)
        event = RecusalDecided(user_id=trial.judge.pk, agreed=False)
        with pytest.raises(ActionRefused, match=WAITS):
            announce(case=trial.fresh(), event=event, by=by(trial.judge))
        announce(case=trial.fresh(), event=event, by=by(trial.clerk))
        announce(case=trial.fresh(), event=event, by=SYSTEM)


def test_the_end_of_the_case_ends_the_offer() -> None:
    trial = Trial()
    with clock.at(DAY):
        offer(trial, "clerk")
        road = {Stage.TRIAL: frozenset({Stage.CLOSED})}
        advance(case=trial.fresh(), to=Stage.CLOSED, allowed=road, cause="", by=by(trial.judge), today=DAY)
        assert not Todo.objects.filter(what=TodoKind.RECUSAL, done_on=None).exists()
        with pytest.raises(ActionRefused):
            refuse_recusal(case=trial.case, user_id=trial.clerk.pk, refusal=MORE, by=by(trial.judge), today=DAY)


def test_a_reason_has_some_length_and_a_second_is_not_lost_in_silence() -> None:
    trial = Trial()
    with clock.at(DAY):
        for short in (" ", "x", "亲戚"):
            assert offer(trial, why=short).status_code == 422
        assert not Todo.objects.filter(what=TodoKind.RECUSAL).exists()
        offer(trial)
        again = offer(trial, why=MORE)
        assert (again.status_code, "您已经提出自行回避" in again.content.decode()) == (422, True)
        assert Recusal.objects.get().ground == WHY


def test_where_nobody_else_is_named_the_next_decides() -> None:
    """A judge who waits to hear decides on no clerk (民诉法48第2款); a court without president has its head decide."""
    trial = Trial()
    with clock.at(DAY):
        offer(trial)
        offer(trial, "clerk")
        roles = Todo.objects.filter(what=TodoKind.RECUSAL).values_list("role", flat=True)
        assert list(roles) == ["president", "president"]
        assert client(trial.judge).get(trial.url("recuse")).status_code == 403
    trial.president.memberships.all().delete()
    with clock.at(DAY):
        assert "决定是否回避" in trial.page(trial.head)


def test_only_who_works_on_the_case_offers_it_and_no_party_reads_of_it() -> None:
    trial, stranger = Trial(), staff(Role.JUDGE, name="陈理")
    with clock.at(DAY):
        assert client(stranger).post(trial.url("stand-aside"), {"ground": WHY}).status_code in (403, 404)
        assert client(trial.zhang).get(trial.url("stand-aside")).status_code in (403, 404)
        client(trial.judge).post(trial.url("stand-aside"), {"ground": WHY})
        assert Todo.objects.filter(what=TodoKind.RECUSAL).count() == 1
        assert "回避" not in trial.page(trial.zhang)


def test_who_decides_on_it_registers_at_once() -> None:
    trial = Trial()
    MembershipFactory(user=trial.clerk, court=trial.case.court, role=Role.DIVISION_HEAD)
    with clock.at(DAY):
        assert "申请自行回避" not in trial.page(trial.clerk)
        assert "登记回避" in trial.page(trial.clerk)
