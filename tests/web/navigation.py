"""A navigation as the roof would give it."""

from django.http import HttpRequest

from common.web.parts import NavItem


def navigation(request: HttpRequest) -> list[NavItem]:
    return [
        NavItem("我要立案", "/file/"),
        NavItem("我的案件", "/cases/", current=True, count=2),
        NavItem("退出", "/accounts/logout/", place="account", post=True),
        NavItem("文书验真", "/verify/", place="footer"),
    ]
