"""The pages of money in a browser: axe finds nothing, nothing sticks out at 1280 or 360 px."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from common.law import clock
from common.law.papers import PaperKind
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.actions import prepare_refund, return_receipt
from fees.money.models import FeeNotice, Refund
from fees.relief.actions import decide_relief
from fees.relief.states import ReliefGround, ReliefKind
from fees.settling.actions import choose_refund
from fees.settling.states import RefundChoice
from tests.factories import staff
from tests.factories.fees import order
from tests.factories.triage import DAY, by
from tests.fees.settling.suits import OVER, Suit
from tests.fees.test_road import ask, paid
from tests.triage.trial.test_browser import look

__all__ = ["look"]
pytestmark = pytest.mark.django_db(transaction=True)
LATE = date(2026, 3, 26)


def test_the_pages_of_money(look: Any) -> None:
    head, second = staff(Role.DIVISION_HEAD), staff(Role.FINANCE)
    clock.set_process_clock(DAY)  # `look` puts it back
    with clock.at(DAY):
        suit = Suit("summary", pays=False)
        notice = open_fee(case=suit.case, by=by(suit.clerk), today=DAY)
        page, window = f"/fees/cases/{suit.case.uid}/", f"/fees/cases/{suit.case.uid}/counter/"
        look(suit.zhang, page, "fee_pay")
        look(suit.zhang, f"{page}relief/", "fee_relief")
        relief: Any = ask(suit.case, suit.zhang, ReliefKind.REDUCE, ReliefGround.R2)
        look(suit.zhang, page, "fee_pay_asked")
        look(suit.zhang, f"{page}relief/withdraw/", "fee_relief_withdraw")
        look(head, "/fees/reliefs/", "fee_reliefs")
        look(head, f"/fees/reliefs/{relief.pk}/", "fee_relief_decide")
        decide_relief(relief=relief, grant=ReliefKind.REDUCE, percent=33, by=by(head), today=DAY)
        look(second, window, "fee_counter")
        payment = order(FeeNotice.objects.get(pk=notice.pk), suit.zhang)
        look(suit.zhang, f"{page}payments/{payment.ref}/", "fee_waiting")
        wrong = paid(payment, amount=payment.amount + 1)
        look(suit.zhang, f"{page}payments/{payment.ref}/", "fee_waiting_wrong")
        look(suit.finance, f"{page}doubtful/", "fee_doubtful")
        return_receipt(receipt=wrong, words="多付 1 分。", by=by(suit.finance), today=DAY)
        paid(payment)
        suit.judged([(suit.second.pk, None)])
    clock.set_process_clock(OVER)
    with clock.at(OVER):
        suit.in_effect()
        look(suit.zhang, f"{page}choose/", "fee_choose")
        choose_refund(bearing=suit.of(suit.first), choice=RefundChoice.COURT, by=by(suit.zhang), today=OVER)
        suit.served(suit.second, paper=PaperKind.FEE_NOTICE, on=OVER)
        look(suit.finance, "/fees/refunds/", "fee_refunds")
        refund = Refund.objects.latest("pk")
        look(suit.finance, f"/fees/refunds/{refund.pk}/", "fee_refund_prepare")
        prepare_refund(refund=refund, by=by(suit.finance), today=OVER)
        look(second, f"/fees/refunds/{refund.pk}/", "fee_refund_release")
        look(suit.zhang, page, "fee_pay_after")
    clock.set_process_clock(LATE)
    with clock.at(LATE):
        suit.night(LATE)
        look(suit.finance, "/fees/unpaid/", "fee_unpaid")
        look(suit.finance, "/fees/", "fee_finance")
