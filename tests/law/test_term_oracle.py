"""Every term of the first tier against a second reader: the command that answers a file, and `term_oracle`."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from common.courts import queries
from common.law.calendar import BUILT_IN
from tests.law.term_oracle import LEAVES_OUT, Asked, answer, chains, read, works
from tests.sampling import every_row, sampled, seed

ONE = timedelta(days=1)
EVERY = [date(2024, 1, 1) + n * ONE for n in range(1050)]  # to November 2026
LEAP = date(2024, 2, 29)
HOURS = ("00:00", "00:01", "09:59", "16:30", "23:00", "23:59")


def _drawn(key: str) -> random.Random:
    return random.Random(f"{'all' if every_row() else seed()} {key}")


def _starts(key: str) -> list[date]:
    """The ends of months, the leap day, days that end in a holiday or a weekend, and days like any."""
    ends = [day for day in EVERY if (day + ONE).day == 1]
    eves = [day for day in EVERY if works(day) and not works(day + ONE)]
    since = date.fromisoformat(read()[key]["since"] or "2020-01-01")
    drawn = _drawn(key)
    some = [LEAP, *drawn.sample(ends, 6), *drawn.sample(eves, 8), *drawn.sample(EVERY, 12)]
    long = EVERY if every_row() else []
    return sorted({day for day in (*some, *long) if day >= since})


def _spans(start: date, drawn: random.Random) -> list[list[str]]:
    """One to three spans, some across each other, one that may begin before the term or after its end."""
    found = []
    for _ in range(drawn.choice((1, 1, 2, 3))):
        first = start + drawn.randint(-20, 120) * ONE
        found.append([first.isoformat(), (first + drawn.randint(0, 40) * ONE).isoformat()])
    return found


def asked_of(key: str) -> list[Asked]:
    drawn, term, found = _drawn(key), read()[key], []
    for start in _starts(key):
        if term["unit"] == "hours":
            found += [Asked(key, start, {"at": f"{start}T{hour}"}) for hour in HOURS]
            continue
        found.append(Asked(key, start))
        found += [Asked(key, start, {"extended": list(steps)}) for of, steps in chains() if of == key]
        if key in LEAVES_OUT:
            spans = _spans(start, drawn)
            found.append(Asked(key, start, {"excluded": spans}))
            found += [
                Asked(key, start, {"excluded": spans, "extended": list(steps)}) for of, steps in chains() if of == key
            ]
    plain = found[:6]
    found += [Asked(key, each.start, {**each.facts, "no_domicile": True}) for each in plain]
    found += [Asked(key, each.start, {**each.facts, "no_domicile": False, "received": True}) for each in plain]
    return [*found, Asked(key, plain[0].start, {"received": False})]


@pytest.fixture(autouse=True)
def built_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The days as announced: what staff add to them stands in a database, and rules are tested without one."""
    monkeypatch.setattr(queries, "calendar", lambda: BUILT_IN)


def told(path: Path, cases: list[Asked]) -> list[dict[str, str]]:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["id", "term", "start", "facts"], *(each.row(place) for place, each in enumerate(cases))]
        )
    out = io.StringIO()
    call_command("term_due", str(path), stdout=out, stderr=io.StringIO())
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_every_term_ends_when_a_second_reader_says(tmp_path: Path) -> None:
    keys = sampled("terms-oracle", read(), one_in=3, keep=lambda key: bool(read()[key]["no_domicile"]))
    cases = [each for key in keys for each in asked_of(key)]
    wrong, open_, asked = [], Counter(), Counter()
    for case, row in zip(cases, told(tmp_path / "asked.csv", cases), strict=True):
        expected = answer(case)
        if expected is None:
            open_[case.key] += 1
            continue
        asked[case.key] += 1
        if row["due"] != expected or not row["grounds"]:
            wrong.append(f"{case}: {row['due'] or row['grounds']}, a second reader says {expected or 'no day'}")
    assert not wrong, f"{len(wrong)} of {len(cases)}:\n" + "\n".join(wrong[:40])
    assert set(asked) == set(keys), "a term of which nothing was asked"
    assert open_.total() < len(cases) / 4, "what the reading leaves open is the exception"


def test_what_cannot_be_answered_says_so_in_its_own_row(tmp_path: Path) -> None:
    """An unknown term, a fact nobody knows, hours without an hour, a day that is none: the file is answered all the
    same, and the row has words and no day."""
    day = date(2026, 3, 2)
    cases = [
        Asked("trial_forever", day),
        Asked("普通程序审限", day),
        Asked("preservation_ruling", day),
        Asked("answer", day, {"extended": ["trial_ordinary_extension"]}),
        Asked("answer", day, {"excluded": [["2026-03-04", "2026-03-05"]]}),
        Asked("trial_ordinary", day, {"excluded": [["2026-03-05", "2026-03-04"]]}),
        Asked("answer", day, {"weather": "rain"}),
        Asked("answer", day),
    ]
    found = told(tmp_path / "asked.csv", cases)
    assert [row["due"] for row in found] == ["", "", "", "", "", "", "", "2026-03-17"]
    assert all(row["grounds"] for row in found)


def test_the_second_reader_reads_the_worked_cases() -> None:
    """The oracle itself, against cases worked by hand."""
    with (Path(__file__).parent / "data" / "term_cases.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            case = Asked(row["term"], date.fromisoformat(row["start"]), json.loads(row["facts"]))
            assert answer(case) in (row["due"], None), case
