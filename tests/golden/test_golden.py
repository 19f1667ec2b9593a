"""The golden city: what a person would see of the demo city of seed 1 is what it was at the last commit.

A difference that docs/golden.md does not explain stops the work. An explained one is accepted with
`./court test tests/golden --snapshot-update`, and stands in the diff of seed-1.txt.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from yunfu_court.simulation.golden import digests
from yunfu_court.simulation.golden.items import Items

FILE = Path(__file__).with_name("seed-1.txt")
MOST = 60  # names told when it fails

HELP = """
To read the whole difference: at each of the two commits `./court manage golden DIR`, then `diff -r DIR1 DIR2`.
See docs/golden.md."""


def named(lines: list[str]) -> dict[str, str]:
    """{item: digest}."""
    return {name: digest for digest, _, name in (line.partition(" ") for line in lines)}


def differences(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """`changed`, `new` and `gone` items, a line each."""
    found = [f"changed  {name}" for name in sorted(before.keys() & now.keys()) if before[name] != now[name]]
    found += [f"new      {name}" for name in sorted(now.keys() - before.keys())]
    return found + [f"gone     {name}" for name in sorted(before.keys() - now.keys())]


def test_the_city_of_seed_1_is_what_it_was(city_items: Items, pytestconfig: pytest.Config) -> None:
    lines = digests(city_items)
    if pytestconfig.getoption("update_snapshots"):
        FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = differences(named(FILE.read_text(encoding="utf-8").splitlines()), named(lines))
    more = [f"… and {len(found) - MOST} more"] if len(found) > MOST else []
    if found:
        pytest.fail("\n".join([f"{len(found)} items differ:", *found[:MOST], *more, HELP]), pytrace=False)


def test_a_difference_is_told_by_the_items_name() -> None:
    before = named(["aa page 访客 /", "bb case 1", "cc due 1"])
    now = named(["aa page 访客 /", "b2 case 1", "dd due 2"])
    assert differences(before, now) == ["changed  case 1", "new      due 2", "gone     due 1"]
