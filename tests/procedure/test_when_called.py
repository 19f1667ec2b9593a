"""Nobody is called to a night, to a holiday, or to a day beyond the term: a hearing, a sitting, a meeting before the
judge (民诉法139, 152; 在线诉讼4)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from common.cases.models import Case, Todo
from common.cases.rules import ActionRefused
from common.cases.states import Stage, TodoKind
from common.courts.actions import drop_day, keep_day
from common.courts.models import CalendarDay
from common.law import clock
from common.law.clock import SHANGHAI
from common.law.regimes import Route
from common.notifications.models import Notice
from common.people.states import Role
from mediation.confirmation import actions as confirming
from mediation.confirmation.models import Confirmation
from mediation.course.actions import offer_session
from mediation.course.models import Session
from mediation.course.states import SessionMode
from tests.factories import staff
from tests.factories.mediation import MONDAY, dispute, web
from tests.factories.triage import DAY, by
from tests.mediation.test_course import TUESDAY, agree
from tests.triage.trial.trials import Trial, client
from triage.trial.actions import fix_hearing
from triage.trial.models import FixedHearing
from triage.trial.states import HearingMode
from yunfu_court.tasks import recount

pytestmark = pytest.mark.django_db
THURSDAY = DAY + timedelta(days=10)


@pytest.mark.parametrize(
    ("day", "time", "mode", "agreed", "field"),
    [
        (THURSDAY, "03:00", "in_person", "", "time"),
        (THURSDAY, "19:00", "online", "", "time"),
        (THURSDAY, "19:00", "in_person", "on", "time"),
        (THURSDAY, "19:00", "online", "on", ""),
        (THURSDAY + timedelta(days=2), "09:30", "in_person", "", "on"),  # a Saturday
        (date(2999, 3, 12), "09:30", "in_person", "", "on"),
        (date(2026, 9, 3), "09:30", "in_person", "", "on"),  # the trial term ends on 2 September
        (date(2026, 9, 2), "09:30", "in_person", "", ""),
    ],
)
def test_a_hearing(day: date, time: str, mode: str, agreed: str, field: str) -> None:
    with clock.at(DAY):
        trial = Trial("ordinary_single")
        form = {"on": day.isoformat(), "time": time, "place": "第三审判庭", "mode": mode, "agreed": agreed}
        answer = client(trial.clerk).post(trial.url("hearing/fix"), form)
        said = answer.context["form"].errors if answer.context else {}
    assert (answer.status_code, list(said)) == ((422, [field]) if field else (302, []))
    assert FixedHearing.objects.exists() is not bool(field)


@pytest.mark.parametrize(
    ("at", "mode", "refused"),
    [
        (datetime(2026, 11, 9, 3), SessionMode.ONLINE, "08:30"),
        (datetime(2026, 11, 9, 19), SessionMode.ONLINE, ""),  # both choose it, or it is another
        (datetime(2026, 11, 9, 19), SessionMode.ON_SITE, "08:30"),
        (datetime(2026, 11, 8, 15), SessionMode.ONLINE, "休息日"),
        (datetime(2026, 11, 18, 15), SessionMode.ONLINE, "期限届满"),
        (datetime(2026, 11, 17, 15), SessionMode.ONLINE, ""),
    ],
)
def test_a_sitting(at: datetime, mode: SessionMode, refused: str) -> None:
    made = dispute()
    given: dict[str, Any] = {"mode": mode, "place": "2 号调解室", "by": made.chen, "today": MONDAY}
    times = [datetime(2026, 11, 9, 15, tzinfo=SHANGHAI), at.replace(tzinfo=SHANGHAI)]
    if not refused:
        offer_session(mediation=made.mediation, times=times, **given)
        return
    with pytest.raises(ActionRefused, match=refused) as found:
        offer_session(mediation=made.mediation, times=times, **given)
    assert (found.value.field, Session.objects.exists()) == ("time2", False)


@pytest.mark.parametrize(
    ("at", "refused"),
    [
        (datetime(2026, 11, 6, 3), "08:30"),
        (datetime(2026, 11, 7, 15), "休息日"),
        (datetime(2026, 11, 19, 15), "期限届满"),
        (datetime(2026, 11, 6, 15), ""),
    ],
)
def test_a_meeting_before_the_judge(settings: Any, at: datetime, refused: str) -> None:
    settings.EVENT_HANDLERS = []
    made = dispute(route=Route.A)
    Case.objects.filter(pk=made.case.pk).update(stage=Stage.CONFIRMATION)
    judge = staff(Role.JUDGE, name="周法官")
    agreed = agree(made)
    for each in (made.by_zhang, made.by_li):
        confirming.apply(agreement=agreed, by=each, today=TUESDAY)
    confirming.name_judge(case=made.case, by=made.by_li, today=TUESDAY)
    row = Confirmation.objects.get()
    confirming.accept(confirmation=row, by=web(judge), today=TUESDAY)
    with clock.at(TUESDAY):
        given: dict[str, Any] = {"confirmation": row, "place": "2 号调解室", "by": web(judge), "today": TUESDAY}
        if refused:
            with pytest.raises(ActionRefused, match=refused) as found:
                confirming.call_parties(at=at.replace(tzinfo=SHANGHAI), **given)
            assert found.value.field == "meets_at"
        else:
            confirming.call_parties(at=at.replace(tzinfo=SHANGHAI), **given)


def test_a_day_that_becomes_a_holiday_asks_for_another() -> None:
    with clock.at(DAY):
        trial = Trial("ordinary_single")
        at = clock.moment(datetime.combine(THURSDAY, datetime.min.time()).replace(hour=9, minute=30))
        mode = HearingMode.IN_PERSON
        fix_hearing(case=trial.fresh(), at=at, place="第三审判庭", mode=mode, by=by(trial.clerk), today=DAY)
        asked = Todo.objects.filter(case=trial.case, what=TodoKind.HEARD_EARLY, done_on=None)
        holiday = CalendarDay(day=THURSDAY, kind="holiday", name="临时放假", source="通知")
        keep_day(day=holiday)
        recount(DAY)
        assert "这一天放假了。请改到工作日" in asked.get().words
        drop_day(day=holiday)
        recount(DAY)
        assert not asked.exists()


def test_a_sitting_on_what_becomes_a_holiday_asks_the_mediator() -> None:
    made = dispute()
    Case.objects.filter(pk=made.case.pk).update(stage=Stage.MEDIATION)
    at, day = datetime(2026, 11, 9, 15, tzinfo=SHANGHAI), date(2026, 11, 9)
    given: dict[str, Any] = {"mode": SessionMode.ONLINE, "place": "", "agreed": True, "by": made.chen, "today": MONDAY}
    offer_session(mediation=made.mediation, times=[at], **given)
    asked = Notice.objects.filter(title="调解：请另定时间", channel="in_site")
    with clock.at(MONDAY):
        recount(MONDAY)
        assert not asked.exists()
        keep_day(day=CalendarDay(day=day, kind="holiday", name="临时放假", source="通知"))
        recount(MONDAY)
        recount(MONDAY)
    assert "这一天放假了" in asked.get().body
    assert asked.get().user == made.mediation.mediator.user
