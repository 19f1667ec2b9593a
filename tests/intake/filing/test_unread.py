"""What was typed and cannot be read is kept whole, told again whenever the page is opened, and never filed unsaid."""

from __future__ import annotations

import pytest
from django.urls import reverse

from common.cases.rules import ActionRefused
from intake.filing import actions, queries
from intake.filing.actions.drafts import Raw
from intake.filing.models import Draft
from tests.factories.intake import TODAY, by_user, make_draft

pytestmark = pytest.mark.django_db

QUESTION = "loan.full_text_facts"
LONG = "我把钱借给了他。" * 12_500  # 100,000 characters


def u(name, *args):
    return reverse(f"intake:{name}", args=args)


@pytest.fixture
def at(client, luoding, zhang):
    client.force_login(zhang)
    return make_draft(user=zhang, court=luoding)


def keep(draft, question, text):
    actions.save_answers(draft=draft, values={question: Raw(text)}, by=by_user(draft.owner))
    draft.refresh_from_db()


def test_a_long_text_is_kept_whole_and_its_error_stays(client, at):
    saved = client.post(u("answer", at.uid), {"question": QUESTION, "value": LONG, "version": "0"})
    assert "现在有 100000 个字" in saved.json()["errors"][0]
    at.refresh_from_db()
    assert at.unread() == {QUESTION: LONG}
    key = QUESTION.partition(".")[0]
    for _ in range(2):  # opened again, and again
        page = client.get(u("section", at.uid, key)).content.decode()
        assert page.count("我把钱借给了他。") == 12_500
        assert "最多 5000 个字，现在有 100000 个字。请删减后再继续。" in page
        assert f'href="#id_{QUESTION}"' in page
    client.post(u("answer", at.uid), {"question": QUESTION, "value": "我把钱借给了他。", "version": "1"})
    assert "现在有" not in client.get(u("section", at.uid, key)).content.decode()


def test_the_check_page_lists_it_and_nothing_is_filed(client, at):
    keep(at, QUESTION, LONG)
    page = client.get(u("check", at.uid)).content.decode()
    assert "还不能提交" in page
    assert "超过 5000 个字，请写要点，全文作为证据上传。" in page
    assert "……（共 100000 个字）" in page
    assert len(page) < 100_000
    assert not queries.task_page(at, TODAY).ready
    with pytest.raises(ActionRefused, match="超过 5000 个字") as refused:
        actions.submit(draft=at, once="00000000-0000-4000-8000-000000000001", by=by_user(at.owner), today=TODAY)
    assert refused.value.field == QUESTION


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("claims.principal_owed", "八万左右"),
        ("claimant.1.birth_date", "1985-13-01"),
        ("claimant.2.phone", "12"),  # a person of whom nothing else was said
        ("loan.deliveries.0.amount", "很多"),
    ],
)
def test_each_kind_of_answer_is_told(client, at, question, typed):
    keep(at, question, typed)
    asked = question if question.count(".") != 3 else ".".join(question.split(".")[:2])
    assert asked in {gap.question for gap in queries.gaps_of(at, TODAY) if "读不出来" in gap.words}
    page = client.get(u("check", at.uid)).content.decode()
    assert typed in page


def test_what_this_way_does_not_ask_holds_nobody_up(at):
    keep(at, QUESTION, "x" * 6000)
    Draft.objects.filter(pk=at.pk).update(form="general")
    at.refresh_from_db()
    assert not [gap for gap in queries.gaps_of(at, TODAY) if "读不出来" in gap.words]
