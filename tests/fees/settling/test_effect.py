"""Nothing moves before the paper takes effect, and what moves then (办法53; 民诉法100, 158; 解释207)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline
from common.cases.states import TodoKind
from common.law import clock
from common.law.papers import PaperKind
from fees.settling import actions
from fees.settling.actions import take_effect, unsettle
from fees.settling.models import Settlement
from tests.factories.triage import DAY, by, received
from tests.fees.settling.suits import FULL, OVER, Suit, faults
from triage.trial.actions import decline_ruling, end_appeal, record_appeal, seek_dismissal, sign_ruling
from triage.trial.states import AppealResult, DismissalGround, DropReason

pytestmark = pytest.mark.django_db


def test_nothing_moves_before_the_judgment_takes_effect(suit: Suit) -> None:
    row = suit.judged([(suit.second.pk, None)])
    assert (row.final, row.effective_on) == (FULL, None)
    assert (suit.of(suit.second).share, suit.back(), suit.asked()) == (FULL, [], [])
    suit.served(suit.first)
    suit.night(OVER)  # 李四 has not received it yet: its time to appeal does not run
    row.refresh_from_db()
    assert row.effective_on is None
    suit.served(suit.second, on=OVER)
    suit.night(OVER + timedelta(days=15))
    row.refresh_from_db()
    assert row.effective_on is None  # the fifteenth day is still one
    suit.night(OVER + timedelta(days=17))
    row.refresh_from_db()
    assert row.effective_on is not None
    assert suit.of(suit.first).back == FULL
    assert (suit.back(), suit.asked()) == ([], [])


@pytest.mark.parametrize(("procedure", "way"), [("small", "judgment"), ("ordinary_single", "mediation")])
def test_nobody_is_asked_before_everybody_has_the_paper_that_is_final_at_once(
    books: None, procedure: str, way: str
) -> None:
    """民诉法100第3款, 165; 解释149: in effect on the day of the last receipt, whenever that was written down."""
    suit = Suit(procedure)
    kind = PaperKind.JUDGMENT if way == "judgment" else PaperKind.MEDIATION_PAPER
    row = suit.judged([(suit.second.pk, None)], way=way)
    assert suit.case.services.filter(kind=kind).count() == 2
    suit.night(DAY)
    received(suit.case, kind, suit.first, on=date(2026, 3, 4))
    suit.night(date(2026, 3, 9))
    row.refresh_from_db()
    assert (row.effective_on, suit.back(), suit.asked()) == (None, [], [])
    assert "已经生效" not in suit.told(suit.zhang)
    received(suit.case, kind, suit.second, on=date(2026, 3, 5), today=date(2026, 3, 22))
    suit.night(date(2026, 3, 22))
    row.refresh_from_db()
    assert row.effective_on == date(2026, 3, 5)
    assert suit.of(suit.first).asked_on == date(2026, 3, 22)
    if way == "mediation":
        half = Deadline.objects.get(case=suit.case, term="refund")
        assert half.due == date(2026, 3, 20), "fifteen days from the effect (办法53)"
    with clock.at(date(2026, 3, 22)):
        assert faults() == []


def test_a_dismissed_suit_gets_its_fee_back_from_the_effect_and_not_while_it_is_above(books: None) -> None:
    """办法27第2款, 53第2款."""
    suit = Suit()
    suit.judged([], way="dismissal")
    assert suit.back() == []
    suit.served(suit.first, suit.second, paper=PaperKind.RULING_DISMISSAL)
    suit.night(date(2026, 3, 13))  # ten days to appeal, to the 12th
    assert suit.back() == [(suit.first.pk, FULL)]
    assert Deadline.objects.get(case=suit.case, term="refund").due == date(2026, 3, 30), "from the 13th: a Saturday"
    with clock.at(date(2026, 3, 16)):
        late = {"case": suit.case, "party": suit.first, "on": date(2026, 3, 12), "today": date(2026, 3, 16)}
        record_appeal(by=by(suit.clerk), **late)
    assert suit.back() == []
    with clock.at(date(2026, 4, 20)):
        end_appeal(
            case=suit.case,
            result=AppealResult.UPHELD,
            on=date(2026, 4, 17),
            by=by(suit.clerk),
            today=date(2026, 4, 20),
            number="（2026）粤53民终12号",
            made_on=date(2026, 4, 10),
        )
    assert suit.back() == [(suit.first.pk, FULL)]
    assert Deadline.objects.get(case=suit.case, term="refund", state="open").due == date(2026, 5, 6)


def test_a_case_that_goes_on_asks_nobody(suit: Suit) -> None:
    suit.judged([(suit.second.pk, None)], way="mediation")
    received(suit.case, PaperKind.MEDIATION_PAPER)
    suit.night(DAY)
    mine = suit.of(suit.first)
    assert mine.asked_on == DAY
    unsettle(case=suit.case, by=SYSTEM, today=DAY)
    assert not Deadline.objects.filter(case=suit.case, term="fee_choice", state="open").exists()
    suit.night(OVER)
    mine.refresh_from_db()
    assert (mine.choice, suit.back(), suit.asked()) == ("", [], [])


def test_a_poisoned_case_stops_nobody_elses_refund(suit: Suit, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Suit(team="第二速裁团队")
    for each in (suit, other):
        each.judged([(each.second.pk, None)])
        each.served(each.first, each.second)
    real: Callable[..., bool] = take_effect

    def poisoned(*, case: Case, **values: Any) -> bool:
        if case.pk == suit.case.pk:
            raise ValueError("poison")
        return real(case=case, **values)

    monkeypatch.setattr(actions.bearing, "take_effect", poisoned)
    suit.night(OVER)
    assert Settlement.objects.get(case=other.case).effective_on == OVER
    assert Settlement.objects.get(case=suit.case).effective_on is None
    assert suit.case.todos.filter(what=TodoKind.STUCK, done_on=None).exists()
    monkeypatch.setattr(actions.bearing, "take_effect", real)
    suit.night(OVER)
    assert Settlement.objects.get(case=suit.case).effective_on == OVER
    assert not suit.case.todos.filter(what=TodoKind.STUCK, done_on=None).exists()


@pytest.mark.parametrize("ends", [True, False])
def test_a_suspicion_of_crime_gives_the_fee_back_only_where_it_ends_the_suit(books: None, ends: bool) -> None:
    """办法25: moved to the police the suit is dismissed and the fee goes back; a suit that goes on keeps it."""
    with clock.at(DAY):
        suit = Suit()
        said = {"words": "案涉借款涉嫌集资诈骗，已移送公安机关。", "by": by(suit.judge), "today": DAY}
        draft = seek_dismissal(case=suit.case, ground=DismissalGround.CRIME, **said)
        if ends:
            sign_ruling(ruling=draft, by=by(suit.judge), today=DAY)
        else:
            other = {"reason": DropReason.OTHER, "words": "民事部分需要继续审理。"}
            decline_ruling(ruling=draft, by=by(suit.judge), today=DAY, **other)
    assert any("诉讼费用交纳办法》第二十五条" in cite for cite in draft.articles)
    suit.served(suit.first, suit.second, paper=PaperKind.RULING_DISMISSAL)
    suit.night(OVER)
    assert suit.back() == ([(suit.first.pk, FULL)] if ends else [])
