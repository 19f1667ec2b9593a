"""CONTRIBUTING, "An event": declared in one file and told in another; what is misspelt there is found at check time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from common.cases.events import REGISTRY, CaseEvent, Fen, amounts_of, event
from common.rooms import Words
from yunfu_court import checks
from yunfu_court.casefile.labels import _LABELS as LABELS
from yunfu_court.casefile.labels import nameless, said
from yunfu_court.rooms import WORDS

KIND = "fees.test_returned"
DAY = date(2026, 11, 27)


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[CaseEvent]]:
    @event(KIND)
    class Returned(CaseEvent):
        owed: Fen
        parts: int
        back_on: date | None = None

    yield Returned
    REGISTRY.pop(KIND)


def test_money_is_told_in_yuan_by_its_type(added: type[CaseEvent]) -> None:
    assert amounts_of(KIND) == {"owed"}
    words = said(KIND, {"owed": 123450, "parts": 3, "back_on": "2026-11-02"}, DAY)
    assert "{owed} 元，分{parts}次".format_map(words) == "1,234.50 元，分3次"


def test_the_amounts_of_the_house_are_money() -> None:
    for kind, name in (("fees.settled", "final"), ("fees.settled", "refund"), ("intake.filed", "amount")):
        assert name in amounts_of(kind)
    amounts = ("amount", "final", "refund", "amount_left", "owed", "fee", "fen")
    bare = [
        f"{kind}.{name}"
        for kind, cls in REGISTRY.items()
        if not cls.__module__.startswith("tests.")
        for name, hint in cls.__annotations__.items()
        if name in amounts and "int" in str(hint)
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("法院应退 {owde} 元", ["owde"]),
        ("法院应退 {owed} 元，{who}在{fee_payment}内领取{paper}", []),
        ("没有空", []),
    ],
)
def test_a_place_that_nobody_fills_is_found(added: type[CaseEvent], text: str, found: list[str]) -> None:
    assert nameless(KIND, text) == found


def test_it_is_an_error_of_the_system_check(added: type[CaseEvent], monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.words(None) == []
    monkeypatch.setitem(WORDS, KIND, Words("法院应退 {owde} 元"))
    assert [each.id for each in checks.words(None)] == ["yunfu_court.E004"]


def test_no_event_carries_words_or_people() -> None:
    """Ids, codes, amounts and days: what somebody wrote, and who somebody is, stands sealed in rows and can be erased;
    the chain of events cannot."""
    free = {"why", "words", "text", "note", "name", "phone", "address", "title", "body", "reason_words"}
    found = {f"{kind}.{name}" for kind, cls in REGISTRY.items() for name in cls.__annotations__ if name in free}
    coded = {f"{kind}.{name}" for kind, labels in LABELS.items() for name in labels}
    assert found <= coded, "a field of that name is a code with its labels"
