"""缓交: its day, the reminder when it has passed, and taking a request back; also at the window."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from common.cases.actions import admit, link_party, set_case, start_deadlines, sweep_lapsed
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline, Event, Todo
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import Capacity
from common.law import clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.people.states import Role
from fees.charging.actions import notice_supplement, open_fee
from fees.money.actions import receive_counter, settle_payment
from fees.money.models import FeeNotice
from fees.money.states import CounterMethod
from fees.relief.actions import decide_relief, withdraw_relief
from fees.relief.models import Relief
from fees.relief.rules import deferral_days
from fees.relief.states import ReliefGround, ReliefKind
from tests.factories import UserFactory, staff
from tests.factories.triage import DAY, make_team, paying_case
from tests.fees.test_road import ask, by
from triage.teams.actions import keep_trial_term

UNTIL = date(2026, 4, 15)


@pytest.mark.parametrize(("until", "days"), [(date(2026, 3, 3), 1), (UNTIL, 44)])
def test_the_length_of_a_deferred_term(until: date, days: int) -> None:
    found = deferral_days(until, DAY)
    assert found.value == days
    assert found.articles


def test_a_day_that_has_passed_defers_nothing() -> None:
    with pytest.raises(ValueError, match="今天之后"):
        deferral_days(DAY, DAY)


@pytest.fixture
def asking(db: None) -> tuple[Case, FeeNotice, Any, Any]:
    zhang, head = UserFactory(name="张三", verified=True), staff(Role.DIVISION_HEAD, name="黄庭长")
    make_team()
    case, claimant, _ = paying_case(claimant_user=zhang)
    link_party(party=claimant, user_id=zhang.pk, by=SYSTEM, today=DAY)
    notice = open_fee(case=case, by=SYSTEM, today=DAY)
    start_deadlines(case=case, awaits=Awaited(PaperKind.FEE_NOTICE, claimant.pk), start=DAY, by=SYSTEM)
    return case, notice, zhang, head


def open_term(case: Case) -> Deadline:
    return Deadline.objects.get(case=case, term="fee_payment", state="open")


def test_a_deferred_fee_has_its_day_and_is_asked_for_when_it_has_passed(asking: tuple[Any, ...]) -> None:
    case, notice, zhang, head = asking
    relief = ask(case, zhang, ReliefKind.DEFER, ReliefGround.D3)
    decide_relief(relief=relief, grant=ReliefKind.DEFER, until=UNTIL, by=by(head), today=DAY)
    term = open_term(case)
    assert (term.due, term.party_id) == (UNTIL, notice.party_id)
    assert "缓交至" in term.note
    case.refresh_from_db()
    assert case.stage == "trial"

    later = UNTIL + timedelta(days=1)
    with clock.at(later):
        for _ in range(2):
            sweep_lapsed(today=later, by=SYSTEM)
    assert Event.objects.filter(case=case, kind="fees.deferral_over").count() == 1
    assert not Event.objects.filter(case=case, kind="fees.lapsed").exists()
    assert Todo.objects.filter(case=case, what="fees.deferred", done_on=None).count() == 1
    finance = staff(Role.FINANCE, case.court)
    notice.refresh_from_db()
    receipt = receive_counter(
        notice=notice,
        amount=notice.left,
        method=CounterMethod.POS,
        ticket="T1",
        once=uuid4(),
        by=by(finance),
        today=later,
    )
    settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=later)
    assert not Todo.objects.filter(case=case, what="fees.deferred", done_on=None).exists()


def test_deferred_before_the_notice_keeps_its_day(db: None) -> None:
    zhang, head = UserFactory(name="张三", verified=True), staff(Role.DIVISION_HEAD, name="黄庭长")
    make_team()
    case, _, _ = paying_case(claimant_user=zhang)
    relief = ask(case, zhang, ReliefKind.DEFER, ReliefGround.D3)
    decide_relief(relief=relief, grant=ReliefKind.DEFER, until=UNTIL, by=by(head), today=DAY)
    open_fee(case=case, by=SYSTEM, today=DAY)
    assert open_term(case).due == UNTIL


def test_taking_a_request_back_by_page_and_only_once(asking: tuple[Any, ...], client: Client) -> None:
    case, _, zhang, _ = asking
    ask(case, zhang, ReliefKind.DEFER, ReliefGround.D3)
    client.force_login(zhang)
    address = f"/fees/cases/{case.uid}/relief/withdraw/"
    with clock.at(DAY):
        assert "撤回减免申请" in client.get(f"/cases/{case.uid}/").content.decode()
        assert "撤回缓交申请" in client.get(address).content.decode()
        client.post(address)
        relief = Relief.objects.get()
        assert relief.state == "withdrawn"
        assert Event.objects.filter(case=case, kind="fees.relief_withdrawn").count() == 1
        assert client.get(address).status_code == 302
    with pytest.raises(ActionRefused, match="不能撤回"):
        withdraw_relief(relief=relief, by=by(zhang), today=DAY)
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(address).status_code == 404


def test_the_head_reads_by_when_a_deferral_is_to_be_decided(asking: tuple[Any, ...], client: Client) -> None:
    case, _, zhang, head = asking
    relief = ask(case, zhang, ReliefKind.DEFER, ReliefGround.D3)
    client.force_login(head)
    with clock.at(DAY):
        for address in (f"/fees/reliefs/{relief.pk}/", "/fees/reliefs/"):
            assert "还有 7 天" in client.get(address).content.decode(), "the list and the page count the same days"
    client.force_login(zhang)
    with clock.at(DAY):
        for address in (f"/fees/cases/{case.uid}/", f"/cases/{case.uid}/"):
            assert "3 月 9 日" in client.get(address).content.decode()


def test_a_deferral_ends_before_the_case_does(asking: tuple[Any, ...]) -> None:
    case, _, zhang, head = asking
    relief = ask(case, zhang, ReliefKind.DEFER, ReliefGround.D3)
    set_case(case=case, registered_on=DAY)
    keep_trial_term(case=Case.objects.get(pk=case.pk), by=SYSTEM, today=DAY)
    end = Deadline.objects.get(case=case, subject="trial").due
    assert end is not None
    grant: dict[str, Any] = {"relief": relief, "grant": ReliefKind.DEFER, "by": by(head)}
    with pytest.raises(ActionRefused, match="审限到 2026 年 6 月 2 日") as told:
        decide_relief(until=end, today=DAY, **grant)
    assert told.value.field == "until"
    Deadline.objects.filter(case=case, subject="trial").update(due=date(2026, 6, 1))  # a Monday
    with pytest.raises(ActionRefused, match="审限到"):
        decide_relief(until=date(2026, 5, 31), today=DAY, **grant)  # its last day is that Monday
    Deadline.objects.filter(case=case, subject="trial").update(state="lapsed")
    with pytest.raises(ActionRefused, match="已经过了"):  # what the court is late with makes no deferral longer
        decide_relief(until=date(2031, 1, 1), today=date(2026, 6, 2), **grant)


@pytest.mark.parametrize(
    ("kind", "ground", "state", "told"),
    [
        (
            ReliefKind.DEFER,
            ReliefGround.D3,
            ("relieved", 5_000),
            "您已获准缓交，现在不用交，请在 4 月 15 日前交",
        ),
        (ReliefKind.EXEMPT, ReliefGround.E3, ("relieved", 0), "您已获准免交，不用交"),
        (ReliefKind.REDUCE, ReliefGround.R2, ("open", 2_500), "受理费 25 元"),
    ],
)
def test_after_a_conversion_the_party_is_told_what_became_of_its_relief(
    asking: tuple[Any, ...], kind: ReliefKind, ground: ReliefGround, state: tuple[str, int], told: str
) -> None:
    case, _, zhang, head = asking
    values: dict[str, Any] = {"until": UNTIL} if kind == ReliefKind.DEFER else {}
    values |= {"percent": 50} if kind == ReliefKind.REDUCE else {}
    decide_relief(relief=ask(case, zhang, kind, ground), grant=kind, by=by(head), today=DAY, **values)
    set_case(case=case, procedure="ordinary_single")
    notice = notice_supplement(case=case, by=SYSTEM, today=DAY)
    assert notice is not None
    assert (notice.state, notice.left) == state
    assert told in Notice.objects.filter(user=zhang).latest("pk").body


def test_an_agent_takes_a_request_back_with_the_power_only(asking: tuple[Any, ...]) -> None:
    case, _, zhang, _ = asking
    relief, agent = ask(case, zhang, ReliefKind.DEFER, ReliefGround.D3), UserFactory(verified=True)
    admit(case=case, user_id=agent.pk, capacity=Capacity.AGENT, party=relief.party, by=SYSTEM, today=DAY)
    with pytest.raises(ActionRefused, match="特别授权"):
        withdraw_relief(relief=relief, by=by(agent, party=relief.party), today=DAY)


def test_at_the_window_the_payer_sees_the_sum_and_takes_the_request_back(asking: tuple[Any, ...]) -> None:
    case, _, zhang, _ = asking
    ask(case, zhang, ReliefKind.DEFER, ReliefGround.D3)
    window, party = Client(), case.parties.get(side="claimant")
    window.force_login(staff(Role.CLERK, case.court, name="黄立案"))
    told = {"party": str(party.pk), "came": "self", "name": "张三", "shown": "id_card", "checked": "on"}
    with clock.at(DAY):
        window.post(f"/counter/cases/{case.uid}/", told, follow=True)
        assert "案件受理费" in window.get(f"/fees/cases/{case.uid}/").content.decode()
        assert window.get(f"/fees/cases/{case.uid}/relief/").status_code == 200
        window.post(f"/fees/cases/{case.uid}/relief/withdraw/")
    row = Event.objects.get(case=case, kind="fees.relief_withdrawn")
    assert (row.channel, row.party) == ("counter", party)
