"""What leaders see, and who may."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from common.courts.models import Court
from common.law import clock
from common.people.states import Role
from tests.factories import UserFactory, court, staff
from yunfu_court.targets.figures import count_words
from yunfu_court.targets.indicators import INDICATORS
from yunfu_court.targets.models import Report
from yunfu_court.targets.tasks import monthly_report, render_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def president(city) -> Client:
    return signed_in(staff(Role.PRESIDENT, court("zhongyuan"), name="黎院长"))


def test_the_first_heading_says_what_matters(president) -> None:
    text = president.get("/targets/").content.decode()
    heading = re.search(r"<h1>(.*?)</h1>", text).group(1)
    assert "最要紧" in heading or "还差一点" in heading or "没有达到目标" in heading
    for each in INDICATORS:
        assert each.name in text
    assert "style=" not in text, "the content security policy lets no inline style through"
    assert text.count('<svg role="img"') == 3


def test_a_leader_of_a_basic_court_sees_their_own_first_and_the_others_too(city) -> None:
    client = signed_in(staff(Role.DIVISION_HEAD, court("luoding"), name="罗庭长"))
    text = client.get("/targets/").content.decode()
    assert "罗定市人民法院 · 2026 年 1 月 1 日至 11 月 23 日" in text
    assert "郁南" in text
    assert "全市6个法院" in client.get("/targets/?court=city").content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("guest", 302), ("litigant", 403), ("clerk", 403), ("management", 200), ("division_head", 200)],
)
def test_who_may_look(db, who: str, status: int) -> None:
    client = Client()
    if who == "litigant":
        client = signed_in(UserFactory())
    elif who != "guest":
        client = signed_in(staff(Role(who)))
    for url in ("/targets/", "/targets/online_filing/", "/targets/reports/"):
        assert client.get(url).status_code == status


def test_every_number_shows_its_ground(president) -> None:
    for each in INDICATORS:
        url = reverse("targets:indicator", args=[each.key])
        text = president.get(url).content.decode()
        assert each.above_words in text
        assert each.below_words in text
        assert each.article.short in text
        assert "style=" not in text
        assert president.get(f"{url}?part=below").status_code == 200


def test_the_rows_behind_a_number_are_the_number(city) -> None:
    """The list of the denominator, page by page, is as long as the denominator; foreign courts' cases stay out."""
    place = court("yuncheng")
    client = signed_in(staff(Role.PRESIDENT, place))
    response = client.get("/targets/online_filing/?part=below")
    below = response.context["figure"].below
    assert below >= 3
    rows = response.context["behind"].rows
    assert sum(row.sign for row in rows) == below
    assert {row.case.court_id for row in rows} == {place.pk}
    whole = client.get("/targets/online_filing/?part=below&court=city")
    assert whole.context["behind"].hidden
    assert {row.case.court_id for row in whole.context["behind"].rows} == {place.pk}


@pytest.mark.parametrize("role", [Role.PRESIDENT, Role.MANAGEMENT])
def test_supervision_sees_the_cases_behind_the_citys_figures(city, role: Role) -> None:
    """President and 审管办 of the Intermediate Court: as many rows as the number counts, and nobody is named."""
    client = signed_in(staff(role, court("zhongyuan")))
    whole = client.get("/targets/online_filing/?part=below&court=city")
    rows = whole.context["behind"].rows
    assert sum(row.sign for row in rows) == whole.context["figure"].below > 5
    assert len({row.case.court_id for row in rows}) > 2
    page = client.get("/targets/online_filing/?part=below&court=luoding")
    text, rows = page.content.decode(), page.context["behind"].rows
    assert rows
    for row in rows:
        assert row.case.receipt in text
        assert row.case.title not in text
        assert client.get(reverse("casefile:supervised", args=[row.case.uid])).status_code == 200
        assert client.get(reverse("casefile:case", args=[row.case.uid])).status_code == 404


def test_a_past_period_shows_its_own_pace(president) -> None:
    """As of its last day: what was known then, and the weeks that were left then."""
    then = president.get("/targets/third_mediation/?court=city&period=custom&start=2026-01-01&end=2026-05-20").context
    assert then["pace"].startswith("截至 2026 年 5 月 20 日：")
    now = president.get("/targets/third_mediation/?court=city").context
    assert now["pace"]
    assert "截至" not in now["pace"]
    assert now["pace"] != then["pace"].partition("：")[2]
    with clock.at(date(2026, 5, 20)):
        clock.set_process_clock(date(2026, 5, 20))
        on_the_day = president.get("/targets/third_mediation/?court=city").context
    assert on_the_day["pace"] == then["pace"].partition("：")[2]
    assert president.get("/targets/third_mediation/?court=city&period=last_year").context["pace"] == ""


def test_the_list_goes_on_where_it_stopped(city, monkeypatch) -> None:
    from yunfu_court.targets import queries

    monkeypatch.setattr(queries, "ROWS", 3)
    client = signed_in(staff(Role.PRESIDENT, court("yuncheng")))
    first = client.get("/targets/third_mediation/?part=below").context
    seen, mark = [(r.case.pk, r.day) for r in first["behind"].rows], first["behind"].next
    while mark:
        more = client.get(f"/targets/third_mediation/?part=below&after={mark}").context["behind"]
        seen += [(r.case.pk, r.day) for r in more.rows]
        mark = more.next
    assert len(seen) == len(set(seen)) == first["figure"].below
    assert client.get("/targets/third_mediation/?after=x").status_code == 200


def test_pages_cost_the_same_without_a_case_and_with_many(president, django_assert_num_queries) -> None:
    """Session, person, posts and courts; then the sums, the months, the pace (year and lately), and for a list whose
    courts are supervised, its rows, cases and numbers, and (two) the cases in which one is a party."""
    for url, queries in (("/targets/", 9), ("/targets/online_payment/?court=yuncheng", 15), ("/targets/reports/", 6)):
        with django_assert_num_queries(queries):
            president.get(url)


def test_a_period_of_ones_own_and_its_errors(president) -> None:
    text = president.get("/targets/?period=custom&start=2026-03-15&end=2026-04-10").content.decode()
    assert "2026 年 3 月 15 日至 4 月 10 日" in text
    wrong = president.get("/targets/?period=custom&start=2026-05-01&end=2026-04-10").content.decode()
    assert "开始日期不能晚于结束日期" in wrong
    assert president.get("/targets/?period=custom&start=x").status_code == 200
    for period in ("month", "quarter", "last_year", "nonsense"):
        assert president.get(f"/targets/?period={period}").status_code == 200


def test_a_city_without_data_says_how_it_begins(db) -> None:
    client = signed_in(staff(Role.PRESIDENT, court("zhongyuan")))
    text = client.get("/targets/").content.decode()
    assert "还没有可以计算的数据" in text
    assert f"{count_words(len(INDICATORS))}项指标会在几秒内出现在这里" in text
    assert client.get("/targets/fast_track/").status_code == 200


def covered(day):
    from datetime import date

    return {
        pk: date(2021, 1, 1)
        for pk in Court.objects.exclude(slug="yunanxian").order_by("pk").values_list("pk", flat=True)
    }


def test_coverage_asks_the_centres(president, settings) -> None:
    assert "还没有接入" in president.get("/targets/centre_coverage/").content.decode()
    settings.CENTRE_COVERAGE = "tests.targets.test_pages.covered"
    figure = president.get("/targets/centre_coverage/").context["figure"]
    assert (figure.above, figure.below, figure.words) == (5, 6, "83.3%")
    settings.CENTRE_COVERAGE = "mediation.nowhere.covered"
    assert "还没有接入" in president.get("/targets/centre_coverage/").content.decode()
    settings.CENTRE_COVERAGE = "mediation.roster.queries.covered_courts"
    assert president.get("/targets/centre_coverage/").context["figure"].words == "0%"


def test_a_report_from_asking_to_file(president) -> None:
    asked = president.post("/targets/reports/", {"month": "2026-10-01", "court": "city"})
    report = Report.objects.get()
    assert asked.url == reverse("targets:report", args=[report.uid])
    again = president.post("/targets/reports/", {"month": "2026-10-01", "court": "city"})
    assert again.url == asked.url, "asking twice gives the same one"
    assert "生成进度" in president.get(asked.url).content.decode()
    assert json.loads(president.get(f"{asked.url}progress").content)["finished"] is False
    assert render_report(report.pk)
    assert not render_report(report.pk), "a message that comes twice renders once"
    report.refresh_from_db()
    assert report.state == "done"
    assert 6 <= report.pages <= 12
    told = json.loads(president.get(f"{asked.url}progress").content)
    assert told["finished"]
    content = b"".join(president.get(f"{asked.url}file").streaming_content)
    assert content.startswith(b"%PDF")
    from yunfu_court.targets.report import render

    assert render(report.month, report.as_of, None) == content, "the same tallies give the same bytes"
    default_storage.delete(report.path)
    clerk = signed_in(staff(Role.CLERK))
    assert clerk.get(f"{asked.url}file").status_code == 403


def test_the_first_of_the_month_makes_a_report_for_the_city_and_each_court(city) -> None:
    assert monthly_report() == 7
    assert monthly_report() == 7, "run twice, made once"
    assert Report.objects.count() == 7
    assert {r.month.month for r in Report.objects.all()} == {10}


def test_a_failed_rendering_is_tried_three_times_then_said(president, monkeypatch) -> None:
    from datetime import timedelta

    from common.law import clock
    from yunfu_court.targets import report as reports

    president.post("/targets/reports/", {"month": "2026-11-01", "court": "luoding"})
    row = Report.objects.get()
    assert row.as_of.isoformat() == "2026-11-22", "the present month goes to yesterday"
    monkeypatch.setattr(reports, "render", lambda *a: 1 / 0)
    monkeypatch.setattr(reports.logger, "exception", lambda *a: None)
    for minutes in (0, 5, 10):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            assert reports.rouse(clock.now()) == (minutes > 0)
            assert not render_report(row.pk)
    row.refresh_from_db()
    assert row.state == "failed"
    assert "没有生成" in president.get(reverse("targets:report", args=[row.uid])).content.decode()


def test_a_month_that_has_no_whole_day_is_refused_at_its_field(president, monkeypatch) -> None:
    from datetime import date

    from common.law import clock

    clock.set_process_clock(date(2026, 11, 1))
    answer = president.post("/targets/reports/", {"month": "2026-11-01", "court": "city"})
    assert answer.status_code == 422
    assert "还没有完整的一天" in answer.content.decode()
