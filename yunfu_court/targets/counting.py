"""The latches said to the database: one statement that reads events and gives every contribution.

`selectors.counted` is the meaning; this is the same for millions of events. One pass over the events of the cases in
scope, with windows for what happened earlier in each, then per latch the first setting between two resets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from yunfu_court.targets.indicators import KINDS, LATCHES
from yunfu_court.targets.selectors import (
    FILED,
    MEDIATION_EVENTS,
    NAMES_CAUSE,
    OFFLINE,
    SESSION_HELD,
    Cause,
    Condition,
    Continues,
    Earlier,
    Field,
    FiledBy,
    Latch,
)


def _text(value: str) -> str:
    """A literal. Everything that comes here is our own data (kinds, codes); quotes are doubled all the same, and a
    percent sign would be read as a placeholder."""
    return "'" + value.replace("'", "''").replace("%", "%%") + "'"


def _texts(values: Sequence[str] | frozenset[str]) -> str:
    return "ARRAY[" + ",".join(_text(one) for one in sorted(values)) + "]::text[]"


def _sql(condition: Condition) -> str:
    if isinstance(condition, Field):
        return f"coalesce(payload->>{_text(condition.name)} = ANY({_texts(condition.values)}), false)"
    if isinstance(condition, FiledBy):
        return f"coalesce(filed_channel = ANY({_texts(condition.channels)}), false)"
    if isinstance(condition, Cause):
        # The last cause named so far, kept as a list since a window has no "last that is not null".
        found = f"causes[cardinality(causes)] = ANY({_texts(condition.codes)})"
        return f"coalesce({'NOT ' if condition.other else ''}({found}), false)"
    if isinstance(condition, Earlier):
        found = f"coalesce({_first(condition.kind)} < seq, false)"
        return f"NOT {found}" if condition.never else found
    if isinstance(condition, Continues):
        return "continues" if condition.wanted else "NOT continues"
    return "NOT offline_so_far"


def _first(kind: str) -> str:
    """The name of the column with the first event of a kind."""
    return "first_" + kind.replace(".", "_")


def _conditions() -> Iterator[Condition]:
    for latch in LATCHES:
        for each in latch.conditions.values():
            yield from each


def _all(conditions: tuple[Condition, ...]) -> str:
    return " AND ".join(_sql(one) for one in conditions) or "true"


def _latch(latch: Latch) -> str:
    """The events of one latch with the value each would set, and whether it resets."""
    off = " OR ".join(f"(kind = {_text(one.kind)} AND {_all(one.when)})" for one in latch.off) or "false"
    cases = " ".join(f"WHEN kind = {_text(on.kind)} AND {_all(on.when)} THEN {_text(on.value)}" for on in latch.on)
    part = f"coalesce(payload->>{_text(latch.per)}, '')" if latch.per else "''"
    return f"""SELECT {_text(latch.key)}::text AS latch, {part} AS part, case_id, court_id, id, seq, day,
({off}) AS off,
CASE WHEN ({off}) THEN NULL {cases} END AS value FROM ev WHERE kind = ANY({_texts(latch.kinds)})"""  # noqa: S608


@cache
def statement(scope: str) -> str:
    """SELECT measure, court_id, case_id, event_id, day, sign — `scope` is SQL that gives (case_id, court_id)."""
    wanted = {one.kind for one in _conditions() if isinstance(one, Earlier)}
    firsts = "".join(
        f", min(e.seq) FILTER (WHERE e.kind = {_text(kind)}) OVER whole AS {_first(kind)}" for kind in sorted(wanted)
    )
    filed = f"FILTER (WHERE e.kind = {_text(FILED)}) OVER whole"
    offline = (
        f"e.kind LIKE {_text(MEDIATION_EVENTS + '%')} AND (e.channel = ANY({_texts(OFFLINE)}) "
        f"OR (e.kind = {_text(SESSION_HELD)} AND e.payload->>'online' = 'false'))"
    )
    return f"""
WITH scope AS MATERIALIZED ({scope}),
ev AS MATERIALIZED (
  SELECT e.id, e.case_id, s.court_id, e.seq, e.kind, e.day, e.payload,
    max(e.channel) {filed} AS filed_channel,
    array_agg(e.payload->>'cause') FILTER (WHERE e.kind = ANY({_texts(NAMES_CAUSE)}))
      OVER (whole ORDER BY e.seq) AS causes,
    bool_or({offline}) OVER (whole ORDER BY e.seq) AS offline_so_far,
    EXISTS (SELECT 1 FROM cases_caselink l WHERE l.case_id = e.case_id AND l.kind = 'continues') AS continues
    {firsts}
  FROM cases_event e JOIN scope s ON s.case_id = e.case_id
  WHERE e.kind = ANY({_texts(KINDS | wanted)}) OR e.kind LIKE {_text(MEDIATION_EVENTS + "%")}
  WINDOW whole AS (PARTITION BY e.case_id)
),
latched AS MATERIALIZED (
  SELECT *, sum(off::int) OVER (PARTITION BY latch, case_id, part ORDER BY seq) AS island
  FROM ({" UNION ALL ".join(_latch(latch) for latch in LATCHES)}) each
),
setting AS MATERIALIZED (
  SELECT DISTINCT ON (latch, case_id, part, island) *, latch || '.' || value AS measure
  FROM latched WHERE value IS NOT NULL ORDER BY latch, case_id, part, island, seq
),
counted AS (
  SELECT measure, court_id, case_id, id AS event_id, day, 1 AS sign FROM setting
  UNION ALL
  SELECT s.measure, o.court_id, o.case_id, o.id, o.day, -1
  FROM latched o JOIN setting s USING (latch, case_id, part) WHERE o.off AND o.island = s.island + 1
)
"""  # noqa: S608  (composed of our own data only; values of people go in as parameters)


_KINDS = _texts(KINDS)
EVERY_CASE = "SELECT id AS case_id, court_id FROM cases_case"
OF_A_DAY = f"""SELECT c.id AS case_id, c.court_id FROM cases_case c WHERE c.court_id = %(court)s AND c.id IN (
  SELECT case_id FROM cases_event WHERE day = %(day)s AND kind = ANY({_KINDS}))"""  # noqa: S608
OF_A_SPAN = """SELECT c.id AS case_id, c.court_id FROM cases_case c WHERE c.court_id = ANY(%(courts)s) AND c.id IN (
  SELECT case_id FROM cases_event WHERE day BETWEEN %(start)s AND %(end)s AND kind = ANY(%(kinds)s))"""


def of_day(court_id: int, day: date) -> dict[str, int]:
    """Measure → count of one court's day, counted from the events."""
    sql = f"{statement(OF_A_DAY)} SELECT measure, sum(sign) FROM counted WHERE day = %(day)s GROUP BY measure"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, {"court": court_id, "day": day})
        return {measure: count for measure, count in cursor.fetchall() if count}


def of_span(court_id: int, start: date, end: date) -> dict[tuple[date, str], int]:
    """(day, measure) → count of one court's days from `start` to `end`, counted from the events."""
    sql = f"""{statement(OF_A_SPAN)} SELECT day, measure, sum(sign) FROM counted
WHERE day BETWEEN %(start)s AND %(end)s GROUP BY day, measure"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, {"courts": [court_id], "start": start, "end": end, "kinds": sorted(KINDS)})
        return {(day, measure): count for day, measure, count in cursor.fetchall() if count}


@dataclass(frozen=True)
class Mark:
    """One counted thing, for the list behind a number."""

    measure: str
    case_id: int
    event_id: int
    day: date
    sign: int


def marks(
    *, measures: Sequence[str], courts: Sequence[int], start: date, end: date, after: tuple[int, str] | None, limit: int
) -> list[Mark]:
    """What a number counts, the newest first; `after` is the event id and measure of the last one seen.

    One event may count for two measures (a suit registered after failed mediation), hence both."""
    kinds = sorted({k for latch in LATCHES if set(latch.measures()) & set(measures) for k in latch.kinds})
    sql = f"""{statement(OF_A_SPAN)} SELECT measure, case_id, event_id, day, sign FROM counted
WHERE day BETWEEN %(start)s AND %(end)s AND measure = ANY(%(measures)s)
  AND (event_id, measure) < (%(event)s, %(measure)s)
ORDER BY event_id DESC, measure DESC LIMIT %(limit)s"""  # noqa: S608
    values: dict[str, Any] = {
        "courts": list(courts),
        "start": start,
        "end": end,
        "kinds": kinds,
        "measures": list(measures),
        "event": after[0] if after else 2**62,
        "measure": after[1] if after else "",
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Mark(*row) for row in cursor.fetchall()]
