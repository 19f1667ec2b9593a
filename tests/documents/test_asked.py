"""A paper nobody has opened yet: made when it is asked for, before its turn, and shown only to whom it is for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from celery import current_app
from django.test import Client
from django.urls import reverse

from common.cases.actions import announce, link_party
from common.cases.events import SYSTEM, Audience, By, CaseEvent, Channel, event
from common.cases.models import Case, Party
from common.documents import tasks
from common.documents.actions import issue_paper, unhurried
from common.documents.models import Paper
from common.documents.states import PaperState
from common.law import clock
from common.law.papers import PaperKind
from tests.factories import UserFactory, court
from tests.factories.cases import make_case

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


@event("test.asked.happened", audience=Audience.ALL)
class Happened(CaseEvent):
    pass


@pytest.fixture
def parties(settings: Any) -> tuple[Case, Party, Party]:
    """张三 against 李四 in 罗定."""
    settings.EVENT_HANDLERS = []
    return make_case(court=court())


@pytest.fixture
def paper(parties: tuple[Case, Party, Party]) -> Paper:
    """A notice to 张三 alone, which waits for its first reader."""
    case, zhang, _ = parties
    with clock.at(TODAY), unhurried():
        return issue_paper(
            case=case,
            event=announce(case=case, event=Happened(), by=SYSTEM),
            kind=PaperKind.LETTER,
            title="受理案件通知书",
            context={"day": "2026-11-23", "court": "罗定市人民法院", "to": "张三", "paragraphs": ["已立案。"]},
            audience=Audience.SIDE,
            party=zhang,
        )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[Any]]]:
    """What is sent to the workers."""
    sent: list[tuple[str, list[Any]]] = []
    monkeypatch.setattr(current_app, "send_task", lambda task, args, **_: sent.append((task, args)))
    return sent


def reader(party: Party) -> Client:
    user = UserFactory(name=party.name, verified=True)
    with clock.at(TODAY):
        link_party(party=party, user_id=user.pk, by=By(user_id=user.pk, channel=Channel.WEB), today=TODAY)
    client = Client()
    client.force_login(user)
    return client


def test_no_sweep_makes_it_and_asking_does(paper: Paper) -> None:
    with clock.at(TODAY):
        assert tasks.sweep() == 0
        assert tasks.render(paper.pk) is False, "not its turn"
        assert tasks.render(paper.pk, True)
        assert tasks.render(paper.pk, True) is False, "made once"
    paper.refresh_from_db()
    assert paper.state == PaperState.RENDERED


def test_its_reader_waits_for_it_and_gets_the_file(
    paper: Paper, asked: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    assert paper.party is not None
    zhang, page = reader(paper.party), reverse("documents:paper", args=[paper.pk])
    case_page = zhang.get(reverse("casefile:case", args=[paper.case.uid])).content.decode()
    assert page in case_page, "the case page shows it already"
    with django_capture_on_commit_callbacks(execute=True):
        waiting = zhang.get(page)
    assert "正在准备" in waiting.content.decode()
    assert waiting["Refresh"] == "2"
    assert asked == [("documents.render", [paper.pk, True])]
    with clock.at(TODAY):
        assert tasks.render(*asked[0][1])
    paper.refresh_from_db()
    assert paper.document is not None
    assert zhang.get(page)["Location"] == reverse("documents:download", args=[paper.document.uid])
    assert b"".join(zhang.get(page, follow=True)).startswith(b"%PDF")
    assert page not in zhang.get(reverse("casefile:case", args=[paper.case.uid])).content.decode()


def test_the_other_side_and_strangers_find_nothing(paper: Paper, parties: tuple[Case, Party, Party]) -> None:
    page, li = reverse("documents:paper", args=[paper.pk]), reader(parties[2])
    assert li.get(page).status_code == 404
    assert page not in li.get(reverse("casefile:case", args=[paper.case.uid])).content.decode()
    assert Client().get(page).status_code == 302, "to the sign-in page"


def test_what_cannot_be_made_says_so_and_is_not_asked_for_again(
    paper: Paper, asked: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    assert paper.party is not None
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.FAILED)
    with django_capture_on_commit_callbacks(execute=True):
        shown = reader(paper.party).get(reverse("documents:paper", args=[paper.pk]))
    assert "法院正在制作这份文书" in shown.content.decode()
    assert "Refresh" not in shown
    assert asked == []


def test_a_sweep_gives_way_before_the_next_one(
    paper: Paper, parties: tuple[Case, Party, Party], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backlog must not keep the workers from the paper somebody has just asked for."""
    monkeypatch.setattr(tasks, "SWEEP_SECONDS", 0)
    Paper.objects.update(due_at=clock.moment(TODAY))
    case, zhang, li = parties
    for party in (zhang, li):
        with clock.at(TODAY):
            issue_paper(
                case=case,
                event=announce(case=case, event=Happened(), by=SYSTEM),
                kind=PaperKind.LETTER,
                title="通知",
                context={"day": "2026-11-23", "court": "罗定市人民法院", "to": party.name, "paragraphs": ["通知。"]},
                audience=Audience.SIDE,
                party=party,
            )
    with clock.at(TODAY):
        assert [tasks.sweep() for _ in range(4)] == [1, 1, 1, 0]
