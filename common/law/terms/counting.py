"""When a term ends: its length, what makes it longer, the days left out, and whom it does not bind.

民诉法85 and 解释125 for the counting itself, which ``common.law.calendar`` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from common.law import calendar as counting
from common.law import clock
from common.law.articles import UNCONFIRMED, Article, Finding, joined, merge
from common.law.calendar import ARTICLE_85, ARTICLE_MONTHS, BUILT_IN, Calendar
from common.law.terms.shapes import CourseError, Due, Kind, Length, Term, Unit
from common.law.terms.table import term

Span = tuple[date, date]
_DAY = timedelta(days=1)
_CHAIN = f"延长自原期限未顺延的届满日起算是设置项，{UNCONFIRMED}"
_FOREIGN = "涉外民事案件的审理不受此期限限制"


@dataclass(frozen=True, slots=True)
class Conventions:
    """What the texts leave open. Each is a setting: not confirmed by an article (R).

    ``from_counted_end``: an extension runs from the last day by count, not from the working day it moved to.
    ``added_up``: months and their extension are one length from the first day: from 30 November three months and one
    end on 30 March, not on the 28th on which February would cut them short (解释258: 累计).
    ``ceiling_holds``: what goes beyond the sum of 解释258 adds nothing, rather than being refused.
    ``at_most_in_full``: an extension of "at most" is counted in full; else it needs a length of its own.
    ``backward_moves``: the last day of a term counted backward, if a holiday, moves to the working day before it.
    """

    from_counted_end: bool = True
    added_up: bool = True
    ceiling_holds: bool = True
    at_most_in_full: bool = True
    backward_moves: bool = False


SETTINGS = Conventions()


@dataclass(frozen=True, slots=True)
class Course:
    """What a term meets on its way. ``extended``: the keys of its extensions, in order; ``excluded``: spans of days
    that are not counted, both days among them; ``left_out``: such days that were counted already, as a number.
    ``no_domicile``: the party has no domicile in China; ``foreign``: the case is a foreign-related one. Whoever has no
    domicile here makes it one (解释520第2项); one that is foreign for another reason leaves its parties' terms alone.
    """

    no_domicile: bool = False
    foreign: bool = False
    extended: tuple[str, ...] = ()
    excluded: tuple[Span, ...] = ()
    left_out: int = 0


PLAIN = Course()


def deadline(
    term_key: str,
    start: date | datetime | None,
    calendar: Calendar = BUILT_IN,
    amount: int | None = None,
    *,
    on: date | None = None,
    course: Course = PLAIN,
    settings: Conventions = SETTINGS,
) -> Finding[Due]:
    """When a term ends that is counted from ``start`` (the day of receipt, registration …; not itself counted).

    None: not begun, no due day. ``amount`` replaces the length where the court fixes it (补正) or the parties agree.
    ``on``: the day the case was received, by which the law is asked; the start where there is no case. A term of hours
    needs the moment; for the others a moment counts as its day in Shanghai. CourseError for a course the law does not
    know.
    """
    day = clock.moment(start).date() if isinstance(start, datetime) else start
    asked = on or day or clock.today()
    found = term(term_key, asked, day)
    abroad = course.no_domicile or (course.foreign and found.unbound)
    articles = (*found.articles, *found.abroad_articles) if abroad else found.articles
    doubt = joined(_before(found, asked, day), "" if found.confirmed else UNCONFIRMED)
    sure = not doubt
    if start is None or day is None:
        wait = f"自{found.counts_from}起算，尚未开始" if not found.from_receipt else "送达之后才开始计算"
        return Finding(Due(found, None, None), articles, joined(wait, doubt), sure)
    if abroad and found.unbound:
        return Finding(Due(found, day, None, bound=False), articles, joined(_FOREIGN, doubt), sure)
    length = Length(found.amount, found.unit)
    if course.no_domicile and found.abroad is not None:
        length = found.abroad
    if amount is not None:
        length = Length(amount, length.unit)
    if length.unit is Unit.HOURS:
        ends = _hours(found, start, length, course)
    else:
        ends = _days(found, day, length, calendar, course, asked, settings)
    return Finding(
        ends.value,
        merge(articles, ends.articles),
        joined(ends.note, doubt),
        ends.confirmed and sure,
    )


def _before(found: Term, asked: date, day: date | None) -> str:
    """The words for a day on which the term was not yet law, as far as the texts are held here."""
    return f"{found.since.isoformat()}之前的规定未收录" if max(asked, day or asked) < found.since else ""


def _hours(found: Term, start: date | datetime, length: Length, course: Course) -> Finding[Due]:
    if course.extended or course.excluded:
        raise CourseError("以小时计算的期间没有延长和扣除。")
    if not isinstance(start, datetime):
        raise CourseError("以小时计算的期间需要起算的时刻。")
    moment = counting.due_hours(start, length.amount)
    day = clock.moment(start).date()
    return Finding(Due(found, day, moment.value.date(), moment.value), moment.articles)


def _days(
    found: Term,
    day: date,
    length: Length,
    calendar: Calendar,
    course: Course,
    asked: date,
    settings: Conventions,
) -> Finding[Due]:
    if course.excluded and not found.outside:
        raise CourseError(f"法律没有规定“{found.name}”可以扣除期间。")
    if length.unit is Unit.WORKING_DAYS or found.backward:
        if course.extended:
            raise CourseError(f"“{course.extended[0]}”不能延长“{found.name}”。")
        return _simple(found, day, length, calendar, settings)
    left_out = _merged(course.excluded, day)
    end, articles = _run(day, length, left_out), [_counting(length)]
    end += course.left_out * _DAY
    used = length.amount
    notes = [_CHAIN] if course.extended else []
    for step in _extensions(found, course.extended, asked, end):
        articles.append(step.articles)
        more = _granted(step, length, used, settings)
        if not more.amount:
            notes.append(f"延长后累计不得超过{step.in_all}，此次延长不增加")
        used += more.amount
        if more.amount and _added_up(more, length, settings):
            left_out = _merged(course.excluded, day)
            end = _run(day, Length(used, length.unit), left_out) + course.left_out * _DAY
        elif more.amount:
            begin = end if settings.from_counted_end else calendar.next_working_day(end)
            end = _run(begin, more, left_out)
        articles.append(_counting(more))
    last = Finding(end) if found.stays else counting.rolled(end, calendar, ())
    days = course.left_out + sum((span[1] - span[0]).days + 1 for span in _taken(course.excluded, day, left_out))
    grounds = merge(found.outside if days and course.excluded else (), *articles)
    due = Due(found, day, last.value, counted=end, left_out=days)
    return Finding(due, grounds, joined(*notes, last.note), last.confirmed and not notes)


def _added_up(more: Length, length: Length, settings: Conventions) -> bool:
    return settings.added_up and settings.from_counted_end and more.unit is length.unit is Unit.MONTHS


def _simple(found: Term, day: date, length: Length, calendar: Calendar, settings: Conventions) -> Finding[Due]:
    if not found.backward:
        ends = counting.due_working_days(day, length.amount, calendar)
        return Finding(Due(found, day, ends.value), ends.articles, ends.note, ends.confirmed)
    first = counting.shifted(day, -length.amount)
    moved = calendar.previous_working_day(first) if settings.backward_moves else first
    return Finding(Due(found, day, moved, counted=first), (ARTICLE_85,))


def _counting(length: Length) -> tuple[Article, ...]:
    return (ARTICLE_85, ARTICLE_MONTHS) if length.unit in (Unit.MONTHS, Unit.YEARS) else (ARTICLE_85,)


def _extensions(found: Term, keys: Sequence[str], asked: date, end: date) -> Iterable[Term]:
    """The extensions in order. CourseError: one does not make this term longer, or was used before.

    Only one with a sum of its own may come again: it then adds what the sum leaves.
    """
    chain = [found.key]
    for key in keys:
        step = term(key, asked, end)
        if not set(step.extends) & set(chain):
            raise CourseError(f"“{step.name}”不能延长“{found.name}”。")
        if key in chain and step.in_all is None:
            raise CourseError(f"“{step.name}”只有一次。")
        chain.append(key)
        yield step


def _granted(step: Term, length: Length, used: int, settings: Conventions) -> Length:
    if step.kind is Kind.AT_MOST and not settings.at_most_in_full:
        raise CourseError(f"“{step.name}”最长{step.length}，须写明批准的长度。")
    if step.in_all is None or step.in_all.unit is not length.unit:
        return Length(step.amount, step.unit)
    rest = step.in_all.amount - used
    if rest < step.amount and not settings.ceiling_holds:
        raise CourseError(f"延长后累计不得超过{step.in_all}。")
    return Length(max(0, min(step.amount, rest)), step.unit)


def _run(day: date, length: Length, left_out: list[Span]) -> date:
    """The last day by count. The spans that begin on the way push it on, and are taken from the list."""
    if length.unit is Unit.DAYS:
        end = counting.add_days(day, length.amount)
    else:
        end = counting.add_months(day, length.amount * (12 if length.unit is Unit.YEARS else 1))
    while left_out and left_out[0][0] <= end:
        first, last = left_out.pop(0)
        end = counting.shifted(end, (last - first).days + 1)
    return end


def _merged(spans: Iterable[Span], start: date) -> list[Span]:
    """The spans after ``start``, which is itself not counted; days named twice count once."""
    found: list[Span] = []
    for first, last in sorted(spans):
        first = max(first, start + _DAY)
        if found and first <= found[-1][1] + _DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        elif first <= last:
            found.append((first, last))
    return found


def _taken(spans: Iterable[Span], start: date, rest: list[Span]) -> list[Span]:
    return [span for span in _merged(spans, start) if span not in rest]
