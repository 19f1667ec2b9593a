"""复核 (办法43): asked for by a party, decided by the president in fifteen days, in writing."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from common.cases.actions import link_party
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline, Event
from common.cases.rules import ActionRefused
from common.documents.models import Paper
from common.law import clock
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.actions import receive_counter, settle_payment
from fees.money.models import FeeNotice, Refund
from fees.money.states import CounterMethod
from fees.relief.actions import decide_relief
from fees.relief.models import Relief
from fees.relief.states import RefusalReason, ReliefGround, ReliefKind
from fees.review.actions import decide_review, seek_review
from fees.review.models import FeeReview
from fees.review.rules import correctable
from fees.review.states import ReviewSubject
from tests.factories import UserFactory, staff
from tests.factories.fees import ledger_faults
from tests.factories.triage import DAY, by, make_team, paying_case
from tests.fees.ledger import receivable_by_ledger
from tests.fees.test_road import ask


@pytest.mark.parametrize(
    ("amount", "relieved", "paid", "over", "surplus", "wrong"),
    [
        (4_000, 0, 0, False, 0, ""),
        (4_000, 0, 5_000, True, 1_000, ""),
        (4_000, 1_500, 3_500, True, 1_000, ""),
        (None, 0, 0, False, 0, "请填写"),
        (5_000, 0, 0, False, 0, "低于原来"),
        (6_000, 0, 0, False, 0, "低于原来"),
        (1_000, 1_500, 0, False, 0, "已经减免"),
        (4_000, 0, 4_000, False, 0, "已经够数"),
    ],
)
def test_what_may_be_put_right(
    amount: int | None, relieved: int, paid: int, over: bool, surplus: int, wrong: str
) -> None:
    found = correctable(amount, asked=5_000, relieved=relieved, paid=paid, over=over)
    assert found.value == surplus
    assert wrong in found.note
    assert bool(found.note) is bool(wrong)


@pytest.fixture
def owed(db: None) -> tuple[Case, FeeNotice, Any, Any]:
    zhang, president = UserFactory(name="张三", verified=True), staff(Role.PRESIDENT, name="陈院长")
    make_team()
    case, claimant, _ = paying_case(claimant_user=zhang)
    link_party(party=claimant, user_id=zhang.pk, by=SYSTEM, today=DAY)
    return case, open_fee(case=case, by=SYSTEM, today=DAY), zhang, president


def object_to(case: Case, user: Any, subject: ReviewSubject) -> FeeReview:
    party = case.parties.get(side="claimant")
    return seek_review(
        case=case, party=party, subject=subject, words="算错了。", once=uuid4(), by=by(user, party=party), today=DAY
    )


def test_a_sum_too_high_is_lowered_by_page(owed: tuple[Any, ...]) -> None:
    case, notice, zhang, president = owed
    mine, chair = Client(), Client()
    mine.force_login(zhang)
    chair.force_login(president)
    address = f"/fees/cases/{case.uid}/review/"
    with clock.at(DAY):
        assert "申请复核" in mine.get(f"/cases/{case.uid}/").content.decode()
        assert mine.post(address, {"once": uuid4()}).status_code == 422
        mine.post(address, {"subject": "calculation", "words": "应当减半。", "once": uuid4()})
        row = FeeReview.objects.get()
        term = Deadline.objects.get(case=case, term="fee_review")
        assert (term.holder, term.state) == ("president", "open")
        assert "应当减半" not in mine.get(f"/fees/reviews/{row.pk}/").content.decode()
        assert case.title in chair.get("/fees/reviews/").content.decode()
        page = f"/fees/reviews/{row.pk}/"
        assert "应当减半" in chair.get(page).content.decode()
        assert chair.post(page, {"outcome": "corrected", "reason": "应减半。"}).status_code == 422
        assert chair.post(page, {"outcome": "corrected", "amount": "25.00"}).status_code == 422
        assert chair.post(page, {"outcome": "corrected", "amount": "25.00", "reason": "应减半。"}).status_code == 302
        assert "予以更正" in mine.get(address).content.decode()
    notice.refresh_from_db()
    assert notice.amount == 2_500
    assert receivable_by_ledger(case) == 2_500
    assert Paper.objects.filter(case=case, kind="fee_review_decision").count() == 1
    assert not Deadline.objects.filter(case=case, term="fee_review", state="open").exists()
    with pytest.raises(ActionRefused, match="陈院长"):
        decide_review(review=row, corrected=False, reason="不", by=by(president), today=DAY)


def test_what_was_paid_too_much_goes_back(owed: tuple[Any, ...]) -> None:
    case, notice, zhang, president = owed
    receipt = receive_counter(
        notice=notice,
        amount=notice.left,
        method=CounterMethod.POS,
        ticket="T1",
        once=uuid4(),
        by=by(president),
        today=DAY,
    )
    settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=DAY)
    row = object_to(case, zhang, ReviewSubject.CALCULATION)
    decide_review(review=row, corrected=True, amount=2_500, reason="应减半。", by=by(president), today=DAY)
    notice.refresh_from_db()
    assert Refund.objects.get(case=case).amount == notice.received - 2_500
    assert receivable_by_ledger(case) == 0
    assert ledger_faults() == []


def test_refused_relief_lies_before_the_court_again(owed: tuple[Any, ...]) -> None:
    case, _, zhang, president = owed
    with pytest.raises(ActionRefused, match="没有这样的决定"):
        object_to(case, zhang, ReviewSubject.RELIEF)
    relief = ask(case, zhang, ReliefKind.DEFER, ReliefGround.D3)
    decide_relief(relief=relief, grant=None, refusal=RefusalReason.NO_PROOF, by=by(president), today=DAY)
    row = object_to(case, zhang, ReviewSubject.RELIEF)
    with pytest.raises(ActionRefused, match="正在办理"):
        object_to(case, zhang, ReviewSubject.CALCULATION)
    decide_review(review=row, corrected=True, reason="证明齐全。", by=by(president), today=DAY)
    again = Relief.objects.get(case=case, state="pending")
    assert again.ground == ReliefGround.D3
    assert again.documents.count() == 1


def test_upheld_says_why_and_a_stranger_asks_nothing(owed: tuple[Any, ...]) -> None:
    case, notice, zhang, president = owed
    row = object_to(case, zhang, ReviewSubject.CALCULATION)
    decide_review(review=row, corrected=False, reason="计算无误。", by=by(president), today=DAY)
    kept = notice.amount
    notice.refresh_from_db()
    assert notice.amount == kept
    event = Event.objects.get(case=case, kind="fees.review_decided")
    assert event.payload["outcome"] == "upheld"
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(f"/fees/cases/{case.uid}/review/").status_code == 404
    head = Client()
    head.force_login(staff(Role.DIVISION_HEAD, case.court))
    assert head.get(f"/fees/reviews/{row.pk}/").status_code == 403
