"""How a large table is asked: a piece at a time, each as it was at one moment, beside a court that works."""

from __future__ import annotations

import pytest
from django.db import connection

from yunfu_court.verifying.asking import ask
from yunfu_court.verifying.invariants import Fault, Invariant, whole


@pytest.mark.django_db(transaction=True)
def test_a_piece_is_seen_as_it_was_at_one_moment_and_nothing_is_written() -> None:
    seen = []

    def look(_: None) -> list[Fault]:
        with connection.cursor() as cursor:
            for setting in ("transaction_isolation", "transaction_read_only"):
                cursor.execute(f"SHOW {setting}")
                seen.append(cursor.fetchone()[0])
        return []

    ask(Invariant("any", "any", look, whole))
    assert seen == ["repeatable read", "on"]


def test_progress_is_told_while_a_large_table_is_read(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yunfu_court.verifying.asking._EVERY", -1.0)
    told: list[str] = []
    ask(Invariant("any", "any", lambda piece: [], lambda: [1, 2, 3]), say=told.append)
    assert told == ["any", "any 0/3", "any 1/3", "any 2/3"]
