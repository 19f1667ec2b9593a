"""The frame's links, by kind of person."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

import mediation.roster.queries
from common.law import clock
from common.notifications.queries import unread_count
from common.people.access import memberships_of
from common.people.queries import count_waiting_posts
from common.people.states import ADMINISTRATORS, Role
from common.web.context import and_back
from common.web.parts import NavItem, Place
from yunfu_court.rooms import ROOMS

ENTRIES = sorted((entry for room in ROOMS for entry in room.nav), key=lambda entry: entry.order)
FOOTER = sorted((foot for room in ROOMS for foot in room.footer), key=lambda foot: foot.order)
LEADERS = {Role.PRESIDENT, Role.DIVISION_HEAD, Role.MANAGEMENT}


def items(request: HttpRequest) -> Iterator[NavItem]:
    """settings.CHROME_NAV: what the masthead and the footer show this visitor."""
    user, today = request.user, clock.today()
    posts = memberships_of(user, today) if user.is_authenticated else []
    visit = getattr(request, "visit", None)
    if visit is not None:
        going = visit.opened_on == today
        words = f"正在为{visit.party.name}办理" if going else f"{visit.party.name}的签名材料还没有上传"
        yield NavItem(f"窗口代办：{words}", reverse("counter:end"), place="band")
    if posts:
        yield from _staff(request, {post.role for post in posts})
    else:
        listed = user.is_authenticated and mediation.roster.queries.is_published(user, today)
        yield from _litigant(request, mediates=listed)
    if user.is_authenticated:
        yield _item(request, "消息", "notifications:inbox", count=unread_count(user), place="account")
        yield _item(request, getattr(user, "display_name", "") or "我", "people:me", place="account")
        yield NavItem("退出", reverse("account_logout"), place="account", post=True)
    else:
        for words, name in (("登录", "account_login"), ("注册", "account_signup")):
            current = request.path == reverse(name)
            yield NavItem(words, and_back(request, name), current=current, place="account")
    if getattr(settings, "DEMO", False):
        yield _item(request, "演示：短信和来信", "notifications:viewer", place="footer")
    for foot in FOOTER:
        yield _item(request, foot.label, foot.url_name, place="footer")


def _litigant(request: HttpRequest, *, mediates: bool) -> Iterator[NavItem]:
    if mediates:
        yield _item(request, "我的调解", "mediation:desk")
    else:
        yield _item(request, "首页", "workbench:home")
    yield _item(request, "我要立案", "intake:start")
    yield _item(request, "办理指南", "intake:guides")
    if request.user.is_authenticated:
        yield _item(request, "我的案件", "workbench:cases")
    if not mediates:
        yield _item(request, "我是被告", "intake:door")
    yield _item(request, "信访", "petitions:home")


def _staff(request: HttpRequest, roles: set[str]) -> Iterator[NavItem]:
    yield _item(request, "待办", "workbench:home")
    yield _item(request, "案件", "workbench:cases")
    for entry in ENTRIES:
        if entry.roles & roles:
            yield _item(request, entry.label, entry.url_name)
    if roles & LEADERS:
        yield _item(request, "目标", "targets:dashboard")
    if roles & ADMINISTRATORS:
        count = count_waiting_posts() if Role.SECURITY in roles else 0
        yield _item(request, "任职", "people:posts", count=count)


def _item(request: HttpRequest, label: str, name: str, *, count: int = 0, place: Place = "main") -> NavItem:
    url = reverse(name)
    # A case page belongs to 我的案件; the home page and the start of a filing hold nothing below them.
    inside = name not in ("workbench:home", "intake:start") and request.path.startswith(url)
    return NavItem(label, url, current=request.path == url or inside, count=count, place=place)
