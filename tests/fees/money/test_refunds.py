"""Money that goes back: what fits no order, what a settlement gives up, and the two people it takes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client

from common.cases.events import SYSTEM
from common.cases.rules import ActionRefused
from common.cases.states import Closing, TodoKind
from common.notifications.models import Notice
from common.people.models import Membership
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.actions import (
    make_refund,
    prepare_refund,
    return_receipt,
)
from fees.money.actions.ledger import enter
from fees.money.models import FeeNotice, LedgerEntry, Refund
from fees.money.rules import Standing
from fees.money.states import SUMS, EntryKind, Verdict
from fees.settling.actions import apportion, settle
from tests.factories import UserFactory, staff
from tests.factories.fees import ended, order, silence, unappealed
from tests.factories.triage import DAY, by, make_team, paying_case
from tests.fees.ledger import receivable_by_ledger
from tests.fees.test_road import kinds, paid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]


def test_money_that_fits_no_order_goes_back_with_what_was_found() -> None:
    zhang, finance = UserFactory(), staff(Role.FINANCE)
    case, claimant, _ = paying_case(claimant_user=zhang)
    payment = order(open_fee(case=case, by=SYSTEM, today=DAY), zhang)
    receipt = paid(payment, amount=payment.amount + 1)
    client = Client()
    client.force_login(finance)
    page = f"/fees/cases/{case.uid}/doubtful/"
    assert page in client.get("/fees/").content.decode()
    assert client.post(page, {"receipt": receipt.pk, "words": " "}).status_code == 422
    assert client.post(page, {"receipt": receipt.pk, "words": "多付 1 分。"}).status_code == 302
    refund = Refund.objects.get()
    found = (refund.reason, refund.amount, refund.party, refund.words)
    assert found == ("wrong_amount", payment.amount + 1, claimant, "多付 1 分。")
    assert not case.todos.filter(what=TodoKind.WRONG_AMOUNT, done_on=None).exists()
    assert kinds(case).count("fees.refund_due") == 1
    assert return_receipt(receipt=receipt, words="再来一次", by=by(finance), today=DAY) == refund
    assert "没有金额不符的到账" in client.get(page).content.decode()
    assert page not in client.get("/fees/").content.decode()
    make_team()
    good = paid(payment)
    with pytest.raises(ActionRefused, match="不用再退"):
        return_receipt(receipt=good, words="不该退", by=by(finance), today=DAY)


@pytest.mark.parametrize("by_the_books", [False, True])
def test_one_compares_a_refund_and_another_releases_it(by_the_books: bool) -> None:
    zhang, finance, second = UserFactory(), staff(Role.FINANCE), staff(Role.FINANCE)
    head = staff(Role.DIVISION_HEAD)
    case, _, _ = paying_case(claimant_user=zhang)
    payment = order(open_fee(case=case, by=SYSTEM, today=DAY), zhang)
    receipt = paid(payment, amount=payment.amount + 1)
    refund = return_receipt(receipt=receipt, words="多付 1 分。", by=by(finance), today=DAY)
    page, client = f"/fees/refunds/{refund.pk}/", Client()
    client.force_login(finance)
    if by_the_books:
        Refund.objects.update(prepared_by=None)
        assert client.post(page, {"voucher": "T1"}).status_code == 422, "nobody has compared it"
        assert "登记已核对" in client.get(page).content.decode()
        assert "待核对" in client.get("/fees/refunds/").content.decode()
        assert client.post(page, {"compared": "1"}).status_code == 302
    todo = case.todos.get(what=TodoKind.REFUND_RELEASE, done_on=None)
    assert (todo.role, todo.words) == (Role.FINANCE, f"退费 {payment.amount // 100}.01 元已核对，请另一个人放款。")
    told = Notice.objects.filter(user=second, kind="todo_opened").order_by("pk").values_list("body", flat=True)
    assert "请另一个人放款" in "\n".join(told)
    html = client.get(page).content.decode()
    assert "请另一个人放款" in html
    assert "登记放款" not in html
    assert client.post(page, {"voucher": "T1"}).status_code == 422
    with pytest.raises(IntegrityError, match="refund_by_a_second_person"), transaction.atomic():
        Refund.objects.filter(pk=refund.pk).update(state="paid", voucher="T1", paid_on=DAY, by=finance)
    client.force_login(head)
    assert client.get(page).status_code == 404, "a court with two finance officers needs no head for it"
    Membership.objects.filter(user=second).update(until=date(2020, 1, 1))
    assert "登记放款" in client.get(page).content.decode(), "where there is one alone, the head is the second"
    assert "待您放款的退费" in client.get("/").content.decode()
    assert client.post(page, {"compared": "1"}).status_code == 403
    Membership.objects.filter(user=second).update(until=None)
    client.force_login(second)
    assert page in client.get(f"/cases/{case.uid}/").content.decode()
    assert "多付 1 分。" in client.get(page).content.decode()
    assert client.post(page, {"voucher": "T1"}).status_code == 302
    refund.refresh_from_db()
    assert (refund.state, refund.by, refund.prepared_by) == ("paid", second, finance)
    assert not case.todos.filter(what=TodoKind.REFUND_RELEASE, done_on=None).exists()
    assert client.post(page, {"words": ""}).status_code == 422
    assert client.post(page, {"words": "账户已销户。"}).status_code == 302
    refund.refresh_from_db()
    assert (refund.state, refund.by, refund.prepared_by, refund.voucher) == ("due", None, None, "")
    html = client.get(page).content.decode()
    assert "银行退回（凭证号 T1）：账户已销户。" in html
    assert "登记已核对" in html, "both see to it again"
    assert case.deadlines.filter(term="refund", state="open", subject=f"refund:{refund.pk}").exists()
    assert kinds(case)[-1] == "fees.refund_failed"


def test_the_database_gives_back_no_more_than_came_in() -> None:
    zhang = UserFactory()
    case, _, _ = paying_case(claimant_user=zhang)
    make_team()
    notice = open_fee(case=case, by=SYSTEM, today=DAY)
    paid(order(notice, zhang))
    for kind, amount in ((EntryKind.REFUND_DUE, notice.amount + 1), (EntryKind.REFUND_PAID, 1)):
        with pytest.raises(IntegrityError, match="notice_conserved"), transaction.atomic():
            enter(kind, case_id=case.pk, amount=amount, on=DAY, notice=notice)


@pytest.mark.parametrize("name", SUMS)
def test_where_the_money_of_a_notice_stands_only_its_lines_say(name: str) -> None:
    case, _, _ = paying_case()
    notice = open_fee(case=case, by=SYSTEM, today=DAY)
    assert notice.money == Standing(owed=5_000)
    enter(EntryKind.RELIEF, case_id=case.pk, amount=2_000, on=DAY, notice=notice)
    assert (notice.money, notice.left) == (Standing(owed=3_000, relieved=2_000), 3_000), "read anew with each line"
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        FeeNotice.objects.update(**{name: 1})


def test_a_dismissed_suit_gets_everything_back_and_the_refund_is_made_once() -> None:
    zhang, finance = UserFactory(), staff(Role.FINANCE, name="钱财务")
    make_team()
    case, _, _ = paying_case(claimant_user=zhang)
    payment = order(open_fee(case=case, by=SYSTEM, today=DAY), zhang)
    paid(payment)
    settle(case=case, way="dismissal", by=SYSTEM, today=DAY)
    settle(case=case, way="dismissal", by=SYSTEM, today=DAY)
    assert not Refund.objects.exists(), "it may still be appealed (办法53)"
    unappealed(case)
    refund = Refund.objects.get()
    assert refund.amount == payment.amount
    prepare_refund(refund=refund, by=by(zhang), today=DAY)
    make_refund(refund=refund, voucher="T1", by=by(finance), today=DAY + timedelta(days=2))
    with pytest.raises(ActionRefused, match="钱财务"):
        make_refund(refund=refund, voucher="T2", by=by(finance), today=DAY)
    cash = sum(
        entry.amount * (1 if entry.debit == "cash" else -1)
        for entry in LedgerEntry.objects.all()
        if "cash" in (entry.debit, entry.credit)
    )
    assert (cash, receivable_by_ledger(case)) == (0, 0)


def test_the_winner_gets_back_what_the_loser_bears() -> None:
    zhang, finance = UserFactory(), staff(Role.FINANCE)
    make_team()
    case, first, second = paying_case(claimant_user=zhang)
    payment = order(open_fee(case=case, by=SYSTEM, today=DAY), zhang)
    paid(payment)
    settle(case=case, way="judgment", by=SYSTEM, today=DAY)
    with pytest.raises(ActionRefused, match="之和"):
        apportion(case=case, shares={first.pk: 0, second.pk: 1}, by=by(finance), today=DAY)
    apportion(case=case, shares={first.pk: 0, second.pk: payment.amount}, by=by(finance), today=DAY)
    silence(case)
    assert (Refund.objects.get().party, Refund.objects.get().reason) == (first, "burden")
    assert FeeNotice.objects.get(kind="final").party == second


def test_what_the_judgment_laid_on_the_loser_is_paid_after_the_end() -> None:
    zhang, li, finance = UserFactory(), UserFactory(), staff(Role.FINANCE)
    make_team()
    case, first, second = paying_case(claimant_user=zhang, respondent_user=li)
    payment = order(open_fee(case=case, by=SYSTEM, today=DAY), zhang)
    paid(payment)
    ended(case, Closing.JUDGMENT)
    settle(case=case, way="judgment", by=SYSTEM, today=DAY)
    apportion(case=case, shares={first.pk: 0, second.pk: payment.amount}, by=by(finance), today=DAY)
    silence(case)
    final = FeeNotice.objects.get(kind="final")
    assert paid(order(final, li)).verdict == Verdict.COUNTED
    final.refresh_from_db()
    assert final.state == "paid"
