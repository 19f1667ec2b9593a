"""What the frame shows to whom, for one query beyond the posts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from common.law import clock
from common.notifications import actions
from common.notifications.rules import Recipient
from tests.factories import UserFactory
from tests.factories import court as court_of
from tests.factories.mediation import make_mediator
from yunfu_court.workbench import nav

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def shown(user: Any, path: str = "/") -> list[Any]:
    request = RequestFactory().get(path)
    request.user = user
    with clock.at(DAY):
        return list(nav.items(request))


def labels(user: Any, path: str = "/") -> list[str]:
    return [item.label for item in shown(user, path) if item.place == "main"]


def test_a_mediator_finds_their_mediations() -> None:
    mediator = make_mediator(court_of("luoding"))
    assert labels(mediator.user) == ["我的调解", "我要立案", "办理指南", "我的案件", "信访"]
    mediator.until = date(2026, 1, 31)
    mediator.save()
    assert "我的调解" not in labels(mediator.user)


def test_a_litigant_and_a_guest_do_not() -> None:
    assert labels(UserFactory()) == ["首页", "我要立案", "办理指南", "我的案件", "我是被告", "信访"]
    assert labels(AnonymousUser()) == ["首页", "我要立案", "办理指南", "我是被告", "信访"]


def test_unread_messages_are_counted_in_one_query_however_many() -> None:
    zhang = UserFactory()
    with clock.at(DAY):
        for number in range(3):
            (row,) = actions.notify(
                kind="k", occasion=f"o:{number}", recipients=[Recipient(user_id=zhang.pk)], title="通知", body="请看。"
            )
            claimed = actions.claim(pk=row.pk, now=clock.now())
            assert claimed
            actions.keep_sent(notice=claimed, provider_ref="x", now=clock.now())
    with CaptureQueriesContext(connection) as counted:
        items = shown(zhang)
    assert [item.count for item in items if item.label == "消息"] == [3]
    assert len(counted) == 3, "the posts, the roster, the messages"


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["首页"]),
        ("/cases/", ["我的案件"]),
        ("/cases/0123456789abcdef/", ["我的案件"]),
        ("/intake/door/", ["我是被告"]),
    ],
)
def test_the_column_one_is_in_is_marked(path: str, current: list[str]) -> None:
    items = shown(UserFactory(), path)
    assert [item.label for item in items if item.current and item.place == "main"] == current
