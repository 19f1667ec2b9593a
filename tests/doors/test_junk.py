"""Whatever stands in an address: no page breaks by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.doors.test_table import _ended, client_of, drawn, kept, ours
from tests.doors.world import World, held_for_module, make_world

pytestmark = pytest.mark.django_db
# Every name a view reads.
READ = (
    *("q", "state", "wish", "channel", "cause", "court", "sort", "after", "before", "stage", "kind", "start", "end"),
    *(
        "part",
        "month",
        "show",
        "about",
        "form",
        "phone",
        "rows",
        "speciality",
        "mark",
        "number",
        "from",
        "page",
        "back",
    ),
    *("next", "period", "typed"),
)
JUNK = ("\0", "\u200b\0x", "9" * 400, "%", "é" * 300, "2026-13-45", "-1")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with held_for_module(django_db_blocker, make_world) as made:
        yield made


def test_no_page_breaks_by_what_stands_in_its_address(world: World) -> None:
    clients = [client_of(user) for user in world.insiders.values()]
    for route, _ in drawn("junk", ours(), kept("test_strangers_see_nothing_of_ours")):
        address = world.address(route)
        admitted = next((each for each in clients if _ended(each.get(address)).status_code == 200), None)
        for junk in JUNK if admitted else ():
            answer = _ended(admitted.get(address, dict.fromkeys(READ, junk)))  # type: ignore[union-attr]
            assert answer.status_code < 500, (address, junk)
