"""People with a browser of their own in a court that works: `City` holds both.

A person acts by what stands on the page (labels, legends, names of buttons and links), and every page they come to is
looked at once: axe finds nothing, nothing sticks out at 360 and 1280 px, no word of the programme's stands in it. What
is wrong is collected in `City.faults` and fails the story at its end, so that one run shows all of it.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, expect

from common.courts.models import Court
from common.people.models import User
from tests.factories.people import PASSWORD
from tests.stories.town import Town

expect.set_options(timeout=15_000)
SIZES = {"desk": (1280, 800), "phone": (360, 740)}
# What no reader should see: a value that is absent, a tag, a mark that was escaped twice.
FOREIGN = re.compile(r"\bNone\b|\bTrue\b|\bFalse\b|\bNaN\b|\bundefined\b|[{]{2}|[{]%|&(?:amp|lt|gt|quot|#\d+);")
PICTURES = os.environ.get("COURT_PICTURES", "")  # a folder: each page looked at is kept there, to be seen by people


def _begins(words: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(words)}")


class Person:
    """Somebody with a browser. `page` is theirs for what these few verbs do not say."""

    def __init__(self, city: City, user: User | None, page: Page, size: str) -> None:
        self.city, self.user, self.page, self.size = city, user, page, size
        self.status = 200
        page.on("console", self._heard)
        page.on("pageerror", lambda error: city.faults.append(f"{page.url}: {error}"))
        page.on("response", self._answered)

    # --- what one does

    def open(self, url: str, *, status: int = 200) -> Person:
        self.page.goto(url)
        assert self.status == status, f"{url} answered {self.status}"
        self.look()
        return self

    def follow(self, words: str, *, within: Locator | None = None) -> Person:
        """Click the first link with this name."""
        link = (within or self.page).get_by_role("link", name=words).first
        with self.page.expect_navigation():
            link.click(no_wait_after=True)
        self.look()
        return self

    def menu(self) -> Person:
        """On a phone the frame's links wait behind a button."""
        if self.size == "phone":
            self.page.get_by_role("button", name="菜单").click()
        return self

    def press(self, words: str, *, within: Locator | None = None, sure: str = "") -> Person:
        """Press the button that begins with these words; `sure` is the button of the box that asks once more."""
        button = (within or self.page).get_by_role("button", name=_begins(words)).first
        with self.page.expect_navigation():
            button.click(no_wait_after=True)
            if sure:
                self.page.get_by_role("alertdialog").get_by_role("button", name=sure).click(no_wait_after=True)
        assert self.status < 500, f"{self.page.url} answered {self.status}"
        self.look()
        return self

    def fill(self, label: str, value: str, *, within: Locator | None = None) -> Person:
        """A text, a number, a date: the control whose label begins so."""
        (within or self.page).get_by_label(_begins(label)).first.fill(value)
        return self

    def type(self, label: str, value: str) -> Person:
        """Fill in and go on to the next control, as a keyboard does: what is saved by itself is saved then."""
        self.fill(label, value).page.keyboard.press("Tab")
        return self

    def select(self, label: str, option: str, *, within: Locator | None = None) -> Person:
        box = (within or self.page).get_by_label(_begins(label)).first
        words = box.locator("option", has_text=option).first
        box.select_option(value=words.get_attribute("value"))
        return self

    def choose(self, legend: str, option: str) -> Person:
        """A radio button or tick-box under the legend that begins so."""
        group = self.page.get_by_role("group", name=_begins(legend)).first
        group.get_by_label(_begins(option)).first.check()
        return self

    def tick(self, label: str, *, within: Locator | None = None) -> Person:
        (within or self.page).get_by_role("checkbox", name=label).first.check()
        return self

    def attach(self, label: str, *paths: Path) -> Person:
        self.page.get_by_label(_begins(label)).first.set_input_files(list(paths))
        return self

    def sees(self, *words: str) -> Person:
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)
        return self

    def sees_not(self, *words: str) -> Person:
        for each in words:
            expect(self.page.locator("body")).not_to_contain_text(each)
        return self

    def offline(self, yes: bool = True) -> Person:
        """The connection of every window of theirs breaks, or is back."""
        self.page.context.set_offline(yes)
        return self

    def another_window(self) -> Person:
        """A second window of the same browser."""
        made = Person(self.city, self.user, self.page.context.new_page(), self.size)
        self.city.people.append(made)
        return made

    def sign_in(self, *, then: str = "/") -> Person:
        """By the sign-in page, with phone and password."""
        return self.open(f"/accounts/login/?next={then}").enter_password()

    def enter_password(self) -> Person:
        assert self.user is not None
        self.fill("手机号", self.user.phone).fill("密码", PASSWORD).press("登录")
        assert "/accounts/login" not in self.page.url, self.page.locator("main").inner_text()
        return self

    def bring_session(self) -> Person:
        """Signed in already, as somebody who comes back: by the session's cookie, without the sign-in page."""
        assert self.user is not None
        client = Client()
        client.force_login(self.user)
        name = settings.SESSION_COOKIE_NAME
        self.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.city.url}])
        return self

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def uid(self) -> str:
        """The case's uid in this page's address."""
        return str(resolve(self.path).kwargs["uid"])

    # --- what is looked at

    def look(self, *, again: str = "") -> None:
        """Accessible, and fitting at both widths: once for each page and heading; `again` names what has changed."""
        self.page.wait_for_load_state()
        try:
            name = resolve(self.path).view_name
        except Resolver404:
            return
        if not self.page.url.startswith(self.city.url):
            return
        heading = self.page.locator("h1").first.inner_text() if self.page.locator("h1").count() else ""
        if not self.city.first_look(name, re.sub(r"[\d（）()〔〕]+", "", heading), again):
            return
        if not heading:
            self.city.faults.append(f"{self.page.url} ({name}) has no h1")
        for word in sorted(set(FOREIGN.findall(self.page.locator("body").inner_text()))):
            self.city.faults.append(f"{self.page.url} ({name}) says {word}")
        for problem in Axe().run(self.page).response["violations"]:
            nodes = [f"{node['html'][:160]} {node.get('failureSummary', '')[-120:]}" for node in problem["nodes"][:3]]
            self.city.faults.append(f"{self.page.url} ({name}): {problem['id']} {problem['help']} {nodes}")
        width, height = SIZES[self.size]
        other = SIZES["desk" if self.size == "phone" else "phone"][0]
        for wide in (other, width):
            self.page.set_viewport_size({"width": wide, "height": height})
            over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                self.city.faults.append(f"{self.page.url} ({name}) is {over} px too wide at {wide} px")
            if PICTURES:
                slug = f"{len(list(self.city.looked.iterdir())):03d}-{name.replace(':', '-')}-{wide}.png"
                self.page.screenshot(path=Path(PICTURES) / slug, full_page=True)

    def _heard(self, message: ConsoleMessage) -> None:
        # A refused form (4xx) is an answer, not a fault of the page.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.city.faults.append(f"{self.page.url}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            if response.status >= 500:
                self.city.faults.append(f"{response.request.method} {response.url} answered {response.status}")
            if not 300 <= response.status < 400:
                self.status = response.status


class City(Town):
    """A town with browsers. `looked`: a folder of marks, one for each page looked at, for all who test at once."""

    def __init__(self, browser: Browser, url: str, court: Court, on: date, looked: Path) -> None:
        super().__init__(court, on)
        self.browser, self.url, self.looked = browser, url, looked
        self.faults: list[str] = []
        self.contexts: list[Any] = []
        self.people: list[Person] = []

    def person(self, user: User | None, *, phone: bool = False, signed_in: bool = True) -> Person:
        """A browser for this person (a guest without `user`), signed in by cookie; `sign_in()` walks the page."""
        size = "phone" if phone else "desk"
        width, height = SIZES[size]
        context = self.browser.new_context(
            base_url=self.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            viewport={"width": width, "height": height},
            is_mobile=phone,
            has_touch=phone,
        )
        context.set_default_timeout(15_000)  # a busy machine is slow, not wrong
        self.contexts.append(context)
        made = Person(self, user, context.new_page(), size)
        self.people.append(made)
        return made.bring_session() if user is not None and signed_in else made

    def first_look(self, *page: str) -> bool:
        """Whether nobody has looked at this page yet; now somebody has."""
        with suppress(FileExistsError):
            (self.looked / hashlib.sha256("|".join(page).encode()).hexdigest()).touch(exist_ok=False)
            return True
        return False

    def tell(self) -> None:
        """What everybody's page said when the story broke off; pytest shows it with the failure."""
        sys.stdout.write("\n".join(self.faults) + "\n")
        for person in (each for each in self.people if not each.page.is_closed()):
            words = person.page.locator("body").inner_text()
            sys.stdout.write(f"--- {person.user} {person.page.url}\n{words[:3000]}\n")

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        super().close()


@contextmanager
def a_city(browser: Browser, url: str, court: Court, on: date, looked: Path) -> Iterator[City]:
    city = City(browser, url, court, on, looked)
    try:
        yield city
    finally:
        city.close()
    assert not city.faults, "\n".join(dict.fromkeys(city.faults))
