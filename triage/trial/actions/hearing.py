"""A hearing was held: written down by the judge of the case or its court clerk (民诉法150)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from common.cases.actions import announce, finish_todo, one_by_one, open_todo, record_facts
from common.cases.events import SYSTEM, By
from common.cases.models import Case, Todo
from common.cases.rules import ActionRefused
from common.cases.states import FactKey, Stage, TodoKind
from common.courts.queries import calendar
from common.law import clock
from common.web.wording import day_words
from triage.teams.queries import tried_since
from triage.trial import queries, rules
from triage.trial.actions.answering import need_answered
from triage.trial.events import AttendanceCorrected, HearingHeld
from triage.trial.models import FixedHearing, Hearing
from triage.trial.states import HearingMode


@transaction.atomic
def record_hearing(
    *,
    case: Case,
    on: date,
    mode: HearingMode,
    came: Collection[str] | None = None,
    note: str = "",
    by: By,
    today: date,
) -> Hearing:
    """Write down that a hearing was held on a day, how, and who came (`came`: of `queries.attenders`; None: everybody;
    民诉法140). The same again changes nothing; of the same hearing, who came is corrected.

    None is held before everybody sued has had the time to answer, or all have waived it (民诉法128; 解释266). It
    becomes a fact of the case (`hearing_held`): small claims are objected to before it only (解释279), and a case
    heard by the ordinary procedure goes back to no summary one (解释260).
    """
    case = Case.lock(case.pk)
    if case.stage != Stage.TRIAL:
        raise ActionRefused(f"本案现在处于“{case.stage_label}”阶段，没有开庭可以登记。")
    if on > today:
        raise ActionRefused("开庭日期不能晚于今天，请在开庭后登记。", field="on")
    since = tried_since(case)
    if since is not None and on < since:
        raise ActionRefused(f"开庭日期不能早于立案之日（{since}）。", field="on")
    attendance = _attendance(case, on, came)
    had = Hearing.objects.filter(case=case, on=on).first()
    if had is not None:
        if had.mode == mode:
            return _corrected(had, case, attendance, by, today) if came is not None else had
        raise ActionRefused(f"{on} 的开庭已经登记为“{HearingMode(had.mode).label}”。", field="on")
    need_answered(case=case, on=on, act="开庭", field="on")
    row = Hearing.objects.create(
        case=case,
        on=on,
        mode=mode,
        attendance=attendance,
        note=note.strip()[:200],
        recorded_by_id=by.user_id,
        recorded_on=today,
    )
    record_facts(case=case, facts={FactKey.HEARING_HELD: True}, source="hearing", today=today)
    check_hearings(case=case, by=by, today=today)
    announce(case=case, event=HearingHeld(hearing_id=row.pk, mode=mode.value, on=on), by=by)
    return row


def _attendance(case: Case, on: date, came: Collection[str] | None) -> list[dict[str, Any]]:
    """Of each party whether it came itself, and each of its agents, as it is kept."""
    found: list[dict[str, Any]] = []
    for key in queries.attenders(case, on):
        what, pk = key.split(":")
        there = came is None or key in came
        if what == "party":
            found.append({"party": int(pk), "itself": there, "agents": []})
        else:
            found[-1]["agents"].append([int(pk), there])
    if came is not None and not came:
        raise ActionRefused("请勾选谁到庭了。谁都没有到的，没有开成庭，不用登记。", field="came")
    return found


def _corrected(row: Hearing, case: Case, attendance: list[dict[str, Any]], by: By, today: date) -> Hearing:
    if row.attendance == attendance:
        return row
    row.attendance = attendance
    row.save(update_fields=["attendance"])
    check_hearings(case=case, by=by, today=today)
    announce(case=case, event=AttendanceCorrected(hearing_id=row.pk, on=row.on), by=by)
    return row


@transaction.atomic
def check_hearings(*, case: Case, by: By, today: date) -> None:
    """The time to answer has another end (served again, longer without domicile in China, another calendar), or a
    summons does not arrive in time: a hearing that cannot be rested on is looked at by the court clerk, until another
    was fixed or held, or all sides said that they need no time."""
    case = Case.lock(case.pk)
    words = _wrong_ahead(case) or _wrong_held(case)
    if not words:
        finish_todo(case=case, kind=TodoKind.HEARD_EARLY, by=by, today=today)
        return
    row = open_todo(case=case, kind=TodoKind.HEARD_EARLY, words=words, by=by, today=today)
    Todo.objects.filter(pk=row.pk).exclude(words=words[:200]).update(words=words[:200])


def _wrong_ahead(case: Case) -> str:
    """What is wrong with a hearing to come, in words: the court does not work that day any more, it lies before
    the end of somebody's time to answer, or its summons does not reach somebody in time."""
    if off := _fixed_off(case):
        return f"定在 {day_words(off[0], year=True)}的开庭，这一天放假了。请改到工作日。"
    if coming := _fixed_early(case):
        days = "、".join(day_words(on, year=True) for on in coming)
        return f"答辩期变了，定在 {days}的开庭在答辩期满之前。请改期；各方都不需要答辩期的，登记下来。"
    missed = queries.not_called(case)
    if not missed:
        return ""
    on, due, names = missed[0]
    return (
        f"定在 {day_words(on, year=True)}的开庭，传票没有在 {day_words(due, year=True)}前送到{'、'.join(names)}，"
        "不到庭也不能缺席判决。请改期；还来得及的，换一种方式送。"
    )


def _wrong_held(case: Case) -> str:
    """What is wrong with the hearings that were held, until one was held after them."""
    stands, held = queries.stands_of(case), queries.hearings_of(case)
    early = [on for on in held if rules.unanswered(stands, on).value]
    if early and early[-1] == held[-1]:
        days = "、".join(day_words(on, year=True) for on in early)
        return f"答辩期变了，{days}的开庭在答辩期满之前。请重新开庭；各方都不需要答辩期的，登记下来。"
    missed = rules.uncalled(queries.comings_of(case), held[-1]).value if held else ()
    if not missed or queries.fixed(case):
        return ""
    return f"{rules.uncalled_words(missed)}，不能缺席判决。请另定开庭时间，重新送达传票。"


def _fixed_early(case: Case) -> list[date]:
    """The days of hearings still to come that now lie before the end of somebody's time to answer."""
    days = [clock.moment(row.at).date() for row in queries.fixed(case)]
    return [on for on in days if rules.may_answer_still(queries.stands_of(case), on).value]


def _fixed_off(case: Case) -> list[date]:
    """The days of hearings still to come on which the court does not work, by the calendar of today."""
    days = calendar()
    found = [clock.moment(row.at).date() for row in queries.fixed(case)]
    return [on for on in found if not days.is_working_day(on)]


def look_at_days(*, today: date) -> int:
    """The calendar may be another since they were fixed: each hearing to come is looked at again. Returns how many
    cases were."""
    rows = FixedHearing.objects.filter(off_on=None, at__gt=clock.now(), case__stage=Stage.TRIAL)
    cases = list(Case.objects.filter(pk__in=rows.values("case")).order_by("pk"))

    def look(case: Case) -> bool:
        check_hearings(case=case, by=SYSTEM, today=today)
        return True

    return one_by_one("开庭日期", [(case, case.pk) for case in cases], look, today=today)
