"""The leaders' pages: nine figures, each with its ground, and the reports. Progress is shown; nobody is ranked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common.courts.queries import courts
from common.law import clock
from common.web.acts import posted, tried
from common.web.doors import door, found_or_404
from common.web.paging import page
from yunfu_court.targets import charts, indicators, periods, queries
from yunfu_court.targets.figures import headline
from yunfu_court.targets.forms import ReportForm
from yunfu_court.targets.indicators import BY_KEY
from yunfu_court.targets.models import Report
from yunfu_court.targets.queries import Scene
from yunfu_court.targets.report import request_report
from yunfu_court.targets.states import ReportState

ROLES = tuple(role.value for role in queries.LEADERS)
leaders = door("staff", roles=ROLES, words="目标页面供院长、庭长和审管办查看。")


def _scene(request: HttpRequest, today: date) -> tuple[Scene, dict[str, str]]:
    all_courts = courts()
    period, errors = periods.chosen(request.GET, today)
    court = queries.chosen_court(request.GET, request.user, today, all_courts)
    return queries.scene(period, court, all_courts), errors


def _frame(request: HttpRequest, scene: Scene, errors: dict[str, str], today: date) -> dict[str, Any]:
    """What every page of figures has: the choices, as the address bar holds them."""
    return {
        "scene": scene,
        "period_choices": periods.CHOICES,
        "errors": errors,
        "start": request.GET.get("start", "") if errors else scene.period.start.isoformat(),
        "end": request.GET.get("end", "") if errors else scene.period.end.isoformat(),
        "today": today,
    }


@leaders
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """The figures at a glance; the first heading says what matters."""
    today = clock.today()
    scene, errors = _scene(request, today)
    course = queries.course(scene.period, scene.court, scene.courts)
    pacing = queries.pacing(scene.court, scene.period.end)
    figures = scene.figures
    context = _frame(request, scene, errors, today) | {
        "headline": headline(figures),
        "cards": [{"figure": each, "pace": pacing.words(each.indicator, today)} for each in figures],
        "table": [
            (court, [(each.short, each.words, each.indicator) for each in row])
            for court, row in [
                *((court, [scene.of(i, court) for i in indicators.INDICATORS]) for court in scene.courts),
                (None, [scene.of(i, None) for i in indicators.INDICATORS]),
            ]
        ],
        "indicators": indicators.INDICATORS,
        "charts": [] if scene.empty else _dashboard_charts(scene, course),
    }
    return render(request, "targets/dashboard.html", context)


def _dashboard_charts(scene: Scene, course: queries.Course) -> list[tuple[str, charts.Chart]]:
    """How disputes ended, and the most urgent figure by month and by court."""
    places = [("全市", dict(queries.merged(scene.counts.values())))]
    places += [(court.short_name, dict(scene.counts.get(court.pk, {}))) for court in scene.courts]
    told = [each for each in scene.figures if each.indicator.from_events]
    first = max(told, key=lambda each: each.gap / each.indicator.threshold).indicator
    span = _chart_span(scene.period)
    return [
        (f"{first.name}：按月", charts.trend(first, course.points(first, span), scene.place)),
        (f"{first.name}：各法院", charts.by_court(first, scene.by_court(first))),
        ("纠纷怎样解决", charts.thirds(places)),
    ]


def _chart_span(period: periods.Period) -> periods.Period:
    """At most the last twelve months of the period: more would not be legible."""
    return periods.Period(period.key, max(period.start, periods.months_before(period.end, 11)), period.end)


@leaders
@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """One figure with its ground: definition, article, numerator and denominator by court, months, and the cases."""
    wanted = BY_KEY.get(key)
    if wanted is None:
        raise Http404
    today = clock.today()
    scene, errors = _scene(request, today)
    part = "below" if request.GET.get("part") == "below" else "above"
    course = queries.course(scene.period, scene.court, scene.courts)
    figure = scene.of(wanted, scene.court)
    context = _frame(request, scene, errors, today) | {
        "indicator": wanted,
        "figure": figure,
        "pace": queries.pacing(scene.court, scene.period.end).words(wanted, today),
        "part": part,
        "rows": [*scene.by_court(wanted), (None, scene.of(wanted, None))],
    }
    if wanted.from_events:
        chosen = [scene.court.pk] if scene.court else [each.pk for each in scene.courts]
        points = course.points(wanted, _chart_span(scene.period))
        context |= {
            "charts": [
                ("按月", charts.trend(wanted, points, scene.place)),
                ("各法院", charts.by_court(wanted, scene.by_court(wanted))),
            ],
            "behind": queries.behind(
                indicator=wanted,
                part=part,
                period=scene.period,
                court_ids=chosen,
                user=request.user,
                today=today,
                after=request.GET.get("after", ""),
            ),
        }
    return render(request, "targets/indicator.html", context)


@leaders
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest) -> HttpResponse:
    """The reports there are; POST asks for one and leads to its page, which can be closed and come back to."""
    today, all_courts = clock.today(), courts()
    own = queries.first_view(request.user, today)
    first = {"month": periods.months_before(today, 1).isoformat(), "court": own.slug if own else "city"}
    form = ReportForm(posted(request), initial=first, today=today, all_courts=all_courts)

    def act() -> Any:
        return request_report(
            month=form.cleaned_data["month"],
            court=form.cleaned_data["court"],
            user_id=request.user.pk,
            today=today,
        )

    if done := tried(request, form, act):
        return redirect("targets:report", uid=done.value.uid)
    listed = page(Report.objects.select_related("court", "requested_by"), request.GET, order=["-month", "-id"], size=30)
    status = 422 if form.errors else 200
    return render(request, "targets/reports.html", {"form": form, "page": listed, "today": today}, status=status)


@leaders
@require_safe
def report(request: HttpRequest, uid: str) -> HttpResponse:
    """How far one report is; when it is done, the way to the file. Works without a script by reloading."""
    found = found_or_404(Report.objects.select_related("court", "requested_by"), uid=uid)
    return render(request, "targets/report_page.html", {"report": found, "today": clock.today()})


@leaders
@require_safe
def progress(request: HttpRequest, uid: str) -> JsonResponse:
    """{"done", "total", "words", "finished", "url"} for the progress bar."""
    found = found_or_404(Report.objects.all(), uid=uid)
    words = {
        ReportState.QUEUED: "排队中，马上开始。",
        ReportState.RUNNING: f"正在生成，已完成 {found.progress}%。",
        ReportState.DONE: "已生成。",
        ReportState.FAILED: "这一次没有生成。",
    }[ReportState(found.state)]
    return JsonResponse(
        {
            "done": found.progress,
            "total": 100,
            "words": words,
            "finished": found.finished,
            "url": reverse("targets:report", args=[uid]),
        }
    )


@leaders
@require_safe
def download(request: HttpRequest, uid: str) -> HttpResponseBase:
    """The file; `?inline=1` shows it in the browser."""
    found = found_or_404(Report.objects.select_related("court"), uid=uid, state=ReportState.DONE)
    try:
        content = default_storage.open(found.path)
    except FileNotFoundError:
        raise Http404 from None
    place = found.court.short_name if found.court else "全市"
    response = FileResponse(
        content,
        as_attachment="inline" not in request.GET,
        filename=f"{found.title}（{place}）.pdf",
        content_type="application/pdf",
    )
    response["Cache-Control"] = "private, no-store"
    return response
