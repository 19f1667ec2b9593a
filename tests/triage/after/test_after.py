"""A case that ended goes on for its parties: what each of them reads, and the application that is printed."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
from django.test import Client

from common.cases.models import Party
from common.law import clock
from tests.factories import UserFactory
from tests.factories.triage import DAY
from tests.fees.settling.suits import OVER, Suit

pytestmark = pytest.mark.django_db


def printed(suit: Any, user: Any, remedy: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(f"/triage/cases/{suit.case.uid}/after/{remedy}/application/")
    assert answer.status_code == 200, answer.status_code
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def after(suit: Suit, user: Any) -> str:
    return suit.page(user, f"/triage/cases/{suit.case.uid}/after/")


def test_a_judgment_is_appealed_then_binds(caplog: pytest.LogCaptureFixture) -> None:
    suit = Suit()
    suit.judged([(suit.second.pk, None)])
    with clock.at(DAY):
        assert "您收到后，不服的可以上诉" in suit.page(suit.li)  # not served: no day runs yet
        suit.served(suit.second)
        assert "可以在 3 月 17 日（周二）前上诉" in suit.page(suit.li)
        assert "可以在 3 月 17 日（周二）前上诉" not in suit.page(suit.zhang)  # each from its own receipt
        assert "打印民事上诉状" in after(suit, suit.li)
        assert "申请执行" not in after(suit, suit.li)
        paper = printed(suit, suit.li, "appeal")
        drawing = [each.getMessage() for each in caplog.records if each.name.startswith("weasyprint")]
        assert drawing == [], "a form has no day of its own, and no author"
        assert "上诉人（原审被告）：李四" in paper
        assert "被上诉人（原审原告）：张三" in paper
        assert "云浮市中级人民法院" in paper
    suit.served(suit.first)
    suit.night(OVER)
    with clock.at(OVER):
        page = after(suit, suit.zhang)
        assert "生效，各方都要照着履行" in page
        assert "打印申请执行书" in page
        assert "打印民事上诉状" not in page
        assert "申请执行人：张三" in printed(suit, suit.zhang, "enforce").replace("（原审原告）", "")


def test_small_claims_say_that_they_are_final() -> None:
    suit = Suit("small")
    suit.judged([(suit.second.pk, None)])
    with clock.at(DAY):
        assert "这是最终的判决书，不能上诉" in suit.page(suit.li)
        assert "上诉状" not in after(suit, suit.li)


def test_what_is_not_open_is_not_printed_and_nobody_else_gets_in() -> None:
    suit = Suit()
    address = f"/triage/cases/{suit.case.uid}/after/"
    client = Client()
    client.force_login(suit.zhang)
    assert client.get(address).status_code == 404  # it has not ended
    suit.judged([(suit.second.pk, None)])
    with clock.at(DAY):
        for path in ("enforce", "retrial", "sue_again", "nothing"):
            assert client.get(f"{address}{path}/application/").status_code == 404, path
        assert client.get(address).status_code == 200
        for user in (UserFactory(name="王五", verified=True), suit.judge):
            client.force_login(user)
            assert client.get(address).status_code == 404


def test_who_left_the_case_is_told_nothing_of_its_end() -> None:
    suit = Suit()
    suit.judged([(suit.second.pk, None)])
    Party.objects.filter(pk=suit.first.pk).update(left_on=DAY)
    client = Client()
    client.force_login(suit.zhang)
    with clock.at(DAY):
        assert client.get(f"/triage/cases/{suit.case.uid}/after/").status_code == 404
        assert "看结案以后还能做什么" not in suit.page(suit.zhang)
        assert "看结案以后还能做什么" in suit.page(suit.li)
