"""A court that was down for a day: what its timetable left out is done when it is up again, once, and not at night."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from common.law import clock
from yunfu_court import runs, tasks
from yunfu_court.celery import remember
from yunfu_court.models import Run
from yunfu_court.timetable import TIMETABLE, left_out


def at(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return clock.moment(datetime(2026, month, day, hour, minute))


EVERYTHING = {name for name, entry in TIMETABLE.items() if entry.kept}
YESTERDAY = {name: at(2, 9) for name in EVERYTHING}
NIGHTLY = {"burdens", "deadlines", "hanging", "left_drafts", "left_reviews", "retention"}


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (at(2, 23), set()),
        (at(3, 0, 10), set()),  # beat and its worker have ten minutes
        (at(3, 4), NIGHTLY),
        (at(3, 7, 59), NIGHTLY),
        (at(3, 8, 30), NIGHTLY | {"dead_messages"}),
        (at(3, 8, 45), NIGHTLY | {"dead_messages", "reminders"}),
        (at(3, 20, 59), NIGHTLY | {"dead_messages", "reminders"}),
        (at(3, 21), NIGHTLY),  # whatever rings waits for the morning
        (at(5, 23), NIGHTLY),
        (at(1, 12, month=1) + timedelta(days=365), EVERYTHING),  # and the report of the month
    ],
)
def test_what_has_not_run_since_its_hour(now: datetime, wanted: set[str]) -> None:
    assert set(left_out(YESTERDAY, now)) == wanted


def test_what_comes_again_at_once_is_not_remembered() -> None:
    assert {name for name in TIMETABLE if name not in EVERYTHING} == {
        "waiting_steps",
        "money",
        "papers",
        "copies",
        "scans",
        "uploads",
        "notices",
        "services",
        "tallies",
        "left_out",
    }


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(runs, "wake", found.append)
    return found


@pytest.mark.django_db
def test_a_day_down_loses_nothing_and_does_nothing_twice(woken: list[str]) -> None:
    with clock.at(at(1, 10)):
        assert runs.catch_up() == 0, "nothing is known yet: it begins today"
    for name, done in (("deadlines", at(1, 0, 5)), ("reminders", at(1, 8, 30))):
        Run.objects.update_or_create(entry=name, defaults={"done_at": done})
    with clock.at(at(3, 6)):
        runs.catch_up()
    assert "yunfu_court.sweep_deadlines" in woken
    assert "yunfu_court.remind" not in woken
    with clock.at(at(3, 6, 5)):
        runs.keep("yunfu_court.sweep_deadlines")
    woken.clear()
    with clock.at(at(3, 9)):
        runs.catch_up()
    assert "yunfu_court.sweep_deadlines" not in woken
    assert "yunfu_court.remind" in woken


@pytest.mark.django_db
def test_a_task_that_was_not_done_is_still_owed(settings: Any) -> None:
    class Sender:
        name = "yunfu_court.remind"

    remember(sender=Sender, result=None)
    assert not Run.objects.exists()
    remember(sender=Sender, result=0)
    assert Run.objects.get().entry == "reminders"
    Sender.name = "documents.sweep"
    remember(sender=Sender, result=3)
    assert Run.objects.count() == 1


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize(("hour", "runs_now"), [(0, False), (7, False), (8, True), (20, True), (21, False)])
def test_nobody_is_reminded_at_night(hour: int, runs_now: bool) -> None:
    with clock.at(datetime.combine(date(2026, 12, 1), datetime.min.time()).replace(hour=hour)):
        assert (tasks.send_reminders() is not None) is runs_now
