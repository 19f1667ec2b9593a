"""Posts by two: who proposes, who confirms, what neither may do for themselves, and what the administration opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.admin import site
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from django.test import Client
from django.urls import reverse

from common.law import clock
from common.law.refusal import ActionRefused
from common.notifications.models import Notice
from common.people import actions
from common.people.access import has_role
from common.people.models import AccountRecord, Membership, PostProposal, User
from common.people.states import PostState, Role
from tests.factories import UserFactory, court, staff
from yunfu_court.verifying.asking import INVARIANTS, ask

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
BY_NAME = {each.name: each for each in INVARIANTS}


@dataclass
class Three:
    """The administrators, another of each that acts, and somebody who is to have a post."""

    admin: User
    other_admin: User
    security: User
    other_security: User
    audit: User
    person: User

    def propose(self, role: Role = Role.CLERK, by: User | None = None, **changed: Any) -> PostProposal:
        facts = {"phone": self.person.phone, "court": court(), "since": DAY} | changed
        return actions.propose_post(role=role, by=by or self.admin, today=DAY, **facts)

    def given(self, role: Role = Role.CLERK) -> Membership:
        row = actions.decide_post(proposal=self.propose(role), confirm=True, by=self.security, today=DAY)
        assert row.post is not None
        return row.post


@pytest.fixture
def three() -> Three:
    return Three(
        staff(Role.ADMIN, name="曾技"),
        staff(Role.ADMIN, name="温技", phone="13800000192", verified=True),
        staff(Role.SECURITY, name="梁守"),
        staff(Role.SECURITY, name="伍守"),
        staff(Role.AUDIT, name="冼明"),
        UserFactory(name="叶新", phone="13800000191", verified=True),
    )


def said(row: PostProposal) -> list[str]:
    return list(AccountRecord.objects.filter(proposal=row).values_list("kind", flat=True))


def test_one_proposes_another_confirms(three: Three) -> None:
    row = three.propose()
    assert not has_role(User.objects.get(pk=three.person.pk), Role.CLERK, today=DAY), "a proposal opens nothing"
    told = {notice.user for notice in Notice.objects.filter(kind="people.post")}
    assert told == {three.security, three.other_security}
    row = actions.decide_post(proposal=row, confirm=True, by=three.security, today=DAY)
    assert has_role(User.objects.get(pk=three.person.pk), Role.CLERK, today=DAY)
    assert said(row) == ["post.proposed", "post.confirmed"]
    told = {notice.user for notice in Notice.objects.filter(kind="people.post", occasion=f"post:{row.pk}:confirmed")}
    assert told == {three.person, three.admin}
    assert row.post is not None
    later = DAY + timedelta(days=1)
    end = actions.propose_end(post=row.post, last=DAY, by=three.admin, today=later)
    with pytest.raises(ActionRefused):
        actions.propose_end(post=row.post, last=later, by=three.admin, today=later)  # it is proposed already
    actions.decide_post(proposal=end, confirm=True, by=three.other_security, today=later)
    assert not has_role(User.objects.get(pk=three.person.pk), Role.CLERK, today=later)
    for name in ("posts.chained", "posts.told", "posts.apart"):
        assert ask(BY_NAME[name]).count == 0


REFUSED: list[tuple[str, Callable[[Three], Any], str]] = [
    ("by who is not the system administrator", lambda t: t.propose(by=t.security), "只有系统管理员"),
    ("by the auditor", lambda t: t.propose(by=t.audit), "只有系统管理员"),
    ("for oneself", lambda t: t.propose(phone=t.other_admin.phone, by=t.other_admin), "不能为自己"),
    ("for nobody", lambda t: t.propose(phone="13800009999"), "实名认证"),
    ("in the past", lambda t: t.propose(since=DAY - timedelta(days=1)), "今天或者以后"),
    ("backward", lambda t: t.propose(until=DAY - timedelta(days=1)), "不能早于第一天"),
    ("twice", lambda t: (t.propose(), t.propose()), "正在等待核准"),
    ("an administrator as president", lambda t: t.propose(Role.PRESIDENT, phone=t.other_admin.phone), "不能兼任"),
    ("an administrator as auditor", lambda t: t.propose(Role.AUDIT, phone=t.other_admin.phone), "不能兼任"),
    ("a clerk as auditor", lambda t: (t.given(), t.propose(Role.AUDIT)), "不能兼任"),
    ("confirmed by the proposer", lambda t: decided(t.propose(), t.admin), "只有安全管理员"),
    ("confirmed by the auditor", lambda t: decided(t.propose(), t.audit), "只有安全管理员"),
    ("decided twice", lambda t: decided(decided(t.propose(), t.security), t.other_security), "已核准"),
    ("withdrawn by another", lambda t: actions.withdraw_post(proposal=t.propose(), by=t.other_admin), "自己提出的"),
]


def decided(row: PostProposal, by: User) -> PostProposal:
    return actions.decide_post(proposal=row, confirm=True, by=by, today=DAY)


@pytest.mark.parametrize(("act", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(three: Three, act: Callable[[Three], Any], words: str) -> None:
    with pytest.raises(ActionRefused, match=words):
        act(three)


def test_nobody_confirms_what_is_their_own(three: Three) -> None:
    """Also where somebody has both posts by rows that no act made: the database knows it too."""
    row = three.propose()
    Membership.objects.create(user=three.admin, court=court(), role=Role.SECURITY, since=DAY)
    with pytest.raises(ActionRefused, match="另一名安全管理员"):
        decided(row, User.objects.get(pk=three.admin.pk))
    for own in (three.admin, three.person):
        with pytest.raises(IntegrityError), transaction.atomic():
            PostProposal.objects.filter(pk=row.pk).update(state=PostState.CONFIRMED, decided_by=own)


def test_the_last_administrator_stays(three: Three) -> None:
    post = three.audit.memberships.get()
    row = actions.propose_end(post=post, last=DAY, by=three.admin, today=DAY)
    with pytest.raises(ActionRefused, match="最后一名审计管理员"):
        decided(row, three.security)
    assert Membership.objects.get(pk=post.pk).until is None
    three.given(Role.AUDIT)
    decided(row, three.security)
    assert Membership.objects.get(pk=post.pk).until == DAY


def test_confirmed_late_it_begins_that_day(three: Three) -> None:
    row = actions.decide_post(proposal=three.propose(), confirm=True, by=three.security, today=DAY + timedelta(days=9))
    assert row.post is not None
    assert row.post.since == DAY + timedelta(days=9)
    short = three.propose(Role.JUDGE, until=DAY + timedelta(days=2))
    with pytest.raises(ActionRefused, match="已经过去"):
        actions.decide_post(proposal=short, confirm=True, by=three.security, today=DAY + timedelta(days=9))


def test_the_chain_cannot_be_changed(three: Three) -> None:
    three.propose()
    for change in (lambda rows: rows.update(body=""), lambda rows: rows.delete()):
        with pytest.raises(InternalError), transaction.atomic():
            change(AccountRecord.objects.all())


# --- Pages -----------------------------------------------------------------------------------------------------------
def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_pages(three: Three) -> None:
    with clock.at(DAY):
        admin, security, audit = (client_of(user) for user in (three.admin, three.security, three.audit))
        url = reverse("people:posts")
        sent = {"phone": three.person.phone, "court": court().pk, "role": "clerk", "since": "2026-03-02"}
        assert admin.post(url, sent | {"since": "2026-02-02"}).status_code == 422
        assert security.post(url, sent).status_code == 200, "there is no form to send"
        assert not PostProposal.objects.exists()
        assert admin.post(url, sent).status_code == 302
        row = PostProposal.objects.get()
        decide = reverse("people:decide-post", args=[row.pk])
        assert "叶新" in admin.get(url).content.decode()
        assert "核准</button>" not in admin.get(url).content.decode()
        assert [admin.post(decide, {"confirm": "1"}).status_code, audit.post(decide).status_code] == [403, 403]
        assert security.get(url).content.decode().count("核准<span") == 2
        security.post(decide, {"confirm": "1"})
        post = three.person.memberships.get()
        end = reverse("people:end-post", args=[post.pk])
        assert security.get(end).status_code == 403
        assert admin.post(end, {"last": "2026-03-01"}).status_code == 422, "it began on the second"
        assert admin.post(end, {"last": "2026-03-02"}).status_code == 302
        assert client_of(three.person).get(url).status_code == 403
        page = audit.get(reverse("people:post-record")).content.decode()
        assert page.count("叶新") == 3
        admin.post(reverse("people:withdraw-post", args=[PostProposal.objects.latest("pk").pk]))
        assert PostProposal.objects.latest("pk").state == PostState.WITHDRAWN


# --- Django's administration -----------------------------------------------------------------------------------------
def test_the_administration_holds_reference_data_alone() -> None:
    assert {model._meta.app_label for model in site._registry} == {"courts", "triage"}


def test_the_administration_is_open_to_who_has_the_post(three: Three, settings: Any) -> None:
    url = reverse("admin:courts_township_changelist")
    flags = {"is_staff": True, "is_superuser": True}
    User.objects.filter(pk__in=[three.admin.pk, three.security.pk, three.person.pk]).update(**flags)
    with clock.at(DAY):
        assert client_of(three.admin).get(url).status_code == 200
        for other in (three.security, three.person):
            assert client_of(other).get(url, follow=True).status_code == 403, "flags alone open nothing"
        assert Client().get(url).status_code == 302
        three.admin.memberships.update(until=DAY - timedelta(days=1))
        assert client_of(three.admin).get(url, follow=True).status_code == 403
        three.admin.memberships.update(until=None)
        settings.STAFF_SECOND_FACTOR = True
        assert client_of(three.admin).get(url, follow=True).status_code == 403


def test_who_becomes_system_administrator_may_open_it(three: Three) -> None:
    three.given(Role.ADMIN)
    with clock.at(DAY):
        client = client_of(User.objects.get(pk=three.person.pk))
        assert client.get(reverse("admin:courts_township_changelist")).status_code == 200
