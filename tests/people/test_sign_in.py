"""Signing up and in through the real views: password, code, what strangers learn, what happens to a guest's draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account import app_settings as account_settings
from allauth.core.internal import ratelimit as limits
from django.contrib.auth.hashers import get_hasher
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import IntegrityError
from django.test import Client, RequestFactory
from django.urls import reverse

from common.people.models import User
from common.web import pace
from tests.factories import UserFactory
from tests.factories.people import PASSWORD
from tests.people import sms

pytestmark = [pytest.mark.django_db]
CALLS: list[tuple[str, str]] = []


def signed_in(request: Any, user: User) -> None:
    CALLS.append((request.session.get("draft", ""), user.masked_phone))


@pytest.fixture(autouse=True)
def _outside(settings: Any) -> Iterator[None]:
    settings.SMS_SENDER = "tests.people.sms.keep"
    settings.SIGNED_IN_HANDLERS = [f"{__name__}.signed_in"]
    settings.LOGIN_REDIRECT_URL = "/"
    cache.clear()
    sms.SENT.clear()
    CALLS.clear()
    yield
    cache.clear()


def sign_up(client: Client, phone: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_signup"), {"phone": phone, "password1": password, "password2": password})


def who(client: Client) -> str:
    pk = client.session.get("_auth_user_id")
    return User.objects.get(pk=pk).phone if pk else ""


def test_a_guest_signs_up_by_phone_and_keeps_the_draft(client: Client) -> None:
    session = client.session
    session["draft"] = "D-1"
    session.save()
    response = sign_up(client, "+86 138 0000 1111")
    assert response.url == reverse("account_verify_phone")
    user = User.objects.get()
    assert (user.phone, user.phone_verified) == ("13800001111", False)
    assert user.created_at is not None
    assert who(client) == ""

    response = client.post(reverse("account_verify_phone"), {"code": sms.last_code()})
    assert response.url == "/"
    user.refresh_from_db()
    assert user.phone_verified
    assert who(client) == "13800001111"
    assert CALLS == [("D-1", "138****1111")]


def test_a_wrong_code_says_so_and_the_third_ends_it(client: Client) -> None:
    sign_up(client, "13800001112")
    right = sms.last_code()
    wrong = "000000" if right != "000000" else "111111"
    response = client.post(reverse("account_verify_phone"), {"code": wrong})
    assert "验证码不正确" in response.content.decode()
    client.post(reverse("account_verify_phone"), {"code": wrong})
    client.post(reverse("account_verify_phone"), {"code": wrong})
    client.post(reverse("account_verify_phone"), {"code": right})
    assert who(client) == ""


def test_signing_in_by_password(client: Client) -> None:
    UserFactory(phone="13800001113")
    response = client.post(reverse("account_login"), {"login": "１３８ ００００ １１１３", "password": PASSWORD})
    assert response.url == "/"
    assert who(client) == "13800001113"


def test_signing_in_by_code(client: Client) -> None:
    UserFactory(phone="13800001114", password=None)
    response = client.post(reverse("account_request_login_code"), {"phone": "13800001114"})
    assert response.url == reverse("account_confirm_login_code")
    assert sms.SENT[-1][:2] == ("13800001114", "code")
    client.post(reverse("account_confirm_login_code"), {"code": sms.last_code()})
    assert who(client) == "13800001114"


@pytest.mark.parametrize("typed", ["1234", "23800001111", "138000011111", "abc"])
def test_what_is_no_mobile_number_is_refused_in_chinese(client: Client, typed: str) -> None:
    response = sign_up(client, typed)
    assert "11 位手机号" in response.content.decode()
    assert not User.objects.exists()


def test_an_account_cannot_be_told_from_none(client: Client) -> None:
    """Password, code and sign-up answer alike; only the owner of the number learns the truth, by message."""
    UserFactory(phone="13800001115")
    answers = {}
    for phone in ("13800001115", "13800009999"):
        guest = Client()
        cache.clear()
        wrong = guest.post(reverse("account_login"), {"login": phone, "password": "not-the-password"})
        code = guest.post(reverse("account_request_login_code"), {"phone": phone})
        confirm = guest.post(reverse("account_confirm_login_code"), {"code": "000000"})
        stranger = Client()
        up = sign_up(stranger, phone)
        answers[phone] = [
            wrong.status_code,
            "手机号或密码不正确" in wrong.content.decode(),
            (code.status_code, code.url),
            (confirm.status_code, "验证码不正确" in confirm.content.decode()),
            (up.status_code, up.url),
        ]
    assert answers["13800001115"] == answers["13800009999"]
    templates = [(phone, template) for phone, template, _ in sms.SENT]
    assert templates == [
        ("13800001115", "code"),
        ("13800001115", "account_exists"),
        ("13800009999", "unknown_account"),
        ("13800009999", "code"),
    ]


def test_guessing_a_password_is_stopped(client: Client) -> None:
    UserFactory(phone="13800001116")
    for _ in range(5):
        client.post(reverse("account_login"), {"login": "13800001116", "password": "guess"})
    response = client.post(reverse("account_login"), {"login": "13800001116", "password": PASSWORD})
    assert "尝试次数过多" in response.content.decode()
    assert who(client) == ""


SPELT = ("13800001130", "138 0000 1130", "+86 138-0000-1130", "008613800001130", "１３８００００１１３０")


def try_in(phone: str, password: str = "guess", address: str = "198.51.100.7") -> tuple[Client, str]:
    """One try from a browser of its own: the browser, and what its page says."""
    client = Client(REMOTE_ADDR=address)
    response = client.post(reverse("account_login"), {"login": phone, "password": password})
    return client, response.content.decode()


@pytest.fixture
def passing(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Time for the limits: stands still until it is told to pass."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: now[0], sleep=sleep, monotonic=monotonic))

    def passes(seconds: float) -> None:
        now[0] += seconds

    return passes


def test_who_guesses_one_number_locks_no_other(client: Client) -> None:
    UserFactory(phone="13800001130")
    UserFactory(phone="13800001131")
    for _ in range(40):
        _, said = try_in("13800001130")
    assert "尝试次数过多" in said
    other, _ = try_in("13800001131", PASSWORD)
    assert who(other) == "13800001131"


@pytest.mark.parametrize("known", [True, False])
def test_a_number_is_limited_however_it_is_spelt_and_wherever_it_is_tried(
    known: bool, passing: Callable[[float], None]
) -> None:
    """A number nobody has is answered with the same words after the same number of tries."""
    if known:
        UserFactory(phone="13800001130")
    said = [try_in(typed, address=f"198.51.100.{place}")[1] for place, typed in enumerate(SPELT * 2)]
    assert all("手机号或密码不正确" in each for each in said)
    for typed in SPELT:
        guest, said_then = try_in(typed, PASSWORD, address="203.0.113.9")
        assert "尝试次数过多" in said_then
        assert who(guest) == ""
    passing(300)
    guest, _ = try_in(SPELT[0], PASSWORD)
    assert who(guest) == ("13800001130" if known else "")


def test_a_busy_address_still_lets_a_right_password_in(
    passing: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hall full of people who mistype shuts nobody out; a flood hears of its mistakes later, and is told nothing
    else. A right password never waits."""
    waited: list[float] = []
    monkeypatch.setattr("common.web.pace.pause", waited.append)
    UserFactory(phone="13800001131")
    for place in range(60):
        assert "手机号或密码不正确" in try_in(f"138{place:08}")[1]
        passing(1)
    guest, _ = try_in("13800001131", PASSWORD)
    assert who(guest) == "13800001131"
    waited.clear()
    cache.clear()
    for place in range(30):
        assert "手机号或密码不正确" in try_in(f"139{place:08}")[1]
    assert len(waited) == 10
    assert waited == sorted(set(waited))
    assert waited[-1] <= 1
    guest, _ = try_in("13800001131", PASSWORD)
    assert who(guest) == "13800001131"
    assert len(waited) == 10


def test_a_stranger_spends_nothing_of_the_owners(passing: Callable[[float], None]) -> None:
    """From changing addresses: the owner's telephone, and the place where they signed in before, keep their own."""
    UserFactory(phone="13800001131")
    own, _ = try_in("13800001131", PASSWORD, address="203.0.113.1")
    device = own.cookies["known_device"].value

    def noise() -> None:
        for place in range(12):
            try_in("13800001131", address=f"198.51.100.{place}")
            ask("13800001131", f"198.51.100.{place}")

    def ask(phone: str, address: str, **cookies: str) -> str:
        client = Client(REMOTE_ADDR=address)
        for name, value in cookies.items():
            client.cookies[name] = value
        answer = client.post(reverse("account_request_login_code"), {"phone": phone})
        return "" if answer.status_code == 302 else answer.content.decode()

    noise()
    assert len(sms.SENT) == 6  # what strangers may ask for one number
    at_home, _ = try_in("13800001131", PASSWORD, address="203.0.113.1")
    assert who(at_home) == "13800001131"
    abroad = Client(REMOTE_ADDR="192.0.2.9")
    abroad.cookies["known_device"] = device
    abroad.post(reverse("account_login"), {"login": "13800001131", "password": PASSWORD})
    assert who(abroad) == "13800001131"
    assert ask("13800001131", "203.0.113.1") == ""
    assert ask("13800001131", "192.0.2.9", known_device=device) == ""
    # Whoever is at neither waits, and is pointed to no way that is shut.
    _, said = try_in("13800001131", PASSWORD, address="192.0.2.10")
    assert "尝试次数过多" in said
    assert "验证码登录。" not in said
    assert "验证码要得太多" in ask("13800001131", "192.0.2.10")
    passing(3600)
    assert ask("13800001131", "192.0.2.10") == ""


def test_a_device_is_known_by_our_own_hand_only() -> None:
    UserFactory(phone="13800001131")
    for place in range(12):
        try_in("13800001131", address=f"198.51.100.{place}")
    client = Client(REMOTE_ADDR="192.0.2.9")
    client.cookies["known_device"] = "W10:1abcde:forged"
    client.post(reverse("account_login"), {"login": "13800001131", "password": PASSWORD})
    assert who(client) == ""


def test_a_crowd_at_sign_up_waits_for_seconds_and_a_known_hall_does_not(settings: Any) -> None:
    said = [sign_up(Client(), f"137{place:08}") for place in range(6)]
    assert [each.status_code for each in said] == [302] * 5 + [200]
    page = said[-1].content.decode()
    assert "这个网络上要验证码的人多，请过 10 秒再按一次。" in page
    assert 'value="13700000005"' in page
    settings.KNOWN_NETWORKS = ["127.0.0.0/8"]
    assert [sign_up(Client(), f"136{place:08}").status_code for place in range(9)] == [302] * 9


def test_one_address_that_sends_codes_to_everybody_is_slowed_and_others_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each to another number, so that no number's allowance stops it: the gap grows with every code."""
    gaps: list[int] = []
    add = cache.add
    monkeypatch.setattr(
        pace,
        "cache",
        SimpleNamespace(
            get=lambda key: None,
            add=lambda key, value, timeout: (
                gaps.append(timeout) if ":gap:" in key else None,
                add(key, value, timeout),
            )[1],
            incr=cache.incr,
        ),
    )
    limit = pace.Pace(burst=100, free=5, slowest=8)
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.7")
    for _ in range(20):
        pace.wait(request, "code", limit)
    assert gaps == [1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8, 8, 8, 8, 8]
    assert pace.wait(RequestFactory().get("/", REMOTE_ADDR="198.51.100.8"), "code", limit) == 0


def test_signing_up_with_a_strangers_number_is_held_as_asking_for_a_code_is() -> None:
    """Whoever types my number anywhere shares what strangers have of it; what is mine is not theirs."""
    UserFactory(phone="13800001131")
    try_in("13800001131", PASSWORD, address="203.0.113.1")
    for place in range(12):
        stranger = Client(REMOTE_ADDR=f"198.51.100.{place}")
        stranger.post(reverse("account_signup"), {"phone": "13800001131", "password1": PASSWORD, "password2": PASSWORD})
    assert [template for _, template, _ in sms.SENT] == ["account_exists"] * 6
    guest = Client(REMOTE_ADDR="203.0.113.1")
    assert guest.post(reverse("account_request_login_code"), {"phone": "13800001131"}).status_code == 302
    assert sms.SENT[-1][:2] == ("13800001131", "code")


def test_a_code_is_sent_again_within_the_same_allowance() -> None:
    """The button "send again" asked nobody: from many addresses it was a way to ring somebody else's telephone."""
    UserFactory(phone="13800001131")
    for place in range(6):
        client = Client(REMOTE_ADDR=f"198.51.100.{place}")
        client.post(reverse("account_request_login_code"), {"phone": "13800001131"})
        for _ in range(3):
            client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    assert len(sms.SENT) == 6


@pytest.mark.parametrize("known", [True, False])
def test_both_paths_hash_once(known: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sign-in, sign-up and a code for a number that has an account, and for one that has none: as many passwords are
    hashed, so no clock tells them apart. (Counted, not timed.)"""
    if known:
        UserFactory(phone="13800001115")
    hasher, done, counts = type(get_hasher()), [], []
    encode = hasher.encode  # comparing encodes too
    monkeypatch.setattr(hasher, "encode", lambda self, *args, **more: (done.append(1), encode(self, *args, **more))[1])
    for address, fields in (
        ("account_login", {"login": "13800001115", "password": "not-the-password"}),
        ("account_signup", {"phone": "13800001115", "password1": PASSWORD, "password2": PASSWORD}),
        ("account_request_login_code", {"phone": "13800001115"}),
    ):
        done.clear()
        Client().post(reverse(address), fields)
        counts.append(len(done))
    assert counts == [1, 1, 0]


def test_who_asks_for_codes_to_one_number_keeps_no_other_from_theirs() -> None:
    UserFactory(phone="13800001130")
    UserFactory(phone="13800001131")
    for place in range(40):
        Client().post(reverse("account_request_login_code"), {"phone": SPELT[place % len(SPELT)]})
    Client().post(reverse("account_request_login_code"), {"phone": "13800001131"})
    assert [phone for phone, _, _ in sms.SENT] == ["13800001130"] * 2 + ["13800001131"]


def test_allauth_counts_no_address() -> None:
    """What an address does slows it (`common.web.pace`); only accounts are refused here."""
    for action in account_settings.RATE_LIMITS:
        rates = limits.get_rates(app="allauth.account", action=action)
        assert all(each.per != "ip" or each.duration <= 10 for each in rates), action
    for action in ("signup", "login", "request_login_code", "verify_phone", "login_failed"):
        assert all(each.per != "ip" for each in limits.get_rates(app="allauth.account", action=action)), action


def test_a_hall_the_court_knows_is_not_shut_by_strangers_nor_by_its_own(
    settings: Any, passing: Callable[[float], None]
) -> None:
    settings.KNOWN_NETWORKS = ["203.0.113.0/24"]
    UserFactory(phone="13800001131")
    for place in range(20):  # strangers spend what they share
        try_in("13800001131", address=f"198.51.100.{place}")
    for place in range(12):  # and the hall's own people mistype, each their number, then this one
        try_in(f"138{place:08}", address="203.0.113.9")
        try_in("13800001131", address="203.0.113.9")
    guest, _ = try_in("13800001131", PASSWORD, address="203.0.113.9")
    assert who(guest) == "13800001131"


def test_codes_to_one_number_are_limited(client: Client) -> None:
    UserFactory(phone="13800001117")
    for _ in range(4):
        Client().post(reverse("account_request_login_code"), {"phone": "13800001117"})
    assert len(sms.SENT) == 2


def test_nobody_can_take_a_number_before_its_owner(client: Client) -> None:
    """A stranger signs up with my number and a password; when I come, the account I get is mine alone."""
    stranger, owner = Client(), Client()
    sign_up(stranger, "13800001118", "strangers-password-1")
    cache.clear()
    sign_up(owner, "13800001118")
    owner.post(reverse("account_verify_phone"), {"code": sms.last_code()})
    assert who(owner) == "13800001118"
    assert User.objects.filter(is_active=True).count() == 1
    cache.clear()
    stranger.post(reverse("account_login"), {"login": "13800001118", "password": "strangers-password-1"})
    assert who(stranger) == ""


def test_a_weak_password_is_explained_in_chinese(client: Client) -> None:
    body = sign_up(client, "13800001119", "12345").content.decode()
    assert "密码" in body
    assert not User.objects.exists()


def test_a_switched_off_account_stays_out(client: Client) -> None:
    UserFactory(phone="13800001120", is_active=False)
    client.post(reverse("account_login"), {"login": "13800001120", "password": PASSWORD})
    client.post(reverse("account_request_login_code"), {"phone": "13800001120"})
    if any(template == "code" for _, template, _ in sms.SENT):
        client.post(reverse("account_confirm_login_code"), {"code": sms.last_code()})
    assert who(client) == ""


def test_forgotten_password_by_code(client: Client) -> None:
    user = UserFactory(phone="13800001121")
    response = client.get(reverse("people:forgotten"))
    assert response.url.startswith(reverse("account_request_login_code"))
    client.post(response.url, {"phone": "13800001121"})
    confirm = f"{reverse('account_confirm_login_code')}?next={reverse('people:new-password')}"
    response = client.post(confirm, {"code": sms.last_code()})
    assert response.url == reverse("people:new-password")
    response = client.post(response.url, {"password1": "quite-new-2026", "password2": "quite-new-2026"})
    assert response.url == reverse("people:me")
    user.refresh_from_db()
    assert user.check_password("quite-new-2026")
    assert user.password_changed_on is not None
    assert who(client) == "13800001121"


def test_a_password_alone_does_not_open_the_new_password_page(client: Client) -> None:
    UserFactory(phone="13800001122")
    client.post(reverse("account_login"), {"login": "13800001122", "password": PASSWORD})
    assert client.get(reverse("people:new-password")).url == reverse("account_change_password")


def test_the_session_row_does_not_show_the_phone(client: Client) -> None:
    sign_up(client, "13800001123")
    from django.core import signing

    row = Session.objects.get(pk=client.session.session_key)
    clear = signing.loads(row.session_data, salt="django.contrib.sessions.SessionStore", serializer=_Bytes)
    assert b"13800001123" not in clear


class _Bytes:
    def loads(self, data: bytes) -> bytes:
        return data


def test_the_database_holds_one_account_per_number() -> None:
    UserFactory(phone="13800001124")
    with pytest.raises(IntegrityError):
        UserFactory(phone="13800001124")


def stale(address: str) -> tuple[Client, dict[str, str]]:
    """A sign-in page that was open when somebody signed in, or out, in another window: its token is another one's."""
    client = Client(enforce_csrf_checks=True)
    page = client.get(address).content.decode()
    token = page.split('csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
    client.cookies["csrftoken"] = "a" * 32
    return client, {"csrfmiddlewaretoken": token, "login": "13800001111", "password": PASSWORD}


OURS = {"HTTP_ORIGIN": "http://testserver"}


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_request_login_code"])
def test_a_stale_sign_in_page_leads_on_who_has_signed_in(name: str) -> None:
    client, sent = stale(reverse(name))
    client.force_login(UserFactory())
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post(reverse(name), sent | {"next": "/me/"}, **OURS)
    assert (answer.status_code, answer.url) == (302, "/me/")
    assert client.post(reverse(name), sent, **OURS).url == "/"
    assert client.post(reverse(name), sent | {"next": "https://elsewhere.example/"}, **OURS).url == "/"


def test_a_stale_sign_in_page_is_shown_anew_and_signs_nobody_in() -> None:
    UserFactory(phone="13800001111")
    client, sent = stale(reverse("account_login"))
    answer = client.post(reverse("account_login"), sent | {"next": "/me/"}, **OURS)
    assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next=/me/")
    assert who(client) == ""
    assert "登录页面已过期" in client.get(answer.url).content.decode()


def test_what_another_site_sends_to_the_sign_in_page_is_refused_as_ever() -> None:
    client, sent = stale(reverse("account_login"))
    for origin in ({"HTTP_ORIGIN": "https://elsewhere.example"}, {}):
        assert client.post(reverse("account_login"), sent, **origin).status_code == 403
