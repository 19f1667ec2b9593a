"""A 调解书 made in the trial ends nothing before each party has signed for it: what is said meanwhile, and every way in
which somebody does not sign leads back into the trial (民诉法100第3款, 102; 解释133)."""

from __future__ import annotations

from typing import Any

import pytest

from common.cases.models import Todo
from common.cases.states import TodoKind
from common.delivery.actions import fail_service, serve_again
from common.delivery.models import Service
from common.delivery.states import Effect, Method
from common.law import clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.people.states import Role
from tests.factories import staff
from tests.factories.triage import DAY, by, make_team, paper_of, received
from tests.triage.trial.trials import Trial, client
from triage.teams.actions import recuse
from triage.trial.actions import close

pytestmark = pytest.mark.django_db


@pytest.fixture
def trial() -> Any:
    with clock.at(DAY):
        found = Trial()
        paper = paper_of(found.case, PaperKind.MEDIATION_PAPER, found.judge)
        close(case=found.case, way="mediation", by=by(found.judge), today=DAY, document_id=paper)
        yield found


def paper_to_li(trial: Trial) -> Service:
    return trial.case.services.filter(kind=PaperKind.MEDIATION_PAPER, party=trial.second).latest("pk")


def asked(trial: Trial) -> list[tuple[str, str]]:
    rows = Todo.objects.filter(case=trial.case, what=TodoKind.SERVICE, done_on__isnull=True)
    return list(rows.values_list("role", "words"))


def bodies(**which: Any) -> str:
    return "".join(Notice.objects.filter(**which).values_list("body", flat=True))


def reopened(trial: Trial) -> None:
    assert (trial.fresh().stage, trial.case.closing) == ("trial", "")
    told = Notice.objects.filter(kind="triage.reopened")
    assert {trial.zhang.pk, trial.li.pk, trial.judge.pk} <= set(told.values_list("user", flat=True))
    papers = trial.case.services.filter(kind=PaperKind.MEDIATION_PAPER)
    assert {papers.filter(party=each).latest("pk").state for each in (trial.first, trial.second)} == {"recalled"}
    assert asked(trial) == []
    assert trial.case.deadlines.filter(subject="trial", state="open").exists(), "及时判决 has a clock"


def test_nobody_is_told_that_the_case_has_ended_before_all_have_signed(trial: Trial) -> None:
    told = bodies(kind="triage.closed")
    assert "方式结案" not in told
    assert "各方都签收才生效" in told
    for user in (trial.zhang, trial.judge):
        page = trial.page(user)
        assert "等各方签收" in page
        assert "本案结案" not in page
    received(trial.case, PaperKind.MEDIATION_PAPER)
    assert "等各方签收" not in trial.page(trial.zhang)


def test_a_refusal_that_the_clerk_writes_down_opens_the_trial_again(trial: Trial) -> None:
    service = paper_to_li(trial)
    assert "登记没有签收" in trial.page(trial.clerk)
    page = client(trial.clerk)
    assert "不签收的，登记没有签收" in page.get(f"/delivery/{service.uid}/record/").content.decode()
    url = f"/delivery/{service.uid}/unsigned/"
    assert client(staff(Role.JUDGE, name="别的法官")).get(url).status_code == 404, "another judge's case"
    assert page.post(url, {"how": "refused"}).status_code == 422, "it says why"
    assert trial.fresh().stage == "closed"
    page.post(url, {"how": "refused", "reason": "李四当面说不同意，拒绝签收"})
    reopened(trial)


def test_what_comes_back_in_every_way_asks_the_judge_who_ends_the_waiting(trial: Trial) -> None:
    service = paper_to_li(trial)
    fail_service(service=service, by=by(trial.clerk), reason="查无此人，邮件退回")
    ((role, words),) = asked(trial)
    assert role == "judge"
    assert "李四" in words
    assert "及时判决" in words
    second = serve_again(service=service, method=Method.COUNTER, by=by(trial.clerk))
    assert asked(trial) == [], "it is on its way again"
    fail_service(service=second, by=by(trial.clerk), reason="打电话没有人接，没有来领")
    judge = client(trial.judge)
    assert "登记没有签收" in trial.page(trial.judge)
    assert "登记没有签收" in judge.get(f"/delivery/cases/{trial.case.uid}/").content.decode()
    url = f"/delivery/{second.uid}/unsigned/"
    client(trial.clerk).post(url, {"how": "unreached", "reason": "邮寄、通知领取都没有送到"})
    assert trial.fresh().stage == "closed", "not for the clerk to decide"
    judge.post(url, {"how": "unreached", "reason": "邮寄、通知领取都没有送到"})
    reopened(trial)


@pytest.mark.parametrize("barred", [False, True])
def test_the_trial_goes_on_before_who_had_it_unless_barred(trial: Trial, barred: bool) -> None:
    """Not by load: the other team has no case at all. Whoever stood aside meanwhile has it no more (民诉法47)."""
    other = make_team("第二速裁团队")
    if barred:
        recuse(case=trial.case, user_id=trial.judge.pk, ground="与李四有亲属关系", by=by(trial.judge), today=DAY)
    page = client(trial.clerk)
    url = f"/delivery/{paper_to_li(trial).uid}/unsigned/"
    page.post(url, {"how": "refused", "reason": "李四当面说不同意，拒绝签收"})
    row = trial.case.assignments.get(until=None)
    assert row.judge == (other.judge if barred else trial.judge)
    assert ("原团队" in row.why) is not barred


@pytest.mark.parametrize("said", ["online", "recorded"])
@pytest.mark.parametrize("way", [Method.ELECTRONIC, Method.POST, Method.COUNTER, Method.IN_PERSON])
def test_who_does_not_sign_goes_back_to_trial_by_every_way_and_who_had_signed_hears(
    trial: Trial, way: Method, said: str
) -> None:
    """民诉法102; 解释133, 149: before the own signature, however the paper goes; the other's counts no more."""
    received(trial.case, PaperKind.MEDIATION_PAPER, trial.first)
    service = paper_to_li(trial)
    Service.objects.filter(pk=service.pk).update(method=way, effect=Effect.SIGNING if way is Method.ELECTRONIC else "")
    if said == "online":
        page = client(trial.li).get(f"/delivery/{service.uid}/").content.decode()
        assert f"/delivery/{service.uid}/refuse/" in page
        assert ("我签收" in page) is (way is Method.ELECTRONIC), "paper is signed for on paper"
        client(trial.li).post(f"/delivery/{service.uid}/refuse/")
    else:
        url = f"/delivery/{service.uid}/unsigned/"
        client(trial.clerk).post(url, {"how": "refused", "reason": "李四当面说不同意，拒绝签收"})
    assert (trial.fresh().stage, trial.case.closing) == ("trial", "")
    told = Notice.objects.filter(kind="triage.reopened", channel="in_site")
    bodies_of = dict(told.values_list("user", "body"))
    assert "您签收过的那一份不再有效" in bodies_of[trial.zhang.pk]
    assert "您没有签收" in bodies_of[trial.li.pk]
    assert "您" not in bodies_of[trial.judge.pk]
    assert "等各方签收" not in trial.page(trial.zhang)


@pytest.mark.parametrize("state", ["waiting", "effective"])
def test_who_has_signed_cannot_go_back_on_it(trial: Trial, state: str) -> None:
    """民诉法102: before it was served on the one who regrets; by no door after the own signature."""
    received(trial.case, PaperKind.MEDIATION_PAPER, trial.second)
    if state == "effective":
        received(trial.case, PaperKind.MEDIATION_PAPER, trial.first)
    service = paper_to_li(trial)
    assert "不用再登记" in client(trial.li).get(f"/delivery/{service.uid}/refuse/").content.decode()
    assert client(trial.li).post(f"/delivery/{service.uid}/refuse/").status_code == 422
    page = client(trial.clerk)
    reason = {"how": "refused", "reason": "李四说后悔了"}
    assert page.post(f"/delivery/{service.uid}/unsigned/", reason).status_code in (404, 422)
    assert trial.fresh().stage == "closed"
    assert not Notice.objects.filter(kind="triage.reopened").exists()
    assert "不签收" not in client(trial.li).get(f"/delivery/{service.uid}/").content.decode()
