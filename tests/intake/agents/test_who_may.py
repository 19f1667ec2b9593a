"""Every door a party acts through in intake and fees, by everybody who may stand there (民诉法60-63; 解释89).

The rows are the doors themselves: a new one without a row here fails. In petitions nobody stands for anybody: whoever
has number and code writes (`BY_CODE`). What the mediation asks stands in tests/mediation/test_deciders.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as project
from django.db import transaction
from django.test import Client

from common.cases.actions import add_representation, admit
from common.cases.events import SYSTEM
from common.cases.models import Case, Participation, Party
from common.cases.states import Capacity, Disposal, Power
from intake.door import actions as door_actions
from intake.door.models import DefendantDoor
from intake.review import actions as review_actions
from tests.doors.world import routes
from tests.factories import UserFactory
from tests.factories.intake import TODAY, by_user, make_filing

pytestmark = pytest.mark.django_db
OPEN, SHUT, POWER, PROOF = "open", "shut", "power", "proof"
MINE = ("party", "guardian", "general", "special", "another power")
UNSURE = ("unchecked", "unproved guardian")
THEIRS = ("respondent", "their agent")
NOBODY = ("dismissed", "stranger")


@dataclass(frozen=True)
class Row:
    """Whose door it is (`sides`), in which of the two cases it is tried, what is sent, and which power the act needs.
    `party`: for the party itself, no agent."""

    sides: str = "mine"
    at: str = "review"
    power: Disposal | None = None
    party: bool = False
    sent: dict[str, Any] = field(default_factory=dict)


ROWS = {
    "intake/filed/<str:uid>/": Row(),
    "intake/filed/<str:uid>/sue/": Row(),
    "intake/filed/<str:uid>/evidence/": Row(sides="both"),
    "intake/filed/<str:uid>/uploads/": Row(sides="both"),
    "intake/filed/<str:uid>/uploads/<str:piece>/": Row(sides="nobody"),  # of a piece of one's own, by its code
    "intake/filed/<str:uid>/correct/": Row(),
    "intake/filed/<str:uid>/insist/": Row(),
    "intake/filed/<str:uid>/withdraw/": Row(power=Disposal.WITHDRAW),
    "intake/filed/<str:uid>/agents/": Row(sides="both"),
    "intake/filed/<str:uid>/agents/<int:pk>/release/": Row(party=True),  # of another agent: each gives up its own
    "intake/filed/<str:uid>/mandates/<int:pk>/take-back/": Row(sides="nobody"),  # there is none that waits
    "intake/respond/<str:uid>/": Row(sides="theirs"),
    "intake/respond/<str:uid>/address/": Row(sides="both"),
    "intake/respond/<str:uid>/answer/": Row(sides="theirs"),
    "fees/cases/<str:uid>/": Row(at="fees", sides="both"),
    "fees/cases/<str:uid>/relief/": Row(at="fees"),
    "fees/cases/<str:uid>/relief/withdraw/": Row(at="fees", sides="both"),
    "fees/cases/<str:uid>/choose/": Row(at="fees", sides="both"),
    "fees/cases/<str:uid>/review/": Row(at="fees", sides="both"),
    "fees/cases/<str:uid>/payments/<str:ref>/": Row(at="fees", sides="nobody"),  # of a payment of one's own
}
# What is written in a petition is written by whoever has its number and code.
BY_CODE = {
    "petitions/lodged/<slug:uid>/",
    "petitions/lodged/<slug:uid>/receipt.pdf",
    "petitions/track/<slug:uid>/",
    "petitions/track/<slug:uid>/letters/<int:pk>.pdf",
    "petitions/track/<slug:uid>/rating/",
    "petitions/track/<slug:uid>/review/",
}


def doors(room: str, name: str) -> set[str]:
    """The addresses of a room about one thing, behind this kind of door."""
    of_room = ((route, view) for route, view in routes() if route.startswith(f"{room}/") and "<" in route)
    return {route for route, view in of_room if view.door.name == name}


def test_every_door_of_a_party_has_a_row() -> None:
    assert doors("intake", "signed_in") | doors("fees", "signed_in") == set(ROWS)
    assert doors("petitions", "signed_in") == set()
    assert doors("petitions", "public") == BY_CODE


def expected(row: Row, who: str) -> str:
    if who in NOBODY or row.sides == "nobody":
        return SHUT
    if who in THEIRS:
        return OPEN if row.sides != "mine" else SHUT
    if row.sides == "theirs":
        return SHUT
    if row.power is not None and who in UNSURE:
        return PROOF
    if row.power is not None and who in ("general", "another power"):
        return POWER
    if row.party and who in ("general", "special", "another power", "unchecked"):
        return SHUT
    return OPEN


@dataclass
class Scene:
    cases: dict[str, Case]
    general: dict[str, int]  # the mandate of the general agent in each


@pytest.fixture
def scene(settings: Any, luoding: Any, zhang: Any, li: Any, huang: Any) -> Scene:
    settings.EVENT_HANDLERS = list(project.EVENT_HANDLERS)
    review = make_filing(user=zhang, court=luoding)
    fees = make_filing(user=zhang, court=luoding)
    review_actions.register(filing=fees, by=by_user(huang), today=TODAY)
    door = DefendantDoor.objects.get(party__case=fees.case_id)
    door_actions.enter_door(door=door, user_id=li.pk, by=by_user(li), today=TODAY)
    theirs = review.case.parties.get(side="respondent")
    Party.objects.filter(pk=theirs.pk).update(user=li)
    admit(case=review.case, user_id=li.pk, capacity=Capacity.PARTY, by=SYSTEM, today=TODAY, party=theirs)
    return Scene({"review": review.case, "fees": fees.case}, {})


def stands(scene: Scene, who: str, zhang: Any, li: Any) -> Any:
    """The account of who stands there, in both cases."""
    user = {"party": zhang, "respondent": li, "stranger": None}.get(who)
    for name, case in scene.cases.items():
        if "guardian" in who:
            checked = TODAY if who == "guardian" else None
            ward = {"name": "张小三", "guardian_name": zhang.name, "guardian_checked_on": checked}
            case.parties.filter(side="claimant").update(**ward)
            user = zhang
        elif who not in ("party", "respondent", "stranger"):
            user = user or UserFactory(name="周律师", phone="13800000077", verified=True)
            mandate(case, user, who)
        scene.general[name] = mandate(case, UserFactory(name="常律师", verified=True), "general")
    return user or UserFactory(name="孙七", verified=True)


def mandate(case: Case, user: Any, who: str) -> int:
    party = case.parties.get(side="respondent" if who == "their agent" else "claimant")
    special = {"special": [each.label for each in Power], "another power": [Power.APPEAL.label]}
    powers = special.get(who, special["special"] if who == "unchecked" else [])
    row = add_representation(
        party=party,
        name=user.name,
        phone=user.phone,
        unit="",
        authority="special" if powers else "general",
        powers=powers,
        since=TODAY - timedelta(days=2),
        user_id=user.pk,
        checked_on=None if who == "unchecked" else TODAY,
    )
    admit(case=case, user_id=user.pk, capacity=Capacity.AGENT, by=SYSTEM, today=TODAY, party=party)
    if who == "dismissed":
        row.until = TODAY
        row.save()
        Participation.objects.filter(user=user, case=case).update(until=TODAY)
    return row.pk


def outcome(client: Client, scene: Scene, route: str, row: Row) -> str:
    """What pressing the button comes to; nothing of it stays."""
    keys = {
        "<str:uid>": scene.cases[row.at].uid,
        "<int:pk>": scene.general[row.at],
        "<str:piece>": "x",
        "<str:ref>": "x",
    }
    address = f"/{route}"
    for key, value in keys.items():
        address = address.replace(key, str(value))
    with transaction.atomic():
        answer = client.post(address, {"once": str(uuid4()), **row.sent})
        if answer.status_code == 405:
            answer = client.head(address)
        words = answer.content.decode()
        if answer.status_code == 302:
            words = client.get(answer["Location"]).content.decode()
        transaction.set_rollback(True)
    if answer.status_code in (403, 404):
        return SHUT
    if "还没有核对" in words and row.power:
        return PROOF
    return POWER if row.power and f"写明“{row.power.power.label}”" in words else OPEN


@pytest.mark.parametrize("who", [*MINE, *UNSURE, *THEIRS, *NOBODY])
def test_who_stands_there_may_what_the_law_says(scene: Scene, zhang: Any, li: Any, who: str) -> None:
    user = stands(scene, who, zhang, li)
    client = Client()
    client.force_login(user)
    found = {route: outcome(client, scene, route, row) for route, row in ROWS.items()}
    assert found == {route: expected(row, who) for route, row in ROWS.items()}
