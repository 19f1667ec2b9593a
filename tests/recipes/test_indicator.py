"""CONTRIBUTING, "An indicator": one entry of one file, and the leader's page shows it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.test import Client

from common.law.articles import art
from common.people.states import Role
from tests.factories import court, staff
from yunfu_court.targets import indicators
from yunfu_court.targets.figures import Figure, headline
from yunfu_court.targets.states import Direction

pytestmark = pytest.mark.django_db

ADDED = indicators.Indicator(
    "counter_payment",
    "窗口交费率",
    art("实施意见", 14),
    Fraction(1, 2),
    Direction.AT_MOST,
    "在窗口交清诉讼费的案件数",
    "已交清诉讼费的案件数",
    "与网上缴费率互补。",
    (("paid.other", 1),),
    (("paid.online", 1), ("paid.other", 1)),
    short="窗口交费",
)


def test_it_stands_on_the_dashboard_and_opens(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indicators, "INDICATORS", (*indicators.INDICATORS, ADDED))
    monkeypatch.setitem(indicators.BY_KEY, ADDED.key, ADDED)
    client.force_login(staff(Role.PRESIDENT, court()))
    dashboard = client.get("/targets/").content.decode()
    assert "窗口交费" in dashboard
    assert "十项指标会在几秒内出现在这里" in dashboard
    assert "九项" not in dashboard
    page = client.get(f"/targets/{ADDED.key}/").content.decode()
    assert "在窗口交清诉讼费的案件数" in page


def test_the_sentence_counts_it() -> None:
    ten = (*indicators.INDICATORS, ADDED)
    met = [Figure(each, 0 if each.direction == Direction.AT_MOST else 100, 100) for each in ten]
    assert headline(met) == "十项指标全部达到目标"
