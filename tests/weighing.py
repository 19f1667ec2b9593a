"""The long tests of a plain run: a sample of them, drawn by the commit as the rows of large tables are (sampling.py).

`weights.txt` says what each test of more than half a second takes (seconds, a tab, the test), as `./court test --all
--weigh` measured it on two cores. A plain `./court test` runs one of every as many as it takes half seconds, at least
one in `RAREST`: on average half a second each, so that the run grows with what there is to say and not with how long it
takes to say it. A test whose path, name or expression is given is always run, `./court test --all` runs every one, and
one that failed in a plain run stands in sticky.txt from then on.
"""

from __future__ import annotations

import functools
import os
from math import ceil
from pathlib import Path

import pytest

from tests.sampling import every_row, sampled, stick

DRAWN = "COURT_DRAWN"  # set by the runner: nobody chose what is run
WEIGH = "COURT_WEIGH"
WEIGHTS = Path(__file__).with_name("weights.txt")
TABLE = "long tests"
LIGHT = 0.5  # seconds; what takes less is always run
RAREST = 16
_measured: dict[str, float] = {}


@functools.cache
def weights() -> dict[str, float]:
    """Seconds of each long test, by its name."""
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines() if WEIGHTS.exists() else []
    return {name: float(seconds) for seconds, _, name in (line.partition("\t") for line in lines)}


def one_in(seconds: float) -> int:
    """Of how many such tests a plain run takes one."""
    return 1 if seconds < LIGHT else min(RAREST, max(2, ceil(seconds / LIGHT)))


def drawn(names: list[str]) -> set[str]:
    """Which of these tests a plain run takes."""
    taken: set[str] = set()
    shares = {name: one_in(weights().get(name, 0.0)) for name in names}
    for share in set(shares.values()):
        taken |= set(sampled(TABLE, [name for name in names if shares[name] == share], one_in=share))
    return taken


def _plain() -> bool:
    return os.environ.get(DRAWN) == "1" and not every_row()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a plain run the long tests that are not drawn stay out."""
    if not _plain():
        return
    taken = drawn([item.nodeid for item in items])
    left = [item for item in items if item.nodeid not in taken]
    items[:] = [item for item in items if item.nodeid in taken]
    config.hook.pytest_deselected(items=left)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """What it took, for `--weigh`; and whether it is to be in every sample."""
    if report.when == "call":
        _measured[report.nodeid] = report.duration
    if report.failed and _plain() and not os.environ.get("PYTEST_XDIST_WORKER") and report.nodeid in weights():
        stick(TABLE, [report.nodeid])


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The new weights, where they were asked for."""
    if os.environ.get(WEIGH) == "1" and not hasattr(session.config, "workerinput"):
        heavy = sorted((name, took) for name, took in _measured.items() if took >= LIGHT)
        WEIGHTS.write_text("".join(f"{took:.1f}\t{name}\n" for name, took in heavy), encoding="utf-8")


def line() -> str:
    """What the head of a run says."""
    return f"long tests: those over {LIGHT} s one in as many as they take half seconds (all: --all)" if _plain() else ""
