"""What browsers ask of every site, and the ways of signing in on every page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_browsers_find_what_they_ask_for(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"].startswith("/static/img/mark")
    assert "Disallow: /cases/" in client.get("/robots.txt").content.decode()
    told = client.get("/web/manifest.json")
    assert told.headers["Content-Type"] == "application/manifest+json"
    assert told.json()["name"] == "云浮法院诉讼服务网"
    assert reverse("web:manifest") in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("/intake/ways/?from=x", "?next=%2Fintake%2Fways%2F%3Ffrom%3Dx"),
        ("/", ""),
        ("/accounts/login/", ""),
        ("/accounts/login/?next=/intake/ways/", "?next=%2Fintake%2Fways%2F"),
        ("/accounts/signup/?next=/intake/ways/", "?next=%2Fintake%2Fways%2F"),
    ],
)
def test_signing_in_leads_back(client: Client, page: str, back: str) -> None:
    text = client.get(page).content.decode()
    for name in ("account_login", "account_signup"):
        assert f'href="{reverse(name)}{back}"' in text, name


def test_who_is_signed_in_is_not_asked(client: Client) -> None:
    client.force_login(UserFactory())
    assert reverse("account_signup") not in client.get("/intake/ways/").content.decode()
