"""Evidence in a browser: a telephone's photograph is seen, a recording is heard, on a telephone and on a desk."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from common.cases.events import By, Channel
from common.documents import tasks
from common.documents.actions import receive
from common.documents.models import Document
from common.documents.states import EVIDENCE
from common.law import clock
from tests.documents.files import ON_ITS_SIDE, ofd, photo, sound
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(page: Page, user: Any, url: str) -> None:
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}])


def sent(content: bytes, name: str, user: Any) -> Document:
    by = By(user_id=user.pk, channel=Channel.WEB)
    given: dict[str, Any] = {"kind": "evidence", "draft_key": "d1", "takes": EVIDENCE}
    return receive(upload=SimpleUploadedFile(name, content), by=by, today=clock.today(), **given)


def seen(page: Page, name: str) -> None:
    """Kept for a look where somebody asks for it (SHOTS names a folder)."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("size", ["page", "phone"])
def test_evidence_is_seen_and_heard(
    request: pytest.FixtureRequest, size: str, live_server: LiveServer, accessible: Callable[[Page], None]
) -> None:
    page: Page = request.getfixturevalue(size)
    zhang = UserFactory()
    signed_in(page, zhang, live_server.url)
    picture, call = sent(photo("HEIF", held=ON_ITS_SIDE), "借条.HEIC", zhang), sent(sound(16000), "通话.wav", zhang)
    invoice = sent(ofd(), "发票.ofd", zhang)
    page.goto(f"/documents/{picture.uid}/look/")
    expect(page.get_by_text("正在转换成能看的样子")).to_be_visible()
    seen(page, f"{size}-waits")
    assert tasks.sweep_copies() == 2
    page.goto(f"/documents/{picture.uid}/look/")
    assert page.locator("img[src*=inline]").evaluate("one => [one.naturalWidth, one.naturalHeight]") == [300, 400]
    accessible(page)
    seen(page, f"{size}-picture")
    page.goto(f"/documents/{call.uid}/look/")
    page.wait_for_function("document.querySelector('audio').duration === 2")
    accessible(page)
    seen(page, f"{size}-sound")
    page.goto(f"/documents/{invoice.uid}/look/")
    expect(page.get_by_role("link", name="在浏览器中打开")).to_be_visible()
    seen(page, f"{size}-ofd")
