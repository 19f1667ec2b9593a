"""Real-name check, the account page, posts, organisations, the second factor."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from common.law import clock
from common.people import actions
from common.people.access import has_role, is_court_staff, memberships_of
from common.people.adapters import IdentityAnswer
from common.people.models import User
from common.people.queries import courts_of, staff_of
from common.people.rules import PersonRefused
from common.people.states import Role
from tests.factories import MembershipFactory, UserFactory, court, fictitious_id, staff

pytestmark = [pytest.mark.django_db]
TODAY = date(2026, 11, 23)


@pytest.fixture
def zhang(client: Client) -> User:
    user = UserFactory(name="", phone="13700000001")
    client.force_login(user)
    return user


def check(client: Client, name: str, number: str, kind: str = "identity_card") -> Any:
    data = {"name": name, "id_number": number, "id_kind": kind}
    return client.post(reverse("people:real-name"), data)


def never(name: str, kind: str, number: str) -> IdentityAnswer:
    return IdentityAnswer(matches=False, problem="姓名与证件号码不一致。")


# --- Real name -------------------------------------------------------------------------------------------------------
def test_zhang_san_proves_who_he_is(client: Client, zhang: User) -> None:
    number = fictitious_id(1)
    with clock.at(TODAY):
        response = check(client, " 张 三 ", number)
    assert response.url == reverse("people:me")
    zhang.refresh_from_db()
    assert (zhang.name, zhang.id_number, zhang.verified_on) == ("张三", number, TODAY)
    body = client.get(reverse("people:me")).content.decode()
    assert "137****0001" in body
    assert number not in body
    assert "13700000001" not in body


@pytest.mark.parametrize(
    ("name", "number", "words"),
    [
        ("张三", "110105194912310021", "校验位"),
        ("张三", "1101", "18位"),
        ("张", fictitious_id(2), "完整的姓名"),
        ("张3", fictitious_id(2), "姓名"),
        ("", fictitious_id(2), "请填写姓名"),
    ],
)
def test_a_mistake_is_explained_at_the_field(client: Client, zhang: User, name: str, number: str, words: str) -> None:
    response = check(client, name, number)
    assert response.status_code == 422
    assert words in response.content.decode()
    zhang.refresh_from_db()
    assert zhang.verified_on is None


def test_the_checker_may_refuse(client: Client, zhang: User, settings: Any) -> None:
    settings.IDENTITY_CHECKER = f"{__name__}.never"
    response = check(client, "张三", fictitious_id(3))
    assert "不一致" in response.content.decode()
    zhang.refresh_from_db()
    assert zhang.verified_on is None


def test_one_document_belongs_to_one_account(client: Client, zhang: User) -> None:
    other = UserFactory(verified=True)
    response = check(client, other.name, other.id_number)
    assert "另一个账号" in response.content.decode()


def test_a_verified_name_does_not_change_by_itself() -> None:
    user = UserFactory(name="张三", verified=True)
    with pytest.raises(PersonRefused, match="12368"):
        actions.verify_identity(user=user, name="李四", number=user.id_number, on=TODAY)


def test_the_way_on_stays_on_this_site(client: Client, zhang: User) -> None:
    data = {"name": "张三", "id_number": fictitious_id(4), "id_kind": "identity_card", "next": "https://evil.example/"}
    assert client.post(reverse("people:real-name"), data).url == reverse("people:me")


def test_a_guest_is_sent_to_sign_in(client: Client) -> None:
    for name in ("me", "real-name", "new-password"):
        assert client.get(reverse(f"people:{name}")).url.startswith(reverse("account_login"))
    assert client.post(reverse("people:elder-mode")).url.startswith(reverse("account_login"))


def test_elder_mode_and_consent(client: Client, zhang: User) -> None:
    client.post(reverse("people:elder-mode"), {"wanted": "1"}, follow=True)
    assert client.cookies["elder"].value == "1"
    with clock.at(TODAY):
        client.post(reverse("people:consent"))
    zhang.refresh_from_db()
    assert zhang.elder_mode
    assert zhang.consented_on == TODAY
    client.post(reverse("people:elder-mode"), {"wanted": "0"})
    zhang.refresh_from_db()
    assert not zhang.elder_mode


# --- Posts -----------------------------------------------------------------------------------------------------------
def test_posts_cost_one_query_per_user_and_day(django_assert_num_queries: Any) -> None:
    judge = User.objects.get(pk=staff(Role.JUDGE).pk)
    with django_assert_num_queries(1):
        assert has_role(judge, Role.JUDGE, today=TODAY)
        assert not has_role(judge, {Role.CLERK, Role.PRESIDENT}, today=TODAY)
        assert courts_of(judge, TODAY)[0].slug == "yuncheng"
        assert is_court_staff(judge, TODAY)


def test_a_post_counts_from_its_first_to_its_last_day_in_its_court() -> None:
    user = UserFactory()
    actions.appoint(
        user=user, court=court("xinxing"), role=Role.CLERK, since=date(2026, 11, 2), until=date(2026, 11, 23)
    )
    held = [d for d in (1, 2, 23, 24) if has_role(user, Role.CLERK, today=date(2026, 11, d))]
    assert held == [2, 23]
    assert has_role(user, [Role.CLERK], today=TODAY, court=court("xinxing"))
    assert not has_role(user, Role.CLERK, today=TODAY, court=court("luoding").pk)
    assert memberships_of(AnonymousUser(), TODAY) == []


def test_the_same_post_twice_at_once_is_refused() -> None:
    post = MembershipFactory()
    with pytest.raises(PersonRefused):
        actions.appoint(user=post.user, court=post.court, role=Role.CLERK, since=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=post.user, court=post.court, role=Role.CLERK, since=TODAY)
    post.until = date(2026, 11, 22)  # as the administrator ends it
    post.save()
    actions.appoint(user=post.user, court=post.court, role=Role.CLERK, since=TODAY)


def test_staff_of_a_court() -> None:
    judge = staff(Role.JUDGE, name="陈法官")
    staff(Role.JUDGE, court("luoding"))
    staff(Role.CLERK)
    assert [post.user for post in staff_of(court(), Role.JUDGE, TODAY)] == [judge]


def test_without_the_second_factor_no_post_is_open(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True
    judge = staff(Role.JUDGE)
    assert not is_court_staff(judge, TODAY)
    TOTP.activate(judge, generate_totp_secret())
    assert is_court_staff(User.objects.get(pk=judge.pk), TODAY)


def test_with_an_old_password_no_post_is_open(settings: Any) -> None:
    settings.STAFF_PASSWORD_DAYS = 90
    judge = staff(Role.JUDGE, password_changed_on=date(2026, 8, 1))
    assert not is_court_staff(judge, TODAY)
    actions.set_password(user=judge, password="Another-2026", on=TODAY)
    assert is_court_staff(User.objects.get(pk=judge.pk), TODAY)


def test_the_second_factors_secret_is_sealed() -> None:
    user, secret = UserFactory(), generate_totp_secret()
    wrapper = TOTP.activate(user, secret)
    assert secret not in str(wrapper.instance.data)


# --- The first administrator -----------------------------------------------------------------------------------------
def test_the_first_administrator_can_sign_in(client: Client, monkeypatch: Any) -> None:
    court()
    where = "common.people.management.commands.create_staff.getpass"
    monkeypatch.setattr(where, lambda prompt: "Yunfu-2026-admin")
    out = StringIO()
    call_command("create_staff", "13800000009", "何管理", stdout=out)
    assert "系统管理员 何管理 138****0009" in out.getvalue()
    client.post(reverse("account_login"), {"login": "13800000009", "password": "Yunfu-2026-admin"})
    assert client.get(reverse("admin:courts_township_changelist")).status_code == 200
    with pytest.raises(CommandError, match="手机号"):
        call_command("create_staff", "13800000009", "何管理", "--role", "security_admin", stdout=out)
    with pytest.raises(CommandError, match="已经有系统管理员"):
        call_command("create_staff", "13800000011", "何管理", stdout=out)
    assert User.objects.count() == 1
    monkeypatch.setattr(where, lambda prompt: "short")
    with pytest.raises(CommandError):
        call_command("create_staff", "13800000010", "何管理", stdout=out)
