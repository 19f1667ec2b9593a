"""`./court test [--all] [--weigh]`: pytest on two processes; other arguments pass through. `--all` leaves no row of a
table and no long test out; `--weigh` writes what each took to weights.txt.

Two, because each process has its own database and browser, and the smallest machine we promise has two cores.
"""

import os
import sys
from collections.abc import Sequence

from tests.sampling import ALL
from tests.weighing import DRAWN, WEIGH

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


CHOOSING = ("-k", "-m", "--lf", "--last-failed", "--ff", "--sw", "--deselect", "--ignore")


def nobody_chose(given: Sequence[str]) -> bool:
    """Whether these arguments leave it to the house what is run: no path, no expression."""
    return all(word.startswith("-") and not word.startswith(CHOOSING) for word in given)


def main() -> None:
    """Become pytest, so that signals and the exit status are its own."""
    own = {"--all": ALL, "--weigh": WEIGH}
    given = [word for word in sys.argv[1:] if word not in own]
    for word, variable in own.items():
        if word in sys.argv[1:]:
            os.environ[variable] = "1"
    if nobody_chose(given):
        os.environ[DRAWN] = "1"
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments(given)])


if __name__ == "__main__":
    main()
