"""Service is visible to whom it binds: what began to run, what failed, and the notices for everybody (解释138)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from common.cases.actions import admit, record_facts
from common.cases.states import Capacity, FactKey
from common.delivery import actions, tasks
from common.delivery.models import Service
from common.delivery.states import Method, ServiceState
from common.law import clock
from common.notifications import tasks as notice_tasks
from tests.delivery.conftest import CLERK, MONDAY, NUMBER, signed
from tests.delivery.test_service import consents, fee_notice, waits
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_opening_is_receipt_and_says_what_began(suit: Any, zhang: Any, client: Client) -> None:
    case, party, _ = suit
    client.force_login(zhang)
    with clock.at(MONDAY):
        waits(case, party)
        consents(party, confirmed=False)
        row = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party))
        tasks.dispatch(row.pk)
        notice_tasks.sweep()
        url = f"/delivery/{row.uid}/"
        page = client.get(url).content.decode()
        assert "打开就是收到" in page
        assert "documents" not in page.split("打开就是收到")[0].split("<main")[-1], "no way past the receipt"
        row.refresh_from_db()
        assert row.state == ServiceState.PENDING, "to look at the page is not to open the paper"
        opened = client.post(url, {"open": "1"})
        row.refresh_from_db()
        assert (row.state, row.served_on) == (ServiceState.SERVED, MONDAY)
        assert "/documents/" in opened.headers["Location"]
        page = client.get(url).content.decode()
    for words in ("电子送达", "受送达人在线确认收悉", "最后一天是", "2026 年 11 月 30 日"):
        assert words in page, words


def test_by_post_the_number_is_told(suit: Any, zhang: Any, client: Client) -> None:
    case, party, _ = suit
    client.force_login(zhang)
    with clock.at(MONDAY):
        row = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party), method=Method.POST)
        actions.record_service(
            service=row, by=CLERK, day=MONDAY, method=Method.POST, today=MONDAY, shown=signed(party, number=NUMBER)
        )
        page = client.get(f"/delivery/{row.uid}/").content.decode()
    assert NUMBER in page
    assert "没有开始计算的期限" in page


def test_failure_and_notice_stand_on_both_pages_and_the_public_one(suit: Any, zhang: Any, client: Client) -> None:
    case, _, li = suit
    other = UserFactory(name="李四", verified=True)
    admit(case=case, user_id=other.pk, capacity=Capacity.PARTY, by=CLERK, today=MONDAY, party=li)
    with clock.at(MONDAY):
        assert "现在没有送达公告" in client.get("/delivery/notices/").content.decode()
        record_facts(case=case, facts={FactKey.RESPONDENT_WHEREABOUTS_KNOWN: False}, source="clerk", today=MONDAY)
        paper = fee_notice(case, li)
        first = actions.serve(party=li, by=CLERK, paper=paper, method=Method.POST)
        actions.fail_service(service=first, by=CLERK, reason="原址查无此人")
        row = actions.serve_again(service=first, method=Method.PUBLIC, by=CLERK)
        assert "李四" not in client.get("/delivery/notices/").content.decode(), "ordered is not announced"
        actions.publish(service=row, on=MONDAY, where="法院公告栏", by=CLERK, today=MONDAY)
        page = client.get("/delivery/notices/").content.decode()
        for words in ("李四", "交纳诉讼费用通知书", "12 月 23 日", "罗定"):
            assert words in page, words
        assert "张三" not in page.split("<main")[-1], "whose case it is is no business of everybody"
        for user, mine in ((zhang, False), (other, True)):
            client.force_login(user)
            page = client.get(f"/cases/{case.uid}/").content.decode()
            assert ("没有送到您那里" in page) is mine
            assert ("没有送到李四" in page) is not mine
            assert ("法院向您公告送达" in page) is mine
    with clock.at(date(2026, 12, 24)):
        client.logout()
        assert "李四" not in client.get("/delivery/notices/").content.decode(), "it has run"
    assert Service.objects.filter(pk=row.pk, state=ServiceState.PENDING).exists()


def test_no_door_leads_past_the_receipt(suit: Any, zhang: Any, client: Client) -> None:
    """民诉法90: from the case page or the file itself, before and after it is made: opening is receipt, by an act."""
    case, party, _ = suit
    client.force_login(zhang)
    with clock.at(MONDAY):
        consents(party, confirmed=False)
        row = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party))
        paper = row.paper
        assert paper is not None
        receipt = f"/delivery/{row.uid}/"
        assert client.get(f"/documents/papers/{paper.pk}/").headers["Location"] == receipt
        tasks.dispatch(row.pk)
        paper.refresh_from_db()
        assert paper.document is not None
        doors = [
            f"/documents/papers/{paper.pk}/",
            f"/documents/{paper.document.uid}/",
            f"/documents/{paper.document.uid}/look/",
        ]
        for door in doors:
            assert client.get(door).headers["Location"] == receipt, door
        assert Service.objects.get(pk=row.pk).state == ServiceState.PENDING, "a link that is followed receives nothing"
        client.post(receipt, {"open": "1"})
        assert Service.objects.get(pk=row.pk).state == ServiceState.SERVED
        opened = client.get(doors[1])
        assert opened.status_code == 200
        opened.close()
