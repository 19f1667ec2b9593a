"""The main road: sorted, confirmed, noticed, paid, assigned, closed, settled; through the real procedure."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from common.cases.actions import start_deadlines
from common.cases.events import SYSTEM, Channel
from common.cases.models import Case, Deadline, Event
from common.cases.rules import ActionRefused, Awaited
from common.delivery.actions import refuse_receipt
from common.law.papers import PaperKind
from common.people.states import Role
from fees.charging.actions import lapse, open_fee
from fees.money.actions import (
    receive_callback,
    receive_counter,
    settle_payment,
    start_payment,
    sweep_receipts,
)
from fees.money.models import FeeNotice, Payment, Receipt, Refund
from fees.money.states import CounterMethod, PaymentState, Verdict
from fees.relief.actions import seek_relief
from fees.relief.states import ReliefGround, ReliefKind
from fees.settling.queries import settlement_of
from tests.factories import UserFactory, staff
from tests.factories.fees import ledger_faults, message_of, order
from tests.factories.triage import DAY, by, make_team, paper_of, paying_case, sorting_case
from tests.fees.ledger import receivable_by_ledger
from triage.sorting.actions import confirm, propose
from triage.teams.states import TeamKind
from triage.trial.actions import close, sign_ruling
from triage.trial.models import Ruling
from triage.trial.states import RulingState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]


def kinds(case: Case) -> list[str]:
    return list(Event.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))


def paid(payment: Payment, **message: object) -> Receipt:
    receipt = receive_callback(message=message_of(payment, **message), today=DAY)  # type: ignore[arg-type]
    return settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=DAY)


def test_from_the_proposal_to_the_settled_case() -> None:
    zhang = UserFactory(name="张三", verified=True)
    officer = staff(Role.TRIAGE_OFFICER, name="周分流")
    team = make_team()
    case, claimant, _ = sorting_case(claimant_user=zhang)
    decision = propose(case=case, by=SYSTEM, today=DAY)
    confirm(decision=decision, version=decision.version, by=by(officer), today=DAY)
    case.refresh_from_db()
    assert (case.stage, case.procedure, case.track) == ("payment", "small", "fast")
    notice = FeeNotice.objects.get(case=case)
    assert (notice.amount, notice.full, notice.halved, notice.party) == (5_000, 10_000, True, claimant)
    waiting = Deadline.objects.get(case=case, term="fee_payment")
    assert (waiting.state, waiting.awaits) == ("waiting", f"delivery:fee_notice:{claimant.pk}")
    start_deadlines(case=case, awaits=Awaited(PaperKind.FEE_NOTICE, claimant.pk), start=DAY, by=SYSTEM)
    waiting.refresh_from_db()
    assert waiting.due == date(2026, 3, 9)

    payment = order(notice, zhang)
    assert paid(payment).verdict == Verdict.COUNTED
    case.refresh_from_db()
    assert case.stage == "trial"
    assert case.assignments.get().team == team
    assert receivable_by_ledger(case) == 0

    judge = team.judge
    paper = paper_of(case, PaperKind.MEDIATION_PAPER, judge)
    close(case=case, way="mediation", by=by(judge), today=DAY, document_id=paper)
    case.refresh_from_db()
    assert (case.stage, case.closing) == ("closed", "mediation")
    settled = settlement_of(case)
    assert settled is not None
    assert (settled.final, settled.refund) == (5_000, 0)
    wanted = ["triage.sorted", "fees.noticed", "fees.paid", "triage.assigned", "triage.closed", "fees.settled"]
    assert [kind for kind in kinds(case) if kind in wanted] == wanted
    assert ledger_faults() == []


def test_a_paper_made_in_the_trial_that_one_does_not_sign_for_ends_nothing() -> None:
    """民诉法102: the case is open again and goes to a team; what was settled of the fee holds no more."""
    zhang = UserFactory(name="张三", verified=True)
    team = make_team()
    case, claimant, _ = paying_case(claimant_user=zhang)
    paid(order(open_fee(case=case, by=SYSTEM, today=DAY), zhang))
    case.refresh_from_db()
    paper = paper_of(case, PaperKind.MEDIATION_PAPER, team.judge)
    close(case=case, way="mediation", by=by(team.judge), today=DAY, document_id=paper)
    service = case.services.get(kind=PaperKind.MEDIATION_PAPER, party=claimant)
    refuse_receipt(service=service, by=by(zhang, party=claimant), today=DAY)
    case.refresh_from_db()
    assert (case.stage, case.closing, case.closed_on) == ("trial", "", None)
    assert case.assignments.filter(until__isnull=True).get().team == team
    assert settlement_of(case) is None
    assert "triage.reopened" in kinds(case)
    assert set(case.services.filter(kind=PaperKind.MEDIATION_PAPER).values_list("state", flat=True)) == {"recalled"}
    assert ledger_faults() == []


def test_money_recorded_twice_is_counted_once_and_a_second_payment_goes_back() -> None:
    zhang = UserFactory()
    make_team()
    case, _, _ = paying_case(claimant_user=zhang)
    payment = order(open_fee(case=case, by=SYSTEM, today=DAY), zhang)
    first = paid(payment, number="online:a")
    again = paid(payment, number="online:a")
    assert again.pk == first.pk
    other = paid(payment, number="online:b")
    assert other.verdict == Verdict.EXTRA
    assert Refund.objects.get().amount == payment.amount
    assert kinds(case).count("fees.paid") == 1
    assert FeeNotice.objects.get().received == payment.amount
    assert ledger_faults() == []


def test_a_wrong_amount_is_recorded_flagged_and_not_counted() -> None:
    zhang = UserFactory()
    case, _, _ = paying_case(claimant_user=zhang)
    payment = order(open_fee(case=case, by=SYSTEM, today=DAY), zhang)
    receipt = paid(payment, amount=payment.amount + 1)
    payment.refresh_from_db()
    assert (receipt.verdict, payment.state) == (Verdict.WRONG_AMOUNT, PaymentState.REFUSED)
    assert FeeNotice.objects.get().received == 0
    assert case.todos.get(what="fees.wrong_amount").role == "finance"
    assert "fees.paid" not in kinds(case)
    make_team()
    assert paid(payment).verdict == Verdict.COUNTED  # the right message of the same order, out of order, counts


def test_unpaid_only_puts_a_draft_before_a_judge_and_late_money_takes_it_away() -> None:
    zhang = UserFactory()
    judge = staff(Role.JUDGE, name="陈法官")
    case, claimant, _ = paying_case(claimant_user=zhang)
    notice = open_fee(case=case, by=SYSTEM, today=DAY)
    payment = order(notice, zhang)
    start_deadlines(case=case, awaits=Awaited(PaperKind.FEE_NOTICE, claimant.pk), start=DAY, by=SYSTEM)
    after = date(2026, 3, 10)
    assert lapse(case=case, by=SYSTEM, today=date(2026, 3, 9)) is None
    assert lapse(case=case, by=SYSTEM, today=after) is not None
    draft = Ruling.objects.get(case=case)
    case.refresh_from_db()
    assert (draft.state, draft.kind, draft.judge, case.stage) == ("draft", "deemed_withdrawal", judge, "payment")

    make_team()
    receipt = receive_callback(message=message_of(payment), today=after)
    # Recorded, not yet reacted to: the judge cannot sign any more.
    with pytest.raises(ActionRefused, match="到账"):
        sign_ruling(ruling=draft, by=by(judge), today=after)
    settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=after)
    draft.refresh_from_db()
    case.refresh_from_db()
    assert (draft.state, case.stage) == (RulingState.DROPPED, "trial")


def test_money_after_the_ruling_is_not_lost_but_goes_back() -> None:
    zhang = UserFactory()
    judge = staff(Role.JUDGE)
    case, claimant, _ = paying_case(claimant_user=zhang)
    payment = order(open_fee(case=case, by=SYSTEM, today=DAY), zhang)
    start_deadlines(case=case, awaits=Awaited(PaperKind.FEE_NOTICE, claimant.pk), start=DAY, by=SYSTEM)
    after = date(2026, 3, 10)
    lapse(case=case, by=SYSTEM, today=after)
    sign_ruling(ruling=Ruling.objects.get(), by=by(judge), today=after)
    case.refresh_from_db()
    assert (case.stage, case.closing) == ("closed", "deemed_withdrawal")
    receipt = receive_callback(message=message_of(payment), today=after)
    settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=after)
    payment.refresh_from_db()
    refund = Refund.objects.get()
    assert (payment.state, refund.amount, refund.reason) == (PaymentState.LATE, payment.amount, "closed")
    assert receivable_by_ledger(case) == 0


def test_a_failing_reaction_loses_no_money(monkeypatch: pytest.MonkeyPatch) -> None:
    zhang = UserFactory()
    make_team()
    case, _, _ = paying_case(claimant_user=zhang)
    payment = order(open_fee(case=case, by=SYSTEM, today=DAY), zhang)
    receipt = receive_callback(message=message_of(payment), today=DAY)
    with monkeypatch.context() as patch:
        patch.setattr("yunfu_court.procedure.steps_for", lambda *_: [_broken])
        with pytest.raises(RuntimeError):
            settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=DAY)
        assert sweep_receipts(today=DAY) == 0
    receipt.refresh_from_db()
    assert receipt.reacted_at is None
    assert FeeNotice.objects.get().received == payment.amount
    assert sweep_receipts(today=DAY) == 1
    assert sweep_receipts(today=DAY) == 0
    case.refresh_from_db()
    assert case.stage == "trial"


def _broken(_happening: object) -> None:
    raise RuntimeError("reaction")


def test_one_order_is_under_way_at_a_time() -> None:
    zhang = UserFactory()
    case, claimant, _ = paying_case(claimant_user=zhang)
    notice = open_fee(case=case, by=SYSTEM, today=DAY)
    assert open_fee(case=case, by=SYSTEM, today=DAY) == notice
    assert order(notice, zhang) == order(notice, zhang)
    once = uuid4()
    first = start_payment(notice=notice, party=claimant, once=once, by=by(zhang), today=DAY)
    assert start_payment(notice=notice, party=claimant, once=once, by=by(zhang), today=DAY) == first
    assert Payment.objects.count() == 1


def test_the_counter_takes_exactly_what_is_left_and_the_online_order_that_still_arrives_goes_back() -> None:
    zhang, finance = UserFactory(), staff(Role.FINANCE)
    make_team()
    case, _, _ = paying_case(claimant_user=zhang)
    notice = open_fee(case=case, by=SYSTEM, today=DAY)
    payment = order(notice, zhang)
    values = {"method": CounterMethod.POS, "by": by(finance, Channel.COUNTER), "today": DAY}
    with pytest.raises(ActionRefused, match="不一致"):
        receive_counter(notice=notice, amount=1, ticket="A1", once=uuid4(), **values)
    once = uuid4()
    receipt = receive_counter(notice=notice, amount=notice.left, ticket="A1", once=once, **values)
    assert receive_counter(notice=notice, amount=notice.left, ticket="A1", once=once, **values) == receipt
    settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=DAY)
    case.refresh_from_db()
    assert case.stage == "trial"
    paid(payment)
    assert Refund.objects.get().amount == payment.amount
    channel = Event.objects.get(case=case, kind="fees.paid").channel
    assert channel == "counter"
    assert ledger_faults() == []


def ask(case: Case, user: object, kind: ReliefKind, ground: ReliefGround, today: date = DAY, news: str = "") -> object:
    from common.documents.models import Document

    party = case.parties.get(side="claimant")
    proof = Document.objects.create(
        case=case,
        party=party,
        kind="relief_proof",
        title="低保证",
        original_name="低保证.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        path=f"x/{uuid4().hex}",
        audience="side",
        created_at="2026-03-02T09:00:00+08:00",
    )
    return seek_relief(
        case=case,
        party=party,
        kind_asked=kind,
        ground=ground,
        words="",
        news=news,
        document_ids=[proof.pk],
        once=uuid4(),
        by=by(user, party=party),
        today=today,
    )


def test_a_case_without_a_sum_waits_on_a_list() -> None:
    officer = staff(Role.TRIAGE_OFFICER)
    case, _, _ = sorting_case(amount=None)
    decision = propose(case=case, by=SYSTEM, today=DAY)
    confirm(decision=decision, version=decision.version, by=by(officer), today=DAY)
    case.refresh_from_db()
    assert case.stage in ("payment", "assignment")


def test_a_careful_case_without_a_team_is_paid_and_safe() -> None:
    zhang = UserFactory()
    make_team(kind=TeamKind.FAST)
    case, _, _ = paying_case(claimant_user=zhang, procedure="ordinary_panel", track="careful")
    paid(order(open_fee(case=case, by=SYSTEM, today=DAY), zhang))
    case.refresh_from_db()
    assert case.stage == "assignment"
    assert case.todos.get(what="assign").role == "division_head"
    assert FeeNotice.objects.get().state == "paid"
