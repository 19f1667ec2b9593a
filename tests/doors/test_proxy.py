"""The proxy's stricter limit covers every door at which something can be tried; a new one is in neither list."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from yunfu_court import proxy

NAMELESS = ("", "favicon.ico", "robots.txt")  # the same for everybody


def open_to_strangers() -> dict[str, str]:
    """{name: route} of every door of ours that anybody may enter."""
    found = {}
    for name, route, pattern in proxy.named():
        door = getattr(pattern.callback, "door", None)
        if door is not None and door.public and route not in NAMELESS and not route.startswith(proxy.FOLDERS):
            found[name] = route
    return found


def test_every_door_open_to_strangers_is_held_or_has_nothing_to_guess() -> None:
    known = {*proxy.HELD, *proxy.FREE}
    assert sorted(set(open_to_strangers()) - known) == []
    assert not set(proxy.HELD) & set(proxy.FREE)


def test_no_list_names_what_is_no_door() -> None:
    every = {name for name, _, _ in proxy.named()} | {"web:style", "web:style_staff"}  # shown in development only
    assert sorted({*proxy.HELD, *proxy.FREE} - every) == []


def test_what_is_not_ours_lies_below_a_held_folder() -> None:
    """allauth's pages and the admin have no door of ours: whatever they add is held by its folder."""
    left = [route for _, route, pattern in proxy.named() if not hasattr(pattern.callback, "door")]
    assert [route for route in left if not route.startswith(proxy.FOLDERS)] == []


def test_the_shipped_proxy_is_what_the_names_make_it() -> None:
    text = proxy.conf().read_text(encoding="utf-8")
    assert proxy.location() in text
    assert proxy.written(text) == text
    held = text.split(proxy.location(), 1)[1].split("}", 1)[0]
    assert "limit_req zone=doors" in held


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("account_login", ()),
        ("account_signup", ()),
        ("account_request_login_code", ()),
        ("account_confirm_login_code", ()),
        ("mfa_authenticate", ()),
        ("admin:login", ()),
        ("intake:door", ()),
        ("intake:take_over", ()),
        ("people:forgotten", ()),
        ("petitions:track", ()),
        ("petitions:lodge", ()),
        ("petitions:rate", ("abc",)),
    ],
)
def test_the_address_of_each_is_met(name: str, args: tuple[str, ...]) -> None:
    location = re.compile(proxy.location().removeprefix("location ~ ").removesuffix(" {"))
    assert location.match(reverse(name, args=args))
    assert not location.match(reverse("fees:calculator"))
