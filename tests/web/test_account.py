"""The sign-in application speaks in our words, and its pages hold no undefined variable."""

import re
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user_model
from django.template.loader import get_template
from django.test import Client, RequestFactory

from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

STRANGER = ("login/", "signup/", "password/reset/", "login/code/")
SIGNED_IN = (
    "2fa/",
    "2fa/totp/activate/",
    "password/change/",
    "phone/change/",
    "reauthenticate/",
    "sessions/",
    "logout/",
)
WITH_SECOND_FACTOR = (
    "2fa/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/generate/",
    "2fa/reauthenticate/",
)
PASSWORD = "long enough 2026"


@pytest.fixture
def zhang(web: Any) -> Client:
    """Somebody signed in who has just confirmed the password."""
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.force_login(user, backend=web.AUTHENTICATION_BACKENDS[0])
    confirmed = client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert confirmed.status_code == 302
    return client


@pytest.fixture
def careful(zhang: Client) -> Client:
    """The same with a second factor."""
    user = get_user_model().objects.get()
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return zhang


def english(html: str) -> list[str]:
    """Words between tags that no reader of Chinese was meant to see."""
    return re.findall(r">\s*([A-Z][a-z]+ [A-Za-z ]+[.!?]?)\s*<", html)


@pytest.mark.parametrize("url", STRANGER)
def test_pages_for_strangers(web: Any, url: str) -> None:
    response = Client().get(f"/accounts/{url}")
    assert response.status_code == 200
    assert english(response.content.decode()) == []


def check(client: Client, url: str) -> None:
    response = client.get(f"/accounts/{url}")
    html = response.content.decode()
    assert response.status_code == 200
    assert english(html) == []
    assert "云浮法院诉讼服务</title>" in html


@pytest.mark.parametrize("url", SIGNED_IN)
def test_pages_about_oneself(zhang: Client, url: str) -> None:
    check(zhang, url)


@pytest.mark.parametrize("url", WITH_SECOND_FACTOR)
def test_pages_of_the_second_factor(careful: Client, url: str) -> None:
    check(careful, url)


def test_the_recovery_codes(web: Any) -> None:
    """Drawn without the view: it notes on a GET that the codes were seen, which no test client lets pass."""
    codes = ["11112222", "33334444"]
    context = {"unused_codes": codes, "total_count": 10, "MFA_RECOVERY_CODES_SHOW_ONCE": True}
    context |= {"can_view_codes": True, "can_download_codes": True, "can_generate_codes": True}
    html = get_template("mfa/recovery_codes/index.html").render(context, RequestFactory().get("/"))
    assert "11112222&#10;33334444" in html
    assert "共 10 个，还有 2 个没有用过" in html


def test_a_wrong_password_is_told_in_chinese(web: Any) -> None:
    html = Client().post("/accounts/login/", {"login": "", "password": ""}).content.decode()
    assert "<title>错误：登录" in html
    assert 'class="errors"' in html
    assert english(html) == []


def test_the_crispy_pack_draws_the_same_fields(web: Any) -> None:
    from django.template import engines

    from common.web.style import SampleForm

    web.CRISPY_ALLOWED_TEMPLATE_PACKS = ("yunfu",)
    template = engines["django"].from_string('{% load crispy_forms_tags %}{% crispy form "yunfu" %}')
    html = template.render({"form": SampleForm({"amount": "1"})})
    assert "还有 10 处需要修改" in html
    assert '<label for="id_amount">要求返还的金额</label>' in html
    assert "novalidate" in html
