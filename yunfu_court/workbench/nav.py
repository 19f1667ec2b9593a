"""The frame's links, by kind of person."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

import mediation.queries
from common.law import clock
from common.notifications.queries import unread_count
from common.people.access import memberships_of
from common.people.states import Role
from common.web.parts import NavItem

FOOTER = (("诉讼费怎么算", "fees:calculator"), ("调解员名册", "mediation:mediators"), ("信访查询", "petitions:track"))
LEADERS = {Role.PRESIDENT, Role.DIVISION_HEAD, Role.MANAGEMENT}


def items(request: HttpRequest) -> Iterator[NavItem]:
    """settings.CHROME_NAV: what the masthead and the footer show this visitor."""
    user, today = request.user, clock.today()
    posts = memberships_of(user, today) if user.is_authenticated else []
    visit = getattr(request, "visit", None)
    if visit is not None:
        yield NavItem(f"窗口代办：正在为{visit.party.name}办理", reverse("counter:end"), place="band")
    if posts:
        yield from _staff(request, {post.role for post in posts})
    else:
        listed = user.is_authenticated and mediation.queries.published(today=today).filter(user=user.pk).exists()
        yield from _litigant(request, mediates=listed)
    if user.is_authenticated:
        yield _item(request, "消息", "notifications:inbox", count=unread_count(user), place="account")
        yield _item(request, getattr(user, "display_name", "") or "我", "people:me", place="account")
        yield NavItem("退出", reverse("account_logout"), place="account", post=True)
    else:
        yield _item(request, "登录", "account_login", place="account")
        yield _item(request, "注册", "account_signup", place="account")
    if getattr(settings, "DEMO", False):
        yield _item(request, "演示：短信和来信", "notifications:viewer", place="footer")
    for label, name in FOOTER:
        yield _item(request, label, name, place="footer")


def _litigant(request: HttpRequest, *, mediates: bool) -> Iterator[NavItem]:
    if mediates:
        yield _item(request, "我的调解", "mediation:desk")
    else:
        yield _item(request, "首页", "workbench:home")
    yield _item(request, "我要立案", "intake:start")
    if request.user.is_authenticated:
        yield _item(request, "我的案件", "workbench:cases")
    if not mediates:
        yield _item(request, "我是被告", "intake:door")
    yield _item(request, "信访", "petitions:home")


def _staff(request: HttpRequest, roles: set[str]) -> Iterator[NavItem]:
    yield _item(request, "待办", "workbench:home")
    yield _item(request, "案件", "workbench:cases")
    if roles & {Role.CLERK, Role.COUNSELLOR}:
        yield _item(request, "立案审查", "intake:desk")
    if Role.TRIAGE_OFFICER in roles:
        yield _item(request, "繁简分流", "triage:officer-list")
    if roles & {Role.JUDGE, Role.ASSISTANT, Role.COURT_CLERK}:
        yield _item(request, "我的案件", "triage:my_cases")
    if Role.JUDGE in roles:
        yield _item(request, "待签裁定", "triage:rulings")
        yield _item(request, "调解书与司法确认", "mediation:judge")
    if Role.FINANCE in roles:
        yield _item(request, "诉讼费", "fees:finance")
    if roles & {Role.DIVISION_HEAD, Role.PRESIDENT}:
        yield _item(request, "司法救助", "fees:reliefs")
        yield _item(request, "审限与裁定", "triage:extensions")
    if Role.COURT_CLERK in roles:
        yield _item(request, "送达", "delivery:waiting")
    if roles & {Role.PETITION_OFFICER, Role.DIVISION_HEAD, Role.PRESIDENT}:
        yield _item(request, "信访办理", "petitions:officer-list")
    if roles & LEADERS:
        yield _item(request, "目标", "targets:dashboard")


def _item(request: HttpRequest, label: str, name: str, *, count: int = 0, place: str = "main") -> NavItem:
    url = reverse(name)
    # A case page belongs to 我的案件; the home page and the start of a filing hold nothing below them.
    inside = name not in ("workbench:home", "intake:start") and request.path.startswith(url)
    return NavItem(label, url, current=request.path == url or inside, count=count, place=place)  # type: ignore[arg-type]
