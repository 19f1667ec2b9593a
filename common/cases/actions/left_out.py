"""Days that do not count in the trial term, and those that count after all (解释243; 审限规定9)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.events import (
    By,
    DaysCountedAgain,
    DaysLeftOut,
    DeadlineSet,
)
from common.cases.models import Case, Deadline, LeftOut
from common.cases.rules import ActionRefused
from common.cases.states import DeadlineState, LeftOutGround, TodoKind
from common.law import terms as law_terms
from common.law.calendar import add_months

from .announce import announce
from .deadlines import fix_end
from .people import open_todo


@transaction.atomic
def leave_out(*, case: Case, ground: LeftOutGround, first: date, last: date, by: By, today: date) -> LeftOut:
    """Days that do not count in the trial term (解释243; 审限规定9): its end moves by as many. Recorded again from the
    same day, the last day is the new one: what is still going on is recorded up to today, and again when it is over.
    A term that had run out runs again while the longer one does, and the head of division has a to-do to look at it."""
    case = Case.lock(case.pk)
    if last < first:
        raise ActionRefused("最后一天不能早于第一天。", field="last")
    if case.registered_on is None or first <= case.registered_on:
        raise ActionRefused("不计入的期间应在立案之后。", field="first")
    if first > today:
        raise ActionRefused("第一天不能晚于今天。", field="first")
    if last > today:
        raise ActionRefused("最后一天不能晚于今天。还没结束的，先登记到今天，结束后再登记一次。", field="last")
    most = law_terms.term("postponement_left_out", case.received_on).counted(law_terms.Unit.MONTHS)
    if ground is LeftOutGround.POSTPONED and last > add_months(first, most):
        raise ActionRefused("延期审理的期间太长，不能全部不计入审限，请核对。", field="last")
    row = record_left_out(case=case, ground=ground, first=first, last=last, by=by, today=today)
    announce(case=case, event=DaysLeftOut(left_out_id=row.pk, ground=ground, first=first, last=last), by=by)
    return row


def record_left_out(*, case: Case, ground: LeftOutGround, first: date, last: date, by: By, today: date) -> LeftOut:
    """Write the days down and count the terms that know them again. The caller holds the lock and announces."""
    row, _ = LeftOut.objects.update_or_create(
        case=case,
        ground=ground,
        first=first,
        removed_on=None,
        defaults={"last": last, "recorded_by_id": by.user_id, "recorded_on": today},
    )
    _count_outside(case, by, today)
    return row


@transaction.atomic
def count_again(*, left_out: LeftOut, words: str, by: By, today: date) -> LeftOut:
    """Days that were left out by mistake, or too many of them, count again, and the trial term ends as much sooner.
    `words`: why. The row stays readable; what was right of it is recorded anew. Taken back twice, the first stays."""
    case = Case.lock(left_out.case_id)
    row = LeftOut.objects.select_for_update(of=("self",)).get(pk=left_out.pk)
    if row.removed_on is not None:
        return row
    take_left_out_back(case=case, row=row, words=words, by=by, today=today)
    event = DaysCountedAgain(left_out_id=row.pk, ground=row.ground, first=row.first, last=row.last)
    announce(case=case, event=event, by=by)
    return row


def take_left_out_back(*, case: Case, row: LeftOut, words: str, by: By, today: date) -> None:
    """Write down why these days count after all, and count the terms again. The caller holds the locks, and announces
    it."""
    if not words.strip():
        raise ActionRefused("请写明更正的理由。", field="words")
    row.removed_on, row.removed_by_id, row.removed_words = today, by.user_id, words.strip()[:200]
    row.save(update_fields=["removed_on", "removed_by", "removed_words"])
    _count_outside(case, by, today)


def _count_outside(case: Case, by: By, today: date) -> None:
    """The terms that know days left out, by the days that are left out now. Inside the caller's transaction."""
    rows = Deadline.objects.select_for_update().filter(case=case, start__isnull=False)
    for each in rows.filter(state__in=[DeadlineState.OPEN, DeadlineState.LAPSED]).order_by("pk"):
        if each.start is None or not law_terms.term(each.term, case.received_on, each.start).outside:
            continue
        was, due = each.state, each.due
        fix_end(each, case, each.start)
        if each.due == due:
            continue
        if was == DeadlineState.LAPSED and each.due is not None and each.due < today:
            Deadline.objects.filter(pk=each.pk).update(due=each.due)  # over all the same, only on another day
            continue
        each.save()
        if was == DeadlineState.LAPSED:
            words = f"{each.name}原已过期，登记不计入的期间后重新计算，请核对。"
            subject = f"deadline:{each.pk}"
            open_todo(case=case, kind=TodoKind.REOPENED, subject=subject, words=words, by=by, today=today)
        announce(case=case, event=DeadlineSet(deadline_id=each.pk, term=each.term, due=each.due), by=by)
