"""Who does nothing is signed out, staff sooner; and nothing typed is lost by it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from common.people.idling import KEY
from common.people.states import Role
from tests.factories import UserFactory, staff
from tests.factories import court as court_of
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    now = [time.time()]
    monkeypatch.setattr("common.people.idling.time", type("Clock", (), {"time": staticmethod(lambda: now[0])}))

    def wait(minutes: int) -> None:
        now[0] += minutes * 60

    return wait


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(("kind", "stays", "goes"), [("staff", 29, 31), ("party", 119, 121)])
def test_each_kind_has_its_time_and_is_told_how_long(
    passes: Callable[[int], None], kind: str, stays: int, goes: int
) -> None:
    person = staff(Role.CLERK, court_of("luoding")) if kind == "staff" else UserFactory()
    client = Client()
    client.force_login(person)
    page = reverse("people:me")
    assert client.get(page).status_code == 200
    for _ in range(2):  # each page begins the time anew
        passes(stays)
        assert client.get(page).status_code == 200
    passes(goes)
    answer = client.get(page, follow=True)
    assert not signed_in(client)
    assert f"您有 {goes - 1} 分钟没有操作，为了安全已经退出。" in answer.content.decode()


def test_the_minutes_are_settings(passes: Callable[[int], None], settings: Any) -> None:
    settings.IDLE_MINUTES = {"staff": 5, "party": 10}
    client = Client()
    client.force_login(UserFactory())
    passes(9)
    assert client.get(reverse("people:me")).status_code == 200
    passes(11)
    assert client.get(reverse("people:me")).status_code == 302


def test_what_was_typed_comes_back_to_the_same_person(passes: Callable[[int], None]) -> None:
    """A public page too: it is not taken for a guest's, and nothing is done until the button is pressed again."""
    court = court_of("luoding")
    user, client = UserFactory(phone="13800001188"), Client(enforce_csrf_checks=True)
    client.force_login(user)
    page = client.get(reverse("petitions:lodge")).content.decode()
    token = page.split('csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
    passes(121)
    sent = {"csrfmiddlewaretoken": token, "once": str(uuid4()), "court": str(court.pk), "content": "写了一个小时的话。"}
    answer = client.post(reverse("petitions:lodge"), sent, headers={"origin": "http://testserver"})
    assert answer.status_code == 302
    assert not signed_in(client)
    from petitions.letters.models import Petition

    assert not Petition.objects.exists()
    login = client.get(answer.url).content.decode()
    assert "没有操作" in login
    token = login.split('csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
    back = client.post(
        answer.url, {"csrfmiddlewaretoken": token, "login": "13800001188", "password": PASSWORD}, follow=True
    )
    assert signed_in(client)
    assert "写了一个小时的话。" in back.content.decode()


def test_a_session_from_before_this_was_counted_is_counted_from_now(passes: Callable[[int], None]) -> None:
    client = Client()
    client.force_login(UserFactory())
    session = client.session
    del session[KEY]
    session.save()
    assert client.get(reverse("people:me")).status_code == 200
    assert KEY in client.session
