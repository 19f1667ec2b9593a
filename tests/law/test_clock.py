"""The clock is set by tests and the simulation, and gives the real time back."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from common.law import clock


def test_now_is_aware_and_in_shanghai():
    assert clock.now().utcoffset() == timedelta(hours=8)


def test_at_holds_inside_and_only_there():
    with clock.at(date(2026, 3, 2)):
        assert clock.today() == date(2026, 3, 2)
        with clock.at(datetime(2025, 12, 31, 23, 59)):
            assert clock.now() == datetime(2025, 12, 31, 23, 59, tzinfo=clock.SHANGHAI)
        assert clock.now().hour == 9
    assert clock.today() != date(2026, 3, 2)


def test_the_day_is_that_of_shanghai():
    with clock.at(datetime(2026, 3, 1, 17, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 3, 2)


@pytest.fixture
def _restored():
    yield
    clock.set_process_clock(None)


@pytest.mark.usefixtures("_restored")
def test_the_process_clock_reaches_other_threads_and_the_context_goes_first():
    seen = []
    clock.set_process_clock(date(2026, 5, 6))
    with clock.at(date(2026, 7, 8)):
        thread = Thread(target=lambda: seen.append(clock.today()))
        thread.start()
        thread.join()
        assert seen == [date(2026, 5, 6)]
        assert clock.today() == date(2026, 7, 8)
