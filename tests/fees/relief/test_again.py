"""Asked for again: refused without new facts, examined with them; the fee's own term goes on (办法22第4款, 48)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from common.cases.actions import link_party, start_deadlines, sweep_lapsed
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline
from common.cases.rules import ActionRefused, Awaited
from common.law import clock
from common.law.papers import PaperKind
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.models import FeeNotice
from fees.relief.actions import decide_relief
from fees.relief.models import Relief
from fees.relief.states import RefusalReason, ReliefGround, ReliefKind
from tests.factories import UserFactory, staff
from tests.factories.triage import DAY, by, make_team, paying_case
from tests.fees.test_road import ask
from triage.trial.models import Ruling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]
LATER = DAY + timedelta(days=10)


@pytest.fixture
def refused(db: None) -> tuple[Case, FeeNotice, Any, Any]:
    """张三 asked, was refused, received it, and the seven days that gave him have passed."""
    zhang, head = UserFactory(name="张三", verified=True), staff(Role.DIVISION_HEAD)
    make_team()
    case, claimant, _ = paying_case(claimant_user=zhang)
    link_party(party=claimant, user_id=zhang.pk, by=SYSTEM, today=DAY)
    notice = open_fee(case=case, by=SYSTEM, today=DAY)
    first = ask(case, zhang, ReliefKind.REDUCE, ReliefGround.R4)
    refuse(first, head)
    start_deadlines(case=case, awaits=Awaited(PaperKind.FEE_RELIEF_DECISION, claimant.pk), start=DAY, by=SYSTEM)
    return case, notice, zhang, head


def refuse(relief: Any, head: Any) -> Relief:
    return decide_relief(relief=relief, grant=None, refusal=RefusalReason.NO_PROOF, by=by(head), today=DAY)


def test_without_new_facts_it_is_refused_with_words(refused: tuple[Any, ...]) -> None:
    case, _, zhang, _ = refused
    with pytest.raises(ActionRefused, match="没有新情况的，不再审查") as told:
        ask(case, zhang, ReliefKind.REDUCE, ReliefGround.R4)
    assert told.value.field == "news"
    assert Relief.objects.filter(case=case).count() == 1
    client = Client()
    client.force_login(zhang)
    page = client.get(f"/fees/cases/{case.uid}/relief/").content.decode()
    assert "有什么新情况" in page
    assert "原来的交费期限不变" in page


def test_with_new_facts_it_is_examined_while_the_seven_days_go_on(refused: tuple[Any, ...]) -> None:
    case, notice, zhang, head = refused
    again = ask(case, zhang, ReliefKind.REDUCE, ReliefGround.R4, news="本月失业，附失业登记。")
    with clock.at(LATER):
        sweep_lapsed(today=LATER, by=SYSTEM)
    notice.refresh_from_db()
    assert notice.state == "lapsed"
    assert Ruling.objects.get(case=case).kind == "deemed_withdrawal"
    refuse(again, head)
    notice.refresh_from_db()
    assert notice.state == "lapsed"  # no second seven days
    assert not Deadline.objects.filter(case=case, term="fee_payment", state__in=["open", "waiting"]).exists()


def test_asked_again_after_the_term_the_notice_stays_lapsed_and_the_draft_on_its_list(
    refused: tuple[Any, ...],
) -> None:
    case, notice, zhang, head = refused
    with clock.at(LATER):
        sweep_lapsed(today=LATER, by=SYSTEM)
    again = ask(case, zhang, ReliefKind.EXEMPT, ReliefGround.E3, news="刚被列为低保对象。")
    notice.refresh_from_db()
    assert notice.state == "lapsed"
    assert Ruling.objects.get(case=case).state == "draft"
    decide_relief(relief=again, grant=ReliefKind.EXEMPT, by=by(head), today=DAY)  # granted, it helps all the same
    assert Ruling.objects.get(case=case).state == "dropped"


def test_a_persons_ground_is_not_an_institutions(refused: tuple[Any, ...]) -> None:
    case, _, zhang, _ = refused
    with pytest.raises(ActionRefused, match="不适用") as told:
        ask(case, zhang, ReliefKind.REDUCE, ReliefGround.R3, news="新的情况。")
    assert told.value.field == "ground"
