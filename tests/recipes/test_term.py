"""CONTRIBUTING, "A changed term": one line of the table. New cases have it and pages say it; old cases keep theirs."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template

from common.cases.actions import set_deadline
from common.cases.events import SYSTEM
from common.cases.models import Case
from common.cases.states import Holder
from common.law.terms import table
from tests.factories import court
from tests.factories.cases import make_case

LINE = "mediation_a,2027-01-01,20 days,特邀调解 27"
OLD, NEW = date(2026, 12, 31), date(2027, 1, 1)  # received the day before the new law holds, and on it


@pytest.fixture(autouse=True)
def law_of_2027(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "TERMS", table.read([*table.source(), LINE]))


@pytest.mark.django_db
def test_an_old_case_keeps_the_old_term() -> None:
    case, _, _ = make_case(court=court())
    begins, dues = date(2027, 1, 4), []
    for received in (OLD, NEW):
        Case.objects.filter(pk=case.pk).update(received_on=received)
        row = set_deadline(case=case, term="mediation_a", holder=Holder.MEDIATOR, start=begins, by=SYSTEM)
        dues.append((row.due, any("在线调解规则" in cite for cite in row.articles)))
    assert dues == [(date(2027, 2, 3), True), (date(2027, 1, 25), False)]


@pytest.mark.parametrize(("received", "words"), [(OLD, "三十日"), (NEW, "二十日")])
def test_pages_and_papers_say_it_by_the_day_of_the_case(received: date, words: str) -> None:
    page = Template('{% load law %}{% term "mediation_a" on %}')
    assert page.render(Context({"on": received})) == words
