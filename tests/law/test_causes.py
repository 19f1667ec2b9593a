"""The list of causes: whole, searchable, and mapped to the key areas."""

from collections import Counter

import pytest

from common.law import causes
from common.law.causes import CauseError
from tests.tables import rows


def test_the_list_is_whole():
    assert Counter(each.level for each in causes.all_causes()) == {1: 12, 2: 59, 3: 514, 4: 470}


def test_every_parent_is_one_level_up():
    for each in causes.all_causes():
        assert causes.cause(each.parent).level == each.level - 1 if each.parent else each.level == 1


def test_the_tree():
    assert [each.code for each in causes.ancestors("108.3")] == ["第四部分", "十", "108"]
    assert causes.path("14") == "婚姻家庭、继承纠纷 › 婚姻家庭纠纷 › 离婚纠纷"
    assert causes.under("205.5", "第七部分")
    assert not causes.under("205.5", "第四部分")
    assert len(causes.children()) == 12
    assert [each.code for each in causes.children("22")] == ["22.1", "22.2"]
    assert not causes.cause("十").selectable


@rows("code", ["", "9999", "108.99", "第十三部分"])
def test_unknown_codes(code):
    assert not causes.exists(code)
    with pytest.raises(CauseError):
        causes.cause(code)


@rows(
    ("code", "keys", "types"),
    [
        ("411", ("道路交通",), ()),
        ("205.5", ("劳动争议",), ("劳动争议",)),
        ("108.3", ("金融",), ("合同",)),
        ("126", ("消费",), ("物业", "合同")),
        ("14", (), ("婚姻家庭",)),
        ("55.2", (), ("邻里",)),
        ("413", (), ("医疗",)),
    ],
)
def test_areas(code, keys, types):
    assert causes.key_areas(code) == keys
    assert causes.types(code) == types


def test_no_tag_is_outside_the_two_lists():
    known = {*causes.KEY_AREAS, *causes.TYPES}
    assert {tag for each in causes.all_causes() for tag in each.tags} <= known


@rows(
    ("text", "first"),
    [("离婚", "14"), ("民间借贷", "108.3"), ("机动车交通事故", "411"), ("108.3", "108.3"), ("１０８．３", "108.3"),
     (" 离 婚 ", "14")],
)  # fmt: skip
def test_search(text, first):
    assert causes.find(text)[0].code == first


def test_search_gives_only_causes_one_may_sue_under():
    assert all(each.selectable for each in causes.find("合同", limit=500))
    assert causes.find("") == ()
    assert causes.find("没有这样的案由") == ()
    assert len(causes.find("合同", limit=7)) == 7
