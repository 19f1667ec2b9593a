"""A paper that hangs is on somebody's list until it has a result: from the order to the to-do and its mending."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from common.cases.actions import admit, open_todo, set_deadline, sweep_lapsed
from common.cases.actions.leaving import leave
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline, Event, Todo
from common.cases.rules import ActionRefused
from common.cases.states import Capacity, Holder, TodoKind
from common.courts.models import CourtParameter
from common.delivery import actions, queries
from common.delivery.models import Service
from common.delivery.states import Method
from common.law import clock
from common.law.papers import PaperKind
from common.people.states import Role
from tests.delivery.conftest import CLERK, MONDAY, signed
from tests.delivery.test_service import copy_to
from tests.factories import staff
from yunfu_court.tasks import ask_for_hanging
from yunfu_court.verifying.asking import ask
from yunfu_court.verifying.services import INVARIANTS

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=15)
ONCE = next(each for each in INVARIANTS if each.name == "services.once")


def waiting() -> list[Todo]:
    return list(Todo.objects.filter(what=TodoKind.SERVICE, done_on__isnull=True).order_by("pk"))


def asked(on: date) -> list[Todo]:
    with clock.at(on):
        ask_for_hanging()
    return waiting()


def test_a_hanging_paper_from_its_to_do_to_its_receipt(suit: Any, client: Client) -> None:
    case, _, li = suit
    with clock.at(MONDAY):
        service = copy_to(case, li)
    clerk = staff(Role.COURT_CLERK, case.court)
    admit(case=case, user_id=clerk.pk, capacity=Capacity.COURT_CLERK, by=SYSTEM, today=MONDAY)
    assert asked(LATER - timedelta(1)) == []
    (todo,) = asked(LATER)
    assert (todo.role, todo.case_id) == (Role.COURT_CLERK, case.pk)
    assert "《民事起诉状副本》送达李四还没有结果" in todo.words
    assert "2026 年 11 月 23 日" in todo.words
    assert asked(LATER + timedelta(1)) == [todo], "once while it is open"

    client.force_login(clerk)
    with clock.at(date(2027, 1, 4)):
        assert todo.words in client.get("/").content.decode()
        page = client.get(f"/delivery/cases/{case.uid}/").content.decode()
        assert "2026 年 11 月 23 日" in page, "of another year with its year"
        assert "已经 42 日" in page
        assert "试到法院领取" in page
        assert "2026 年 11 月 23 日" in client.get("/delivery/").content.decode()
        client.post(f"/delivery/{service.uid}/fail/", {"reason": "原址查无此人", "dispatched_on": ""})
        assert waiting() == [todo], "it still has to reach him"
        again = client.get(f"/delivery/{service.uid}/again/").content.decode()
        assert "先试到法院领取" in again
        assert "还没有试过直接送达" in again, "no public notice yet (民诉法95)"
        client.post(f"/delivery/{service.uid}/again/", {"method": "in_person", "postal": "", "home": li.home})
    assert waiting() == [], "another way was taken"
    (next_one,) = asked(date(2027, 1, 19))
    with clock.at(date(2027, 1, 19)):
        second = Service.objects.get(party=li, state="pending")
        actions.record_service(
            service=second,
            by=CLERK,
            day=date(2027, 1, 19),
            method=Method.IN_PERSON,
            today=date(2027, 1, 19),
            shown=signed(li),
        )
    next_one.refresh_from_db()
    assert next_one.done_on == date(2027, 1, 19)


def test_a_judgment_nobody_received_hangs_when_the_case_is_over(suit: Any, client: Client) -> None:
    case, first, li = suit
    with clock.at(MONDAY):
        service = copy_to(case, li)
        Service.objects.filter(pk=service.pk).update(decision=True, kind="judgment", title="民事判决书")
        copy = copy_to(case, first)
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_on=MONDAY, closing="judgment")
    (todo,) = asked(LATER)
    assert todo.words.startswith("《民事判决书》送达李四还没有结果"), "the copy matters no more"
    with clock.at(LATER):
        for each in (service, copy):
            actions.fail_service(service=each, by=CLERK, reason="查无此人")
    assert [row.kind for row in queries.failed([case.court_id])] == ["judgment"], "the copy matters no more"
    assert waiting() == [todo]


def test_what_does_not_hang(suit: Any) -> None:
    case, first, li = suit
    with clock.at(MONDAY):
        copy_to(case, first)
        service = copy_to(case, li)
        Service.objects.filter(pk=service.pk).update(method=Method.PUBLIC, effect="")
        service.refresh_from_db()
        actions.publish(service=service, on=MONDAY, where="法院公告栏", by=CLERK, today=MONDAY)
        leave(case=case, party_ids=[first.pk], today=MONDAY)
    assert asked(LATER) == [], "one left, of the other the notice runs"
    assert asked(MONDAY + timedelta(31)) != [], "a notice that ran out and that nobody recorded"


def test_the_days_are_the_courts_own_setting(suit: Any) -> None:
    case, _, li = suit
    with clock.at(MONDAY):
        copy_to(case, li)
    values = {"value": "3", "unit": "日", "name": "催办", "confirmed": False, "source": "本院规定"}
    CourtParameter.objects.update_or_create(key=queries.HANGING, since=date(2020, 1, 1), defaults=values)
    assert asked(MONDAY + timedelta(2)) == []
    assert len(asked(MONDAY + timedelta(3))) == 1


def test_a_case_without_a_court_clerk_is_its_clerks_whoever_the_court_has(suit: Any) -> None:
    case, _, li = suit
    staff(Role.COURT_CLERK, case.court)
    with clock.at(MONDAY):
        copy_to(case, li)
    assert [todo.role for todo in asked(LATER)] == [Role.CLERK]


def test_what_hangs_no_more_is_taken_off_by_the_morning(suit: Any) -> None:
    case, _, _ = suit
    with clock.at(MONDAY):
        open_todo(case=case, kind=TodoKind.SERVICE, words="催办", by=SYSTEM, today=MONDAY)
    assert asked(LATER) == []


def test_a_paper_that_another_to_do_speaks_of_is_not_asked_for_twice(suit: Any) -> None:
    """解释149: whoever was asked to serve a 调解书 when it was made has it until everybody has received it."""
    case, _, li = suit
    with clock.at(MONDAY):
        copy_to(case, li)
        open_todo(case=case, kind=TodoKind.SERVE_PAPER, words="请送达各方。", by=SYSTEM, today=MONDAY)
        Service.objects.filter(case=case).update(kind=PaperKind.MEDIATION_PAPER)
    assert asked(LATER) == []
    assert ask(ONCE).count == 0
    with clock.at(MONDAY):
        copy_to(case, li)
    (todo,) = asked(LATER)
    assert "《民事起诉状副本》送达李四还没有结果" in todo.words, "only the other one is spoken of"
    with clock.at(LATER):
        assert ask(ONCE).count == 0
        second = Service.objects.filter(case=case).latest("pk")
        receipt = {"day": LATER, "method": Method.IN_PERSON, "today": LATER, "shown": signed(second.party)}
        actions.record_service(service=second, by=CLERK, **receipt)
        assert waiting() == [], "the 调解书 hangs on, and is the other's"
        open_todo(case=case, kind=TodoKind.SERVICE, words="催办", by=SYSTEM, today=LATER)
        assert ask(ONCE).count == 1
    assert asked(LATER) == [], "one raised before is taken off in the morning"


def test_a_corrected_day_of_dispatch_is_judged_again_and_the_former_stays(suit: Any, settings: Any) -> None:
    """民诉法128: sending within five days; the day is the court's own word, so it is shown and its change is kept."""
    settings.EVENT_HANDLERS = ["yunfu_court.procedure.react"]
    case, _, li = suit
    with clock.at(MONDAY):
        term = set_deadline(case=case, term="complaint_copy", holder=Holder.COURT_CLERK, by=SYSTEM, start=MONDAY)
        row = copy_to(case, li)
    last, today = date(2026, 11, 30), date(2026, 12, 4)
    with clock.at(today):
        sweep_lapsed(today=today, by=SYSTEM)
        with pytest.raises(ActionRefused, match="请填邮件号码") as refused:
            actions.send_out(service=row, on=last, by=CLERK, today=today)
        assert refused.value.field == "proof"
        actions.send_out(service=row, on=last, by=CLERK, today=today, proof="XA1，收寄日戳 11 月 30 日")
        assert state_of(term) == "met"
        with pytest.raises(ActionRefused, match="请填邮件号码"):
            actions.correct_dispatch(service=row, on=date(2026, 12, 2), proof="", by=CLERK, today=today)
        with pytest.raises(ActionRefused, match="不能早于"):
            actions.correct_dispatch(service=row, on=MONDAY - timedelta(1), proof="XA1", by=CLERK, today=today)
        fixed = actions.correct_dispatch(service=row, on=date(2026, 12, 2), proof="XA1 重核", by=CLERK, today=today)
        assert (fixed.dispatched_on, fixed.sent_proof) == (date(2026, 12, 2), "XA1 重核")
        assert state_of(term) == "lapsed"
    told = Event.objects.get(case=case, kind="delivery.dispatch_corrected").payload
    assert (told["frm"], told["dispatched_on"]) == ("2026-11-30", "2026-12-02")


def state_of(term: Deadline) -> str:
    term.refresh_from_db()
    return term.state
