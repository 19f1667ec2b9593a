"""The number is the root of the account: another takes its place by the password alone, the old one hears of it, and
for a day the account signs and gives up nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from common.cases.access import disposes
from common.cases.actions import need_power
from common.cases.events import By, Channel
from common.cases.states import Disposal
from common.law import clock
from common.law.refusal import ActionRefused
from common.notifications.actions import send_code
from common.notifications.rules import code_words
from common.people import actions
from common.people.models import User
from tests.factories import UserFactory, court
from tests.people import sms
from tests.stories import given
from tests.stories.town import Town

pytestmark = pytest.mark.django_db
PASSWORD = "long enough 2026"
OLD, NEW = "13800000171", "13800000172"
MONDAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _outside(settings: Any) -> Iterator[None]:
    settings.SMS_SENDER = "tests.people.sms.keep"
    cache.clear()
    sms.SENT.clear()
    yield
    cache.clear()


def told() -> list[tuple[str, str]]:
    return [(phone, template) for phone, template, _ in sms.SENT]


def test_the_password_is_asked_for_and_the_old_number_hears_of_it(web: Any) -> None:
    user = UserFactory(phone=OLD)
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.force_login(user, backend=web.AUTHENTICATION_BACKENDS[0])
    asked = client.post("/accounts/phone/change/", {"phone": NEW})
    assert asked.status_code == 302
    assert asked.url.startswith("/accounts/reauthenticate/")
    assert told() == []
    assert client.post("/accounts/reauthenticate/", {"password": "a wrong one 2026"}).status_code == 200
    assert client.post("/accounts/phone/change/", {"phone": NEW}).url.startswith("/accounts/reauthenticate/")

    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    client.post("/accounts/phone/change/", {"phone": NEW})
    client.post("/accounts/phone/verify/", {"code": sms.last_code()})
    user.refresh_from_db()
    assert (user.phone, user.phone_verified) == (NEW, True)
    assert user.settles_at is not None
    assert (OLD, "phone_changed") in told()
    assert (NEW, "phone_changed") not in told()


def test_a_first_number_or_the_same_one_keeps_nobody_waiting() -> None:
    user = UserFactory(phone=OLD)
    actions.set_phone(user=user, phone=f"+86 {OLD}", verified=True)
    assert (user.phone_changed_at, told()) == (None, [])
    newcomer = UserFactory(phone="")
    actions.set_phone(user=newcomer, phone=NEW, verified=True)
    assert (newcomer.phone_changed_at, told()) == (None, [])


def test_the_message_is_one_and_does_not_expire() -> None:
    assert len(code_words("phone_changed", {})[1]) <= 70
    assert send_code(OLD, "phone_changed", {}).useless_after is None
    assert send_code(OLD, "code", {"code": "123456"}).useless_after is not None


@pytest.mark.parametrize("act", list(Disposal))
def test_for_a_day_the_account_disposes_of_nothing_and_the_window_is_open(act: Disposal) -> None:
    town = Town(court("luoding"), MONDAY)
    zhang = given.zhang()
    case = given.filed(town, zhang)
    party = case.parties.get(user=zhang)
    changed = datetime(2026, 3, 3, 22, 40, tzinfo=clock.now().tzinfo)
    with clock.at(changed):
        actions.set_phone(user=User.objects.get(pk=zhang.pk), phone=NEW, verified=True)
    for hours, may in ((1, False), (23, False), (25, True)):
        with clock.at(changed + timedelta(hours=hours)):
            today, by = clock.today(), given.by(zhang, party)
            assert disposes(party, by, act, today) is may
            with nullcontext() if may else pytest.raises(ActionRefused, match="3 月 4 日 22:40以后"):
                need_power(party=party, by=by, act=act, today=today)
            window = By(user_id=zhang.pk, channel=Channel.COUNTER, party_id=party.pk)
            need_power(party=party, by=window, act=act, today=today)
    town.close()
