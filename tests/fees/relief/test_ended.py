"""A request for relief that the end of the case overtakes is answered, and nothing is asked before (办法45, 48)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from common.cases.models import Deadline
from common.cases.rules import ActionRefused
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.relief.actions import decide_relief, withdraw_relief
from fees.relief.models import Relief
from fees.relief.states import RefusalReason, ReliefGround, ReliefKind
from fees.review.actions import decide_review
from fees.review.states import ReviewSubject
from tests.factories import staff
from tests.factories.triage import DAY, by
from tests.fees.ledger import receivable_by_ledger
from tests.fees.review.test_review import object_to
from tests.fees.settling.suits import FULL, OVER, Suit, faults, ruled
from tests.fees.test_road import ask
from yunfu_court.verifying import clocks
from yunfu_court.verifying.invariants import spans

pytestmark = pytest.mark.django_db
EXEMPT: dict[str, Any] = {"grant": ReliefKind.EXEMPT}
REDUCE: dict[str, Any] = {"grant": ReliefKind.REDUCE, "percent": 40, "reason": "有部分收入"}
LESS: dict[str, Any] = {"grant": ReliefKind.DEFER, "until": date(2026, 3, 20), "reason": "有收入"}
REFUSED: dict[str, Any] = {"grant": None, "refusal": RefusalReason.NO_PROOF}


@pytest.fixture
def asking(books: None) -> tuple[Suit, Relief, Any]:
    suit = Suit(pays=False)
    with clock.at(DAY):
        open_fee(case=suit.case, by=by(suit.clerk), today=DAY)
        relief: Any = ask(suit.case, suit.zhang, ReliefKind.EXEMPT, ReliefGround.E3)
    return suit, relief, staff(Role.DIVISION_HEAD, suit.case.court)


def unanswered() -> list[str]:
    own = next(each for each in clocks.INVARIANTS if each.name == "clocks.relief")
    return [str(fault) for span in spans() for fault in own.find(span)]


@pytest.mark.parametrize(
    ("answer", "asked", "granted"), [(EXEMPT, 0, 15_000), (REDUCE, 9_000, 6_000), (REFUSED, 15_000, 0)]
)
def test_a_suit_withdrawn_while_relief_is_pending_is_asked_for_its_fee_after_the_answer_only(
    asking: tuple[Suit, Relief, Any], answer: dict[str, Any], asked: int, granted: int
) -> None:
    suit, relief, head = asking
    ruled(suit, "withdrawal")
    term = Deadline.objects.get(case=suit.case, term="fee_relief")
    assert (term.state, suit.asked(), unanswered()) == ("open", [], [])
    client = Client()
    client.force_login(head)
    with clock.at(DAY):
        assert "答复" in suit.page(suit.zhang)
        assert "减免申请答复后办理" in suit.page(suit.zhang)
        assert suit.case.title in client.get("/fees/reliefs/").content.decode()
        page = client.get(f"/fees/reliefs/{relief.pk}/").content.decode()
        assert "这份申请仍要答复" in page
        assert "准予缓交" not in page
        with pytest.raises(ActionRefused, match="不能再缓交") as refused:
            decide_relief(relief=relief, grant=ReliefKind.DEFER, reason="x", by=by(head), today=DAY)
        assert refused.value.field == "grant"
        decide_relief(relief=relief, by=by(head), today=DAY, **answer)
    relief.refresh_from_db()
    assert [fen for _, fen, _ in suit.asked()] == [asked] * bool(asked)
    assert (relief.granted, receivable_by_ledger(suit.case)) == (granted, asked)
    term.refresh_from_db()
    paper = Paper.objects.get(case=suit.case, kind=PaperKind.FEE_RELIEF_DECISION)
    assert (term.state, paper.context["ended"]) == ("met", True)
    assert "本案已经结案" in suit.told(suit.zhang)
    assert faults() == []


def test_relief_of_one_who_bears_nothing_holds_nobody_up_and_one_taken_back_waits_no_more(
    asking: tuple[Suit, Relief, Any],
) -> None:
    suit, relief, head = asking
    suit.judged([(suit.second.pk, None)])
    suit.in_effect()
    assert suit.asked() == [(suit.second.pk, FULL, "open")]
    with clock.at(OVER):
        decide_relief(relief=relief, by=by(head), today=OVER, **EXEMPT)
    assert suit.asked() == [(suit.second.pk, FULL, "open")], "办法50: who lost bears it"
    assert faults() == []


def test_taken_back_after_the_end_the_fee_is_asked_for(asking: tuple[Suit, Relief, Any]) -> None:
    suit, relief, _ = asking
    suit.judged([(suit.first.pk, None)])
    suit.in_effect()
    assert suit.asked() == []
    with clock.at(OVER):
        assert "撤回减免申请" in suit.page(suit.zhang)
        withdraw_relief(relief=relief, by=by(suit.zhang, party=suit.first), today=OVER)
    assert suit.asked() == [(suit.first.pk, FULL, "open")]
    assert faults() == []


def test_verify_sees_a_request_that_nobody_answers(asking: tuple[Suit, Relief, Any]) -> None:
    suit, relief, _ = asking
    assert unanswered() == []
    Deadline.objects.filter(case=suit.case, term="fee_relief").update(state="void")
    assert [each.split(" (")[0] for each in unanswered()] == [f"relief {relief.pk}"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (None, "减免申请法院照样答复"),
        (EXEMPT, "您负担的受理费，仍免交"),
        (REDUCE, "您负担的受理费，仍减交 40%"),
        (LESS, "缓交到此为止"),
        (REFUSED, ""),
    ],
)
def test_with_the_end_who_had_asked_reads_what_becomes_of_the_relief(
    asking: tuple[Suit, Relief, Any], answer: dict[str, Any] | None, told: str
) -> None:
    """办法48, 50: by message, to the one who asked alone."""
    suit, relief, head = asking
    if answer:
        with clock.at(DAY):
            decide_relief(relief=relief, by=by(head), today=DAY, **answer)
    suit.judged([(suit.second.pk, None)])
    rows = Notice.objects.filter(kind="fees.relief_after", channel="in_site")
    assert [told in body for body in rows.values_list("body", flat=True)] == [True] * bool(told)
    assert set(rows.values_list("user", flat=True)) <= {suit.zhang.pk}


@pytest.mark.parametrize(
    ("moved", "answer", "asked"), [(True, EXEMPT, 0), (True, REFUSED, FULL), (False, REDUCE, 18_000)]
)
def test_an_answer_that_was_wrong_is_put_right_after_the_end_too(
    asking: tuple[Suit, Relief, Any], moved: bool, answer: dict[str, Any], asked: int
) -> None:
    """办法43: who got less than it asked for may still have the president look at it; what it had been asked for
    meanwhile waits for the new answer, and goes by it."""
    suit, relief, head = asking
    president = staff(Role.PRESIDENT, suit.case.court)
    with clock.at(DAY):
        decide_relief(relief=relief, by=by(head), today=DAY, **LESS)
    assert "不同意的，可以申请院长复核" in suit.told(suit.zhang)
    suit.judged([(suit.first.pk, None)])
    if moved:
        suit.in_effect()
        assert suit.asked() == [(suit.first.pk, FULL, "open")]
    with clock.at(OVER):
        assert "申请复核诉讼费用" in suit.page(suit.zhang)
        suit.case.refresh_from_db()
        row = object_to(suit.case, suit.zhang, ReviewSubject.RELIEF)
        read = suit.page(president, f"/fees/reviews/{row.pk}/")
        assert "申请免交：已准予缓交，没有批准免交</a>" in read, "what is objected to"
        assert "有收入" in read
        decide_review(review=row, corrected=True, reason="低保证明齐全。", by=by(president), today=OVER)
        assert "减免申请重新审查，答复以前不用交费" in suit.told(suit.zhang)
        paper = Paper.objects.get(case=suit.case, kind=PaperKind.FEE_REVIEW_DECISION)
        said = render_to_string("fees/review/papers/review.html", paper.context)
        assert "减免申请由本院重新审查，另行通知；在此之前，不需要交纳" in said
        assert "法院重新审查您的减免申请" in suit.page(suit.zhang)
        again = Relief.objects.get(case=suit.case, state="pending")
        assert (again.kind_asked, suit.asked()) == ("exempt", [])
        if moved:
            assert "减免申请答复后办理" in suit.page(suit.zhang)
        assert (unanswered(), faults()) == ([], [])
        decide_relief(relief=again, by=by(head), today=OVER, **answer)
    if not moved:
        suit.in_effect()
    assert [fen for _, fen, _ in suit.asked()] == [asked] * bool(asked)
    assert receivable_by_ledger(suit.case) == asked
    assert faults() == []
