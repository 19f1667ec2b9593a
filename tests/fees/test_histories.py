"""Many lives of a fee, drawn by a seed and lived by the real actions: after each step the books hold.

What the court keeps, what it owes back and what it gave back are together what it received; by notice, by case, and by
the ledger's own accounts. Every life is a row: `./court test --all` lives them all, a plain run a sample.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from common.cases.actions import set_case
from common.cases.actions.stage import advance
from common.cases.events import SYSTEM
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import ENDED, Closing, Stage
from common.people.models import User
from common.people.states import Role
from fees.charging.actions import follow_claims, notice_supplement, open_fee
from fees.money.actions import (
    make_refund,
    prepare_refund,
    receive_callback,
    receive_counter,
    settle_payment,
    start_payment,
    stop_payment,
    sweep_receipts,
    take_back_failed,
)
from fees.money.actions.payments import Cancelled
from fees.money.models import Payment, Receipt, Refund
from fees.money.queries import current_notice, payable_notice
from fees.money.rules import standing
from fees.money.states import PAYABLE, CounterMethod, EntryKind, RefundReason, RefundState
from fees.relief.actions import decide_relief
from fees.relief.states import RefusalReason, ReliefGround, ReliefKind, ReliefState
from fees.review.actions import decide_review
from fees.review.states import ReviewSubject
from fees.settling.actions import apportion, choose_refund, follow_relief, settle, stay, take_effect, unsettle
from fees.settling.models import Bearing
from fees.settling.queries import borne, payables, settlement_of
from fees.settling.states import RefundChoice
from tests import sampling
from tests.factories import UserFactory, staff
from tests.factories.fees import ended, ledger_faults, message_of, order
from tests.factories.triage import DAY, by, make_team, paying_case
from tests.fees.review.test_review import object_to
from tests.fees.test_road import ask
from yunfu_court.procedure.roads.dispute import DISPUTE
from yunfu_court.verifying import bearing
from yunfu_court.verifying.invariants import spans

pytestmark = pytest.mark.django_db

COUNT, ONE_IN = 10_000, 400
AT_ONCE = 50  # lives a test: several workers share them
TABLE = "fees lives"
PAYING, STEPS = 4, 12  # of the steps, so many come before anything else may
WAYS = ("judgment", "mediation", "withdrawal", "deemed_withdrawal", "dismissal", "transfer", "other")


@dataclass(frozen=True)
class People:
    """Who lives, and the case that all lives begin with: its fee asked for and not paid."""

    case: Case
    zhang: User
    finance: User
    head: User
    president: User


class Life:
    """One case with its fee. Every step is one that people take; a refusal is an answer too."""

    def __init__(self, seed: int, people: People) -> None:
        self.dice, self.people = Random(seed), people
        self.numbers = (f"{seed}-{each}" for each in count(1))  # of a ticket or a receipt: never used twice
        self.case = Case.objects.select_related("court").get(pk=people.case.pk)
        self.first, self.second = people.case.parties.order_by("pk")
        self.told: list[str] = []
        self.paying: dict[Callable[[], object], int] = {
            self.pays_at_the_window: 3,
            self.opens_an_order: 4,
            self.opens_on_two_devices: 1,
            self.cancels_at_the_cashier: 1,
            self.order_is_paid: 5,
            self.order_is_paid_wrongly: 1,
            self.asks_for_relief: 1,
            self.is_converted: 1,
            self.changes_claims: 1,
        }
        self.steps = {
            **self.paying,
            self.objects: 1,
            self.objects_to_the_answer: 1,
            self.ends: 5,
            self.is_apportioned: 4,
            self.is_in_effect: 3,
            self.winner_chooses: 3,
            self.is_appealed: 1,
            self.goes_on: 1,
            self.is_given_back: 3,
            self.bank_sends_back: 1,
            self.is_swept: 2,
        }

    def step(self) -> bool:
        """Whether it was taken: what is refused moves nothing."""
        steps = self.paying if len(self.told) < PAYING else self.steps
        act = self.dice.choices(list(steps), list(steps.values()))[0]
        self.told.append(act.__name__)
        try:
            act()
        except ActionRefused as refused:
            self.told[-1] += f": {refused}"
            return False
        self.case.refresh_from_db(fields=["stage", "amount"])
        return True

    def _heard(self, receipt: Receipt) -> None:
        """Mostly at once; sometimes the reaction fails and the sweep comes later."""
        if self.dice.random() < 0.7:
            settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=DAY)

    def pays_at_the_window(self) -> None:
        if (notice := payable_notice(self.case)) is None:
            return
        values = {"method": CounterMethod.POS, "ticket": f"A{next(self.numbers)}", "once": uuid4()}
        self._heard(receive_counter(notice=notice, amount=notice.left, by=by(self.people.finance), today=DAY, **values))

    def opens_an_order(self) -> None:
        if (notice := payable_notice(self.case)) is not None:
            order(notice, self.people.zhang)

    def opens_on_two_devices(self) -> None:
        """Each asks for itself, one of them twice: there is one order."""
        if (notice := payable_notice(self.case)) is None:
            return
        values: Any = {"notice": notice, "party": self.first, "by": by(self.people.zhang), "today": DAY}
        here, there = uuid4(), uuid4()
        assert len({start_payment(once=once, **values).pk for once in (here, there, here)}) == 1

    def cancels_at_the_cashier(self) -> None:
        """The order may be paid all the same, before or after."""
        orders = list(Payment.objects.filter(case=self.case, channel="online").order_by("pk"))
        if orders:
            stop_payment(message=Cancelled(self.dice.choice(orders).ref), by=SYSTEM)

    def _online(self, amount: int | None = None) -> None:
        orders = list(Payment.objects.filter(case=self.case, channel="online").order_by("pk"))
        if orders:
            message = message_of(self.dice.choice(orders), amount=amount, number=f"online:{next(self.numbers)}")
            self._heard(receive_callback(message=message, today=DAY))

    def order_is_paid(self) -> None:
        """Any order ever opened, in time, late, or once more."""
        self._online()

    def order_is_paid_wrongly(self) -> None:
        self._online(self.dice.randint(1, 9_999))

    def asks_for_relief(self) -> None:
        kind = self.dice.choice(list(ReliefKind))
        ground = {"exempt": ReliefGround.E3, "reduce": ReliefGround.R2, "defer": ReliefGround.D3}[kind]
        row: Any = ask(self.case, self.people.zhang, kind, ground, news=self.dice.choice(["", "又有了新情况。"]))
        granted = kind if self.dice.random() < 0.8 else None
        decide_relief(
            relief=row,
            grant=granted,
            percent=self.dice.randint(30, 99) if granted == ReliefKind.REDUCE else None,
            refusal=None if granted else RefusalReason.NO_PROOF,
            by=by(self.people.head),
            today=DAY,
        )

    def objects(self) -> None:
        notice = current_notice(self.case)
        row = object_to(self.case, self.people.zhang, ReviewSubject.CALCULATION)
        amount = self.dice.randint(0, notice.amount) if notice else 0
        try:
            decide_review(
                review=row, corrected=True, amount=amount, reason="算错。", by=by(self.people.president), today=DAY
            )
        except ActionRefused:
            decide_review(review=row, corrected=False, reason="计算无误。", by=by(self.people.president), today=DAY)

    def objects_to_the_answer(self) -> None:
        """The president finds it wrong, also after the end; the request is answered anew, and what the party bears goes
        by it."""
        row = object_to(self.case, self.people.zhang, ReviewSubject.RELIEF)
        decide_review(review=row, corrected=True, reason="证明齐全。", by=by(self.people.president), today=DAY)
        again = self.case.reliefs.get(state=ReliefState.PENDING)
        granted = self.dice.choice([ReliefKind.EXEMPT, ReliefKind.REDUCE, None])
        decide_relief(
            relief=again,
            grant=granted,
            percent=self.dice.randint(30, 99) if granted == ReliefKind.REDUCE else None,
            refusal=None if granted else RefusalReason.NO_PROOF,
            reason="经复核。",
            by=by(self.people.head),
            today=DAY,
        )
        if self.case.stage in ENDED:
            follow_relief(case=self.case, relief_id=again.pk, by=SYSTEM, today=DAY)

    def is_converted(self) -> None:
        if self.case.stage in ENDED:
            return
        set_case(case=self.case, procedure="ordinary_single")
        notice_supplement(case=self.case, by=SYSTEM, today=DAY)

    def changes_claims(self) -> None:
        """More or less is asked for, in time or too late for the fee (办法21, 35)."""
        if self.case.stage in ENDED:
            return
        was = self.case.amount
        set_case(case=self.case, amount=self.dice.choice([500_000, 1_200_000, 2_000_000, 6_000_000]))
        late = self.dice.random() < 0.3
        said: Any = {"party_id": self.first.pk, "amount": was, "claims": [("请求", was)], "late": late}
        follow_claims(case=self.case, by=SYSTEM, today=DAY, **said)

    def ends(self) -> None:
        """Also a second time: then nothing happens."""
        way = self.dice.choice(WAYS)
        if self.case.stage not in ENDED:
            Case.objects.filter(pk=self.case.pk).update(stage=Stage.TRIAL)
            ended(self.case, Closing(way))
        had, there = settlement_of(self.case), sum(borne(self.case).values())
        row = settle(case=self.case, way=way, by=SYSTEM, today=DAY)
        assert row == had or row.paid == there

    def is_apportioned(self) -> None:
        row = settlement_of(self.case)
        owed = row.final if row else 0
        mine = self.dice.choice([0, owed, self.dice.randint(0, owed)])
        shares = {self.first.pk: mine, self.second.pk: owed - mine}
        if not mine:
            del shares[self.first.pk]  # the paper names only who bears something
        apportion(case=self.case, shares=shares, by=by(self.people.finance), today=DAY)

    def is_in_effect(self) -> None:
        """Nobody could appeal; asked again, nothing happens."""
        if settlement_of(self.case) is not None:
            set_case(case=self.case, procedure="small")
            take_effect(case=self.case, by=SYSTEM, today=DAY)

    def winner_chooses(self) -> None:
        """One of the three ways, or nothing is said; a second choice is refused."""
        asked = Bearing.objects.filter(settlement=settlement_of(self.case), asked_on__isnull=False).order_by("pk")
        for each in asked:
            choice = self.dice.choice(list(RefundChoice))
            choose_refund(bearing=each, choice=choice, by=by(self.people.zhang), today=DAY)

    def is_appealed(self) -> None:
        stay(case=self.case, by=SYSTEM, today=DAY)

    def goes_on(self) -> None:
        """The paper was not received and a party goes back (民诉法102)."""
        if unsettle(case=self.case, by=SYSTEM, today=DAY):
            advance(
                case=self.case,
                to=Stage.TRIAL,
                allowed=DISPUTE.transitions,
                cause="triage.reopened",
                by=SYSTEM,
                today=DAY,
            )

    def is_given_back(self) -> None:
        """Any refund, also one made before or void; sometimes without the voucher, which fails."""
        refunds = list(Refund.objects.filter(case=self.case).order_by("pk"))
        if refunds:
            refund, first = self.dice.choice(refunds), self.dice.choice([self.people.head, self.people.finance])
            if self.dice.random() < 0.8:
                prepare_refund(refund=refund, by=by(first), today=DAY)
            voucher = f"T{next(self.numbers)}" if self.dice.random() < 0.8 else ""
            make_refund(refund=refund, voucher=voucher, by=by(self.people.finance), today=DAY)

    def bank_sends_back(self) -> None:
        refunds = list(Refund.objects.filter(case=self.case).order_by("pk"))
        if refunds:
            refund, finance = self.dice.choice(refunds), by(self.people.finance)
            take_back_failed(refund=refund, words="账户已销户。", by=finance, today=DAY)

    def is_swept(self) -> None:
        sweep_receipts(today=DAY)


def total(found: Iterable[Any]) -> int:
    return sum(each.amount for each in found)


def books_hold(case: Case) -> None:
    """At every moment, by the lines: of each notice what came is what it took and what goes or went back, and so over
    the accounts of the case."""
    book: Counter[str] = Counter()
    sums: dict[int | None, Counter[EntryKind]] = defaultdict(Counter)
    for line in case.ledger.order_by("pk"):
        book[line.debit] += line.amount
        book[line.credit] -= line.amount
        sums[line.notice_id][EntryKind(line.kind)] += line.amount
    notices = list(case.fee_notices.order_by("pk"))
    money = [each.money for each in notices]
    for notice, here in zip(notices, money, strict=True):
        assert here == standing(sums[notice.pk])
        assert min(here.owed, here.applied, here.surplus, here.owed_back, here.refunded) >= 0
        assert here.received == here.applied + here.surplus + here.owed_back + here.refunded
        assert notice.state not in PAYABLE or here.owed == notice.amount - here.relieved
    assert min(book["cash"], -book["refunds"], -book["suspense"]) >= 0
    assert sum(each.held for each in money) - book["suspense"] - book["refunds"] == book["cash"]
    asked = sum(notice.left for notice in notices if notice.state in PAYABLE)
    assert book["receivable"] == asked - sum(each.surplus for each in money)
    settled = settlement_of(case)
    if settled is not None:  # of an ended case the fee stays and not a fen more
        bears = settled.final - min(settled.relieved, settled.final)
        if settled.demanded_on is not None:  # whoever relief was not for bears the fee in full (办法50)
            bears = sum(payables(settled).values())
        if settled.demanded_on is None or not case.fee_reviews.filter(amount__isnull=False).exists():
            given = settled.refunds.filter(reason=RefundReason.SETTLED).exclude(state=RefundState.VOID).exists()
            waits = 0 if given else settled.refund - settled.reviewed  # goes back when the paper is in effect (办法53)
            assert sum(each.applied for each in money) + asked - waits in (bears, bears - settled.due)


def rows_agree(case: Case) -> None:
    """What the receipts and the refunds say is what the notices say."""
    receipts = list(Receipt.objects.filter(payment__case=case).select_related("payment").order_by("pk"))
    refunds = list(case.refunds.exclude(state="void").order_by("pk"))
    owed_back = [refund for refund in refunds if refund.state == "due"]
    refunded = [refund for refund in refunds if refund.state == "paid"]
    notices = list(case.fee_notices.order_by("pk"))
    for notice in notices:
        here = notice.money
        came = [each for each in receipts if each.payment.notice_id == notice.pk and each.verdict == "counted"]
        assert here.received == total(came)
        assert here.owed_back == total(refund for refund in owed_back if refund.notice_id == notice.pk)
        assert here.refunded == total(refund for refund in refunded if refund.notice_id == notice.pk)
        assert here.surplus == 0  # nothing without a ground
    aside = total(each for each in receipts if each.verdict != "counted")
    aside -= total(refund for refund in refunds if refund.notice_id is None)
    assert aside >= 0
    assert sum(each.money.held for each in notices) + aside + total(refunds) == total(receipts)


@pytest.fixture
def people() -> People:
    zhang = UserFactory()
    make_team()
    case, _, _ = paying_case(claimant_user=zhang)
    open_fee(case=case, by=SYSTEM, today=DAY)
    return People(case, zhang, staff(Role.FINANCE), staff(Role.DIVISION_HEAD), staff(Role.PRESIDENT))


BY_PAYER = next(each for each in bearing.INVARIANTS if each.name == "bearing.payers")
LIVES = sampling.sampled(TABLE, range(COUNT), one_in=ONE_IN)
BLOCKS = [LIVES[first : first + AT_ONCE] for first in range(0, len(LIVES), AT_ONCE)]


@pytest.mark.parametrize("seeds", BLOCKS, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_what_is_kept_and_what_goes_back_is_what_came(
    seeds: Sequence[int], people: People, subtests: pytest.Subtests, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A life that fails is told by its seed and lived in every run from then on; none leaves anything to the next.

    What is written and said of it moves no money and is told elsewhere: a fifth of a life's time.
    """
    monkeypatch.setattr("yunfu_court.procedure.speak", lambda *_: None)
    for seed in seeds:
        try:
            with transaction.atomic():
                lived(seed, people)
                transaction.set_rollback(True)
        except Exception:
            sampling.stick(TABLE, [str(seed)])
            with subtests.test(seed=seed):
                raise


def lived(seed: int, people: People) -> None:
    life = Life(seed, people)
    try:
        for _ in range(STEPS):
            if life.step():
                books_hold(life.case)
        sweep_receipts(today=DAY)
        books_hold(life.case)
        rows_agree(life.case)
        if not life.case.settlements.filter(undone_on__isnull=False).exists():
            assert ledger_faults() == []
            assert [fault for span in spans() for fault in BY_PAYER.find(span)] == []
        assert not any("超过法院实际收到" in told for told in life.told)  # the last guard, which nobody should meet
    except Exception as fault:
        fault.add_note(f"seed {seed}: {life.told}")
        raise
