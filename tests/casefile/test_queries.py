"""What the case page costs: a bounded part of the processor's time for anybody at any stage, and no more queries for a
long story than for a short one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import fees.money.actions
import mediation.course.actions
import mediation.texts.actions
import triage.trial.actions
from common.cases.actions import add_claim
from common.cases.models import Case
from common.cases.states import Side
from common.people.models import User
from fees.money.states import CounterMethod
from mediation.course.actions import Log
from mediation.course.states import EndReason, PartyReasonCode, SessionMode
from mediation.texts.actions import AgreementText
from mediation.texts.rules import Item
from tests.factories import court as court_of
from tests.factories.mediation import sign, web
from tests.factories.petitions import make_petition
from tests.ladder import dearer
from tests.stories import given
from tests.stories.town import Town
from triage.sorting.actions import load_default_rules

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
MOST = 18  # sign-in pages


@dataclass
class Scene:
    """罗定 on a Monday, 张三 and 李四, and who works there."""

    town: Town
    people: given.Staff
    zhang: User
    li: User

    def everybody(self) -> dict[str, User]:
        at_court = {"mediator": self.people.mediator, "clerk": self.people.clerk, "judge": self.people.judge}
        return {"claimant": self.zhang, "respondent": self.li, **at_court, "president": self.people.president}


@pytest.fixture
def scene() -> Iterator[Scene]:
    court = court_of("luoding")
    load_default_rules()
    town = Town(court, MONDAY)
    people = given.Staff(court)
    made = Scene(town, people, given.zhang(), given.li())
    assert people.mediator
    assert people.team
    yield made
    town.close()


def reviewed(scene: Scene) -> Case:
    return given.filed(scene.town, scene.zhang)


def asked(scene: Scene) -> Case:
    """Registered, 李四 let in and not yet answering."""
    case = given.registered(scene.town, scene.people, scene.zhang)
    given.let_in(scene.town, case, scene.li)
    return case


def mediated(scene: Scene) -> Case:
    case = given.registered(scene.town, scene.people, scene.zhang)
    given.mediating(scene.town, case, scene.li, scene.people.mediator)
    return case


def agreed(scene: Scene) -> Case:
    case = mediated(scene)
    settle(scene, case, claims=list(case.claims.values_list("pk", flat=True)))
    return case


def settle(scene: Scene, case: Case, *, claims: list[int]) -> Any:
    """All three sign that 李四 pays back 12,000 yuan by the end of the month; it settles these claims."""
    claimant, respondent = (case.parties.get(side=side) for side in (Side.CLAIMANT, Side.RESPONDENT))
    draft = AgreementText(
        facts="借款属实。",
        items=[
            Item(
                text="李四归还张三12000元。",
                debtor_id=respondent.pk,
                creditor_id=claimant.pk,
                amount=1_200_000,
                due_on=date(2026, 3, 31),
            )
        ],
        claim_ids=claims,
        party_ids=[claimant.pk, respondent.pk],
        costs="",
    )
    by, today = web(scene.people.mediator), scene.town.today
    row = mediation.texts.actions.draft_agreement(mediation=case.mediations.get(), draft=draft, by=by, today=today)
    row = mediation.texts.actions.send_agreement(agreement=row, by=by, today=today)
    for user, party in ((scene.people.mediator, None), (scene.zhang, claimant), (scene.li, respondent)):
        sign(row, user, party, on=today)
    scene.town.work()
    return row


def charged(scene: Scene) -> Case:
    case = given.registered(scene.town, scene.people, scene.zhang, **{"resolution.consider_mediation": "no"})
    given.let_in(scene.town, case, scene.li)
    return given.sorted_out(scene.town, scene.people, case)


def tried(scene: Scene) -> Case:
    case = charged(scene)
    pay(scene, case)
    return given.fresh(case)


def pay(scene: Scene, case: Case) -> None:
    """At the counter, so that the case goes to the team."""
    notice = case.fee_notices.get()
    fees.money.actions.receive_counter(
        notice=notice,
        amount=notice.left,
        method=CounterMethod.CASH,
        ticket="粤财票0001",
        once=uuid4(),
        by=given.by(scene.people.clerk, notice.party),
        today=scene.town.today,
    )
    scene.town.work()


def closed(scene: Scene) -> Case:
    case = tried(scene)
    triage.trial.actions.close(case=case, way="other", by=given.by(scene.people.judge), today=scene.town.today)
    scene.town.work()
    return given.fresh(case)


STAGES = {
    "review": reviewed,
    "asked": asked,
    "mediation": mediated,
    "agreed": agreed,
    "payment": charged,
    "trial": tried,
    "closed": closed,
}


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
    assert ("mediator" in seen) == (stage in ("mediation", "agreed"))


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
