"""What a plain run leaves out of a large table, and what it never does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import sampling, weighing
from tests.runner import nobody_chose
from tests.sampling import sampled

ROWS = [f"row {each}" for each in range(400)]


@pytest.fixture(autouse=True)
def _plain_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(sampling.ALL, raising=False)
    monkeypatch.setattr(sampling, "STICKY", tmp_path / "sticky.txt")
    of_commit(monkeypatch, "a")


def of_commit(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(sampling.SEED, name)
    sampling.seed.cache_clear()


@pytest.fixture(autouse=True, scope="module")
def _forget() -> object:
    yield
    sampling.seed.cache_clear()


def test_a_commit_draws_its_share_and_draws_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = sampled("t", ROWS, one_in=4)
    assert 60 < len(first) < 140
    assert first == [row for row in ROWS if row in first] == sampled("t", ROWS, one_in=4)
    assert sampled("t", [row for row in ROWS if row != ROWS[7]], one_in=4) == [row for row in first if row != ROWS[7]]
    of_commit(monkeypatch, "b")
    assert sampled("t", ROWS, one_in=4) != first


def test_forty_commits_see_every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    for commit in range(40):
        of_commit(monkeypatch, str(commit))
        seen |= set(sampled("t", ROWS, one_in=4))
    assert seen == set(ROWS)


def test_all_leaves_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sampling.ALL, "1")
    assert sampled("t", ROWS, one_in=4) == ROWS
    assert "every row" in sampling.header()


def test_a_row_that_failed_and_one_to_keep_are_always_there() -> None:
    out = [row for row in ROWS if row not in sampled("t", ROWS, one_in=4)]
    failed, kept = out[:2], out[2]
    sampling.stick("t", failed)
    sampling.stick("t", failed)
    assert sampling.STICKY.read_text(encoding="utf-8").count("\n") == 2
    now = sampled("t", ROWS, one_in=4, keep=lambda row: row == kept)
    assert {*failed, kept} <= set(now)
    assert out[3] not in now
    assert failed[0] not in sampled("another", [failed[0]], one_in=10**9)


def test_a_long_test_is_run_once_in_as_many_commits_as_it_takes_half_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [weighing.one_in(seconds) for seconds in (0.0, 0.4, 0.5, 2.1, 7.5, 110.0)] == [1, 1, 2, 5, 15, 16]
    weights = {f"short {each}": 0.1 for each in range(50)} | {f"long {each}": 30.0 for each in range(400)}
    monkeypatch.setattr(weighing, "weights", lambda: weights)
    taken = weighing.drawn([*weights, "one nobody weighed"])
    assert {"one nobody weighed", *(f"short {each}" for each in range(50))} <= taken
    assert 8 < sum(name.startswith("long") for name in taken) < 50
    failed = next(name for name in weights if name not in taken)
    sampling.stick(weighing.TABLE, [failed])
    assert failed in weighing.drawn([*weights])
    monkeypatch.setenv(sampling.ALL, "1")
    assert weighing.drawn([*weights]) == set(weights)


def test_who_chooses_gets_what_was_chosen() -> None:
    assert nobody_chose([])
    assert nobody_chose(["-v", "--durations=5"])
    for chosen in (["tests/law"], ["-k", "fees"], ["--lf"], ["tests/law/test_terms.py::test_x"]):
        assert not nobody_chose(chosen)


def test_what_is_weighed_is_there() -> None:
    """A test that was renamed keeps no weight under its former name: weigh again."""
    root = Path(weighing.__file__).parent.parent
    gone = {name.split("::")[0] for name in weighing.weights()}
    assert [path for path in sorted(gone) if not (root / path).exists()] == []
