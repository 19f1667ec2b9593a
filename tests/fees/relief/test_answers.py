"""What follows a request for relief: nothing lapses meanwhile, refused it starts a new term, reduced leaves a rest."""

from __future__ import annotations

from datetime import date

import pytest

from common.cases.actions import start_deadlines
from common.cases.events import SYSTEM
from common.cases.models import Case
from common.cases.rules import ActionRefused, Awaited
from common.law.papers import PaperKind
from common.people.states import Role
from fees.charging.actions import lapse, open_fee
from fees.money.models import FeeNotice
from fees.relief.actions import decide_relief
from fees.relief.states import RefusalReason, ReliefGround, ReliefKind
from tests.factories import UserFactory, staff
from tests.factories.fees import order
from tests.factories.triage import DAY, by, make_team, paying_case
from tests.fees.ledger import receivable_by_ledger
from tests.fees.test_road import ask, paid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]
LATER = date(2026, 3, 20)


@pytest.fixture
def asking() -> tuple[Case, FeeNotice, object, object]:
    zhang, head = UserFactory(), staff(Role.DIVISION_HEAD, name="黄庭长")
    make_team()
    case, claimant, _ = paying_case(claimant_user=zhang)
    notice = open_fee(case=case, by=SYSTEM, today=DAY)
    start_deadlines(case=case, awaits=Awaited(PaperKind.FEE_NOTICE, claimant.pk), start=DAY, by=SYSTEM)
    return case, notice, zhang, head


def test_nothing_lapses_while_relief_is_pending_and_the_exempted_go_on(asking: tuple) -> None:
    case, notice, zhang, head = asking
    relief = ask(case, zhang, ReliefKind.EXEMPT, ReliefGround.E3)
    assert lapse(case=case, by=SYSTEM, today=LATER) is None
    with pytest.raises(ActionRefused, match="正在审查"):
        ask(case, zhang, ReliefKind.DEFER, ReliefGround.D3)
    decide_relief(relief=relief, grant=ReliefKind.EXEMPT, by=by(head), today=LATER)
    case.refresh_from_db()
    notice.refresh_from_db()
    assert (case.stage, notice.state, notice.left) == ("trial", "relieved", 0)
    assert receivable_by_ledger(case) == 0
    with pytest.raises(ActionRefused, match="已准予免交"):
        decide_relief(relief=relief, grant=None, refusal=RefusalReason.NO_PROOF, by=by(head), today=LATER)


def test_refused_relief_gives_a_new_term_from_the_receipt_of_the_decision(asking: tuple) -> None:
    case, notice, zhang, head = asking
    relief = ask(case, zhang, ReliefKind.DEFER, ReliefGround.D3)
    decide_relief(relief=relief, grant=None, refusal=RefusalReason.NO_PROOF, by=by(head), today=LATER)
    relief.refresh_from_db()
    assert relief.reason
    assert lapse(case=case, by=SYSTEM, today=LATER) is None
    start_deadlines(case=case, awaits=Awaited(PaperKind.FEE_RELIEF_DECISION, notice.party_id), start=LATER, by=SYSTEM)
    assert lapse(case=case, by=SYSTEM, today=date(2026, 3, 27)) is None
    assert lapse(case=case, by=SYSTEM, today=date(2026, 3, 28)) is not None


def test_a_reduction_leaves_the_rest_to_be_paid(asking: tuple) -> None:
    case, notice, zhang, head = asking
    relief = ask(case, zhang, ReliefKind.REDUCE, ReliefGround.R2)
    with pytest.raises(ActionRefused, match="30%"):
        decide_relief(relief=relief, grant=ReliefKind.REDUCE, percent=20, by=by(head), today=DAY)
    decide_relief(relief=relief, grant=ReliefKind.REDUCE, percent=40, by=by(head), today=DAY)
    notice.refresh_from_db()
    case.refresh_from_db()
    assert (notice.left, notice.state, case.stage) == (3_000, "open", "payment")
    paid(order(notice, zhang))
    case.refresh_from_db()
    assert case.stage == "trial"
