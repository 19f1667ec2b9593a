"""Less than was ordered arrives: it is counted, the payer reads what is missing, and the next order asks for that."""

from __future__ import annotations

import pytest
from django.test import Client

from common.cases.actions import link_party
from common.cases.events import SYSTEM
from common.cases.models import Case
from common.notifications.models import Notice
from common.people.models import User
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.models import FeeNotice, Refund
from fees.money.states import PaymentState, Verdict
from tests.factories import UserFactory, staff
from tests.factories.fees import order
from tests.factories.triage import DAY, make_team, paying_case
from tests.fees.test_road import kinds, paid
from triage.sorting.queries import known_facts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]


@pytest.fixture
def part(db: None) -> tuple[Case, FeeNotice, User]:
    """20 of 50 yuan came in."""
    zhang = UserFactory(name="张三", verified=True)
    staff(Role.FINANCE)
    make_team()
    case, claimant, _ = paying_case(claimant_user=zhang)
    link_party(party=claimant, user_id=zhang.pk, by=SYSTEM, today=DAY)
    notice = open_fee(case=case, by=SYSTEM, today=DAY)
    first = order(notice, zhang)
    assert paid(first, amount=2_000).verdict == Verdict.COUNTED
    first.refresh_from_db()
    notice.refresh_from_db()
    assert (first.state, notice.left, notice.state) == (PaymentState.PART, 3_000, "open")
    return case, notice, zhang


def test_the_payer_reads_what_is_missing(part: tuple[Case, FeeNotice, User]) -> None:
    case, notice, zhang = part
    told = Notice.objects.filter(user=zhang, kind="fees.paid").earliest("pk")
    assert "收到案件受理费 20 元。还差 30 元" in told.body
    client = Client()
    client.force_login(zhang)
    page = client.get(f"/fees/cases/{case.uid}/").content.decode()
    assert "请交齐案件受理费" in page
    assert "到账一部分" in page
    assert "只差上面这个数" in page
    waiting = client.get(f"/fees/cases/{case.uid}/payments/{notice.payments.get().ref}/").content.decode()
    assert "还差" in waiting


def test_the_next_order_asks_for_the_rest_only(part: tuple[Case, FeeNotice, User]) -> None:
    case, notice, zhang = part
    assert not known_facts(case).get("fee_received")  # a part does not take the ground of 按撤诉处理 away (解释213)
    rest = order(notice, zhang)
    assert rest.amount == 3_000
    paid(rest)
    notice.refresh_from_db()
    case.refresh_from_db()
    assert (notice.state, notice.left, case.stage) == ("paid", 0, "trial")
    assert kinds(case).count("fees.paid") == 2


def test_the_whole_after_all_gives_back_the_part_too_much(part: tuple[Case, FeeNotice, User]) -> None:
    _, notice, _ = part
    assert paid(notice.payments.get()).verdict == Verdict.COUNTED  # the same order, now in full
    assert list(Refund.objects.values_list("amount", "reason")) == [(2_000, "overpaid")]
