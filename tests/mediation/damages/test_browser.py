"""The calculators in a browser: axe finds nothing, nothing sticks out at 1280 or 360 px, no script is needed."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from common.law import clock
from tests.mediation.damages.test_pages import TODAY, TYPED

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("SHOTS", "")  # a folder: each page is kept there, to be seen by people


@pytest.fixture(autouse=True)
def _today():
    clock.set_process_clock(TODAY)
    yield
    clock.set_process_clock(None)


def test_the_pages_fit(page: Page, live_server: Any, accessible: Callable[[Page], None]) -> None:
    addresses = {"index": reverse("mediation:damages")}
    for key in ("injury", "traffic", "loan", "card"):
        addresses[key] = f"{reverse('mediation:damages_one', args=[key])}?{urlencode(TYPED[key][0])}"
    wrong = {"start": "2026-05-01", "end": "2026-04-01"}
    addresses["wrong"] = f"{reverse('mediation:damages_one', args=['severance'])}?{urlencode(wrong)}"
    for name, address in addresses.items():
        answer = page.goto(live_server.url + address)
        assert answer
        assert answer.status == 200, name
        accessible(page)
        if SHOTS:
            for width in (1280, 360):
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
            page.set_viewport_size({"width": 1280, "height": 800})


def test_without_script_the_answer_stands_on_the_page(chromium: Browser, live_server: Any) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(live_server.url + reverse("mediation:damages_one", args=["fraud"]))
    page.get_by_label("买东西花了多少钱").fill("两千")
    page.get_by_role("button", name="计算").click()
    assert page.get_by_text("8,000.00").count()
    page.close()
