"""Court papers: the page of GB/T 9704, the same bytes, nothing from outside, once each."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.template import engines
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from common.cases.actions import admit, announce
from common.cases.events import SYSTEM, Audience, CaseEvent, event
from common.cases.models import Event, Party, Todo
from common.cases.states import Capacity, TodoKind
from common.documents import tasks
from common.documents.actions import claim_paper, issue_paper, keep_rendered
from common.documents.actions.papers import CLAIM
from common.documents.adapters import fonts, pdf
from common.documents.models import Document, Paper
from common.documents.queries import layout, newest, printed
from common.documents.rules import chinese_day
from common.documents.rules.withheld import withheld
from common.documents.states import PaperState
from common.law import clock
from common.law.papers import PaperKind
from common.people.states import Role
from tests.factories import court, staff
from tests.factories.cases import make_case
from yunfu_court.rooms import LAYOUTS

TODAY = date(2026, 11, 23)
NOWHERE = "\U000323b0"  # a plane of Unicode where nothing is written yet: no font has it
STEMS = "甲乙丙丁戊己庚辛壬癸"
LETTER = {
    "title": "受理案件通知书",
    "day": "2026-11-23",
    "court": "广东省云浮市云城区人民法院",
    "number": "（2026）粤5302民初123号",
    "to": "张三喆",
    "paragraphs": ["你诉李四、王堃、䶮某民间借贷纠纷一案的起诉状已收到，本院决定立案审理。"],
    "grounds": ["《中华人民共和国民事诉讼法》第一百二十六条"],
}


@event("test.papers.happened", audience=Audience.ALL)
class Happened(CaseEvent):
    pass


def text_of(content: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-23", "二〇二六年十一月二十三日"),
        (date(2027, 1, 1), "二〇二七年一月一日"),
        ("2030-10-10", "二〇三〇年十月十日"),
        ("2026-12-31", "二〇二六年十二月三十一日"),
    ],
)
def test_the_day_in_chinese(day: str | date, words: str) -> None:
    assert chinese_day(day) == words


def test_28_characters_22_lines() -> None:
    """Running text on a page of its own: 22 full lines of 28 characters, whole and in order."""
    source = (
        "{% extends 'documents/paper.html' %}{% block head %}{% endblock %}{% block signature %}{% endblock %}"
        "{% block body %}<p class='flush'>{{ text }}</p>{% endblock %}"
    )
    text = (STEMS * 200)[: 28 * 22 * 2]
    html = engines["django"].from_string(source).render({**LETTER, "number": "", "grounds": [], "text": text})
    pages = text_of(pdf.html_to_pdf(html)).split("\f")
    for page in pages[:2]:
        lines = [line.strip() for line in page.splitlines() if re.search(f"[{STEMS}]", line)]
        assert [len(line) for line in lines] == [28] * 22
    assert "".join(re.findall(f"[{STEMS}]", "".join(pages))) == text
    assert not pages[2].strip()
    assert "—1—" in pages[0].replace(" ", "")


def test_a4_title_language_and_ua() -> None:
    content = pdf.render_pdf("documents/letter.html", LETTER)
    with pikepdf.open(io.BytesIO(content)) as made:
        box = [round(float(v)) for v in made.pages[0].MediaBox]
        assert box == [0, 0, 595, 842]
        assert str(made.Root.Lang) == "zh-CN"
        assert made.Root.MarkInfo.Marked
        assert made.docinfo["/Title"] == "受理案件通知书 （2026）粤5302民初123号"
        assert "2026-11-2" in str(made.open_metadata())
        assert b"pdfuaid" in bytes(made.Root.Metadata.read_bytes())
    text = text_of(content)
    for words in ("张三喆", "王堃、䶮某", "二〇二六年十一月二十三日", "第一百二十六条"):
        assert words in text


def test_the_same_context_gives_the_same_bytes_in_another_process() -> None:
    """Hash seeds, clocks and fonts loaded before must not show."""
    here = pdf.render_pdf("documents/letter.html", LETTER)
    pdf.render_pdf("documents/letter.html", {**LETTER, "to": "别人"})
    assert pdf.render_pdf("documents/letter.html", LETTER) == here
    script = (
        "import os,sys,hashlib,django;os.environ['DJANGO_SETTINGS_MODULE']='yunfu_court.settings.test';django.setup();"
        "from common.documents.adapters import pdf;from tests.documents.test_papers import LETTER;"
        "sys.stdout.buffer.write(pdf.render_pdf('documents/letter.html',LETTER))"
    )
    root = Path(__file__).resolve().parents[2]
    there = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=root)
    assert there.stdout == here
    assert pdf.render_pdf("documents/letter.html", {**LETTER, "to": "李四"}) != here


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "file:/etc/passwd",
        "FILE:///etc/passwd",
        "file://localhost/etc/passwd",
        "file:///etc/%70asswd",
        "{fonts}/../../../../../../../../../etc/passwd",
        "{fonts}/%2e%2e/%2e%2e/pip/__init__.py",
        "http://127.0.0.1/",
        "https://example.com/x.png",
        "ftp://127.0.0.1/x",
        "data:text/css,body{}",
        "//etc/passwd",
    ],
)
def test_the_fetcher_refuses(url: str) -> None:
    fetcher = pdf._tools()[2]
    with pytest.raises(ValueError):
        fetcher.fetch(url.replace("{fonts}", pdf.font_dir().as_uri()))


def test_what_is_refused_does_not_get_into_the_paper(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TOPSECRET")
    page = (
        f'<html lang="zh-CN"><title>t</title><link rel="attachment" href="{secret.as_uri()}">'
        f'<object data="{secret.as_uri()}"></object><iframe src="{secret.as_uri()}"></iframe><p>正文</p></html>'
    )
    content = pdf.html_to_pdf(page)
    with pikepdf.open(io.BytesIO(content)) as made:
        assert not made.attachments
        streams = b"".join(o.read_bytes() for o in made.objects if isinstance(o, pikepdf.Stream))
    assert b"TOPSECRET" not in streams


def test_the_fetcher_allows_fonts_and_pictures() -> None:
    fetcher = pdf._tools()[2]
    assert fetcher.fetch(f"{pdf.font_dir().as_uri()}/NotoSerifSC-Regular.otf").read(4) == b"OTTO"
    assert fetcher.fetch("data:image/png;base64,iVBORw0KGgo=").read() == b"\x89PNG\r\n\x1a\n"


def test_a_chart_is_drawn() -> None:
    """A vega chart, as pages show it, goes into a paper with its words."""
    import vl_convert

    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": [{"a": "民事", "b": 128}, {"a": "行政", "b": 41}]},
        "mark": "bar",
        "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}},
    }
    source = (
        "{% extends 'documents/paper.html' %}{% block body %}"
        "{% include 'documents/partials/chart.html' with words='民事 128 件，行政 41 件' %}{% endblock %}"
    )
    svg = vl_convert.vegalite_to_svg(spec)
    html = engines["django"].from_string(source).render({**LETTER, "svg": svg})
    text = text_of(pdf.html_to_pdf(html))
    assert "民事 128 件，行政 41 件" in text
    assert "120" in text  # a tick of the axis: the drawing itself is there


@pytest.fixture
def happened(db: None, settings: object) -> Event:
    settings.EVENT_HANDLERS = []  # type: ignore[attr-defined]
    case, _, _ = make_case(court=court())
    with clock.at(TODAY):
        return announce(case=case, event=Happened(), by=SYSTEM)


def issue(record: Event, **more: object) -> Paper:
    values = {
        "case": record.case,
        "event": record,
        "kind": PaperKind.LETTER,
        "title": "受理案件通知书",
        "context": LETTER,
        "audience": Audience.ALL,
    }
    with clock.at(TODAY):
        return issue_paper(**{**values, **more})  # type: ignore[arg-type]


class TestIssue:
    def test_once_per_event_and_addressee(self, happened: Event) -> None:
        assert issue(happened).pk == issue(happened).pk
        party = happened.case.parties.first()
        assert issue(happened, party=party, audience=Audience.SIDE).pk != issue(happened).pk
        assert Paper.objects.count() == 2

    def test_a_paper_needs_its_day(self, happened: Event) -> None:
        with pytest.raises(KeyError):
            issue(happened, context={"court": "x"})

    def test_rendered_by_the_sweep_and_kept_once(self, happened: Event) -> None:
        paper = issue(happened)
        with clock.at(TODAY):
            assert tasks.sweep() == 1
            assert tasks.sweep() == 0
            assert tasks.render(paper.pk) is False
        paper.refresh_from_db()
        assert paper.state == PaperState.RENDERED
        assert paper.document is not None
        assert paper.document.pages == 1
        assert paper.document.generated
        assert paper.document.title == "受理案件通知书"

    def test_a_dead_workers_claim_expires_and_its_late_result_is_dropped(self, happened: Event) -> None:
        paper = issue(happened)
        now = clock.moment(TODAY)
        held = claim_paper(pk=paper.pk, now=now)
        assert held is not None
        assert claim_paper(pk=paper.pk, now=now + CLAIM - timedelta(seconds=1)) is None
        again = claim_paper(pk=paper.pk, now=now + CLAIM)
        assert again is not None
        assert keep_rendered(paper=held, content=b"late", pages=1, now=now) is None
        assert keep_rendered(paper=again, content=b"%PDF", pages=1, now=now) is not None
        assert Document.objects.count() == 1

    def test_a_bad_template_is_tried_again_then_shown_as_failed(
        self, happened: Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        paper = issue(happened)
        monkeypatch.setitem(LAYOUTS, PaperKind.LETTER, ("documents/nothing.html",))
        at = clock.moment(TODAY)
        for _ in range(5):
            with clock.at(at):
                assert tasks.render(paper.pk) is False
            at += timedelta(days=1)
        paper.refresh_from_db()
        assert paper.state == PaperState.FAILED
        assert paper.attempts == 5

    def test_a_paper_with_a_hole_in_it_is_not_issued(self, happened: Event, monkeypatch: pytest.MonkeyPatch) -> None:
        """A name with a character no font has: a person is told, nothing is served; a day later the font is there."""
        paper = issue(happened, context=LETTER | {"to": f"张{NOWHERE}"})
        at = clock.moment(TODAY)
        with clock.at(at):
            assert tasks.render(paper.pk) is False
            assert tasks.sweep() == 0
        paper.refresh_from_db()
        assert (paper.state, paper.document, paper.attempts) == (PaperState.FAILED, None, 1)
        todo = Todo.objects.get(case=paper.case, what=TodoKind.PAPER)
        assert f"《受理案件通知书》没有出具：字体里没有“{NOWHERE}”（U+{ord(NOWHERE):04X}）" in todo.words
        assert (todo.role, todo.done_on) == (TodoKind.PAPER.role, None)
        monkeypatch.setattr(tasks, "render_pdf", lambda layout, context: pdf.render_pdf(layout, context | {"to": "张"}))
        with clock.at(at + timedelta(days=1)):
            assert tasks.sweep() == 1
        todo.refresh_from_db()
        assert todo.done_on == TODAY + timedelta(days=1)

    def test_papers_that_failed_are_one_to_do_with_all_names_and_one_act_makes_them(
        self, happened: Event, monkeypatch: pytest.MonkeyPatch, client: Client
    ) -> None:
        """None stands behind another: each is named until it is made, and what can be made is made by one press."""
        hole = LETTER | {"to": f"张{NOWHERE}"}
        receipt = issue(happened, title="收件回执", context=hole)
        copy = issue(happened, title="起诉状副本", context=hole, party=happened.case.parties.get(side="respondent"))
        clerk = staff(Role.CLERK, happened.case.court)
        admit(case=happened.case, user_id=clerk.pk, capacity=Capacity.CLERK, by=SYSTEM, today=TODAY)
        client.force_login(clerk)
        with clock.at(TODAY):
            assert [tasks.render(each.pk) for each in (receipt, copy)] == [False, False]
            todo = Todo.objects.get(case=happened.case, what=TodoKind.PAPER)
            assert todo.words.startswith("《收件回执》、《起诉状副本》没有出具：字体里没有")
            assert "请本院系统管理员安装字体" in todo.words
            assert len(todo.words) <= 200
            render = pdf.render_pdf
            monkeypatch.setattr(tasks, "render_pdf", lambda layout, context: render(layout, context | {"to": "张"}))
            again = client.post(reverse("casefile:take_again", args=[happened.case.uid, todo.pk]), follow=True)
            assert "正在重新制作 2 份文书" in again.content.decode()
            assert tasks.render(receipt.pk)
            todo.refresh_from_db()
            assert todo.words.startswith("《起诉状副本》没有出具"), "what is made is named no more"
            assert tasks.render(copy.pk)
        todo.refresh_from_db()
        assert todo.done_on == TODAY

    def test_a_paper_that_cannot_be_written_is_somebodys_to_do(
        self, happened: Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        paper = issue(happened)
        monkeypatch.setitem(LAYOUTS, PaperKind.LETTER, ("documents/nothing.html",))
        at = clock.moment(TODAY)
        for _ in range(5):
            assert not Todo.objects.exists()
            with clock.at(at):
                tasks.render(paper.pk)
            at += timedelta(days=1)
        assert "系统出了问题" in Todo.objects.get().words

    @pytest.mark.parametrize(
        ("audience", "whose", "tells"),
        [("all", None, False), ("side", "other", False), ("side", "own", True), ("staff", None, True)],
    )
    def test_who_hides_since_it_was_frozen_stands_in_it_without_address(
        self, happened: Event, audience: str, whose: str | None, tells: bool
    ) -> None:
        """反家暴法5: before the tick it had been frozen with the address; what is made from it after says none."""
        own, other = happened.case.parties.order_by("pk")[:2]
        address = "罗定市罗城街道甲路 9 号"
        Party.objects.filter(pk=own.pk).update(address=address)
        to = {"own": own, "other": other}.get(whose or "")
        text = {"heads": [f"原告：张三，住{address}"], "paragraphs": [f"住所地{address}。"]}
        paper = issue(happened, audience=audience, party=to, context={**LETTER, **text})
        assert printed(paper) == paper.context, "nobody hides yet"
        Party.objects.filter(pk=own.pk).update(address_kept=True)
        shown = printed(paper)
        assert (address in str(shown)) is tells
        assert ("住址由法院保存" in shown["heads"][0]) is not tells
        assert shown.keys() == paper.context.keys()

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("张三，男，住罗定市。", "张三，男，住址由法院保存。"),
            ("住所地罗定市，联系电话12345。", "住所地由法院保存，联系电话由法院保存。"),
            ("户籍所在地旧屋，工作单位糖厂", "户籍所在地由法院保存，工作单位由法院保存"),
            ("罗定市人民法院，在罗定市订立合同", "罗定市人民法院，在罗定市订立合同"),
            ("住罗定市素龙街道", "住罗定市素龙街道"),
            ({"address": "罗定市", "court": "罗定市"}, {"address": "", "court": "罗定市"}),
        ],
    )
    def test_a_short_address_is_withheld_where_it_stands_as_one(self, text: object, told: object) -> None:
        assert withheld([text], ["罗定市", "12345", "旧屋", "糖厂", ""]) == [told]

    def test_a_reprint_looks_as_the_first_print_did(self, happened: Event, monkeypatch: pytest.MonkeyPatch) -> None:
        """A newer layout is for newer papers: rows keep kind and version, never a template's path."""
        old = issue(happened)
        monkeypatch.setitem(LAYOUTS, PaperKind.LETTER, (*LAYOUTS[PaperKind.LETTER], "documents/letter-2.html"))
        new = issue(happened, party=happened.case.parties.first())
        assert [layout(each.kind, each.version) for each in (old, new)] == [
            "documents/letter.html",
            "documents/letter-2.html",
        ]


@pytest.mark.parametrize("kind", sorted(set(PaperKind) - {PaperKind.JUDGMENT}))
def test_every_kind_of_paper_has_a_layout_that_is_there(kind: PaperKind) -> None:
    """A judgment is written by the judge and taken in as a file."""
    for version in range(1, newest(kind) + 1):
        assert get_template(layout(kind, version))


def test_the_scripts_of_names_are_tried_and_what_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "SCRIPTS", {"常用汉字": "张三", "未来": NOWHERE})
    assert fonts.lacking() == {"未来": NOWHERE}
    with pytest.raises(CommandError) as refused:
        call_command("fonts")
    # The image installs what the words advise, and is not built without.
    image = (settings.BASE_DIR / "Dockerfile").read_text()
    advised = re.findall(r"fonts-[a-z-]+", str(refused.value))
    assert advised
    assert all(package in image for package in advised)
    assert "manage.py fonts" in image
