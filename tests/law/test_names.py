"""One person, one spelling: what is typed in many ways is kept in one, and compared by one key everywhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from common.fields import bigrams
from common.law.names import name_key, name_text
from common.people.rules import same_name
from tests.tables import rows


@rows(
    ("typed", "kept"),
    [
        *(
            (f"阿卜杜拉{dot}买买提", "阿卜杜拉·买买提")
            for dot in (".", "．", "⋅", "●", "•", "・", "‧", "∙", "･", " · ", "• ", "∘", "▪", "ㆍ", "﹒")
        ),
        ("𠮷.𪚥", "𠮷·𪚥"),
        ("葛\U000e0100城", "葛城"),
        ("辻\ufe00本", "辻本"),
        ("张\u200b三", "张三"),
        ("张　三", "张 三"),
        ("⽅⼭", "方山"),
        ("７天酒店＋", "7天酒店+"),
        ("A.B. Smith", "A.B. Smith"),
        ("No.1酒店", "No.1酒店"),
        ("สมชาย ใจดี", "สมชาย ใจดี"),
        ("某某（云浮）有限公司", "某某（云浮）有限公司"),
        ("某某【云浮】有限公司", "某某【云浮】有限公司"),
    ],
)
def test_kept_in_one_way(typed: str, kept: str) -> None:
    assert name_text(typed) == kept


@given(st.text())
def test_twice_changes_nothing(text: str) -> None:
    assert name_text(name_text(text)) == name_text(text)


@rows(
    ("one", "other"),
    [
        ("阿卜杜拉·买买提", "阿卜杜拉●买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉买买提"),
        ("某某（云浮）有限公司", "某某(云浮)有限公司"),
        ("某某【云浮】有限公司", "某某[云浮]有限公司"),
        ("葛\U000e0100城", "葛城"),
        ("SMITH John", "Smith john"),
    ],
)
def test_one_person_is_found_however_written(one: str, other: str) -> None:
    assert same_name(one, other)
    assert name_key(one) == name_key(other)
    assert bigrams(one) == bigrams(other)


def test_two_people_stay_two() -> None:
    assert not same_name("张三", "张三丰")
