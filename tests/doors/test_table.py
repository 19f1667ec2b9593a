"""Every address x every kind of person x own and foreign things: a table, kept as a snapshot.

A change of the table is a change of who may see what: read it in the diff before accepting it (`--snapshot-update`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from common.law import clock
from common.notifications.models import Notice
from common.people.models import User
from tests.doors.world import World, make_world, routes
from tests.ladder import dearer

pytestmark = pytest.mark.django_db

# Views that are not ours carry no door of ours; these are all there may be, and each is behind allauth's own checks.
NOT_OURS = ("admin/", "accounts/")
# About no case: the figures of the city, which every court's leaders read, and the rules.
NOBODYS = ("targets/", "triage/rules/")
# To sign in; to give number and code; back to one's own inbox, where nothing of another's is marked (tested below).
AWAY = {"/accounts/login/", "/petitions/track/", "/notifications/"}
MOST = 20  # sign-in pages, of the processor's time
LETTERS = {200: "·", 302: ">", 403: "x", 404: "0", 405: "p"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once, in a transaction of its own around the whole module, and never written to: every test only asks."""
    with django_db_blocker.unblock():
        from django.db import transaction

        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield make_world()
        finally:
            connections["default"].needs_rollback = True
            outer.__exit__(None, None, None)
            clock.set_process_clock(None)


def client_of(user: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if user is not None:
        client.force_login(user)
    return client


def answers(world: World, people: dict[str, User | None], *, only_objects: bool) -> dict[str, dict[str, int]]:
    """{route: {person: status}} of a GET by each."""
    found: dict[str, dict[str, int]] = {}
    clients = {name: client_of(user) for name, user in people.items()}
    for route, _ in routes():
        if route.startswith(NOT_OURS) or (only_objects and "<" not in route):
            continue
        address = world.address(route)
        found[route] = {name: _status(client, address) for name, client in clients.items()}
    return found


def _status(client: Client, address: str) -> int:
    return _ended(client.get(address)).status_code


def _ended(response: Any) -> Any:
    """Read to its end: a file is open until then."""
    if response.streaming:
        for _ in response.streaming_content:
            pass
    return response


def table(found: dict[str, dict[str, int]]) -> str:
    """A line an address, a letter a person: · in, > led elsewhere, x not admitted, 0 not there, p POST only."""
    first = next(iter(found.values()))
    lines = [" ".join(first)]
    for route, by in found.items():
        lines.append(f"{''.join(LETTERS.get(each, f'[{each}]') for each in by.values())}  /{route}")
    return "\n".join(lines)


def test_every_address_has_a_door() -> None:
    nameless = [route for route, view in routes() if not route.startswith(NOT_OURS) and not hasattr(view, "door")]
    assert nameless == []


def test_doors(snapshot: Any) -> None:
    """What each address says of itself; of allauth and the administration, that they are there."""
    lines = []
    for route, view in routes():
        if route.startswith("admin/"):
            continue
        door = getattr(view, "door", None)
        words = (
            str(door) if door else f"allauth: {'public' if not getattr(view, 'login_required', True) else 'signed in'}"
        )
        lines.append(f"/{route}  {words}")
    assert "\n".join(lines) == snapshot


def test_strangers_see_nothing_of_ours(world: World, snapshot: Any) -> None:
    found = answers(world, world.strangers, only_objects=False)
    seen = {
        (route, name)
        for route, by in found.items()
        if "<" in route and not route.startswith(NOBODYS)
        for name, status in by.items()
        if status not in (302, 403, 404, 405)
    }
    assert table(found) == snapshot
    assert seen == set()


def test_our_own_people_see_their_part(world: World, snapshot: Any) -> None:
    assert table(answers(world, dict(world.insiders), only_objects=True)) == snapshot


def test_strangers_cannot_act_on_ours(world: World) -> None:
    """POST by everybody the door itself admits: foreign looks like absent for acts as well."""
    done = []
    clients = {name: client_of(user) for name, user in world.strangers.items()}
    for route, view in routes():
        if route.startswith(NOT_OURS) or "<" not in route or route.startswith(NOBODYS):
            continue
        for name, client in clients.items():
            roles = view.door.conditions.get("roles", ())
            if roles and name not in roles and name != "litigant":
                continue
            answer = _ended(client.post(world.address(route), {}))
            led_away = answer.headers.get("Location", "").partition("?")[0] in AWAY
            if answer.status_code not in (403, 404, 405) and not led_away:
                done.append((route, name, answer.status_code, answer.headers.get("Location", "")))
    assert done == []
    inbox = Notice.objects.get(pk=world.keys["notifications"]["pk"])
    assert inbox.read_at is None


def test_no_page_is_dear(world: World) -> None:
    """The promise of speed, for every page and everybody who may open it."""
    clients = {name: client_of(user) for name, user in world.insiders.items()}
    pages = [
        (f"{route} {name}", client, world.address(route))
        for route, _ in routes()
        if not route.startswith(NOT_OURS)
        for name, client in clients.items()
    ]
    opened = [page for page in pages if _status(page[1], page[2]) == 200]
    assert len(opened) > 100
    assert dearer(opened, MOST) == {}
