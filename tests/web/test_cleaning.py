"""What is made uniform, and what must stay as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.web.cleaning import code_text, prose


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("１３８００１３８０００", "13800138000"),
        (" 44530219900307001Ｘ ", "44530219900307001X"),
        ("（2026）粤5381民初1187号", "(2026)粤5381民初1187号"),
        ("138\u200b0013\u202e8000", "13800138000"),
    ],
)
def test_codes_get_full_nfkc(typed: str, clean: str) -> None:
    assert code_text(typed) == clean


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("某某（云浮）有限公司", "某某（云浮）有限公司"),
        ("①借款，②还款：共１２万元……", "①借款，②还款：共12万元……"),
        ("第一行\r\n第二行", "第一行\n第二行"),
        ("张\u3000三\ufeff", "张 三"),
        ("⽅⼭", "方山"),  # Kangxi radicals that only look like the ideographs
        ("陈䶮", "陈䶮"),
        ("付款\u202e元001", "付款元001"),
    ],
)
def test_prose_keeps_its_punctuation(typed: str, clean: str) -> None:
    assert prose(typed) == clean


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert prose(prose(text)) == prose(text)
    assert code_text(code_text(text)) == code_text(text)
