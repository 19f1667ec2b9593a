"""复核: a decision about the fees is looked at again by the president, within fifteen days (办法43)."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from common.cases.actions import announce, close_deadlines, open_todo, set_deadline
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.cases.states import Holder, TodoKind
from common.law.money import divide
from common.law.transitions import move
from fees.money.actions.ledger import ask_less
from fees.money.actions.refunds import owe_refund
from fees.money.models import FeeNotice
from fees.money.queries import current_notice
from fees.money.states import EntryKind, NoticeState, RefundReason
from fees.relief.actions import seek_relief
from fees.relief.models import Relief
from fees.relief.states import ReliefGround, ReliefKind
from fees.review import queries, rules
from fees.review.events import ReviewDecided, ReviewSought
from fees.review.models import FeeReview
from fees.review.states import REVIEW_MOVES, ReviewState, ReviewSubject
from fees.settling.actions import ask_after_relief, share_again
from fees.settling.models import Settlement
from fees.settling.queries import above, settlement_of, totals


@transaction.atomic
def seek_review(
    *, case: Case, party: Party, subject: ReviewSubject, words: str, once: UUID, by: By, today: date
) -> FeeReview:
    """A party objects. One of a party at a time; the same form sent twice is one. The fee's own term does not stop."""
    case = Case.lock(case.pk)
    had = FeeReview.objects.filter(case=case, party=party, once=once).first()
    if had is not None:
        return had
    pending = FeeReview.objects.filter(case=case, party=party, state=ReviewState.PENDING).first()
    if pending is not None:
        raise ActionRefused(f"您已于 {pending.asked_on} 申请复核，正在办理，不需要重复提交。")
    if subject not in queries.reviewable(case, party):
        raise ActionRefused("本案还没有这样的决定，不能申请复核。", field="subject")
    if not words.strip():
        raise ActionRefused("请写明您为什么认为不对。", field="words")
    row = FeeReview.objects.create(
        case=case, party=party, subject=subject, words=words.strip(), asked_on=today, once=once
    )
    set_deadline(
        case=case, term="fee_review", holder=Holder.PRESIDENT, start=today, subject=f"fee_review:{row.pk}", by=by
    )
    announce(case=case, event=ReviewSought(review_id=row.pk, party_id=party.pk), by=by)
    return row


@transaction.atomic
def decide_review(
    *, review: FeeReview, corrected: bool, reason: str, by: By, today: date, amount: int | None = None
) -> FeeReview:
    """Uphold, or correct what was wrong: a sum too high is lowered and the surplus goes back, a request for relief is
    decided anew, a burden is registered anew by the finance office. ActionRefused with the field that is missing."""
    case = Case.lock(review.case_id)
    row = FeeReview.objects.select_for_update(of=("self",)).select_related("party", "decided_by").get(pk=review.pk)
    if row.state != ReviewState.PENDING:
        who = row.decided_by.display_name if row.decided_by else ""
        raise ActionRefused(f"{who}已于 {row.decided_on} 作出复核决定：{ReviewState(row.state).label}。")
    if not reason.strip():
        raise ActionRefused("请写明复核的理由。", field="reason")
    move(row, ReviewState.CORRECTED if corrected else ReviewState.UPHELD, REVIEW_MOVES)
    row.reason, row.decided_on, row.decided_by_id = reason.strip(), today, by.user_id
    if corrected and row.subject == ReviewSubject.CALCULATION:
        row.amount = _lower(case, amount, by, today)
    row.save()
    close_deadlines(case=case, today=today, terms=["fee_review"], subject=f"fee_review:{row.pk}")
    if corrected and row.subject == ReviewSubject.RELIEF:
        _ask_anew(case, row, by, today)
    if corrected and row.subject == ReviewSubject.BURDEN:
        words = "院长复核更正了诉讼费用的负担，请按复核决定重新登记。"
        open_todo(case=case, kind=TodoKind.BURDEN, words=words, by=by, today=today)
    by = By(user_id=by.user_id, channel=by.channel, party_id=row.party_id)
    announce(case=case, event=ReviewDecided(review_id=row.pk, outcome=row.state, party_id=row.party_id), by=by)
    return row


def _lower(case: Case, amount: int | None, by: By, today: date) -> int:
    """Put the right sum in the place of the wrong one; what was paid too much goes back (办法43第3款)."""
    found = current_notice(case)
    if found is None:
        raise ActionRefused("本案没有交费通知。", field="amount")
    notice = FeeNotice.objects.select_for_update(of=("self",)).get(pk=found.pk)
    problem = rules.correctable(
        amount,
        asked=notice.amount,
        relieved=notice.relieved,
        paid=notice.money.applied,
        over=notice.state == NoticeState.PAID,
    )
    if problem.note or amount is None:
        raise ActionRefused(problem.note, field="amount")
    less, surplus = ask_less(EntryKind.CANCEL, notice=notice, amount=notice.amount - amount, on=today)
    settled = settlement_of(case)
    was = settled.final if settled is not None else 0
    if settled is not None and less:  # who bears the fee is asked of what is left of it
        cut = min(less, settled.final)  # the rest of it the settlement gives back already, when it is in effect
        settled.final, settled.refund = settled.final - cut, settled.refund + max(0, surplus - (less - cut))
        settled.reviewed += surplus  # goes back at once, below: a wrong sum was never owed
        settled.save(update_fields=["final", "refund", "reviewed"])
        share_again(settled)
    if surplus:
        owe_refund(
            case=case,
            party_id=notice.party_id,
            amount=surplus,
            reason=RefundReason.OVERPAID,
            by=by,
            today=today,
            notice=notice,
        )
    if settled is not None and was:
        _relieve_in_proportion(case, settled, was)
    return amount


def _relieve_in_proportion(case: Case, settled: Settlement, was: int) -> None:
    """Relief granted after the end stands in no notice: it was granted of the fee as it was wrongly worked out, and is
    of the right one in proportion."""
    _, of_notices = totals(case)
    later = max(0, settled.relieved - of_notices)
    if not later:
        return
    settled.relieved = of_notices + divide(later * settled.final, was)
    if settled.effective_on is None:
        settled.refund = settled.reviewed + max(0, above(case, settled))
    settled.save(update_fields=["relieved", "refund"])


def _ask_anew(case: Case, row: FeeReview, by: By, today: date) -> None:
    """The request that was decided wrongly lies before the court again, as it was; of a case that has ended, what was
    asked of its party waits for the answer."""
    last = Relief.objects.filter(case=case, party=row.party, decided_on__isnull=False).order_by("-pk").first()
    if last is None:
        return
    seek_relief(
        case=case,
        party=row.party,
        kind_asked=ReliefKind(last.kind_asked),
        ground=ReliefGround(last.ground),
        words=last.words,
        document_ids=list(last.documents.values_list("pk", flat=True)),
        once=uuid4(),
        by=By(user_id=by.user_id, channel=by.channel, party_id=row.party_id),
        today=today,
        anew=True,
    )
    ask_after_relief(case=case, today=today)
