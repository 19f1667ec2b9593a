"""What follows the closing, in a browser: axe finds nothing, nothing sticks out at 1280 or 360 px."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from common.law import clock
from tests.factories.triage import DAY
from tests.fees.settling.suits import OVER, Suit

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("SHOTS", "")  # a folder: each page is kept there, to be seen by people


@pytest.mark.usefixtures("live_server")
def test_the_pages_after_the_closing(page: Page, live_server: Any, accessible: Callable[[Page], None]) -> None:
    suit = Suit()
    clock.set_process_clock(DAY)
    try:
        suit.judged([(suit.second.pk, None)])
        suit.served(suit.second, suit.first)
        for day, user in ((DAY, suit.li), (OVER, suit.zhang)):
            suit.night(day)
            clock.set_process_clock(day)
            client = Client()
            client.force_login(user)
            value = client.cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
            for path in (f"/cases/{suit.case.uid}/", f"/triage/cases/{suit.case.uid}/after/"):
                page.goto(path)
                accessible(page)
                if SHOTS:
                    for width in (1280, 360):
                        page.set_viewport_size({"width": width, "height": 900})
                        name = f"{path.strip('/').split('/')[-1][:5]}-{user.name}-{width}"
                        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
            if SHOTS:
                for remedy in ("appeal", "enforce"):
                    answer = client.get(f"/triage/cases/{suit.case.uid}/after/{remedy}/application/")
                    if answer.status_code == 200:
                        Path(f"{SHOTS}/{remedy}.pdf").write_bytes(answer.content)
    finally:
        clock.set_process_clock(None)
