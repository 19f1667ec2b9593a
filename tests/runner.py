"""`./court test [--all]`: pytest on two processes; other arguments pass through. `--all` leaves no row of a table out.

Two, because each process has its own database and browser, and the smallest machine we promise has two cores.
"""

import os
import sys
from collections.abc import Sequence

from tests.sampling import ALL

ALONE = (
    "-n",
    "--numprocesses",
    "--pdb",
    "--trace",
    "--collect-only",
    "--co",
    "--fixtures",
    "--markers",
    "-h",
    "--help",
)


def arguments(given: Sequence[str]) -> list[str]:
    """pytest's arguments: `-n 2` unless the caller chose, or asked for a single test or for something interactive."""
    chosen = any(word == flag or (flag == "-n" and word[:2] == "-n") for word in given for flag in ALONE)
    chosen = chosen or any(word.startswith("--numprocesses=") or "::" in word for word in given)
    return [*([] if chosen else ["-n", "2", "--dist", "worksteal"]), *given]


def main() -> None:
    """Become pytest, so that signals and the exit status are its own."""
    given = sys.argv[1:]
    if "--all" in given:
        os.environ[ALL] = "1"
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments([each for each in given if each != "--all"])])


if __name__ == "__main__":
    main()
