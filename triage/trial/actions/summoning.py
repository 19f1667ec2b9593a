"""A hearing is fixed ahead, and everybody is called to it: the parties by summons, their agents by notice (民诉法139;
解释227)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from common.cases.actions import announce, close_deadlines, finish_todo, keep_deadlines, set_deadline
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import Holder, Stage, TodoKind
from common.courts.queries import calendar, sitting_hours
from common.delivery.actions import call_back
from common.delivery.queries import all_received_on
from common.law import clock
from common.law.papers import PaperKind
from common.law.sittings import day_refused, hour_refused
from common.law.terms import deadline, term
from common.web.wording import day_words
from triage.trial import queries, rules
from triage.trial.actions.answering import need_may_answer
from triage.trial.actions.hearing import check_hearings
from triage.trial.events import HearingFixed, HearingOff
from triage.trial.models import FixedHearing
from triage.trial.states import HearingMode

CALLS = (PaperKind.SUMMONS, PaperKind.ATTEND_NOTICE)


@transaction.atomic
def fix_hearing(
    *, case: Case, at: datetime, place: str, mode: HearingMode, by: By, today: date, agreed: bool = False
) -> FixedHearing:
    """The court hears this case at that time and place. One that was fixed before and is still to come is replaced, and
    its summons called back; the same again changes nothing.

    Not before everybody who was served has had the time to answer (民诉法128); whoever is still to be served is called
    with the complaint. In the ordinary procedure everybody is called three days ahead (139; 解释227): the court clerk
    has the term; in summary procedure the parties may be called at any time (民诉法162; 解释261). On a working day, in
    the working hours of the court, in an evening only online and if everybody `agreed`; within the trial term.
    """
    case = Case.lock(case.pk)
    if case.stage != Stage.TRIAL:
        raise ActionRefused(f"本案现在处于“{case.stage_label}”阶段，不能定开庭时间。")
    on = clock.moment(at).date()
    if at <= clock.now():
        raise ActionRefused("开庭时间要晚于现在。已经开过的，请登记开庭。", field="on")
    if not place.strip():
        raise ActionRefused("请填开庭的地点：哪个法庭，或者在线庭审的房间。", field="place")
    _need_hours(case, at, mode, agreed, today)
    had = list(FixedHearing.objects.filter(case=case, off_on=None, at__gt=clock.now()).order_by("pk"))
    if any((each.at, each.place, each.mode) == (at, place.strip(), mode) for each in had):
        return had[-1]
    ordinary = rules.called_ahead(case.procedure).value
    due = deadline(queries.NOTICE, on, calendar(), on=case.received_on).value.day
    if ordinary and due is not None and due < today:
        ahead = term(queries.NOTICE, case.received_on).spoken
        words = f"普通程序要在开庭{ahead}前通知，这一天要在 {day_words(due, today=today)}前通知到。请往后定。"
        raise ActionRefused(words, field="on")
    need_may_answer(case=case, on=on, field="on")
    FixedHearing.objects.filter(pk__in=[each.pk for each in had]).update(off_on=today)
    call_back(case=case, kinds=CALLS, by=by)
    row = FixedHearing.objects.create(
        case=case, at=at, place=place.strip()[:80], mode=mode, fixed_by_id=by.user_id, fixed_on=today
    )
    if ordinary:
        set_deadline(case=case, term=queries.NOTICE, holder=Holder.COURT_CLERK, by=by, start=on)
    else:
        close_deadlines(case=case, today=today, terms=[queries.NOTICE], met=False)
    check_hearings(case=case, by=by, today=today)
    announce(case=case, event=HearingFixed(hearing_id=row.pk, on=on, changed=bool(had), agreed=agreed), by=by)
    return row


def _need_hours(case: Case, at: datetime, mode: HearingMode, agreed: bool, today: date) -> None:
    """ActionRefused for a night, a day on which the court does not work, or one after the trial term."""
    term_ends = queries.trial_deadline(case)
    until = term_ends.due if term_ends is not None and term_ends.due and term_ends.due >= today else None
    hours, on = sitting_hours(today), clock.moment(at).date()
    if words := day_refused(on, today=today, hours=hours, days=calendar(), until=until).value:
        raise ActionRefused(words, field="on")
    if words := hour_refused(at, hours, by_video=mode is HearingMode.ONLINE, agreed=agreed).value:
        raise ActionRefused(words, field="time")


@transaction.atomic
def end_hearings(*, case: Case, by: By, today: date) -> None:
    """The case has ended, in whatever way: no hearing that was fixed is held, nobody is called to it any more, and
    everybody who was hears so."""
    case = Case.lock(case.pk)
    for row in FixedHearing.objects.filter(case=case, off_on=None, at__gt=clock.now()).order_by("pk"):
        row.off_on = today
        row.save(update_fields=["off_on"])
        announce(case=case, event=HearingOff(hearing_id=row.pk, on=clock.moment(row.at).date()), by=by)
    call_back(case=case, kinds=CALLS, by=by)
    close_deadlines(case=case, today=today, terms=[queries.NOTICE], met=False)
    finish_todo(case=case, kind=TodoKind.HEARD_EARLY, by=by, today=today)


@transaction.atomic
def keep_notice(*, case: Case, by: By, today: date) -> None:
    """The case is tried by the ordinary procedure now: the three days before a hearing that was fixed by another bind
    (民诉法139; 解释227). Whom they do not reach, `check_hearings` tells the court clerk."""
    if not rules.called_ahead(case.procedure).value:
        close_deadlines(case=case, today=today, terms=[queries.NOTICE], met=False)
        return
    for row in queries.fixed(case):
        on = clock.moment(row.at).date()
        if queries.called_by(case, on, calendar()) >= today:
            set_deadline(case=case, term=queries.NOTICE, holder=Holder.COURT_CLERK, by=by, start=on)
            if day := all_received_on(case, PaperKind.SUMMONS):
                keep_deadlines(case=case, terms=[queries.NOTICE], on=day)
