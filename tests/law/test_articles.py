"""Citations read as a judge writes them."""

import pytest

from common.law.articles import LAWS, Finding, Mark, art, joined, merge
from common.law.numerals import chinese_numeral
from tests.tables import rows


@rows(
    ("number", "text"),
    [(1, "一"), (10, "十"), (13, "十三"), (20, "二十"), (85, "八十五"), (100, "一百"), (101, "一百零一"),
     (110, "一百一十"), (206, "二百零六"), (355, "三百五十五"), (1179, "一千一百七十九"), (1005, "一千零五"),
     (1010, "一千零一十"), (1200, "一千二百")],
)  # fmt: skip
def test_numerals(number, text):
    assert chinese_numeral(number) == text


@rows("number", [0, -1, 10000])
def test_numerals_refuse(number):
    with pytest.raises(ValueError, match="条文序号"):
        chinese_numeral(number)


@rows(
    ("article", "cite", "short"),
    [
        (art("民诉法", 85), "《中华人民共和国民事诉讼法》第八十五条", "民事诉讼法第八十五条"),
        (
            art("民诉解释", 206),
            "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第二百零六条",
            "民诉法解释第二百零六条",
        ),
        (art("收费办法", 13, None, 1), "《诉讼费用交纳办法》第十三条第（一）项", "诉讼费用交纳办法第十三条第（一）项"),
        (art("民诉法", 165, 2), "《中华人民共和国民事诉讼法》第一百六十五条第二款", "民事诉讼法第一百六十五条第二款"),
        (
            art("2025意见", 3),
            "《最高人民法院关于严格依法规范民事案件立案与调解工作的意见》第三点",
            "立案与调解工作意见第三点",
        ),
        (
            art("实施意见"),
            "《云浮市中级人民法院关于推进“一站式”诉讼服务体系建设的实施意见》（云中法发〔2020〕8号）",
            "实施意见",
        ),
    ],
)
def test_citations(article, cite, short):
    assert article.cite == cite
    assert article.short == short


def test_an_unknown_law_is_refused():
    with pytest.raises(KeyError):
        art("没有的法", 1)


def test_every_law_is_whole():
    for key, law in LAWS.items():
        assert law.key == key
        assert law.title
        assert law.short
        assert law.mark in Mark


def test_a_finding_prints_its_grounds():
    found = Finding(1, (art("民诉法", 85), art("民诉法", 86)), "说明")
    assert found.grounds == "民事诉讼法第八十五条、民事诉讼法第八十六条（说明）"
    assert found.confirmed
    assert Finding(1).grounds == ""


def test_merge_and_join_keep_each_once_in_order():
    assert merge((art("民诉法", 85),), (art("民诉法", 86), art("民诉法", 85))) == (art("民诉法", 85), art("民诉法", 86))
    assert joined("a", "", "b", "a") == "a；b"
