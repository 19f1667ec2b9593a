"""Who comes in, who is led to sign in, who is turned away kindly."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.views import View

from common.web.checks import dotted_paths
from common.web.doors import door, found_or_404


class Somebody:
    """A signed-in person, without a database."""

    is_authenticated = True
    is_anonymous = False
    is_active = True
    pk = 1

    def __init__(self, name: str) -> None:
        self.name = name

    def get_username(self) -> str:
        return self.name


@pytest.fixture
def visit(web: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    def go(url: str, name: str = "") -> HttpResponse:
        if name:
            monkeypatch.setattr("django.contrib.auth.middleware.get_user", lambda request: Somebody(name))
        return Client().get(url)

    return go


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "stranger", "li", "huang", "wang"),
    [
        ("/open/", 200, 200, 200, 200),
        ("/mine/", 302, 200, 200, 200),
        ("/clerks/", 302, 403, 200, 403),
        ("/wang/", 302, 403, 403, 200),
    ],
)
def test_table(visit: Any, url: str, stranger: int, li: int, huang: int, wang: int) -> None:
    got = [visit(url, name).status_code for name in ("", "li", "huang", "wang")]
    assert got == [stranger, li, huang, wang]


@pytest.mark.django_db
def test_the_way_back_is_kept_and_the_words_are_said(visit: Any) -> None:
    assert visit("/mine/?page=2").headers["Location"] == "/accounts/login/?next=/mine/%3Fpage%3D2"
    refused = visit("/wang/", "li").content.decode()
    assert "只有王老师可以打开。" in refused
    assert "您现在不能打开这一页" in refused


def test_a_door_can_be_read_for_the_table(web: Any) -> None:
    from tests.web import urls

    doors = {str(one.pattern): one.callback.door for one in urls.urlpatterns if getattr(one, "callback", None)}
    assert str(doors["clerks/"]) == "staff(roles=huang)"
    assert doors["open/"].public
    assert {str(door) for door in doors.values()} == {"public", "signed_in", "staff(roles=huang)", "named_wang"}


def test_a_class_based_view_has_its_door_too() -> None:
    @door("public")
    class Page(View):
        def get(self, request: HttpRequest) -> HttpResponse:
            return HttpResponse("好")

    view = Page.as_view()
    assert str(view.door) == "public"
    assert view(RequestFactory().get("/")).content.decode() == "好"


@pytest.mark.django_db
@pytest.mark.parametrize("key", [1, "abc", 10**30])
def test_absent_and_malformed_look_alike(key: object) -> None:
    with pytest.raises(Http404):
        found_or_404(Group.objects.all(), pk=key)


def test_a_door_that_leads_nowhere_is_named_at_start(settings: Any) -> None:
    settings.DOORS = {"staff": "nowhere.at_all"}
    settings.CHROME_NAV = "tests.web.navigation.navigation"
    assert [error.id for error in dotted_paths(None)] == ["web.E001"]
