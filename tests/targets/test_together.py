"""Many acts at once while the worker counts: nothing is lost, nobody waits for a tally."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from common.cases.actions import announce
from common.law import clock
from intake.review.events import Registered
from tests.factories import court
from tests.targets.histories import CLERK, WEB, filed, new_case
from yunfu_court.targets import tally
from yunfu_court.targets.models import Dirty, Tally

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 3, 2)


def test_acts_and_counting_at_once() -> None:
    place = court()
    cases = [new_case(place) for _ in range(24)]

    def act(case) -> None:
        with clock.at(DAY):
            announce(case=case, event=filed(), by=WEB)
            announce(case=case, event=Registered(filing_id=1, on_time=True), by=CLERK)
        connection.close()

    def count(_: int) -> None:
        tally.drain()
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        jobs = [pool.submit(act, case) for case in cases]
        jobs += [pool.submit(count, turn) for turn in range(12)]
        for job in jobs:
            job.result()
    tally.drain()
    assert not Dirty.objects.exists()
    assert Tally.objects.get(court=place, measure="registered.online").count == 24
    assert tally.verify() == []


def test_an_act_does_not_wait_for_the_count_nor_the_second_worker_for_the_first() -> None:
    place = court()
    case = new_case(place)
    with clock.at(DAY):
        announce(case=case, event=filed(), by=WEB)

    def meanwhile() -> bool:
        with clock.at(DAY):
            announce(case=case, event=Registered(filing_id=1, on_time=True), by=CLERK)
        second = tally.recount(court_id=place.pk, day=DAY)
        connection.close()
        return second

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        assert tally.recount(court_id=place.pk, day=DAY)
        assert pool.submit(meanwhile).result(timeout=20) is False
    assert Dirty.objects.count() == 1, "the act's own mark stays for the next count"
    assert tally.drain() == 1
    assert tally.verify() == []
