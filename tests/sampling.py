"""Large tables in a plain run: a sample of their rows, drawn by the commit. `./court test --all` runs every row.

The seed is the commit's name, printed at the head of the run, so that a run can be repeated and a week of commits sees
every row. A row that ever failed stands in sticky.txt (table, a tab, row) and is in every sample: a test that finds one
failing writes it there, to be committed with the mend.
"""

from __future__ import annotations

import functools
import hashlib
import os
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

ALL = "COURT_ALL"
SEED = "COURT_SEED"
STICKY = Path(__file__).with_name("sticky.txt")
T = TypeVar("T")


def every_row() -> bool:
    """Whether this run leaves nothing out."""
    return os.environ.get(ALL) == "1"


@functools.cache
def seed() -> str:
    """The commit's name; outside a checkout a fixed word. COURT_SEED repeats the draw of another commit."""
    if given := os.environ.get(SEED):
        return given
    asked = ["git", "rev-parse", "HEAD"]
    try:
        done = subprocess.run(asked, cwd=STICKY.parent, capture_output=True, text=True, check=False)
    except OSError:
        return "no-commit"
    return done.stdout.strip() or "no-commit"


def header() -> str:
    """The line at the head of a run."""
    drawn = "every row" if every_row() else f"a sample drawn by {seed()[:12]} (every row: --all)"
    return f"large tables: {drawn}"


def sticky(table: str) -> set[str]:
    """The rows of this table that ever failed."""
    lines = STICKY.read_text(encoding="utf-8").splitlines() if STICKY.exists() else []
    return {row for name, _, row in (line.partition("\t") for line in lines) if name == table}


def stick(table: str, failed: Iterable[str]) -> None:
    """These rows failed: from now on they are in every sample."""
    if new := sorted(set(failed) - sticky(table)):
        with STICKY.open("a", encoding="utf-8") as file:
            file.writelines(f"{table}\t{row}\n" for row in new)


def sampled(
    table: str,
    rows: Iterable[T],
    *,
    one_in: int,
    key: Callable[[T], str] = str,
    keep: Callable[[T], bool] | None = None,
) -> list[T]:
    """About one row in `one_in`, in their order, with those that ever failed and those `keep` says must not be missed.

    Whether a row is drawn depends on the seed and on the row alone: a row more or less changes no other's turn.
    """
    found, always = list(rows), sticky(table)
    if every_row():
        return found

    def drawn(row: T) -> bool:
        digest = hashlib.sha256(f"{seed()} {table} {key(row)}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % one_in == 0

    return [row for row in found if drawn(row) or key(row) in always or (keep is not None and keep(row))]
