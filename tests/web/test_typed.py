"""The sign-in ends while somebody types: nothing that was typed is lost, and nothing is done unseen."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from common.law import clock
from common.web import typed
from tests.factories.people import UserFactory
from tests.web.urls import SAVED

pytestmark = pytest.mark.django_db
PASSWORD = "long enough 2026"
SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def _own_pages(web: Any) -> None:
    SAVED.clear()


@pytest.fixture
def li() -> Any:
    user = UserFactory(phone="13800000002", phone_verified=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def led(answer: Any) -> str:
    """The page of sign-in one is led to."""
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def signed_in(client: Client, page: str) -> str:
    """Sign in on that page; where one comes out."""
    fields = {"login": "13800000002", "password": PASSWORD, "next": client.get(page).context["redirect_field_value"]}
    return led(client.post(page, fields))


def test_what_was_typed_comes_back_after_signing_in(client: Client, li: Any) -> None:
    sign_in = led(client.post("/write/?of=7", {"story": "写了一个小时", "password": "secret 2026"}))
    assert sign_in.startswith("/accounts/login/?next=/write/")
    assert "您填的都留着" in client.get(sign_in).content.decode()
    back = signed_in(client, sign_in)
    assert back.startswith("/write/?of=7&typed=")
    page = client.get(back).content.decode()
    assert "写了一个小时" in page
    assert "还没有办，请核对后再按一次" in page
    assert "secret 2026" not in page, "a password is typed again"
    assert SAVED == {}, "nothing is done unseen"
    assert led(client.post(back, {"story": "写了一个小时"})) == "/open/"
    assert SAVED["story"] == ("写了一个小时", 1)
    assert "写了一个小时" not in client.get(back).content.decode(), "once"


def test_it_comes_back_in_that_window_and_for_half_an_hour(client: Client, li: Any) -> None:
    sign_in = led(client.post("/write/", {"story": "写了一个小时"}))
    back = signed_in(client, sign_in)
    assert "写了一个小时" not in client.get("/write/").content.decode(), "who came by another way sees nothing"
    assert "写了一个小时" not in client.get("/write/?typed=x").content.decode()
    other = Client()
    other.force_login(li)
    assert "写了一个小时" not in other.get(back).content.decode()
    with clock.at(clock.now() + typed.LIFE + timedelta(minutes=1)):
        assert "写了一个小时" not in client.get(back).content.decode()


def test_a_button_alone_leads_back_to_its_page(client: Client, li: Any) -> None:
    sign_in = led(client.post("/press/", {}, HTTP_REFERER="http://testserver/write/?of=7"))
    back = signed_in(client, sign_in)
    page = client.get(back, follow=True)
    assert page.redirect_chain == [("/write/?of=7", 302)]
    assert "还没有办" in page.content.decode()
    assert SAVED == {}


def test_a_page_of_elsewhere_is_no_way_back(client: Client, li: Any) -> None:
    sign_in = led(client.post("/press/", {}, HTTP_REFERER="https://elsewhere.example/write/"))
    assert led(client.get(signed_in(client, sign_in))) == "/"


def test_a_script_is_told_plainly(client: Client) -> None:
    answer = client.post("/write/", {"story": "写了一个小时"}, **SCRIPT)
    assert (answer.status_code, answer.json()["sign_in"]) == (401, "/accounts/login/")
    assert "typed" not in client.session


def stale(li: Any) -> tuple[Client, str]:
    """A page opened before signing in again in another window, and its token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(li)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get("/write/").content.decode())
    assert token
    client.cookies["csrftoken"] = "a" * 32
    return client, token[1]


def test_a_page_older_than_the_sign_in_comes_back_filled_in(li: Any) -> None:
    client, token = stale(li)
    sent = {"story": "写了一个小时", "csrfmiddlewaretoken": token}
    ours = {"HTTP_ORIGIN": "http://testserver"}
    back = led(client.post("/write/", sent, **ours))
    assert "写了一个小时" in client.get(back).content.decode()
    assert client.post("/write/", sent, HTTP_ORIGIN="https://elsewhere.example").status_code == 403
    assert SAVED == {}
    told = client.post("/write/", sent, **ours, **SCRIPT)
    assert told.status_code == 403
    fresh = told.json()["token"]
    assert led(client.post("/write/", sent | {"csrfmiddlewaretoken": fresh}, **ours)) == "/open/"
