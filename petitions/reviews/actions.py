"""Asking for 复查 or 复核; writing down what was found elsewhere."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from common.cases.actions import PartyData, announce, close_deadlines, keep_deadlines
from common.cases.events import By
from common.cases.rules import ActionRefused
from common.cases.states import PartyKind, Side
from petitions.letters.actions.handling import make_final
from petitions.letters.actions.locking import keep, locked
from petitions.letters.actions.lodging import taken_in
from petitions.letters.models import Petition
from petitions.letters.queries import higher_court
from petitions.letters.rules.limbs import REVIEWS
from petitions.letters.states import About, Form, Level, Limb, Outcome
from petitions.reviews.events import OutsideOpinionRecorded, ReviewAsked
from petitions.reviews.models import OutsideOpinion
from petitions.reviews.queries import Right, outside_of, right_of
from petitions.reviews.states import FOUND


@transaction.atomic
def ask_review(
    *,
    petition: Petition,
    reasons: str,
    once: UUID,
    by: By,
    today: date,
    form: Form = Form.WEB,
    sent_on: date | None = None,
    received_on: date | None = None,
) -> Petition:
    """Ask the higher court to look at it again: a petition of its own there, linked to this one, whose thirty days run
    from the day it was received (`received_on`; today). The same `once` gives the same review.

    `sent_on` is the day of the postmark, or on which it was handed in at the window: the right is kept by it, whenever
    it is typed in, and also where the term was taken for missed meanwhile (民诉法85第4款 of what is posted).

    ActionRefused where the law gives none, it was asked already, its day has passed, or the court is not of this
    portal (the page then says to whom to turn). 信访条例35, 36.
    """
    had = Petition.objects.filter(once=once, reviews=petition).first()
    if had is not None:
        return had
    row = locked(petition, None)
    received = received_on or today
    sent = sent_on or received
    _need_days(row, sent, received, today)
    right = _right(row, sent)
    court = higher_court(row.case.court)
    if court is None:
        raise ActionRefused(f"请向{right.court}提出，这里不能代收。")
    if not reasons.strip():
        raise ActionRefused("请写明您不服的理由。", field="reasons")
    party = row.case.parties.order_by("pk")[0]
    made = taken_in(
        court=court,
        form=form,
        about=About(row.about),
        limb=Limb.OPINION,
        petitioner=PartyData(
            side=Side.PETITIONER,
            kind=PartyKind(party.kind),
            name=party.name,
            phone=party.phone,
            id_number=party.id_number,
            address=party.address,
            user_id=party.user_id,
        ),
        once=once,
        by=by,
        today=today,
        received=received,
        sent_on=sent_on,
        level=right.level,
        reviews=row,
        content=reasons.strip(),
        demand=row.demand,
        concerned_number=row.concerned_number,
        anonymous=row.anonymous,
        people=row.people,
        representatives=row.representatives,
    )
    keep_deadlines(case=row.case, terms=[*REVIEWS], on=sent)
    close_deadlines(case=row.case, today=today, terms=[*REVIEWS])
    keep(row)
    announce(case=row.case, event=ReviewAsked(petition_id=row.pk, review_id=made.pk), by=by)
    return made


def _need_days(row: Petition, sent: date, received: date, today: date) -> None:
    if received > today:
        raise ActionRefused("收到日不能晚于今天。", field="received_on")
    if sent > received:
        raise ActionRefused("交寄日不能晚于收到日。", field="sent_on")
    if row.answered_on is not None and sent < row.answered_on:
        raise ActionRefused("交寄日不能早于法院答复的那天。", field="sent_on")


def _right(row: Petition, on: date) -> Right:
    """The right that stands on the day it was asked, or why it does not."""
    right = right_of(row, on)
    if right is None:
        raise ActionRefused("这件事没有复查、复核的程序。怎么办，请看法院的答复。")
    if row.final_on is not None:
        raise ActionRefused("这件事已经复核，以同一事实和理由不再受理。")
    if right.asked is not None:
        raise ActionRefused(f"您已经请求{right.level.label}，不用再提交。")
    if right.gone:
        last = right.deadline.due if right.deadline else None
        day = f"最后一天是 {last.month} 月 {last.day} 日，" if last else ""
        raise ActionRefused(f"请求{right.level.label}的期限{day}已经过了。有困难的，请拨打 12368。")
    return right


@transaction.atomic
def record_outside(
    *,
    petition: Petition,
    given_on: date,
    outcome: Outcome,
    by: By,
    today: date,
    words: str = "",
    expected: int | None = None,
) -> OutsideOpinion:
    """Write down the opinion of a higher court elsewhere. After a 复核 the matter is final (信访条例36第3款)."""
    row = locked(petition, expected)
    right = right_of(row, today)
    if right is None or right.here or row.final_on is not None or right.asked is not None:
        raise ActionRefused("这件信访没有等其他法院的复查、复核意见。")
    if outcome not in FOUND:
        raise ValueError(f"a review does not find {outcome}")
    if given_on > today:
        raise ActionRefused("作出日不能晚于今天。", field="given_on")
    if row.answered_on is not None and given_on < row.answered_on:
        raise ActionRefused("作出日不能早于本院答复的那天。", field="given_on")
    if outside_of(row).filter(level=right.level).exists():
        raise ActionRefused("这份意见已经登记过。")
    if by.user_id is None:
        raise ValueError("a person writes it down")
    made = OutsideOpinion.objects.create(
        petition=row,
        level=right.level,
        court=right.court,
        given_on=given_on,
        outcome=outcome,
        words=words.strip(),
        by_id=by.user_id,
        recorded_on=today,
    )
    close_deadlines(case=row.case, today=today, terms=[*REVIEWS])
    if right.level is Level.REEXAMINATION:
        make_final(row, given_on)
    keep(row)
    announce(case=row.case, event=OutsideOpinionRecorded(petition_id=row.pk, level=right.level), by=by)
    return made
