"""诉前鉴定评估: its days are not counted in the period of a mediation before suit (在线调解26)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common.cases.actions import leave_out
from common.cases.events import SYSTEM
from common.cases.models import Case, Event
from common.cases.rules import ActionRefused, grounds_of
from common.cases.states import OF_TRIAL, LeftOutGround
from common.courts.models import CourtParameter
from common.law import clock
from common.law.regimes import Route
from common.law.terms import term
from common.notifications.models import Notice
from common.people.models import User
from common.people.states import Role
from mediation.course import actions
from mediation.texts.actions import expire
from tests.factories.mediation import MONDAY, Dispute, dispute
from tests.factories.people import staff
from yunfu_court.verifying.asking import ask
from yunfu_court.verifying.deadlines import INVARIANTS

pytestmark = pytest.mark.django_db
FIRST = date(2026, 11, 10)
DUE = date(2026, 12, 2)  # thirty days from Monday, 2 November


@pytest.fixture
def made() -> Dispute:
    found = dispute(route=Route.A)
    assert found.mediation.due == DUE
    return found


def recorded(made: Dispute, last: date, *, today: date = FIRST, first: date = FIRST) -> date:
    """The end of the period once these days were written down."""
    actions.record_appraisal(mediation=made.mediation, first=first, last=last, by=made.chen, today=today)
    due = made.fresh().due
    row = made.case.deadlines.get(term="mediation_a", state="open")
    assert row.due == due, "the copy that lists are sorted by"
    assert due is not None
    return due


def test_the_period_ends_as_many_days_later_from_its_start_to_its_end(made: Dispute) -> None:
    """Begun, expected until the 29th; in fact over on the 19th: ten days, both counted."""
    assert recorded(made, date(2026, 11, 29)) == DUE + timedelta(20)
    assert recorded(made, date(2026, 11, 19), today=date(2026, 11, 19)) == date(2026, 12, 14), "the 12th is a Saturday"
    row = made.case.deadlines.get(term="mediation_a", state="open")
    assert "《人民法院在线调解规则》第二十六条" in row.articles
    assert made.case.left_out.count() == 1
    assert ask(INVARIANTS[0]).count == 0


def test_it_is_not_over_on_the_day_it_would_have_been(made: Dispute) -> None:
    recorded(made, date(2026, 11, 29))
    expire(case=made.case, by=SYSTEM, today=DUE + timedelta(1))
    assert made.fresh().is_open
    expire(case=made.case, by=SYSTEM, today=DUE + timedelta(21))
    assert not made.fresh().is_open


def test_what_was_recorded_by_mistake_counts_again_and_stays_readable(made: Dispute) -> None:
    recorded(made, date(2026, 11, 29))
    row = made.case.left_out.get()
    act = {"mediation": made.mediation, "left_out": row, "by": made.chen}
    with pytest.raises(ActionRefused, match="更正的理由"):
        actions.remove_appraisal(**act, words=" ", today=FIRST)
    actions.remove_appraisal(**act, words="没有委托。", today=FIRST)
    assert made.fresh().due == DUE
    row.refresh_from_db()
    assert (row.removed_on, row.removed_words) == (FIRST, "没有委托。")
    assert ask(INVARIANTS[0]).count == 0


def test_a_period_is_not_ended_backwards(made: Dispute) -> None:
    """Taken back or shortened so far that the period would be over: what was done in it stands."""
    recorded(made, date(2026, 11, 29))
    late = DUE + timedelta(5)
    with pytest.raises(ActionRefused, match="已经满了"):
        actions.record_appraisal(mediation=made.mediation, first=FIRST, last=FIRST, by=made.chen, today=late)
    left = made.case.left_out.get()
    with pytest.raises(ActionRefused, match="已经满了"):
        actions.remove_appraisal(mediation=made.mediation, left_out=left, words="错。", by=made.chen, today=late)
    assert made.fresh().due == DUE + timedelta(20)
    assert made.case.deadlines.get(term="mediation_a", state="open").due == DUE + timedelta(20)


def test_a_longer_period_moves_with_the_one_before_it(made: Dispute) -> None:
    """Ten days more by agreement, counted from the end by count; the appraisal turns out to have been shorter."""
    recorded(made, date(2026, 11, 29))
    asked = actions.ask_extension(mediation=made.mediation, days=10, by=made.by_zhang, today=FIRST)
    actions.answer_extension(extension=asked, agrees=True, by=made.by_li, today=FIRST)
    assert made.fresh().due == date(2027, 1, 4), "1 January by count, and the days off after it"
    actions.record_appraisal(
        mediation=made.mediation, first=FIRST, last=date(2026, 11, 19), by=made.chen, today=date(2026, 11, 20)
    )
    assert made.fresh().due == DUE + timedelta(20)
    assert made.case.deadlines.get(term="mediation_a", state="open").due == made.mediation.due
    assert ask(INVARIANTS[0]).count == 0


REFUSED: list[tuple[str, date, date, str]] = [
    ("before the period", MONDAY, FIRST, "期限开始计算以后"),
    ("not yet begun", FIRST + timedelta(1), FIRST + timedelta(9), "不能晚于今天"),
    ("backwards", FIRST, FIRST - timedelta(1), "不能早于第一天"),
    ("longer ahead than the court lets", FIRST, FIRST + timedelta(61), "最多先登记到"),
]


@pytest.mark.parametrize(("why", "first", "last", "words"), REFUSED, ids=[each[0] for each in REFUSED])
def test_days_that_cannot_be_are_refused(made: Dispute, why: str, first: date, last: date, words: str) -> None:
    with pytest.raises(ActionRefused, match=words):
        actions.record_appraisal(mediation=made.mediation, first=first, last=last, by=made.chen, today=FIRST)
    assert made.fresh().due == DUE


def test_how_far_ahead_is_the_courts_own_figure(made: Dispute) -> None:
    CourtParameter.objects.filter(key="appraisal_ahead_days").update(value="5")
    with pytest.raises(ActionRefused, match="11 月 15 日"):
        recorded(made, FIRST + timedelta(6))


def test_a_registered_suit_has_none_before_it() -> None:
    """In a suit an appraisal is left out of the trial term (解释243), not of the mediation."""
    made = dispute(route=Route.C)
    with pytest.raises(ActionRefused, match="立案后的调解没有诉前鉴定评估"):
        actions.record_appraisal(mediation=made.mediation, first=FIRST, last=FIRST, by=made.chen, today=FIRST)


def test_what_the_trial_leaves_out_is_nothing_to_the_mediation_and_the_other_way_round(made: Dispute) -> None:
    day = made.case.received_on
    assert grounds_of(term("mediation_a", day)) == {LeftOutGround.BEFORE_SUIT}
    assert grounds_of(term("trial_ordinary", day)) == OF_TRIAL
    assert grounds_of(term("filing_review", day)) == frozenset()
    Case.objects.filter(pk=made.case.pk).update(registered_on=MONDAY)
    by = made.chen
    leave_out(case=made.case, ground=LeftOutGround.NOTICE, first=FIRST, last=FIRST, by=by, today=FIRST)
    assert made.case.deadlines.get(term="mediation_a").due == DUE


def client(user: User) -> Client:
    found = Client()
    found.force_login(user)
    return found


def test_everybody_reads_it_and_hears_of_the_new_day(made: Dispute, settings: Any) -> None:
    settings.EVENT_HANDLERS = ["yunfu_court.procedure.react"]
    desk = staff(Role.CLERK, made.case.court)
    page = reverse("mediation:appraisal", args=[made.case.uid])
    with clock.at(FIRST):
        assert f'href="{page}"' in client(made.mediator.user).get(f"/mediation/{made.case.uid}/").content.decode()
        assert f'href="{page}"' in client(desk).get(f"/cases/{made.case.uid}/").content.decode()
        wrong = client(desk).post(page, {"first": "2026-11-10", "last": "2026-11-09"})
        assert (wrong.status_code, "不能早于第一天" in wrong.content.decode()) == (422, True)
        assert client(desk).post(page, {"first": "2026-11-10", "last": "2026-11-29"}).status_code == 302
        event = Event.objects.get(case=made.case, kind="mediation.appraisal_recorded")
        assert (event.payload["last"], event.payload["due"]) == ("2026-11-29", "2026-12-22")
        told = Notice.objects.filter(event=event, channel="in_site")
        assert {each.user_id for each in told} == {made.zhang.pk, made.li.pk, made.mediator.user.pk}
        assert "调解期限现在到12 月 22 日（周二）" in told.get(user=made.zhang).body
        shown = client(made.zhang).get(f"/cases/{made.case.uid}/").content.decode()
        assert "11 月 10 日（周二）至 11 月 29 日（周日），不计入调解期限" in shown
        for who in (made.zhang, staff(Role.JUDGE, made.case.court)):
            assert client(who).get(page).status_code == 404
        again = client(made.mediator.user).get(page).content.decode()
        assert 'value="2026-11-10"' in again, "its end is recorded from the same day"
        row = made.case.left_out.get()
        gone = reverse("mediation:appraisal_mistake", args=[made.case.uid, row.pk])
        assert client(made.mediator.user).post(gone, {"words": "没有委托"}).status_code == 302
        assert (
            "已经更正" in Notice.objects.filter(user=made.zhang, kind="appraisal", channel="in_site").latest("pk").body
        )
        assert "没有委托" in client(desk).get(page).content.decode()
    assert made.fresh().due == DUE
