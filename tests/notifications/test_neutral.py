"""A number that only the other side typed hears of no name, no cause and nothing of the case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from common.cases.actions import check_phone, link_party
from common.cases.events import SYSTEM, By, Channel
from common.cases.models import Event, Party
from common.delivery.actions import confirm_address
from common.law import clock
from common.notifications.actions import notify
from common.notifications.models import Notice
from common.notifications.queries import recipients_of
from common.notifications.rules import NEUTRAL
from common.people.states import Role
from tests.factories import UserFactory, court, staff
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
NUMBER, OWN = "13900000002", "13900000009"
WORDS = "张三诉李四民间借贷纠纷案：请在 3 月 17 日前答辩。"


@pytest.fixture
def li() -> Party:
    _, _, respondent = make_case(court=court(), on=DAY)
    respondent.set_identity(id_number=respondent.id_number, phone=NUMBER)
    respondent.save()
    return respondent


def said(party: Party, occasion: str = "one") -> tuple[str, str]:
    """(number, words) of the one message by SMS."""
    with clock.at(DAY):
        fresh = Party.objects.select_related("user").prefetch_related("representations__user").get(pk=party.pk)
        rows = notify(kind="k", recipients=recipients_of(fresh, DAY), title="答辩", body=WORDS, occasion=occasion)
    (sms,) = [row for row in rows if row.channel == "sms"]
    return sms.address, sms.body


def test_a_number_the_other_side_typed_is_told_nothing_of_the_case(li: Party) -> None:
    number, words = said(li)
    assert (number, words) == (NUMBER, NEUTRAL)
    assert "张三" not in words
    assert len(f"【云浮法院】{words}") <= 70
    row = Notice.objects.get()
    assert "答辩" not in row.title


def rows_of(party: Party, occasion: str, **more: Any) -> list[str]:
    fresh = Party.objects.select_related("user").prefetch_related("representations__user").get(pk=party.pk)
    notify(kind="k", recipients=recipients_of(fresh, DAY), title="答辩", body=WORDS, occasion=occasion, **more)
    return [row.body for row in Notice.objects.filter(channel="sms").order_by("pk")]


def test_an_unchecked_number_is_told_once_a_day_and_the_code_is_what_it_is_told(li: Party) -> None:
    """Not two messages of which one says to ring and the other to look: the one with the code stays."""
    with_code = "有一件与您有关的案件。凭案件码看。"
    with clock.at(DAY):
        assert rows_of(li, "one") == [NEUTRAL]
        assert rows_of(li, "two") == [NEUTRAL]
        assert rows_of(li, "three", neutral=with_code) == [with_code]
        assert rows_of(li, "four") == [with_code]
    with clock.at(DAY + timedelta(days=1)):
        assert rows_of(li, "five") == [with_code, NEUTRAL], "another day, another thing"


def test_who_filed_gave_the_own_number(li: Party) -> None:
    zhang = li.case.parties.get(side="claimant")
    zhang.set_identity(id_number="", phone="13900000001")
    zhang.save()
    assert said(zhang) == ("13900000001", WORDS)


def test_the_owner_signs_in_with_it(li: Party) -> None:
    user = UserFactory(name=li.name, phone=NUMBER, phone_verified=True)
    link_party(party=li, user_id=user.pk, by=SYSTEM, today=DAY)
    assert said(li) == (NUMBER, WORDS)


def test_the_party_with_another_number_is_told_at_its_own(li: Party) -> None:
    """The typed one may be anybody's: it is not used once the party's own is known."""
    user = UserFactory(name=li.name, phone=OWN, phone_verified=True)
    link_party(party=li, user_id=user.pk, by=SYSTEM, today=DAY)
    assert said(li) == (OWN, WORDS)


def test_the_party_confirms_it_with_its_address(li: Party) -> None:
    typed: dict[str, Any] = {"party": li, "by": SYSTEM, "recipient_name": li.name, "postal": "罗定市附城街道三号"}
    with clock.at(DAY):
        confirm_address(**typed, phone=NUMBER, confirmed=False)
        assert said(li) == (NUMBER, NEUTRAL)
        confirm_address(**typed, phone=NUMBER)
    assert said(li, "two") == (NUMBER, WORDS)


def test_the_clerk_called_and_spoke_with_the_party(li: Party, client: Client) -> None:
    clerk = staff(Role.CLERK, li.case.court)
    client.force_login(clerk)
    page = f"/intake/desk/{li.case.uid}/codes/"
    with clock.at(DAY):
        assert "电话没有核实" in client.get(page).content.decode()
        shown = client.post(page, {"called": str(li.pk)}, follow=True).content.decode()
    assert "电话没有核实" not in shown
    event = Event.objects.get(case=li.case, kind="cases.phone_checked")
    assert (event.actor_id, event.payload) == (clerk.pk, {"party_id": li.pk})
    assert said(li) == (NUMBER, WORDS)


def test_another_number_is_checked_anew(li: Party) -> None:
    by = By(user_id=None, channel=Channel.COUNTER)
    with clock.at(DAY):
        check_phone(party=li, by=by, today=DAY)
    li.refresh_from_db()
    li.set_identity(id_number=li.id_number, phone=OWN)
    li.save()
    assert said(li) == (OWN, NEUTRAL)
