"""What the case page costs: a bounded part of the processor's time for anybody at any stage, and no more queries for a
long story than for a short one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import mediation.course.actions
import mediation.texts.actions
from common.cases.actions import add_claim
from common.people.models import User
from mediation.course.actions import Log
from mediation.course.states import EndReason, PartyReasonCode, SessionMode
from tests.casefile.scenes import MONDAY, STAGES, Scene, a_scene, mediated, pay, settle
from tests.factories.mediation import web
from tests.factories.petitions import make_petition
from tests.ladder import dearer
from tests.stories import given

pytestmark = pytest.mark.django_db
MOST = 18  # sign-in pages


@pytest.fixture
def scene() -> Iterator[Scene]:
    with a_scene() as made:
        yield made


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def queries_of(address: str, user: User) -> tuple[int, list[str]]:
    client = signed_in(user)
    with CaptureQueriesContext(connection) as asked_for:
        answer = client.get(address)
    return answer.status_code, [each["sql"][:160] for each in asked_for.captured_queries]


@pytest.mark.parametrize("stage", STAGES)
def test_the_case_page_for_everybody_at_every_stage(scene: Scene, stage: str) -> None:
    case = STAGES[stage](scene)
    address, seen = reverse("casefile:case", args=[case.uid]), {}
    for name, user in scene.everybody().items():
        status, _ = queries_of(address, user)
        if status == 404:
            continue
        seen[name] = user
        assert status == 200
    assert dearer([(name, signed_in(user), address) for name, user in seen.items()], MOST) == {}
    assert {"claimant", "clerk", "president"} <= set(seen)
    assert ("judge" in seen) == (stage in ("trial", "closed"))
    assert ("mediator" in seen) == (stage == "mediation"), "what was mediated is not theirs to read any more"


@pytest.mark.parametrize("stage", ["asked", "mediation", "agreed"])
def test_the_mediation_page(scene: Scene, stage: str) -> None:
    case = STAGES[stage](scene)
    address = reverse("mediation:mediation", args=[case.uid])
    for user in scene.everybody().values():
        assert queries_of(address, user)[0] in (200, 404)
    assert dearer([(name, signed_in(user), address) for name, user in scene.everybody().items()], MOST) == {}


def test_a_petition_page(scene: Scene) -> None:
    petition = make_petition(court=scene.town.court, on=MONDAY, user=scene.zhang)
    address = reverse("casefile:case", args=[petition.case.uid])
    who = {"petitioner": scene.zhang, "officer": scene.people.petitions, "president": scene.people.president}
    for user in who.values():
        assert queries_of(address, user)[0] == 200
    assert dearer([(name, signed_in(user), address) for name, user in who.items()], MOST) == {}


def test_fifty_of_everything_ask_as_much_as_one(scene: Scene) -> None:
    case = mediated(scene)
    by, today = web(scene.people.mediator), scene.town.today
    present = {party.pk: party.name for party in case.parties.all()}
    log = Log(
        held_on=today,
        mode=SessionMode.ON_SITE,
        place="",
        present=present,
        record="双方各自陈述。",
        next_step="",
        identity_checked=True,
        warned=True,
    )
    addresses = [reverse("casefile:case", args=[case.uid]), reverse("mediation:mediation", args=[case.uid])]

    def counts() -> list[int]:
        return [len(queries_of(each, user)[1]) for each in addresses for user in (scene.zhang, scene.people.mediator)]

    mediation.course.actions.log_session(mediation=case.mediations.get(), log=log, by=by, today=today)
    one = counts()
    for number in range(50):
        add_claim(case=case, text=f"第 {number} 项请求", amount=None)
    for _ in range(9):
        mediation.course.actions.log_session(mediation=case.mediations.get(), log=log, by=by, today=today)
    assert counts() == one


def test_what_was_settled_leaves_the_case_and_the_judge_sees_what_is_open(scene: Scene) -> None:
    """在线调解19: agreement on part of the claims settles that part; the rest goes on to trial."""
    case = mediated(scene)
    before = list(case.claims.values_list("pk", flat=True))
    left = add_claim(case=case, text="支付违约金 300 元。", amount=30_000)
    row = settle(scene, case, claims=before)
    assert not row.whole
    assert dict(case.claims.values_list("pk", "state")) == {**dict.fromkeys(before, "settled"), left.pk: "open"}
    by = web(scene.people.mediator)
    mediation.course.actions.fail(
        mediation=case.mediations.get(),
        reason=EndReason.TOO_FAR_APART,
        reasons={party.pk: (PartyReasonCode.AMOUNT, "") for party in case.parties.all()},
        summary="借款已谈妥，违约金未谈妥。",
        by=by,
        today=scene.town.today,
    )
    asked = signed_in(scene.li).get(reverse("intake:respond", args=[case.uid])).content.decode()
    wants, gone = asked.split("不用再答辩")
    assert "违约金 300 元" in wants
    assert "已调解" in gone
    assert "归还借款" not in wants, "nobody is asked to answer what was settled"
    given.sorted_out(scene.town, scene.people, case)
    pay(scene, case)
    client = Client()
    client.force_login(scene.people.judge)
    page = client.get(reverse("casefile:case", args=[case.uid])).content.decode()
    listed = page[page.index("诉讼请求</h2>") :]
    assert "部分请求已经解决" in listed
    assert listed.index("已调解") < listed.index("违约金 300 元") < listed.index("待处理")
    assert "解决部分争议" in page
