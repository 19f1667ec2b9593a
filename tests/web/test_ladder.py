"""The ladder by which tests say that a page is too dear: it tells a dear page, and no busy machine."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, repeat
from types import SimpleNamespace

import pytest

from tests import ladder

SIGN_IN, MOST = 7, 16


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A processor whose time only visits take."""
    now = SimpleNamespace(spent=0)
    monkeypatch.setattr(ladder, "time", SimpleNamespace(process_time=lambda: now.spent))
    monkeypatch.setattr(ladder, "Client", lambda: Visited(now, repeat(SIGN_IN)))
    return now


class Visited:
    """A browser to whom each visit costs what comes next."""

    def __init__(self, now: SimpleNamespace, costs: Iterator[int]) -> None:
        self.now, self.costs = now, costs

    def get(self, address: str) -> SimpleNamespace:
        self.now.spent += next(self.costs)
        return SimpleNamespace(streaming=False)


@pytest.mark.parametrize(
    ("busy", "own", "told"),
    [
        (0, 16 * SIGN_IN, {}),
        (0, 17 * SIGN_IN, {"page": 17.0}),
        (1, 10 * SIGN_IN, {}),
        (30, 10 * SIGN_IN, {}),  # several rounds long something else runs
        (30, 17 * SIGN_IN, {"page": 17.0}),
    ],
)
def test_a_dear_page_is_told_and_a_busy_machine_is_not(
    clock: SimpleNamespace, busy: int, own: int, told: dict[str, float]
) -> None:
    client = Visited(clock, chain(repeat(3 * own, busy), repeat(own)))
    assert ladder.dearer([("page", client, "/")], MOST) == told
