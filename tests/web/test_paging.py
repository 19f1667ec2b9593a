"""Walking a list by its marks: every row once, in order, both ways, whatever arrives meanwhile."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from common.web.paging import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups() -> list[Group]:
    return Group.objects.bulk_create(Group(name=f"组{number:02d}") for number in range(23))


def walk(order: list[str], way: str = "next", start: dict[str, str] | None = None, size: int = 5) -> list[list[str]]:
    pages, asked = [], start or {}
    while True:
        found = page(Group.objects.all(), asked, order=order, size=size)
        pages.append([row.name for row in found.rows])
        mark = getattr(found, way)
        if not mark:
            return pages
        asked = {"after" if way == "next" else "before": mark}


@pytest.mark.parametrize("order", [["name", "id"], ["-name", "-id"], ["-name", "id"], ["-pk"]])
def test_every_row_once_in_order(groups: list[Group], order: list[str]) -> None:
    wanted = list(Group.objects.order_by(*order).values_list("name", flat=True))
    pages = walk(order)
    assert [name for one in pages for name in one] == wanted
    assert [len(one) for one in pages] == [5, 5, 5, 5, 3]


def test_back_again(groups: list[Group]) -> None:
    order = ["name", "id"]
    asked: dict[str, str] = {}
    while (found := page(Group.objects.all(), asked, order=order, size=5)).next:
        asked = {"after": found.next}
    back = walk(order, "prev", {"before": found.prev})
    assert back == [[f"组{n:02d}" for n in range(start, start + 5)] for start in (15, 10, 5, 0)]


def test_equal_values_are_parted_by_the_key() -> None:
    kind = ContentType.objects.get_for_model(Group)
    Permission.objects.bulk_create(Permission(name="同名", codename=f"c{n}", content_type=kind) for n in range(12))
    seen: list[str] = []
    asked: dict[str, str] = {}
    rows = Permission.objects.filter(name="同名")
    while True:
        found = page(rows, asked, order=["content_type__model", "name", "-id"], size=5)
        seen += [row.codename for row in found.rows]
        if not found.next:
            break
        asked = {"after": found.next}
    assert seen == [f"c{n}" for n in reversed(range(12))]


def test_a_row_that_arrives_in_front_moves_nothing(groups: list[Group]) -> None:
    first = page(Group.objects.all(), {}, order=["name", "id"], size=5)
    Group.objects.create(name="组00a")
    second = page(Group.objects.all(), {"after": first.next}, order=["name", "id"], size=5)
    assert second.rows[0].name == "组05"


@pytest.mark.parametrize("mark", ["", "x", "W10", "bnVsbA", "WyJhIiwgImIiXQ", "Ⅷ" * 20, "A" * 600])
def test_a_broken_mark_gives_the_first_page(groups: list[Group], mark: str) -> None:
    for key in ("after", "before"):
        found = page(Group.objects.all(), {key: mark}, order=["name", "id"], size=5)
        assert found.rows[0].name == "组00"
        assert not found.prev


def test_the_condition_lets_the_index_work(groups: list[Group]) -> None:
    first = page(Group.objects.all(), {}, order=["name", "id"], size=5)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as caught:
        page(Group.objects.all(), {"after": first.next}, order=["name", "id"], size=5)
    sql: Any = caught.captured_queries[0]["sql"]
    assert '"auth_group"."name" >= ' in sql
    assert "LIMIT 6" in sql
    assert "OFFSET" not in sql
