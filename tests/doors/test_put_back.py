"""What was typed before a sign-in ended is put back on a GET: no page of ours does anything with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from common.cases.models import Party
from common.law import clock
from common.people.models import OrganisationMember, User
from common.web.typed import LIFE
from intake.door.models import DefendantDoor
from tests.doors.test_table import client_of, ours
from tests.doors.world import World, held_for_module, make_world
from tests.factories.people import fictitious_id

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with held_for_module(django_db_blocker, make_world) as made:
        yield made


def with_typed(client: Client, address: str, fields: dict[str, str]) -> Any:
    """The page with these fields put back."""
    session = client.session
    session["typed"] = {
        "token": "t",
        "until": (clock.now() + LIFE).isoformat(),
        "page": address,
        "files": False,
        "fields": {name: [value] for name, value in fields.items()},
        "whose": "",
        "long": False,
    }
    session.save()
    return client.get(address, {"typed": "t"})


def typed_of(world: World) -> dict[str, str]:
    party = Party.objects.filter(case__participations__user=world.zhang).order_by("pk")[0]
    return {
        "party": str(party.pk),
        "act": "confirm",
        "go": "continue",
        "kind": "company",
        "name": "甲公司",
        "uscc": "91440300708461136T",
        "phone": "13800001234",
        "role": "authorised",
        "seen": "on",
        "id_kind": "identity_card",
        "id_number": fictitious_id(77),
        "number": fictitious_id(77),
        "text": "写了一个小时",
        "reason": "写了一个小时",
        "wanted": "1",
        "send": "1",
        "yes": "on",
    }


def test_a_window_gives_no_code_by_a_page_that_is_only_opened(world: World) -> None:
    fields = typed_of(world)
    route = next(each for each, _ in ours() if each.endswith("codes/"))
    clerk = next(c for c in map(client_of, world.insiders.values()) if c.get(world.address(route)).status_code == 200)
    doors = list(DefendantDoor.objects.values_list("pk", "code_hash"))
    for party in Party.objects.filter(case__participations__user=world.zhang):
        assert with_typed(clerk, world.address(route), fields | {"party": str(party.pk)}).status_code == 200
    assert list(DefendantDoor.objects.values_list("pk", "code_hash")) == doors


def test_units_and_names_are_not_registered_by_it(world: World) -> None:
    before = OrganisationMember.objects.count(), User.objects.filter(verified_on=None).count()
    for client in map(client_of, world.insiders.values()):
        with_typed(client, "/me/units/", typed_of(world))
        with_typed(client, "/me/real-name/", typed_of(world))
    assert (OrganisationMember.objects.count(), User.objects.filter(verified_on=None).count()) == before
