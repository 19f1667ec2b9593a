"""A paper that did not arrive: each side hears of it, who sued says where the other is found, and it goes there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client

from common.cases.actions import admit
from common.cases.models import Case, Party
from common.cases.states import Capacity
from common.delivery import actions, queries
from common.delivery.models import Service
from common.delivery.states import Method, ServiceState
from common.law import clock
from common.notifications.models import Notice
from tests.delivery.conftest import CLERK, MONDAY, NUMBER, signed
from tests.delivery.test_service import copy_to, fee_notice, waits
from tests.factories import UserFactory, staff

pytestmark = pytest.mark.django_db
HANDLERS = list(project.EVENT_HANDLERS)


@pytest.fixture
def told(suit: Any, settings: Any) -> tuple[Case, Party, Party]:
    settings.EVENT_HANDLERS = HANDLERS
    return suit


def bodies(kind: str) -> list[str]:
    return sorted(set(Notice.objects.filter(kind=kind).values_list("body", flat=True)))


def test_a_receipt_is_told_with_its_way_and_what_runs(told: Any) -> None:
    case, party, _ = told
    with clock.at(MONDAY):
        waits(case, party)
        row = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party), method=Method.POST)
        proof = signed(party, number=NUMBER)
        actions.record_service(service=row, by=CLERK, day=MONDAY, method=Method.POST, today=MONDAY, shown=proof)
    told_by = dict(Notice.objects.filter(kind="served").values_list("channel", "body"))
    for words, proof in ((told_by["in_site"], NUMBER), (told_by["sms"], "凭证登录可看")):
        for each in ("11 月 23 日邮寄送达", "11 月 30 日", proof):
            assert each in words, words
    assert NUMBER not in told_by["sms"]
    assert set(Notice.objects.filter(kind="served").values_list("link", flat=True)) == {f"/delivery/{row.uid}/"}


def test_who_sued_is_asked_and_the_paper_goes_where_they_say(told: Any, zhang: Any, client: Client) -> None:
    case, _, li = told
    stranger = UserFactory(name="李四", verified=True)
    admit(case=case, user_id=stranger.pk, capacity=Capacity.PARTY, by=CLERK, today=MONDAY, party=li)
    with clock.at(MONDAY):
        row = copy_to(case, li)
        actions.fail_service(service=row, by=CLERK, reason="原址查无此人")
        row.refresh_from_db()
        assert row.asked_until == date(2026, 12, 8), "the court's own figure"
        assert "12 月 8 日前登录告诉法院" in bodies("other_address")[0]
        assert len(bodies("not_served")) == 1
        url = f"/delivery/{row.uid}/elsewhere/"
        client.force_login(stranger)
        assert client.get(url).status_code == 404, "nobody is asked where they themselves are"
        assert "提供李四" not in client.get(f"/cases/{case.uid}/").content.decode()
        client.force_login(zhang)
        assert "提供李四的地址、电话" in client.get(f"/cases/{case.uid}/").content.decode()
        assert "最后用公告送达" in client.get(url).content.decode(), "what happens when nobody answers"
        empty = client.post(url, {"postal": "", "phone": "", "other": ""})
        assert (empty.status_code, "都不知道的" in empty.content.decode()) == (422, True)
        client.post(url, {"postal": "罗定市素龙街道九号", "phone": "13900000077", "other": ""})
        again = Service.objects.get(party=li, state=ServiceState.PENDING)
        assert (again.method, again.address.postal, again.address.confirmed_at) == (
            Method.POST,
            "罗定市素龙街道九号",
            None,
        )
        assert again.address.phone == "", "the other side's word is no telephone of the party's"
        assert "提供李四" not in client.get(f"/cases/{case.uid}/").content.decode()
        assert "您告诉了法院在哪里找到对方" in client.get(f"/cases/{case.uid}/").content.decode()
        assert "不用再提供地址" in client.get(url).content.decode()
        client.force_login(stranger)
        page = client.get(f"/cases/{case.uid}/").content.decode()
        assert "在哪里找到" not in page, "nobody reads what was told of them"


def test_what_the_party_confirmed_is_not_put_aside_by_the_other(told: Any, zhang: Any, client: Client) -> None:
    case, _, li = told
    with clock.at(MONDAY):
        actions.confirm_address(party=li, by=CLERK, recipient_name="李四", postal="罗定市附城街道三号")
        row = copy_to(case, li)
        actions.fail_service(service=row, by=CLERK, reason="原址查无此人")
        client.force_login(zhang)
        client.post(f"/delivery/{row.uid}/elsewhere/", {"postal": "别处九号院", "phone": "", "other": "在糖厂上班"})
        address = queries.current_address(li)
        assert address is not None
        assert address.postal == "罗定市附城街道三号"
        client.force_login(staff("court_clerk", case.court))
        for page in ("/delivery/", f"/delivery/{row.uid}/again/"):
            assert "在糖厂上班" in client.get(page).content.decode(), page
