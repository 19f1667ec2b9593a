"""Every address x every kind of person x own and foreign things: a table, kept as a snapshot.

A change of the table is a change of who may see what: read it in the diff before accepting it (`--snapshot-update`).
A plain run asks at one address in four, always at those the snapshot does not know (tests/sampling.py).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from common.notifications.models import Notice
from common.people.models import User
from tests import sampling
from tests.doors.world import World, held_for_module, make_world, routes
from tests.ladder import dearer

pytestmark = pytest.mark.django_db

# Views that are not ours carry no door of ours; these are all there may be, and each is behind allauth's own checks.
NOT_OURS = ("admin/", "accounts/")
# About no case: the figures of the city, which every court's leaders read, the rules, who has which post, which its
# administrators keep for all six courts, the public guides, and from a guide the list of one's own cases.
NOBODYS = ("targets/", "triage/rules/", "me/posts/", "intake/guides/", "cases/begin/", "mediation/damages/")
# To sign in; to give number and code; back to one's own inbox, where nothing of another's is marked (tested below).
AWAY = {"/accounts/login/", "/petitions/track/", "/notifications/"}
NAMES = "who"  # the first line of a table
ONE_IN = 4  # addresses of a plain run
MOST = 28  # sign-in pages, of the processor's time
LETTERS = {200: "·", 302: ">", 403: "x", 404: "0", 405: "p"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once and never written to: every test only asks."""
    with held_for_module(django_db_blocker, make_world) as made:
        yield made


def sorted_routes() -> list[tuple[str, Any]]:
    """By address: in which order the rooms are joined is nobody's business."""
    return sorted(routes(), key=lambda row: row[0])


def client_of(user: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if user is not None:
        client.force_login(user)
    return client


def ours(*, only_objects: bool = False) -> list[tuple[str, Any]]:
    """(route, view) of every address of the portal's own."""
    return [
        each for each in sorted_routes() if not each[0].startswith(NOT_OURS) and ("<" in each[0] or not only_objects)
    ]


def drawn(test: str, rows: list[tuple[str, Any]], known: Container[str]) -> list[tuple[str, Any]]:
    """The addresses this run asks at; one that is not among the `known` is never left out."""
    return sampling.sampled(
        f"doors {test}",
        rows,
        one_in=ONE_IN,
        key=lambda each: each[0],
        keep=lambda each: each[0] not in known,
    )


def kept(test: str) -> dict[str, str]:
    """{route: its line} of the snapshot; the first line, with the names, is under NAMES."""
    text = (Path(__file__).parent / "__snapshots__" / "test_table.ambr").read_text(encoding="utf-8")
    found = re.search(rf"^# name: {test}\n  \'\'\'\n(.*?)\n  \'\'\'$", text, re.S | re.M)
    lines = found[1].split("\n") if found else [""]
    named = [line.removeprefix("  ") for line in lines]
    return {NAMES: named[0]} | {line.partition("  /")[2]: line for line in named[1:]}


def answers(world: World, people: dict[str, User | None], rows: list[tuple[str, Any]]) -> dict[str, dict[str, int]]:
    """{route: {person: status}} of a GET by each."""
    found: dict[str, dict[str, int]] = {}
    clients = {name: client_of(user) for name, user in people.items()}
    for route, _ in rows:
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


def table(found: dict[str, dict[str, int]]) -> dict[str, str]:
    """A line an address, a letter a person: · in, > led elsewhere, x not admitted, 0 not there, p POST only."""
    lines = {NAMES: " ".join(next(iter(found.values())))}
    for route, by in found.items():
        lines[route] = f"{''.join(LETTERS.get(each, f'[{each}]') for each in by.values())}  /{route}"
    return lines


def compared(
    test: str, world: World, people: dict[str, User | None], snapshot: Any, *, only_objects: bool
) -> dict[str, dict[str, int]]:
    """Ask and compare with the snapshot; of an address that is not asked this time the line stands as it is."""
    rows, before = ours(only_objects=only_objects), kept(test)
    asked = rows if snapshot.session.update_snapshots else drawn(test, rows, before)
    found = answers(world, people, asked)
    lines = table(found)
    sampling.stick(f"doors {test}", (route for route in found if route in before and lines[route] != before[route]))
    now = {NAMES: lines[NAMES]} | {route: lines.get(route) or before[route] for route, _ in rows}
    assert "\n".join(now.values()) == snapshot
    return found


def test_every_address_has_a_door() -> None:
    nameless = [
        route for route, view in sorted_routes() if not route.startswith(NOT_OURS) and not hasattr(view, "door")
    ]
    assert nameless == []


def test_doors(snapshot: Any) -> None:
    """What each address says of itself; of allauth and the administration, that they are there."""
    lines = []
    for route, view in sorted_routes():
        if route.startswith("admin/"):
            continue
        door = getattr(view, "door", None)
        words = (
            str(door) if door else f"allauth: {'public' if not getattr(view, 'login_required', True) else 'signed in'}"
        )
        lines.append(f"/{route}  {words}")
    assert "\n".join(lines) == snapshot


def test_strangers_see_nothing_of_ours(world: World, snapshot: Any) -> None:
    test = "test_strangers_see_nothing_of_ours"
    found = compared(test, world, world.strangers, snapshot, only_objects=False)
    seen = {
        (route, name)
        for route, by in found.items()
        if "<" in route and not route.startswith(NOBODYS)
        for name, status in by.items()
        if status not in (302, 403, 404, 405)
    }
    sampling.stick(f"doors {test}", (route for route, _ in seen))
    assert seen == set()


def test_our_own_people_see_their_part(world: World, snapshot: Any) -> None:
    compared("test_our_own_people_see_their_part", world, dict(world.insiders), snapshot, only_objects=True)


def test_strangers_cannot_act_on_ours(world: World) -> None:
    """POST by everybody the door itself admits: foreign looks like absent for acts as well."""
    done = []
    clients = {name: client_of(user) for name, user in world.strangers.items()}
    for route, view in drawn(
        "test_strangers_cannot_act_on_ours", ours(only_objects=True), kept("test_strangers_see_nothing_of_ours")
    ):
        if route.startswith(NOBODYS):
            continue
        for name, client in clients.items():
            roles = view.door.conditions.get("roles", ())
            if roles and name not in roles and name != "litigant":
                continue
            answer = _ended(client.post(world.address(route), {}))
            led_away = answer.headers.get("Location", "").partition("?")[0] in AWAY
            if answer.status_code not in (403, 404, 405) and not led_away:
                done.append((route, name, answer.status_code, answer.headers.get("Location", "")))
    sampling.stick("doors test_strangers_cannot_act_on_ours", (route for route, *_ in done))
    assert done == []
    inbox = Notice.objects.get(pk=world.keys["notifications"]["pk"])
    assert inbox.read_at is None


def _is_page(answer: Any) -> bool:
    """A paper drawn on the spot is no page: its price is that of a file."""
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def test_no_page_is_dear(world: World) -> None:
    """The promise of speed, for every page and everybody who may open it."""
    clients = {name: client_of(user) for name, user in world.insiders.items()}
    pages = [
        (f"{route} {name}", client, world.address(route))
        for route, _ in drawn("test_no_page_is_dear", ours(), kept("test_strangers_see_nothing_of_ours"))
        for name, client in clients.items()
    ]
    opened = [page for page in pages if _is_page(_ended(page[1].get(page[2])))]
    assert len(opened) > (100 if sampling.every_row() else 10)
    assert dearer(opened, MOST) == {}
