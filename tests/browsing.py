"""Chromium for the tests marked `browser`: the machine's own by executable path, never a download.

A test takes `page` (1280 px) or `phone` (360 px, touch); either starts at the live server's address and fails at the
end when the console or a script reported an error (a broken Content-Security-Policy is one).
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER_FIXTURES = {"chromium", "page", "phone"}


def chromium_path() -> str | None:
    """CHROMIUM, or the first of the usual names on the PATH."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for a browser is a browser test."""
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser a worker. Without Chromium the test is skipped, loudly; under CI it fails."""
    path = chromium_path()
    if path is None:
        remedy = "no Chromium: apt-get install chromium, or set CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(remedy)
        pytest.skip(remedy)
    # Playwright's own event loop runs in this thread; Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    flags = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


def _open(chromium: Browser, live_server: LiveServer, **size: Any) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce", **size
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # A refused form (4xx) is an answer, not a fault of the page.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not complaints, f"the browser's console reported: {complaints}"


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A desk: 1280 x 800."""
    yield from _open(chromium, live_server, viewport={"width": 1280, "height": 800})


@pytest.fixture
def phone(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A small phone: 360 x 740, touch."""
    size = {"width": 360, "height": 740}
    yield from _open(chromium, live_server, viewport=size, is_mobile=True, has_touch=True)


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """`accessible(page)`: axe finds nothing, and nothing sticks out to the right, at this size and at 360 px."""

    def check(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        assert not found, "\n".join(
            f"{each['id']}: {each['help']} {[node['html'][:120] for node in each['nodes'][:3]]}" for each in found
        )
        before = page.viewport_size
        for width in {360, before["width"] if before else 360}:
            page.set_viewport_size({"width": width, "height": 800})
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overflow <= 0, f"{page.url} is {overflow} px too wide at {width} px"
        if before:
            page.set_viewport_size(before)

    return check
