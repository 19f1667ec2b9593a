"""Keeping the tallies: a mark per event, a worker that counts again what was marked, and the proof that they agree."""

from __future__ import annotations

from datetime import date

from django.core.cache import cache
from django.db import connection, transaction

from common.cases.events import CaseEvent
from common.cases.models import Event
from common.documents.actions.wake import wake
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
    return sum(recount(court_id=court_id, day=day) for court_id, day in list(days))


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


def verify(limit: int = 20) -> list[str]:
    """tally == recount, and each month == its days. Names the rows that differ; court-days still marked
    are left out."""
    found: list[str] = []
    marked = "AND NOT EXISTS (SELECT 1 FROM targets_dirty d WHERE d.court_id = x.court_id AND d.day = x.at)"
    questions = (
        ("day", "targets_tally", _RECOUNTED, marked),
        ("month", "targets_monthtally", _MONTHS, ""),
    )
    with connection.cursor() as cursor:
        for column, table, counted, unless in questions:
            cursor.execute(
                f"SELECT * FROM (SELECT court_id, {column} AS at, measure, kept.count AS was, again.count AS should "  # noqa: S608
                f"FROM {table} kept FULL JOIN ({counted}) again USING (court_id, {column}, measure)) x "
                f"WHERE was IS DISTINCT FROM should {unless} ORDER BY at, court_id, measure LIMIT {int(limit)}"
            )
            found += [
                f"{table}: court {court} {at} {measure}: kept {was or 0}, recounted {should or 0}"
                for court, at, measure, was, should in cursor.fetchall()
            ]
    return found
