"""CONTRIBUTING, "A paper" and "A notice": a kind with its layout, a maker and its line, and the court writes and says
it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from common.cases.actions import announce, link_party
from common.cases.events import SYSTEM, Audience
from common.cases.models import Case, Event
from common.documents import tasks
from common.documents.models import Paper
from common.documents.rules import PaperRequest
from common.fields import one_of
from common.law import causes, clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.notifications.rules import NoticeRequest
from common.people.models import User
from common.rooms import Makers, on
from intake.review.events import CauseSet
from tests.factories import UserFactory, court
from tests.factories.cases import make_case
from yunfu_court.rooms import BY_KEY, LAYOUTS

pytestmark = pytest.mark.django_db


def written(record: Event, event: CauseSet) -> list[PaperRequest]:
    context = {"day": record.day.isoformat(), "court": "罗定市人民法院", "to": "张三", "paragraphs": ["案由已经更正。"]}
    return [PaperRequest(kind=PaperKind.LETTER, title="更正案由通知", context=context, audience=Audience.ALL)]


def said(record: Event, event: CauseSet) -> list[NoticeRequest]:
    parties = tuple(record.case.parties.values_list("pk", flat=True))
    return [NoticeRequest(kind="intake.cause_set", title="案由已经更正", body="请登录查看。", parties=parties)]


def test_a_line_for_an_event_is_all_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    room = BY_KEY["intake"]
    more = replace(
        room,
        papers=room.papers + Makers(on(CauseSet, written)),
        notices=room.notices + Makers(on(CauseSet, said)),
    )
    monkeypatch.setitem(BY_KEY, "intake", more)
    case, _, _ = make_case(court=court(), claimant_user=UserFactory(name="张三", verified=True))
    announce(case=case, event=CauseSet(filing_id=1, former="14", cause="411"), by=SYSTEM)
    paper = Paper.objects.get(case=case)
    assert (paper.kind, paper.version, paper.title) == ("letter", 1, "更正案由通知")
    assert paper.issued_on == clock.today()
    assert Notice.objects.filter(title="案由已经更正").exists()


CODE, NAME = "cause_notice", "变更案由通知书"
LAYOUT = "intake/review/papers/cause_notice.html"
HTML = """{% extends "documents/paper.html" %}
{% block body %}<p class="to">{{ to }}：</p><p>本案案由由{{ former }}变更为{{ cause }}。</p>{% endblock %}
"""


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> PaperKind:
    """1. A member of the enumeration, as a line of its class would make it."""
    member = str.__new__(PaperKind, CODE)
    member._name_, member._value_, member.label = CODE.upper(), CODE, NAME
    monkeypatch.setattr(PaperKind, "_member_names_", [*PaperKind._member_names_, member.name])
    monkeypatch.setitem(PaperKind._member_map_, member.name, member)
    monkeypatch.setitem(PaperKind._value2member_map_, CODE, member)
    return member


def migrated() -> None:
    """What the code in the migration's list does."""
    (known,) = (each for each in Paper._meta.constraints if each.name == "paper_kind_known")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Paper, known)
        editor.add_constraint(Paper, one_of("kind", PaperKind, known.name))


@pytest.fixture
def laid_out(kind: PaperKind, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Path:
    """2., 3. Its template, and the lines in `documents.py`: the maker's and the layout's."""
    (tmp_path / LAYOUT).parent.mkdir(parents=True)
    (tmp_path / LAYOUT).write_text(HTML)
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]
    monkeypatch.setitem(LAYOUTS, kind, (LAYOUT,))

    def changed(record: Event, event: CauseSet) -> list[PaperRequest]:
        context = {
            "day": record.day.isoformat(),
            "court": record.case.court.name,
            "to": "张三",
            "former": causes.cause(event.former).name,
            "cause": causes.cause(event.cause).name,
        }
        return [PaperRequest(kind=kind, title=kind.label, context=context, audience=Audience.ALL)]

    room = BY_KEY["intake"]
    monkeypatch.setitem(BY_KEY, "intake", replace(room, papers=room.papers + Makers(on(CauseSet, changed))))
    return tmp_path


def sued() -> tuple[User, Case]:
    zhang = UserFactory(name="张三", verified=True)
    case, party, _ = make_case(court=court(), claimant_user=zhang)
    link_party(party=party, user_id=zhang.pk, by=SYSTEM, today=clock.today())
    return zhang, case


def read(client: Client, paper: Paper) -> str:
    """The words of the file behind the paper's address, made when somebody wants to read it."""
    address = reverse("documents:paper", args=[paper.pk])
    assert "Refresh" in client.get(address).headers
    assert tasks.render(paper.pk)
    content = b"".join(client.get(address, follow=True).streaming_content)
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def test_a_kind_with_its_layout_is_issued_and_read(kind: PaperKind, laid_out: Path, client: Client) -> None:
    migrated()
    zhang, case = sued()
    announce(case=case, event=CauseSet(filing_id=1, former="14", cause="12"), by=SYSTEM)
    paper = Paper.objects.get(case=case)
    assert (paper.kind, paper.version, paper.title) == (CODE, 1, NAME)
    client.force_login(zhang)
    assert NAME in client.get(reverse("casefile:case", args=[case.uid])).content.decode()
    assert "本案案由由离婚纠纷变更为婚约财产纠纷" in read(client, paper)


def test_a_changed_layout_leaves_what_was_issued(
    kind: PaperKind, laid_out: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrated()
    zhang, case = sued()
    events = [CauseSet(filing_id=1, former="14", cause=each) for each in ("12", "13")]
    announce(case=case, event=events[0], by=SYSTEM)
    newer = LAYOUT.replace(".html", "_2.html")
    (laid_out / newer).write_text(HTML.replace("变更为", "改为"))
    monkeypatch.setitem(LAYOUTS, kind, (LAYOUT, newer))
    announce(case=case, event=events[1], by=SYSTEM)
    old, new = Paper.objects.filter(case=case)
    client.force_login(zhang)
    assert [old.version, new.version] == [1, 2]
    assert "变更为婚约财产纠纷" in read(client, old)
    assert "改为婚内夫妻财产分割纠纷" in read(client, new)


def test_a_code_the_migration_lacks_is_refused(kind: PaperKind, laid_out: Path) -> None:
    case, _, _ = make_case(court=court())
    with pytest.raises(IntegrityError, match="paper_kind_known"), transaction.atomic():
        announce(case=case, event=CauseSet(filing_id=1, former="14", cause="12"), by=SYSTEM)
