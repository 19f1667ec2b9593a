"""The frame of every page: where one can go, and whether the elder version is on."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from common.web.parts import Chrome, NavItem

ELDER_COOKIE = "elder"


def chrome(request: HttpRequest) -> dict[str, Any]:
    """``chrome`` for base.html, built only when a template asks for it.

    ``settings.CHROME_NAV`` names a callable ``(request) -> Iterable[NavItem]``; each item says its place.
    """
    return {"chrome": SimpleLazyObject(lambda: build(request))}


def build(request: HttpRequest) -> Chrome:
    path = getattr(settings, "CHROME_NAV", None)
    items: list[NavItem] = list(import_string(path)(request)) if path else _signed_out_items(request)
    elder = request.COOKIES.get(ELDER_COOKIE) == "1"
    switch = {"on": "0" if elder else "1", "next": request.get_full_path() if request.method == "GET" else "/"}
    return Chrome(
        elder=elder,
        elder_url=f"{reverse('web:elder')}?{urlencode(switch)}",
        nav=[item for item in items if item.place == "main"],
        account=[item for item in items if item.place == "account"],
        footer=[item for item in items if item.place == "footer"],
        band=[item for item in items if item.place == "band"],
    )


def and_back(request: HttpRequest, name: str) -> str:
    """The address of signing in or up, which leads back to the page one is on; on their own pages, where they lead."""
    asked = request.GET.get("next", "")
    here = request.get_full_path() if request.method == "GET" and request.path != "/" else ""
    target = asked if request.path.startswith("/accounts/") else here
    return f"{reverse(name)}?{urlencode({'next': target})}" if target else reverse(name)


def _signed_out_items(request: HttpRequest) -> list[NavItem]:
    try:
        return [NavItem("登录", and_back(request, "account_login"), place="account")]
    except NoReverseMatch:
        return []
