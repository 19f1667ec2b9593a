"""The monthly target report: asked for, worked out from the tallies, rendered once, kept as a file.

The year to the end of the month (for the present month: to yesterday, so that the same report always says the same).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import F

from common.cases.rules import ActionRefused
from common.courts.models import Court
from common.courts.queries import courts
from common.documents.actions.storing import store
from common.documents.actions.wake import wake
from common.documents.adapters.pdf import page_count, render_pdf
from common.law import clock
from yunfu_court.targets import charts, indicators, queries
from yunfu_court.targets.figures import count_words, headline
from yunfu_court.targets.models import Report
from yunfu_court.targets.periods import Period, month_end, month_start, months_before
from yunfu_court.targets.states import Direction, ReportState

logger = logging.getLogger(__name__)
TASK = "targets.render_report"
TEMPLATE = "targets/report.html"
CLAIM = timedelta(minutes=3)  # far above any rendering
AGAIN = timedelta(seconds=30)
ATTEMPTS = 3
MONTHS_OFFERED = 24
Tell = Callable[[int], None]


def last_day_of(month: date, today: date) -> date:
    """The day a report of this month goes to. ActionRefused when no day of the month is over."""
    end = min(month_end(month), today - timedelta(days=1))
    if end < month:
        raise ActionRefused("这个月还没有完整的一天，请选择以前的月份。", field="month")
    return end


@transaction.atomic
def request_report(*, month: date, court: Court | None, user_id: int | None, today: date) -> Report:
    """Ask for the report of a month; asking twice gives the one there is. The worker is woken after the commit."""
    month = month_start(month)
    as_of = last_day_of(month, today)
    there = Report.objects.filter(month=month, as_of=as_of, court=court).exclude(state=ReportState.FAILED)
    found = there.first()
    if found is not None:
        return found
    now = clock.now()
    try:
        with transaction.atomic():
            made = Report.objects.create(
                month=month, as_of=as_of, court=court, requested_by_id=user_id, due_at=now, created_at=now
            )
    except IntegrityError:  # somebody else asked at the same moment
        return there.get()
    wake(TASK, made.pk)
    return made


def request_month(*, today: date) -> list[Report]:
    """The reports of the month that ended: the city's and each court's. The timetable asks on the first of a month."""
    month = months_before(today, 1)
    return [request_report(month=month, court=court, user_id=None, today=today) for court in (None, *courts())]


def due(now: datetime) -> Any:
    """Reports to render: new ones, those to try again, and those whose worker died."""
    return Report.objects.filter(state__in=[ReportState.QUEUED, ReportState.RUNNING], due_at__lte=now)


def rouse(now: datetime) -> int:
    """Send again what a lost broker forgot; not more often than twice a minute for one report."""
    waiting = list(due(now - AGAIN).order_by("pk").values_list("pk", flat=True)[:20])
    for pk in waiting:
        wake(TASK, pk)
    return len(waiting)


@transaction.atomic
def _claim(pk: int, now: datetime) -> Report | None:
    row = due(now).filter(pk=pk).select_for_update(skip_locked=True, of=("self",)).first()
    if row is None:
        return None
    Report.objects.filter(pk=pk).update(
        state=ReportState.RUNNING, progress=0, due_at=now + CLAIM, attempts=F("attempts") + 1
    )
    return Report.objects.select_related("court").get(pk=pk)


def make(pk: int) -> bool:
    """Render one report. False when there was nothing to do, or it failed and will be tried again."""
    report = _claim(pk, clock.now())
    if report is None:
        return False

    def tell(percent: int) -> None:
        _mine(report).update(progress=percent)

    try:
        content = render(report.month, report.as_of, report.court, tell)
        pages = page_count(content)
    except Exception:
        logger.exception("report %s could not be rendered", pk)
        failed = report.attempts >= ATTEMPTS
        _mine(report).update(
            state=ReportState.FAILED if failed else ReportState.QUEUED, due_at=clock.now() + AGAIN * report.attempts
        )
        return False
    return _keep(report, content, pages)


def _mine(report: Report) -> Any:
    """The row while this claim holds: the number of attempts is the fence against a worker that woke up late."""
    return Report.objects.filter(pk=report.pk, state=ReportState.RUNNING, attempts=report.attempts)


def _keep(report: Report, content: bytes, pages: int) -> bool:
    path = store(ContentFile(content))
    kept = _mine(report).update(
        state=ReportState.DONE,
        progress=100,
        path=path,
        size=len(content),
        pages=pages,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    if not kept:
        default_storage.delete(path)
    return bool(kept)


def render(month: date, as_of: date, court: Court | None, tell: Tell = lambda percent: None) -> bytes:
    """The report as PDF/UA; the same tallies give the same bytes."""
    context = context_of(month, as_of, court, courts(), tell)
    tell(85)
    return render_pdf(TEMPLATE, context)


def context_of(
    month: date, as_of: date, court: Court | None, all_courts: Sequence[Court], tell: Tell
) -> dict[str, Any]:
    """Everything the paper says, as plain values and drawn charts. Five queries and the reader of centres."""
    year = Period("", date(month.year, 1, 1), as_of)
    whole = queries.scene(year, court, all_courts)
    only = queries.scene(Period("", month, as_of), court, all_courts)
    before = queries.scene(_year_before(year), court, all_courts)
    course = queries.course(year, court, all_courts)
    pacing = queries.pacing(court, as_of)
    tell(10)
    sections = []
    for number, indicator in enumerate(indicators.INDICATORS, 1):
        figure = whole.of(indicator, court)
        sections.append(
            {
                "number": number,
                "figure": figure,
                "month": only.of(indicator, court),
                "before": before.of(indicator, court),
                "pace": pacing.words(indicator, as_of),
                "chart": charts.trend(indicator, course.points(indicator, year), whole.place)
                if indicator.from_events and figure.value is not None
                else None,
                "rows": [(each.short_name, found) for each, found in whole.by_court(indicator)],
                "city": whole.of(indicator, None),
            }
        )
        tell(10 + number * 8)
    places = [("全市", dict(queries.merged(whole.counts.values())))]
    places += [(each.short_name, dict(whole.counts.get(each.pk, {}))) for each in all_courts]
    return {
        "title": f"{month.year}年{month.month}月“一站式”建设目标报告",
        "court": court.name if court else all_courts[0].name,
        "day": as_of.isoformat(),
        "place": whole.place,
        "year": year.words,
        "month_words": f"{month.month} 月",
        "headline": headline(whole.figures),
        "empty": whole.empty,
        "sections": sections,
        "counted": count_words(len(sections)),
        "thirds": None if whole.empty else charts.thirds(places),
        "short": [each for each in whole.figures if each.short],
        "ceiling": Direction.AT_MOST,
    }


def _year_before(year: Period) -> Period:
    """The same days of the year before (29 February reads as the 28th)."""
    end = year.end
    day = min(end.day, month_end(date(end.year - 1, end.month, 1)).day)
    return Period("", date(end.year - 1, 1, 1), date(end.year - 1, end.month, day))
