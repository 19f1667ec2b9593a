"""The sign-in ends while somebody types: nothing that was typed is lost, and nothing is done unseen."""

import pathlib
import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.utils import timezone

from common.law import clock
from common.web import typed
from common.web.acts import posted
from tests.factories.people import UserFactory
from tests.web.urls import SAVED, StoryForm

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


OURS = {"HTTP_ORIGIN": "http://testserver"}


def page_of(user: Any) -> tuple[Client, dict[str, str]]:
    """A page that is left open when its account's sign-in ends, with what is sent from it."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get("/write/").content.decode())
    assert token
    return client, {"story": "身份证号", "csrfmiddlewaretoken": token[1]}


def next_in(page: str) -> str:
    return unquote(page.split("next=", 1)[1])


def test_what_one_account_typed_never_reaches_another(li: Any) -> None:
    wang = UserFactory()
    client, sent = page_of(wang)
    Session.objects.all().delete()
    back = next_in(led(client.post("/write/", sent)))
    client.force_login(li)
    page = client.get(back).content.decode()
    assert "身份证号" not in page
    assert "用另一个账号打开" in page
    client.force_login(wang)
    assert "身份证号" not in client.get(back).content.decode(), "it was dropped"


def test_the_account_itself_has_it_again(li: Any) -> None:
    client, sent = page_of(li)
    Session.objects.all().delete()
    back = next_in(led(client.post("/write/", sent)))
    client.force_login(li)
    assert "身份证号" in client.get(back).content.decode()


def test_a_page_of_the_account_before_is_not_filled_in_for_who_signed_in_since(li: Any) -> None:
    client, sent = page_of(UserFactory())
    client.force_login(li)
    client.cookies["csrftoken"] = "a" * 32
    page = client.get(led(client.post("/write/", sent, **OURS))).content.decode()
    assert "身份证号" not in page
    assert "用另一个账号打开" in page


def test_what_nobody_s_page_sent_belongs_to_who_went_on_with_it(client: Client, li: Any) -> None:
    back = next_in(led(client.post("/write/", {"story": "写了一个小时"})))
    client.force_login(li)
    assert "写了一个小时" in client.get(back).content.decode()
    kept = dict(client.session["typed"])
    client.force_login(UserFactory())
    other = client.session
    other["typed"] = kept
    other.save()
    assert "写了一个小时" not in client.get(back).content.decode()


def test_signing_out_renews_the_pages(client: Client, li: Any) -> None:
    client.force_login(li)
    client.get("/write/")
    before = client.cookies["csrftoken"].value
    client.post("/accounts/logout/")
    assert client.cookies["csrftoken"].value != before


def test_what_is_put_back_is_no_post(rf: RequestFactory) -> None:
    request = rf.get("/write/")
    request.put_back = typed.PutBack("story=x")  # type: ignore[attr-defined]
    assert not request.POST
    form = StoryForm(posted(request))
    assert form.is_bound
    assert form["story"].value() == "x"
    assert not form.is_valid(), "nothing can be done with it"
    assert not form.errors


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example/x"])
def test_the_way_back_stays_with_us(client: Client, li: Any, path: str) -> None:
    sign_in = led(client.post("/press/", {}, HTTP_REFERER=f"http://testserver{path}"))
    assert led(client.get(signed_in(client, sign_in))) == "/"


def test_what_a_guest_can_make_us_keep_is_bounded(client: Client, li: Any) -> None:
    back = next_in(led(client.post("/write/", {"story": "字" * 120_000})))
    row = Session.objects.get()
    assert len(row.session_data) < 2_000
    assert row.expire_date < timezone.now() + typed.LIFE + timedelta(minutes=1)
    assert "没有留住" in client.get("/accounts/login/").content.decode()
    client.force_login(li)
    assert Session.objects.get().expire_date > timezone.now() + timedelta(hours=11)
    assert client.get(back).status_code == 200


def test_only_the_form_of_a_page_reads_what_was_put_back() -> None:
    """`posted` alone reads what was put back."""
    for page in pathlib.Path(settings.BASE_DIR).glob("*/**/*.py"):
        if "tests" not in page.parts and ".venv" not in page.parts and page.name != "typed.py":
            text = page.read_text()
            assert "request.POST =" not in text or page.name == "middleware.py", page
            assert "put_back_of" not in text or page.name == "acts.py", page
            assert "POST or None" not in text, page
