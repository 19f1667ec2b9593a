"""A sitting that is set, and a meeting before the judge, stand as a hearing does; neither passes unseen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from common.cases.models import Case, Todo
from common.cases.states import Stage, TodoKind
from common.law import clock
from common.law.clock import SHANGHAI
from common.law.regimes import Route
from common.notifications.models import Notice
from common.people.states import Role
from mediation.confirmation import actions as confirmation
from mediation.confirmation.models import Confirmation
from mediation.course.actions import cancel_session, offer_session
from mediation.course.models import Session
from mediation.course.states import SessionMode
from tests.factories.mediation import MONDAY, Dispute, dispute, web
from tests.factories.people import staff
from tests.mediation.test_course import TUESDAY, agree
from yunfu_court import appointments
from yunfu_court.casefile.queries import case_for, page
from yunfu_court.verifying.appointments import INVARIANTS
from yunfu_court.verifying.asking import ask

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 9, 15, tzinfo=SHANGHAI)


def standing(stage: Stage, **facts: Any) -> Dispute:
    """A dispute where it stands when anybody is called: without its handlers, no event moves the case there."""
    made = dispute(**facts)
    Case.objects.filter(pk=made.case.pk).update(stage=stage)
    made.case.refresh_from_db()
    return made


def coming(made: Dispute, user: Any, today: date) -> list[str]:
    found = page(case_for(user, made.case.uid, today), user, today)
    return [f"{each.title}{each.words}" for each in found.coming]


def told(today: date) -> dict[str, set[str]]:
    """Title -> who has it, of what is said that day."""
    before = set(Notice.objects.values_list("pk", flat=True))
    appointments.remind(today)
    found: dict[str, set[str]] = {}
    for row in Notice.objects.exclude(pk__in=before).filter(channel="in_site").select_related("user"):
        found.setdefault(row.title, set()).add(row.user.name)
    return found


def test_a_sitting(settings: Any) -> None:
    settings.EVENT_HANDLERS = []
    made = standing(Stage.MEDIATION)
    chen, sets = made.mediation.mediator.user, {"mode": SessionMode.ON_SITE, "by": made.chen, "today": MONDAY}
    offer_session(mediation=made.mediation, times=[AT], place="2 号调解室", agreed=True, **sets)
    day = AT.date()
    with clock.at(day - timedelta(days=1)):
        for user, words in ((made.zhang, "请带身份证件"), (made.li, "请带身份证件"), (chen, "2 号调解室")):
            (said,) = coming(made, user, clock.today())
            assert said.startswith("11 月 9 日（周一）15:00 调解（明天）")
            assert words in said
        assert told(clock.today()) == {"明天 15:00 调解": {made.zhang.name, made.li.name, chen.name}}
    with clock.at(day + timedelta(days=1)):  # no post of the court has it: the mediator is asked
        assert told(clock.today()) == {"调解：请登记结果": {chen.name}}
        assert told(clock.today()) == {}
        cancel_session(session=Session.objects.get(), by=made.chen, today=clock.today())
        assert appointments.standing(appointments.going(), None) == []


def test_a_meeting_before_the_judge(settings: Any) -> None:
    handlers, settings.EVENT_HANDLERS = settings.EVENT_HANDLERS, []
    made = standing(Stage.CONFIRMATION, route=Route.A)
    judge = staff(Role.JUDGE, name="周法官")
    agreed = agree(made)
    for by in (made.by_zhang, made.by_li):
        confirmation.apply(agreement=agreed, by=by, today=TUESDAY)
    confirmation.name_judge(case=made.case, by=made.by_li, today=TUESDAY)
    row = Confirmation.objects.get()
    confirmation.accept(confirmation=row, by=web(judge), today=TUESDAY)
    day = AT.date()
    with clock.at(TUESDAY):
        confirmation.call_parties(confirmation=row, at=AT, place="第二调解室", by=web(judge), today=TUESDAY)
    with clock.at(day):
        for user, words in ((made.zhang, "请带身份证件到场"), (made.li, "请带身份证件到场"), (judge, "第二调解室")):
            (said,) = coming(made, user, day)
            assert said.startswith("11 月 9 日（周一）15:00 到场核实调解协议（今天）")
            assert words in said
        assert told(day) == {"今天 15:00 到场核实调解协议": {made.zhang.name, made.li.name, "周法官"}}
    asked = Todo.objects.filter(what=TodoKind.EXAMINATION_OVER, role=Role.JUDGE, done_on=None)
    with clock.at(day + timedelta(days=2)):
        assert ask(INVARIANTS[0]).count == 1
        appointments.follow_up(clock.today())
        assert ask(INVARIANTS[0]).count == 0
        assert asked.count() == 1
        settings.EVENT_HANDLERS = handlers
        later = {"at": AT + timedelta(days=7), "by": web(judge), "today": clock.today()}
        confirmation.call_parties(confirmation=row, place="第二调解室", **later)
        assert not asked.exists()
