"""CONTRIBUTING, "A paper" and "A notice": a maker and its line, and the court writes and says it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from common.cases.actions import announce
from common.cases.events import SYSTEM, Audience
from common.cases.models import Event
from common.documents.models import Paper
from common.documents.rules import PaperRequest
from common.law import clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from intake.review.events import CauseSet
from tests.factories import UserFactory, court
from tests.factories.cases import make_case
from yunfu_court.rooms import BY_KEY

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
