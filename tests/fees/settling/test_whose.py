"""What one side is asked, pays or gets back stands on its own page and on the court's, never on the other side's."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import uuid4

import pytest

from common.cases.access import readable
from common.cases.actions import link_party
from common.cases.events import REGISTRY, SYSTEM, Audience
from common.cases.models import Case, Event
from common.law import clock
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.actions import receive_counter, settle_payment
from fees.money.models import FeeNotice
from fees.money.states import CounterMethod
from fees.panels import panel
from fees.settling.actions import choose_refund
from fees.settling.states import RefundChoice
from tests.factories import UserFactory, staff
from tests.factories.triage import DAY, by, make_team, paying_case
from tests.fees.settling.suits import OVER, Suit

pytestmark = pytest.mark.django_db

# What the end of the case says of the fee is said to all its parties (办法29).
OF_THE_CASE = {"fees.settled", "fees.apportioned", "fees.took_effect", "fees.stayed"}


def test_every_event_of_the_fee_has_its_side() -> None:
    kinds = {kind: cls for kind, cls in REGISTRY.items() if kind.startswith("fees.")}
    assert {kind for kind, cls in kinds.items() if cls.audience == Audience.ALL} == OF_THE_CASE
    for kind, cls in kinds.items():
        if cls.audience == Audience.SIDE:
            assert "party_id" in {field.name for field in dataclasses.fields(cls)}, kind


def read_by(case: Case, user: Any) -> set[str]:
    rows = Event.objects.filter(readable(user, DAY), case=case, kind__startswith="fees.")
    return set(rows.order_by("pk").values_list("kind", flat=True))


def test_the_fee_asked_and_paid_is_the_payers() -> None:
    zhang, li = UserFactory(name="张三", verified=True), UserFactory(name="李四", verified=True)
    finance = staff(Role.FINANCE)
    make_team()
    case, *parties = paying_case(claimant_user=zhang)
    for party, user in zip(parties, (zhang, li), strict=True):
        link_party(party=party, user_id=user.pk, by=SYSTEM, today=DAY)
    notice = open_fee(case=case, by=SYSTEM, today=DAY)
    values = {"method": CounterMethod.POS, "ticket": "A1", "once": uuid4(), "by": by(finance)}
    receipt = receive_counter(notice=notice, amount=notice.left, today=DAY, **values)
    settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=DAY)
    for reader, seen in ((zhang, {"fees.noticed", "fees.paid"}), (li, set()), (finance, {"fees.noticed", "fees.paid"})):
        assert read_by(case, reader) == seen
    with clock.at(DAY):
        mine, theirs = (panel(Case.objects.get(pk=case.pk), reader, DAY) for reader in (zhang, li))
    assert mine is not None
    assert any("交费情况" in str(row) for row in mine.rows)
    assert theirs is None or not any("受理费" in str(row) for row in theirs.rows)


def test_what_the_winner_chooses_asks_the_loser_by_the_losers_own_event(suit: Suit) -> None:
    """The winner acts, and what the loser owes for it is the loser's to read."""
    suit.judged([(suit.second.pk, None)])
    suit.in_effect()
    mine = suit.of(suit.first)
    with clock.at(OVER):
        winner = by(suit.zhang, party=suit.first)
        choose_refund(bearing=mine, choice=RefundChoice.COURT, by=winner, today=OVER)
    asked_of = FeeNotice.objects.get(case=suit.case, kind="final", party=suit.second)
    asked = Event.objects.get(case=suit.case, kind="fees.noticed", payload__notice_id=asked_of.pk)
    assert asked.party_id == suit.second.pk
    assert Event.objects.get(case=suit.case, kind="fees.refund_chosen").party_id == suit.first.pk
    assert "fees.refund_chosen" not in read_by(suit.case, suit.li)


def test_money_that_is_here_is_not_asked_for_again_while_the_rest_follows() -> None:
    """It is recorded first and reacted to after: whoever opens the page in between has paid."""
    suit = Suit()
    FeeNotice.objects.filter(pk=suit.notice.pk).update(state="open")
    with clock.at(DAY):
        page = suit.page(suit.zhang, f"/fees/cases/{suit.case.uid}/")
    assert "案件受理费已交清" in page
    assert "待交纳" not in page
