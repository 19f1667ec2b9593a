"""Words that name nobody, and names that look like them."""

from __future__ import annotations

from common.law.names import is_unknown, names_nobody
from tests.tables import rows


@rows(
    "text", ["不知道", "某某", "张某某", "未知", "123", "张三、李四", "张三，李四", "张三等", "张三等三人", "李四等人"]
)
def test_nobody_is_sued_under_these(text: str) -> None:
    """民诉法122(2): 有明确的被告."""
    assert names_nobody(text).endswith("。")


@rows("text", ["张三", "甲", "张平等", "Smith, John", "阿卜杜拉·买买提", "བསྟན་འཛིན", "王\U00031350", "知了", "李不知"])
def test_these_are_names(text: str) -> None:
    assert names_nobody(text) == ""


def test_a_unit_may_hold_a_comma() -> None:
    assert names_nobody("张三、李四合伙企业", unit=True) == ""
    assert names_nobody("不详", unit=True)


@rows(("text", "unknown"), [("不知道", True), ("不清楚", True), ("13800138000", False), ("", False)])
def test_what_is_not_known(text: str, unknown: bool) -> None:
    assert is_unknown(text) is unknown
