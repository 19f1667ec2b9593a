"""A 调解书 of an agreement in a registered suit says what the fee is and who bears it (民诉法100; 办法15, 31, 53)."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from common.cases.rules import ActionRefused
from common.cases.states import TodoKind
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from fees.settling.queries import final_of, settlement_of
from mediation.outcome import actions
from mediation.texts.states import Outcome
from tests.factories.triage import received
from tests.mediation.test_road import DAY, Story, begin
from tests.stories import given

pytestmark = pytest.mark.django_db


def fee_of(story: Story) -> int:
    return final_of(story.case, "mediation", DAY).value.fee


def asked(story: Story) -> Any:
    story.people.judge  # noqa: B018
    row = story.settle()
    return actions.seek_paper(agreement=row, by=story.by_li, today=DAY)


def made(story: Story, row: Any, bears: list[tuple[int, int | None]]) -> str:
    judge = given.by(story.people.judge)
    said = {"facts": "属实。", "voluntary": True, "lawful": True, "by": judge, "today": DAY}
    actions.make_paper(agreement=row, bears=bears, **said)
    paper = Paper.objects.filter(case=story.case, kind=PaperKind.MEDIATION_PAPER).latest("pk")
    return render_to_string("mediation/outcome/papers/mediation_paper.html", paper.context)


@pytest.mark.parametrize("shared", [False, True])
def test_the_paper_says_the_fee_and_the_case_closes_with_it(shared: bool) -> None:
    story = begin(DAY)
    row, first, second = asked(story), story.party("claimant"), story.party("respondent")
    fee = fee_of(story)
    parts: list[tuple[int, int | None]] = [(first.pk, 1_000), (second.pk, fee - 1_000)]
    html = made(story, row, parts if shared else [(second.pk, None)])
    assert f"案件受理费{fee / 100:,.2f}元（已减半收取），由" in html
    assert (f"{first.name}负担10.00元，{second.name}负担" in html) is shared
    received(story.case, PaperKind.MEDIATION_PAPER, on=DAY)
    assert (story.fresh().stage, story.case.closing) == ("closed", "mediation")
    settled = settlement_of(story.case)
    assert settled is not None
    assert settled.final == fee
    wanted = {first.pk: 1_000, second.pk: fee - 1_000} if shared else {second.pk: fee}
    assert dict(settled.bearings.filter(share__gt=0).values_list("party_id", "share")) == wanted
    assert not story.case.todos.filter(what=TodoKind.APPORTION, done_on=None).exists()


def test_parts_that_are_not_the_fee_make_no_paper_and_none_said_leaves_it_to_be_registered() -> None:
    story = begin(DAY)
    row, second = asked(story), story.party("respondent")
    with pytest.raises(ActionRefused, match="加起来应等于这个数"):
        made(story, row, [(second.pk, 1)])
    row.refresh_from_db()
    assert row.outcome == Outcome.PAPER_SOUGHT
    assert "案件受理费" not in made(story, row, []).replace("案件受理费由", "")
    received(story.case, PaperKind.MEDIATION_PAPER, on=DAY)
    assert story.fresh().stage == "closed"
    assert story.case.todos.filter(what=TodoKind.APPORTION, done_on=None).exists()


def test_the_judge_is_asked_who_bears_the_fee() -> None:
    story = begin(DAY)
    row = asked(story)
    client = Client()
    client.force_login(story.people.judge)
    with clock.at(DAY):
        url = reverse("mediation:paper", args=[story.case.uid])
        shown = client.get(url).content.decode()
        assert "案件受理费由谁负担" in shown
        said = {"facts": "属实。", "voluntary": "on", "lawful": "on"}
        assert client.post(url, said).status_code == 422
        assert client.post(url, {**said, "bears": story.party("respondent").pk}).status_code == 302
    row.refresh_from_db()
    assert row.paper_bears == [[story.party("respondent").pk, None]]
