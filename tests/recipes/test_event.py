"""CONTRIBUTING, "An event": declared in one file and told in another, and a line of the road says what follows; what is
misspelt is found at check time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from common.cases.actions import announce, link_party, open_todo
from common.cases.events import REGISTRY, SYSTEM, By, CaseEvent, Channel, Fen, amounts_of, event
from common.cases.models import Todo
from common.cases.states import CaseKind, TodoKind
from common.law import clock
from common.law.articles import art
from common.rooms import Words
from tests.factories import UserFactory, court
from tests.factories.cases import make_case
from yunfu_court import checks, procedure
from yunfu_court.casefile.labels import _LABELS as LABELS
from yunfu_court.casefile.labels import nameless, said
from yunfu_court.procedure import roads
from yunfu_court.procedure.happening import Happening
from yunfu_court.procedure.road import every
from yunfu_court.procedure.roads.dispute import DISPUTE
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


# --- Declared, told, and followed -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_side_reads_it_in_its_own_words_and_the_road_does_what_follows(
    added: type[CaseEvent], monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    words = Words("您将收到退费 {owed} 元，分{parts}次", others="法院退费给{who}")
    monkeypatch.setitem(WORDS, KIND, words)

    def ask_finance(x: Happening[CaseEvent]) -> None:
        open_todo(case=x.case, kind=TodoKind.FEE_SETTLE, words="请退费。", by=x.by, today=x.today)

    longer = replace(DISPUTE, lines=(*DISPUTE.lines, every(added, ask_finance, ground=(art("收费办法", 9),))))
    monkeypatch.setitem(roads._BY_KIND, CaseKind.CIVIL, longer)
    monkeypatch.setattr(procedure, "_MATTERS", procedure._MATTERS | {added})
    zhang, li = UserFactory(name="张三", verified=True), UserFactory(name="李四", verified=True)
    case, claimant, respondent = make_case(court=court(), claimant_user=zhang)
    for party, user in ((claimant, zhang), (respondent, li)):
        link_party(party=party, user_id=user.pk, by=SYSTEM, today=clock.today())
    by = By(user_id=zhang.pk, channel=Channel.WEB, party_id=claimant.pk)
    announce(case=case, event=added(owed=123450, parts=3), by=by)
    told = {}
    for user in (zhang, li):
        client.force_login(user)
        told[user.name] = client.get(reverse("casefile:case", args=[case.uid])).content.decode()
    assert "您将收到退费 1,234.50 元，分3次" in told["张三"]
    assert "法院退费给张三" in told["李四"]
    assert "1,234.50" not in told["李四"]
    assert Todo.objects.get(case=case, done_on=None).what == TodoKind.FEE_SETTLE


def test_no_event_carries_words_or_people() -> None:
    """Ids, codes, amounts and days: what somebody wrote, and who somebody is, stands sealed in rows and can be erased;
    the chain of events cannot."""
    free = {"why", "words", "text", "note", "name", "phone", "address", "title", "body", "reason_words"}
    found = {f"{kind}.{name}" for kind, cls in REGISTRY.items() for name in cls.__annotations__ if name in free}
    coded = {f"{kind}.{name}" for kind, labels in LABELS.items() for name in labels}
    assert found <= coded, "a field of that name is a code with its labels"
