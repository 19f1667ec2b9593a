"""No telephone rings at night, but for a code and for whoever has just acted: not after a retry, not by a worker that
was down all day, not because the other side is awake."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from common.cases.events import Channel as By
from common.cases.models import Event
from common.law import clock
from common.notifications import actions
from common.notifications.models import Notice
from common.notifications.rules import NoticeRequest, Recipient
from tests.factories import court
from tests.stories import given
from tests.stories.town import Town
from yunfu_court.speech import _say

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
PHONE = "13800000077"


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return clock.moment(day).replace(hour=hour, minute=minute)


def queued(made_at: datetime, kind: str = "deadline") -> Notice:
    with clock.at(made_at):
        (row,) = actions.notify(
            kind=kind, occasion="deadline:1:due-3", recipients=[Recipient(phone=PHONE)], title="t", body="b"
        )
    return row


@pytest.mark.parametrize(
    ("made", "tried", "goes"),
    [
        (at(15), at(15), True),
        (at(15), at(20, 59), True),
        (at(15), at(22, 39), False),  # the gateway was down
        (at(8, 30), at(23), False),  # the worker was
        (at(20, 40), at(21, 10), False),
        (at(22, 30), at(22, 31), True),  # the answer to what somebody has just done
        (at(22, 30), at(23), False),
        (at(15), at(7, 59, DAY + timedelta(days=1)), False),
        (at(15), at(8, 0, DAY + timedelta(days=1)), True),
    ],
)
def test_what_is_late_waits_for_the_morning(made: datetime, tried: datetime, goes: bool) -> None:
    row = queued(made)
    with clock.at(tried):
        assert (actions.claim(pk=row.pk, now=tried) is not None) is goes
    row.refresh_from_db()
    if not goes:
        assert (clock.moment(row.due_at).hour, row.attempts, row.state) == (8, 0, "queued")
        morning = row.due_at + timedelta(minutes=1)
        assert actions.claim(pk=row.pk, now=morning) is not None


def test_a_code_goes_at_any_hour() -> None:
    with clock.at(at(23)):
        row = actions.send_code(PHONE, "code", {"code": "123456"})
    assert actions.claim(pk=row.pk, now=at(23, 4)) is not None
    with clock.at(at(1)):
        told = actions.send_code(PHONE, "phone_changed", {})
    assert actions.claim(pk=told.pk, now=at(5)) is not None


def test_who_acts_at_night_is_answered_and_the_other_side_hears_in_the_morning() -> None:
    town = Town(court("luoding"), DAY)
    zhang, li = given.zhang(), given.li()
    case = given.registered(town, given.Staff(town.court), zhang)
    given.let_in(town, case, li)
    record = Event.objects.filter(case=case).latest("seq")
    record.actor, record.channel, record.at = zhang, By.WEB, at(2, 30, DAY + timedelta(days=1))
    people = {party.pk: party for party in case.parties.all()}
    with clock.at(record.at):
        _say(record, NoticeRequest(kind="night", title="t", body="b", parties=tuple(people)), people)
    rung = {row.user: row.due_at for row in Notice.objects.filter(kind="night", channel="sms")}
    assert rung[zhang] == record.at
    assert clock.moment(rung[li]).hour == 8
    shown = Notice.objects.filter(kind="night", channel="in_site")
    assert {row.due_at for row in shown} == {record.at}
    town.close()
