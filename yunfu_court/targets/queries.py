"""What the leaders' pages read: tallies only, so that a page costs the same at a thousand cases and at a million."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils.module_loading import import_string

from common.cases.access import courts_watched, visible_to
from common.cases.models import Case
from common.cases.queries import nameless
from common.courts.models import Court
from common.people.access import memberships_of
from common.people.models import Anyone, Membership
from common.people.states import Role
from yunfu_court.targets import counting, indicators
from yunfu_court.targets.figures import Counts, Figure, Pace, count_words, pace, pace_words, total
from yunfu_court.targets.indicators import MEASURE_WORDS, Indicator
from yunfu_court.targets.models import MonthTally
from yunfu_court.targets.periods import Period, months_before

LEADERS = (Role.PRESIDENT, Role.DIVISION_HEAD, Role.MANAGEMENT)
RECENT_MONTHS = 3
ROWS = 50

_SUMS = """SELECT court_id, measure, sum(count)::int FROM (
  SELECT court_id, measure, count FROM targets_monthtally WHERE month BETWEEN %s AND %s
  UNION ALL
  SELECT court_id, measure, count FROM targets_tally WHERE day BETWEEN %s AND %s
  UNION ALL
  SELECT court_id, measure, count FROM targets_tally WHERE day BETWEEN %s AND %s
) each GROUP BY court_id, measure"""
_NEVER = (date(1, 1, 2), date(1, 1, 1))


def sums(period: Period) -> dict[int, Counts]:
    """Court id → measure → count over a period. One query: whole months from the months, the rest from days."""
    months, edges = period.split()
    first, second = (*edges, _NEVER, _NEVER)[:2]
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, [*(months or _NEVER), *first, *second])
        out: dict[int, dict[str, int]] = defaultdict(dict)
        for court_id, measure, count in cursor.fetchall():
            out[court_id][measure] = count
    return dict(out)


def monthly(start: date, end: date) -> dict[date, dict[int, Counts]]:
    """First day of the month → court id → measure → count. One query."""
    out: dict[date, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = MonthTally.objects.filter(month__gte=start.replace(day=1), month__lte=end)
    for month, court_id, measure, count in rows.order_by().values_list("month", "court_id", "measure", "count"):
        out[month][court_id][measure] = count
    return {month: dict(found) for month, found in out.items()}


def merged(parts: Iterable[Counts]) -> Counts:
    """Several courts' counts as one."""
    out: dict[str, int] = defaultdict(int)
    for part in parts:
        for measure, count in part.items():
            out[measure] += count
    return dict(out)


def coverage(day: date) -> dict[int, date] | None:
    """Court id → since when it has a mediation centre, of those that have one on `day`.

    A centre is no case, so no event tells of it: `settings.CENTRE_COVERAGE` names a function `(day) -> {court id:
    since}`. None where nothing is named or it is not there: the figure is then shown as unknown, never as zero.
    """
    path = getattr(settings, "CENTRE_COVERAGE", "")
    if not path:
        return None
    try:
        ask = import_string(path)
    except ImportError:
        return None
    return {court_id: since for court_id, since in ask(day).items() if since <= day}


def figure(
    indicator: Indicator, counts: Counts, court_ids: Sequence[int], covered: Mapping[int, date] | None
) -> Figure:
    """One figure for the courts whose counts these are."""
    if indicator.from_events:
        return Figure(indicator, total(indicator.above, counts), total(indicator.below, counts))
    if covered is None:
        return Figure(indicator, 0, 0)
    return Figure(indicator, sum(pk in covered for pk in court_ids), len(court_ids))


@dataclass
class Scene:
    """Everything one page of figures shows. `court` None is the whole city."""

    period: Period
    court: Court | None
    courts: Sequence[Court]
    counts: Mapping[int, Counts]

    def of(self, indicator: Indicator, court: Court | None) -> Figure:
        """The figure of one court, or of the city."""
        counts = self.counts.get(court.pk, {}) if court else self._city
        court_ids = [court.pk] if court else [each.pk for each in self.courts]
        return figure(indicator, counts, court_ids, None if indicator.from_events else self.covered)

    @cached_property
    def covered(self) -> dict[int, date] | None:
        """Where there is a mediation centre; asked only for the figure that counts them."""
        return coverage(self.period.end)

    @cached_property
    def _city(self) -> Counts:
        return merged(self.counts.values())

    @cached_property
    def figures(self) -> list[Figure]:
        return [self.of(each, self.court) for each in indicators.INDICATORS]

    @property
    def counted(self) -> str:
        """How many figures there are, in words: 九."""
        return count_words(len(indicators.INDICATORS))

    @property
    def place(self) -> str:
        return self.court.name if self.court else f"全市{len(self.courts)}个法院"

    @property
    def empty(self) -> bool:
        return all(each.value is None for each in self.figures if each.indicator.from_events)

    def by_court(self, indicator: Indicator) -> list[tuple[Court, Figure]]:
        """In the order of the courts, never by value: progress is shown, nobody is ranked."""
        return [(court, self.of(indicator, court)) for court in self.courts]


def scene(period: Period, court: Court | None, all_courts: Sequence[Court]) -> Scene:
    """The figures of a period. One query (and the reader of centres' own, when its figure is shown)."""
    return Scene(period, court, all_courts, sums(period))


@dataclass
class Course:
    """The months of a year or two, for charts."""

    months: Mapping[date, Mapping[int, Counts]]
    court: Court | None
    all_courts: Sequence[Court]

    def counts(self, month: date) -> Counts:
        found = self.months.get(month, {})
        return merged(found.values()) if self.court is None else found.get(self.court.pk, {})

    def points(self, indicator: Indicator, period: Period) -> list[tuple[date, Figure]]:
        """The figure month by month."""
        return [(month, figure(indicator, self.counts(month), [], None)) for month in period.months()]


@dataclass
class Pacing:
    """Where the year goes, as it stood on a day: today, or the last day of a period that is over."""

    on: date
    year: Mapping[str, Figure]  # of the year to that day, whatever period a page shows
    found: Mapping[str, Pace]

    def words(self, indicator: Indicator, today: date) -> str:
        """Empty where there is nothing to say."""
        if indicator.key not in self.found:
            return ""
        return pace_words(self.year[indicator.key], self.found[indicator.key], on=None if self.on == today else self.on)


def pacing(court: Court | None, on: date) -> Pacing:
    """The pace to the end of that day's year, judged by the three whole months before it and its own. Two queries."""
    start = max(months_before(on, RECENT_MONTHS), date(on.year - 1, 1, 1))

    def of(period: Period) -> Counts:
        counts = sums(period)
        return counts.get(court.pk, {}) if court else merged(counts.values())

    year, lately = of(Period("", date(on.year, 1, 1), on)), of(Period("", start, on))
    figures = {each.key: figure(each, year, [], None) for each in indicators.INDICATORS if each.from_events}
    found = {
        key: pace(
            each,
            (total(each.indicator.above, lately), total(each.indicator.below, lately)),
            (on - start).days + 1,
            on,
        )
        for key, each in figures.items()
    }
    return Pacing(on, figures, found)


def course(period: Period, court: Court | None, all_courts: Sequence[Court]) -> Course:
    """The months of a period. One query."""
    return Course(monthly(period.start, period.end), court, all_courts)


# --- who may look at what


def posts(user: Anyone, today: date) -> list[Membership]:
    """The leading posts of this person."""
    return [post for post in memberships_of(user, today) if post.role in LEADERS]


def first_view(user: Anyone, today: date) -> Court | None:
    """What a leader sees first: the Intermediate Court's the whole city, a basic court's their own court."""
    held = posts(user, today)
    if not held or any(post.court.is_intermediate for post in held):
        return None
    return held[0].court


def chosen_court(asked: Mapping[str, str], user: Anyone, today: date, all_courts: Sequence[Court]) -> Court | None:
    """The court of the query string (its slug; "city" for all); by itself what this person sees first."""
    slug = asked.get("court", "")
    if slug == "city":
        return None
    own = first_view(user, today)
    return next((each for each in all_courts if each.slug == slug), own)


# --- the rows behind a number


@dataclass(frozen=True)
class Behind:
    """One line of the list behind a number. `opens`: the case's own page; else it is supervised and nobody is named."""

    case: Case
    name: str
    opens: bool
    day: date
    sign: int
    words: str


@dataclass(frozen=True)
class BehindPage:
    rows: Sequence[Behind]
    next: str
    hidden: bool  # some courts' cases are counted but not listed

    @property
    def supervised(self) -> bool:
        return not all(row.opens for row in self.rows)


def behind(
    *, indicator: Indicator, part: str, period: Period, court_ids: Sequence[int], user: Anyone, today: date, after: str
) -> BehindPage:
    """The cases a numerator or denominator counts, the newest first: those this person may see, or supervises.

    `after` is the mark of the page before. The same number of queries for one case and for fifty.
    """
    terms = dict(indicator.above if part == "above" else indicator.below)
    watched = courts_watched(user, today)
    found = counting.marks(
        measures=list(terms),
        courts=sorted(set(court_ids) & watched),
        start=period.start,
        end=period.end,
        after=_mark(after),
        limit=ROWS + 1,
    )
    more, found = len(found) > ROWS, found[:ROWS]
    opens = Exists(visible_to(user, today).filter(pk=OuterRef("pk")))
    cases = Case.objects.filter(Q(opens) | Q(court__in=watched), pk__in={mark.case_id for mark in found})
    seen = {
        case.pk: (case, case.title if case.opens else nameless(case), case.opens)
        for case in cases.annotate(opens=opens).select_related("court").prefetch_related("numbers")
    }
    rows = [
        Behind(*seen[mark.case_id], mark.day, mark.sign * terms[mark.measure], MEASURE_WORDS[mark.measure])
        for mark in found
        if mark.case_id in seen
    ]
    last = found[-1] if more else None
    hidden = not set(court_ids) <= watched
    return BehindPage(rows, f"{last.event_id}-{last.measure}" if last else "", hidden)


def _mark(text: str) -> tuple[int, str] | None:
    """The event id and measure of a page's last row; a mark that cannot be read gives the first page."""
    number, _, measure = text.partition("-")
    if number.isascii() and number.isdigit() and len(number) < 19 and measure in MEASURE_WORDS:
        return int(number), measure
    return None
