"""Keeping the tallies: a mark per event, a worker that counts again what was marked, and the proof that they agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice

from django.core.cache import cache
from django.db import connection, transaction

from common.cases.actions import one_by_one
from common.cases.events import CaseEvent
from common.cases.models import Event
from common.documents.actions.wake import wake
from common.law import clock
from yunfu_court.targets import counting
from yunfu_court.targets.indicators import KINDS
from yunfu_court.targets.models import Dirty, MonthTally, Tally
from yunfu_court.targets.periods import month_end, month_start

_WOKEN = "targets.woken"
_EVERY = 2  # seconds: one wake-up for a flood of acts; the timetable's sweep catches what it misses


def record(record: Event, event: CaseEvent) -> None:
    """Mark the court's day when an event counts for anything. Called by announce() (settings.EVENT_HANDLERS)."""
    if record.kind not in KINDS:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO targets_dirty (court_id, day) SELECT court_id, %s FROM cases_case WHERE id = %s",
            [record.day, record.case_id],
        )
    transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    if cache.add(_WOKEN, 1, timeout=_EVERY):
        wake("targets.tally")


@transaction.atomic
def recount(*, court_id: int, day: date) -> bool:
    """Count one court's day again from the events and replace its tallies. False when another worker is at it.

    The marks are deleted before counting: the count's snapshot is the later one and holds every event they stand for;
    an event that commits afterwards has a mark of its own.
    """
    month = month_start(day)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [court_id, month.toordinal()])
        if not cursor.fetchone()[0]:
            return False
    Dirty.objects.filter(court_id=court_id, day=day).delete()
    counts = counting.of_day(court_id, day)
    Tally.objects.filter(court_id=court_id, day=day).delete()
    Tally.objects.bulk_create(
        [Tally(court_id=court_id, day=day, measure=measure, count=count) for measure, count in sorted(counts.items())]
    )
    _sum_month(court_id, month)
    return True


def _sum_month(court_id: int, month: date) -> None:
    MonthTally.objects.filter(court_id=court_id, month=month).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO targets_monthtally (court_id, month, measure, count) SELECT court_id, %s, measure, sum(count) "
            "FROM targets_tally WHERE court_id = %s AND day BETWEEN %s AND %s GROUP BY court_id, measure",
            [month, court_id, month, month_end(month)],
        )


def drain(limit: int = 500) -> int:
    """Count again every marked court-day, the newest first; returns how many. Each in a transaction of its own."""
    days = Dirty.objects.order_by("-day", "court_id").values_list("court_id", "day").distinct()[:limit]

    def again(marked: tuple[int, date]) -> bool:
        return recount(court_id=marked[0], day=marked[1])

    return one_by_one("重新统计", [(marked, None) for marked in list(days)], again, today=clock.today())


@transaction.atomic
def rebuild() -> int:
    """Count everything again in one statement (after a bulk load or a change of definition). Returns tally rows."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE targets_tally, targets_monthtally IN EXCLUSIVE MODE")
        cursor.execute("DELETE FROM targets_dirty")
        cursor.execute("DELETE FROM targets_tally")
        cursor.execute("DELETE FROM targets_monthtally")
        cursor.execute(f"INSERT INTO targets_tally (court_id, day, measure, count) {_RECOUNTED}")
        rows = cursor.rowcount
        cursor.execute(f"INSERT INTO targets_monthtally (court_id, month, measure, count) {_MONTHS}")
    return int(rows)


_EVERYTHING = counting.statement(counting.EVERY_CASE).replace("%%", "%")
_RECOUNTED = f"""{_EVERYTHING} SELECT court_id, day, measure, sum(sign)::int AS count
FROM counted GROUP BY 1, 2, 3 HAVING sum(sign) <> 0"""  # noqa: S608
_MONTHS = (
    "SELECT court_id, date_trunc('month', day)::date AS month, measure, sum(count)::int AS count "
    "FROM targets_tally GROUP BY 1, 2, 3"
)


@dataclass(frozen=True)
class Difference:
    """A tally that is not what the events say; `at` is the day, or the first of the month."""

    table: str
    court_id: int
    at: date
    measure: str
    kept: int
    recounted: int

    def __str__(self) -> str:
        words = "{table}: court {court_id} {at} {measure}: kept {kept}, recounted {recounted}"
        return words.format(**asdict(self))


def months() -> list[tuple[int, date]]:
    """Each court and month in which something was counted, or is kept as if it had been."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT court_id, month FROM targets_monthtally UNION "
            "SELECT court_id, date_trunc('month', day)::date FROM targets_tally UNION "
            "SELECT c.court_id, date_trunc('month', e.day)::date FROM cases_event e JOIN cases_case c "
            "ON c.id = e.case_id WHERE e.kind = ANY(%s) ORDER BY 2, 1",
            [sorted(KINDS)],
        )
        rows: list[tuple[int, date]] = cursor.fetchall()
        return rows


def differences(court_id: int, month: date) -> list[Difference]:
    """tally == recount in one court's month, and the month == its days. Days still marked are left out."""
    end = month_end(month)
    rows = Tally.objects.filter(court=court_id, day__range=(month, end)).order_by("day", "measure")
    kept = {(day, measure): count for day, measure, count in rows.values_list("day", "measure", "count")}
    again = counting.of_span(court_id, month, end)
    marked = set(Dirty.objects.filter(court=court_id, day__range=(month, end)).values_list("day", flat=True))
    found = [
        Difference("targets_tally", court_id, day, measure, kept.get((day, measure), 0), again.get((day, measure), 0))
        for day, measure in sorted(kept.keys() | again.keys())
        if day not in marked and kept.get((day, measure)) != again.get((day, measure))
    ]
    days: Counter[str] = Counter()
    for (_, measure), count in kept.items():
        days[measure] += count
    sums = MonthTally.objects.filter(court=court_id, month=month).order_by("measure")
    month_kept = dict(sums.values_list("measure", "count"))
    return found + [
        Difference("targets_monthtally", court_id, month, measure, month_kept.get(measure, 0), days[measure])
        for measure in sorted(month_kept.keys() | days.keys())
        if month_kept.get(measure) != days.get(measure)
    ]


def verify(limit: int = 20) -> list[str]:
    """tally == recount, and each month == its days. Names the rows that differ; court-days still marked
    are left out."""
    found = (str(each) for month in months() for each in differences(*month))
    return list(islice(found, limit))


def mark_all() -> int:
    """Mark every court's day that was ever counted, to be counted again; returns how many marks there are then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO targets_dirty (court_id, day) SELECT court_id, day FROM targets_tally UNION "
            "SELECT court_id, month FROM targets_monthtally UNION "
            "SELECT c.court_id, e.day FROM cases_event e JOIN cases_case c ON c.id = e.case_id WHERE e.kind = ANY(%s)",
            [sorted(KINDS)],
        )
    return marked()


def marked() -> int:
    """The court-days that wait to be counted again."""
    return Dirty.objects.order_by().values("court_id", "day").distinct().count()
