"""罗定 on a Monday, and a case of 张三 against 李四 brought to each stage by the real actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import fees.money.actions
import mediation.course.actions
import mediation.texts.actions
import triage.trial.actions
from common.cases.models import Case
from common.cases.states import Side
from common.people.models import User
from fees.money.states import CounterMethod
from mediation.texts.actions import AgreementText
from mediation.texts.rules import Item
from tests.factories import court as court_of
from tests.factories.mediation import sign, web
from tests.stories import given
from tests.stories.town import Town
from triage.sorting.actions import load_default_rules

MONDAY = date(2026, 3, 2)


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


@contextmanager
def a_scene() -> Iterator[Scene]:
    court = court_of("luoding")
    load_default_rules()
    made = Scene(Town(court, MONDAY), given.Staff(court), given.zhang(), given.li())
    assert made.people.mediator
    assert made.people.team
    yield made
    made.town.close()


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


STAGES: dict[str, Callable[[Scene], Case]] = {
    "review": reviewed,
    "asked": asked,
    "mediation": mediated,
    "agreed": agreed,
    "payment": charged,
    "trial": tried,
    "closed": closed,
}
