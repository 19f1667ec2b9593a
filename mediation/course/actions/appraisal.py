"""诉前鉴定评估: its days are not counted in the period of a mediation before suit (在线调解26)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from common.cases.actions import announce, record_left_out, set_deadline, take_left_out_back
from common.cases.events import By
from common.cases.models import Case, LeftOut
from common.cases.queries import counted_end
from common.cases.rules import ActionRefused
from common.cases.states import Holder, LeftOutGround
from common.courts.queries import parameter
from common.law.regimes import Route
from common.web.wording import day_words
from mediation.course.actions.locking import locked, need_running
from mediation.course.events import AppraisalRecorded, AppraisalRemoved
from mediation.course.models import Mediation
from mediation.course.states import PERIODS


def _opened(mediation: Mediation, today: date) -> tuple[Case, Mediation]:
    case, mediation = locked(mediation.pk)
    need_running(mediation, today)
    if Route(mediation.route) is Route.ENTRUSTED_AFTER_FILING:
        raise ActionRefused("立案后的调解没有诉前鉴定评估；立案后的鉴定由审判团队登记，不计入审限。")
    return case, mediation


@transaction.atomic
def record_appraisal(*, mediation: Mediation, first: date, last: date, by: By, today: date) -> LeftOut:
    """The mediator or the desk writes down from when to when an appraisal goes on; one that is not over, until when it
    is expected to. Recorded again from the same day, the last day is the new one: so its end is recorded."""
    case, mediation = _opened(mediation, today)
    ahead = parameter("appraisal_ahead_days", today).number
    if mediation.accepted_on is None or first <= mediation.accepted_on:
        raise ActionRefused("鉴定评估应当在调解期限开始计算以后。", field="first")
    if first > today:
        raise ActionRefused("第一天不能晚于今天。", field="first")
    if last < first:
        raise ActionRefused("最后一天不能早于第一天。", field="last")
    if last > today + timedelta(days=ahead):
        most = day_words(today + timedelta(days=ahead), today=today)
        raise ActionRefused(f"还没有结束的，最多先登记到 {most}；到时没有结束再登记一次。", field="last")
    ground = LeftOutGround.BEFORE_SUIT
    row = record_left_out(case=case, ground=ground, first=first, last=last, by=by, today=today)
    due = _count_again(case, mediation, by, today)
    event = AppraisalRecorded(mediation_id=mediation.pk, left_out_id=row.pk, first=first, last=last, due=due)
    announce(case=case, event=event, by=by)
    return row


@transaction.atomic
def remove_appraisal(*, mediation: Mediation, left_out: LeftOut, words: str, by: By, today: date) -> LeftOut:
    """Recorded by mistake: its days count after all. Refused where the period would then have been over already: what
    was done in it stands."""
    case, mediation = _opened(mediation, today)
    row = LeftOut.objects.select_for_update(of=("self",)).get(pk=left_out.pk, case=case)
    if row.removed_on is not None:
        return row
    take_left_out_back(case=case, row=row, words=words, by=by, today=today)
    due = _count_again(case, mediation, by, today)
    event = AppraisalRemoved(mediation_id=mediation.pk, left_out_id=row.pk, first=row.first, last=row.last, due=due)
    announce(case=case, event=event, by=by)
    return row


def _count_again(case: Case, mediation: Mediation, by: By, today: date) -> date:
    """The period by the days that are left out now, and the copy of its end that lists are sorted by. A longer period
    begins where the one before it ends by count, which has moved as well."""
    subject = mediation.subject
    rows = list(case.deadlines.filter(subject=subject, term__in=PERIODS, start__isnull=False).order_by("pk"))
    running = rows[-1]
    begins = rows[0].start
    for former in rows[:-1]:
        former.start = begins
        begins = counted_end(case, former)
    if begins is not None and begins != running.start:
        running = set_deadline(
            case=case,
            term=running.term,
            holder=Holder(running.holder),
            start=begins,
            by=by,
            subject=subject,
            amount=running.amount,
        )
    if running.due is None:
        raise ValueError(f"deadline {running.pk} has not begun")
    if running.due < today:
        words = f"这样计算，调解期限在 {day_words(running.due, today=today)}已经满了。请核对登记的日期。"
        raise ActionRefused(words, field="last")
    mediation.due = running.due
    mediation.save(update_fields=["due"])
    return running.due
