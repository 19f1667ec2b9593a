"""What is kept only for a time ends, with a count, and nothing else does."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client

from common.documents.models import Document
from common.law import clock
from common.notifications.models import Notice
from common.people.models import User
from common.people.states import Role
from common.web.middleware import one_moment
from intake.filing.models import Draft
from intake.guidance.models import Guidance
from mediation.texts.models import SignCode
from petitions.letters.models import Attempt
from tests.counter.test_window import COME
from tests.factories import UserFactory, staff
from tests.factories import court as court_named
from tests.factories.cases import make_case
from tests.factories.triage import paying_case
from yunfu_court import retention
from yunfu_court.counter.middleware import KEY
from yunfu_court.counter.models import Visit
from yunfu_court.retention import TABLE

pytestmark = pytest.mark.django_db
NOW = clock.moment(datetime(2026, 12, 1, 10))


def draft(**changed: Any) -> Draft:
    values = {"guest": "g", "form": "loan", "wish": "sue", "started_on": NOW.date(), "saved_at": NOW}
    return Draft.objects.create(**(values | changed))


def session(**changed: Any) -> Session:
    return Session.objects.create(session_key=f"k{changed['expire_date']:%d%H}", session_data="x", **changed)


def guidance(**changed: Any) -> Guidance:
    return Guidance.objects.create(**({"guest": "g", "kind": "loan", "role": "claimant"} | changed))


def code(**changed: Any) -> Notice:
    values = {"kind": "people.code", "channel": "sms", "address": "13800000077", "title": "验证码", "due_at": NOW}
    return Notice.objects.create(**(values | {"occasion": str(changed["created_at"])} | changed))


def attempt(**changed: Any) -> Attempt:
    return Attempt.objects.create(scope="address", key="x", **changed)


def sign_code(**changed: Any) -> SignCode:
    return SignCode.objects.create(user=UserFactory(), text="agreement:1", code_hash="x", **changed)


def days(count: float) -> datetime:
    return NOW - timedelta(days=count)


LINES: list[tuple[str, Callable[[], Any], Callable[[], Any]]] = [
    ("sessions", lambda: session(expire_date=days(0.1)), lambda: session(expire_date=days(-0.1))),
    ("drafts", lambda: draft(saved_at=days(8)), lambda: draft(saved_at=days(6))),
    (
        "drafts",
        lambda: draft(saved_at=days(31), state="abandoned", owner=UserFactory()),
        lambda: draft(saved_at=days(31), owner=UserFactory()),
    ),
    (
        "drafts",
        lambda: draft(saved_at=days(91), guest="", entered_by=UserFactory()),
        lambda: draft(saved_at=days(89), guest="", entered_by=UserFactory()),
    ),
    (
        "drafts",
        lambda: draft(saved_at=days(1097), owner=UserFactory()),
        lambda: draft(saved_at=days(1095), owner=UserFactory()),
    ),
    (
        "drafts",
        lambda: draft(saved_at=days(8), handover_until=days(1)),
        lambda: draft(saved_at=days(8), handover_until=days(-1)),
    ),
    (
        "drafts",
        lambda: draft(saved_at=days(8)),
        lambda: draft(saved_at=days(8), case=make_case(court=court_named("luoding"))[0]),
    ),
    ("guidance", lambda: guidance(started_on=days(9).date()), lambda: guidance(started_on=days(5).date())),
    (
        "guidance",
        lambda: guidance(started_on=days(9).date()),
        lambda: guidance(started_on=days(9).date(), owner=UserFactory()),
    ),
    (
        "guidance",
        lambda: guidance(started_on=days(367).date(), owner=UserFactory()),
        lambda: guidance(started_on=days(364).date(), owner=UserFactory()),
    ),
    ("sign_codes", lambda: sign_code(sent_at=days(0.1)), lambda: sign_code(sent_at=NOW)),
    ("codes", lambda: code(created_at=days(31)), lambda: code(created_at=days(29))),
    ("codes", lambda: code(created_at=days(31)), lambda: code(created_at=days(31), kind="deadline")),
    ("tries", lambda: attempt(at=days(0.1)), lambda: attempt(at=NOW)),
]


@pytest.mark.parametrize(("key", "over", "stays"), LINES, ids=[f"{key}-{at}" for at, (key, *_) in enumerate(LINES)])
def test_each_line_ends_what_is_over_and_counts_it(key: str, over: Callable[[], Any], stays: Callable[[], Any]) -> None:
    gone, kept = over(), stays()
    assert retention.sweep(NOW)[key] == 1
    assert retention.sweep(NOW)[key] == 0
    assert not type(gone).objects.filter(pk=gone.pk).exists()
    assert type(kept).objects.filter(pk=kept.pk).exists()


def test_the_files_of_a_draft_go_with_it() -> None:
    row = draft(saved_at=days(8))
    values = {"kind": "evidence", "title": "借条", "original_name": "a.pdf", "media_type": "application/pdf", "size": 1}
    document = Document.objects.create(
        draft_key=row.files_key, sha256="0" * 64, path="documents/none", created_at=NOW, **values
    )
    row.evidence.create(document=document, title="借条")
    assert retention.sweep(NOW)["drafts"] == 1
    assert not Document.objects.exists()


def test_a_code_to_take_a_draft_over_is_forgotten_when_it_has_expired() -> None:
    row = draft(owner=UserFactory(), handover_hash="h", handover_until=days(1))
    assert retention.sweep(NOW)["handovers"] == 1
    row.refresh_from_db()
    assert (row.handover_hash, row.handover_until) == ("", None)


def test_one_line_that_fails_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    draft(saved_at=days(8))

    def fails(now: datetime) -> int:
        raise ValueError("poison")

    first = retention.Kept("bad", "", "", (), fails)
    monkeypatch.setattr(retention, "TABLE", (first, *TABLE))
    counts = retention.sweep(NOW)
    assert (counts["bad"], counts["drafts"]) == (-1, 1)


def test_every_line_has_its_article_and_the_command_says_the_table() -> None:
    assert all(line.ground and line.until for line in TABLE)
    out = io.StringIO()
    call_command("retention", stdout=out)
    assert len(out.getvalue().splitlines()) == len(TABLE)
    assert "个人信息保护法第四十七条第一款第（一）项" in out.getvalue()


@pytest.fixture
def visit(client: Client) -> tuple[Client, User, Visit]:
    """张三 stood at the window on the first of December."""
    case, zhang, _ = paying_case()
    clerk = staff(Role.CLERK, case.court, name="黄立案")
    client.force_login(clerk)
    with clock.at(NOW):
        client.post(f"/counter/cases/{case.uid}/", {**COME, "party": str(zhang.pk)})
    return client, clerk, Visit.objects.get()


def test_a_visit_ends_with_its_day_and_the_clerk_is_the_court_again(visit: tuple[Client, User, Visit]) -> None:
    client, clerk, row = visit
    home = f"/cases/{row.case.uid}/"
    with clock.at(NOW + timedelta(hours=8)):
        assert "正在为张三办理" in client.get(home).content.decode()
        assert retention.sweep(clock.now())["visits"] == 0
    later = NOW + timedelta(days=30)
    client.force_login(clerk)
    session = client.session
    session[KEY] = row.pk  # as whoever begins again at this window would find it
    session.save()
    with clock.at(later):
        page = client.get(home).content.decode()
        assert "正在为张三办理" not in page
        assert "当事人来窗口办理" in page, "the clerk looks as the court does"
        assert retention.sweep(later)["visits"] == 1
    row.refresh_from_db()
    assert (row.acts, row.closed_on) == (0, later.date())


def test_midnight_does_not_divide_an_act() -> None:
    """The clock goes on while a request is served; the request does not see it."""
    midnight, seen = clock.moment(datetime(2026, 12, 2)), []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(clock.today())
        clock.set_process_clock(midnight)
        seen.append(clock.today())
        return HttpResponse()

    clock.set_process_clock(midnight - timedelta(seconds=1))
    try:
        one_moment(view)(HttpRequest())
        assert [day.day for day in (*seen, clock.today())] == [1, 1, 2]
    finally:
        clock.set_process_clock(None)
