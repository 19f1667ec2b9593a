"""The frame, the components, the headers, and the pages for when something is wrong."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.urls import resolve

from common.law.articles import Finding, art

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(web: Any) -> Client:
    return Client(raise_request_exception=False)


def render(source: str, url: str = "/", **context: Any) -> str:
    template = engines["django"].from_string("{% load court %}" + source)
    request = RequestFactory().get(url)
    request.resolver_match = resolve(request.path)
    return template.render(context, request)


@pytest.mark.parametrize("url", ["/web/style/", "/web/style/staff/", "/accounts/login/", "/accounts/signup/"])
def test_nothing_inline_and_the_strict_headers(browser: Client, url: str) -> None:
    response = browser.get(url)
    html = response.content.decode()
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert not re.search(r"<[^>]+\sstyle=", html)
    assert "<style" not in html
    assert not re.search(r"<[^>]+\son[a-z]+=", html)
    assert not re.search(r"<script(?![^>]*(?:src=|application/json))", html)


def test_the_cashier_is_the_only_other_place_a_form_may_lead(browser: Client, web: Any) -> None:
    web.CSP_FORM_ACTION = ("https://cashier.example",)
    policy = Client().get("/web/style/").headers["Content-Security-Policy"]
    assert "form-action 'self' https://cashier.example" in policy


def test_signed_in_pages_are_not_stored(browser: Client, web: Any) -> None:
    assert browser.get("/open/").status_code == 200
    assert "Cache-Control" not in browser.get("/open/").headers
    assert browser.get("/web/style/").headers["Cache-Control"] == "private, no-store", "it carries a token"
    browser.cookies[web.SESSION_COOKIE_NAME] = "anything"
    assert browser.get("/open/").headers["Cache-Control"] == "private, no-store"


def test_the_frame_shows_where_one_can_go(browser: Client) -> None:
    html = browser.get("/web/style/").content.decode()
    assert '<a href="/cases/" aria-current="page">我的案件 <span class="count">2</span></a>' in html
    assert '<form method="post" action="/accounts/logout/">' in html
    assert "诉讼服务热线" in html
    assert 'href="#main"' in html


def test_the_elder_version_is_remembered_and_left(browser: Client) -> None:
    assert "data-elder" not in browser.get("/web/style/").content.decode()
    on = browser.get("/web/elder/?on=1&next=/web/style/")
    assert on.headers["Location"] == "/web/style/"
    html = browser.get("/web/style/").content.decode()
    assert '<html lang="zh-CN" data-elder>' in html
    assert "css/elder.css" in html
    browser.get("/web/elder/?on=0")
    assert "data-elder" not in browser.get("/web/style/").content.decode()


@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_elder_switch_leads_nowhere_else(browser: Client, next_: str) -> None:
    assert browser.get("/web/elder/", {"on": "1", "next": next_}).headers["Location"] == "/"


def test_a_form_with_errors_says_so_first_and_at_each_field(browser: Client) -> None:
    html = browser.post("/web/style/", {"phone": "１２", "way": "x"}).content.decode()
    assert "<title>错误：样式" in html
    assert '<a href="#id_phone">请填写 11 位手机号，例如 13800138000。</a>' in html
    assert '<a href="#id_way_0">请从给出的选项中选择。</a>' in html
    assert 'value="12"' in html
    assert 'id="id_phone_error"' in html
    assert 'aria-describedby="id_phone_helptext id_phone_error"' in html
    assert not re.search(r"This field|required\.|Enter a", html)


def test_every_id_a_page_points_to_is_there(browser: Client) -> None:
    html = browser.post("/web/style/", {}).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    pointed = set(re.findall(r'\sfor="([^"]+)"', html)) | set(re.findall(r'href="#([^"]+)"', html))
    pointed |= {one for group in re.findall(r'aria-describedby="([^"]+)"', html) for one in group.split()}
    assert pointed <= set(ids)


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html", "404.html", "403.html", "429.html"])
def test_trouble_is_told_calmly_even_without_a_request(web: Any, name: str) -> None:
    html = get_template(name).render({"exception": "没有权限。"})
    assert "回到首页" in html
    assert "<h1>" in html


def test_a_stranger_page_is_a_calm_404(browser: Client) -> None:
    response = browser.get("/no/such/page/")
    assert response.status_code == 404
    assert "没有找到这一页" in response.content.decode()


def test_the_ground_names_its_articles_and_doubts() -> None:
    sure = render("{% ground f %}", f=Finding(1, (art("民诉法", 85, 1), art("收费办法", 13)), "说明"))
    assert "民事诉讼法第八十五条第一款、诉讼费用交纳办法第十三条（说明）" in sure
    assert "待确认" not in sure
    for doubtful in (Finding(1, (art("级别管辖"),)), Finding(1, (art("民诉法", 85),), "待确认", confirmed=False)):
        assert "待确认" in render("{% ground f %}", url="/intake/desk/", f=doubtful)
        assert "待确认" not in render("{% ground f %}", url="/cases/x/", f=doubtful), "a party reads no doubt of ours"
    assert "《中华人民共和国民事诉讼法》第八十五条" in render("{% ground a full=True %}", a=art("民诉法", 85))
    assert render("{% ground f %}", f=Finding(1)) == ""


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("{% money 12860050 %}", '<span class="money">128,600.50 元</span>'),
        ("{% money nothing %}", "—"),
        ("{% day d %}", '<time class="day" datetime="2026-11-26">11 月 26 日（周四）</time>'),
        ("{% days_left d today %}", '<span class="badge wait">还有 3 天</span>'),
        ("{% badge text 'go' %}", '<span class="badge go">&lt;b&gt;</span>'),
        ("{% gauge 47.9 50 %}", 'aria-label="47.9%，目标 50%"'),
        ("{% gauge 47.9 50 %}", 'class="fill short"'),
        ("{% icon 'send' %}", 'aria-hidden="true"'),
        ("{% notice 'wait' text %}<p>话</p>{% endnotice %}", "<h2>&lt;b&gt;</h2><p>话</p>"),
    ],
)
def test_small_pieces(source: str, part: str) -> None:
    html = render(source, d=date(2026, 11, 26), today=date(2026, 11, 23), text="<b>", nothing=None)
    assert part in html
    assert "style=" not in html


def test_filters_stay_in_the_url_and_paging_starts_again() -> None:
    url = "/?state=open&state=late&sort=due&after=abc"
    assert render("{% qs sort='-due' %}", url) == "?state=open&amp;state=late&amp;sort=-due"
    assert render("{% qs state=None after='xyz' %}", url) == "?sort=due&amp;after=xyz"
    heading = render("{% sort_heading 'due' '到期' %}", url)
    assert 'aria-sort="ascending"' in heading
    assert "sort=-due" in heading


def test_a_page_is_light(browser: Client) -> None:
    """Well under 60 kB on the wire, with every style and script of its own."""
    import gzip
    from pathlib import Path

    from django.contrib.staticfiles import finders

    response = browser.get("/web/style/")
    html = response.content
    assets = set(re.findall(r'(?:href|src)="/static/([^"]+)"', html.decode()))
    total = len(gzip.compress(html)) + sum(len(gzip.compress(Path(finders.find(one)).read_bytes())) for one in assets)
    assert total < 45_000


def test_each_cell_of_a_work_list_has_its_word() -> None:
    """On a phone a row is a card: a cell shows the heading it stands under, the title leads, a box to pick stays."""
    tables = [
        (path.name, table)
        for path in Path("templates").rglob("*.html")
        for table in re.findall(r'<table class="rows".*?</table>', path.read_text(), re.DOTALL)
    ]
    assert len(tables) > 15
    cells = [(name, tag) for name, table in tables for tag in re.findall(r"<td[^>]*>", table)]
    assert [(name, tag) for name, tag in cells if not re.search(r'data-label="[^"]+"|class="(name|pick)"', tag)] == []
