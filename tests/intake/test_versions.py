"""张三 files under one version of the form; before the court has decided a newer one comes. His goes on as he filed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from common.cases.models import Case, Party
from common.documents.models import Paper
from common.law import clock
from intake.door import actions as door_actions
from intake.door.models import Answer
from intake.door.rules import pleading_from
from intake.elements.rules import versions
from intake.elements.rules.forms import FORM_KEYS, answer_form, load, newest
from intake.filing import actions
from intake.filing.models import Draft, Filing
from intake.guidance.actions import keep_guidance, start_guidance
from intake.review import actions as review_actions
from tests.factories.forms import asked, lay_down
from tests.factories.intake import by_user, lending_answers, make_draft, make_filing

BEFORE, AFTER = date(2026, 12, 30), date(2027, 1, 4)
WAY, OTHER_WAY = "提供方式", "钱是怎样交的"
REASON = "只借了十万元。"


def pays_otherwise(raw: dict[str, Any]) -> None:
    """Asked in other words, and cash is offered no more."""
    question = asked(raw, "loan", "delivery_way")
    question["label"] = OTHER_WAY
    question["options"] = [
        {"code": "transfer", "label": "银行转账或者网上支付"},
        {"code": "draft", "label": "汇票"},
        {"code": "other", "label": "其他"},
    ]


def answers_otherwise(raw: dict[str, Any]) -> None:
    asked(raw, "answer_items", "ac_principal")["label"] = "对本金怎么看"


def asks_whether_abroad(raw: dict[str, Any]) -> None:
    question = {"key": "abroad", "label": "有没有中国境内的住所", "type": "text", "required": True}
    raw["sections"]["claimant"]["fields"].append(question)


def assesses_otherwise(raw: dict[str, Any]) -> None:
    question = next(each for each in raw["questions"] if each["key"] == "def_reach")
    question["text"] = "对方现在找得到吗？"


@pytest.fixture(autouse=True)
def forms_of_2027(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    changes = {
        ("forms/private_lending", "2027-01"): pays_otherwise,
        ("forms/private_lending_answer", "2027-01"): answers_otherwise,
        ("forms/common", "2027-02-15"): asks_whether_abroad,
        ("assessment", "2027-01"): assesses_otherwise,
    }
    lay_down(monkeypatch, tmp_path, changes)


@pytest.fixture
def filing(luoding: Any, zhang: Any) -> Filing:
    """Handed over in cash, says the form of 2025."""
    answers = lending_answers(**{"loan.delivery_way": "cash"})
    return make_filing(user=zhang, court=luoding, today=BEFORE, answers=answers)


def papers(case: Case, *kinds: str) -> list[dict[str, str]]:
    """{label: value} of what each paper of these kinds says, the oldest first."""
    found = []
    for paper in Paper.objects.filter(case=case, kind__in=kinds).order_by("pk"):
        rows = [row for each in paper.context.get("sections", []) for row in each["rows"]]
        found.append({row["label"]: row["value"] for row in [*rows, *paper.context.get("rows", [])]})
    return found


@pytest.mark.parametrize(
    ("moment", "found"),
    [("2020-01-01", "2025-07"), ("2025-07", "2025-07"), ("2026-12-31", "2025-07"), ("2027-01-01", "2027-01")],
)
def test_the_newest_whose_day_has_come_and_before_the_first_the_first(moment: str, found: str) -> None:
    assert versions.as_of(("2025-07", "2027-01"), moment) == found


def test_a_section_that_forms_share_is_a_new_version_of_each() -> None:
    labour = versions.newest(versions.stored("forms/labour"), date(2027, 2, 14))  # whatever file the house has by then
    for key, found in (("private_lending", "2027-01"), ("labour", labour)):
        assert newest(key, date(2027, 2, 14)).version == found
        assert newest(key, date(2027, 2, 15)).version == "2027-02-15"
        assert load(key, found).section("claimant").fields[-1].key != "abroad"
        assert newest(key, date(2027, 2, 15)).section("claimant").fields[-1].key == "abroad"


@pytest.mark.parametrize("key", [*FORM_KEYS, "private_lending_answer", "labour_answer"])
def test_a_question_keeps_its_key_only_as_long_as_it_keeps_its_type(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is carried into a newer version (a suit after mediation) is found by its key, and means the same there."""
    monkeypatch.undo()  # the house's own files
    types: dict[tuple[str, str], str] = {}
    for version in versions.stored(f"forms/{key}"):
        for section in load(key, version).sections:
            for each in section.fields:
                assert types.setdefault((section.key, each.key), each.type) == each.type


@pytest.mark.django_db
def test_a_draft_is_finished_under_the_version_it_was_begun_under(luoding: Any, zhang: Any, client: Client) -> None:
    old = make_draft(user=zhang, court=luoding, today=BEFORE, answers=lending_answers(**{"loan.delivery_way": "cash"}))
    with clock.at(AFTER):
        new = actions.start_draft(
            by=by_user(zhang), today=AFTER, form="private_lending", wish="sue", owner_id=zhang.pk, answers=old.given()
        )
        client.force_login(zhang)
        pages = [client.get(reverse("intake:section", args=[each.uid, "loan"])) for each in (old, new)]
        case = actions.submit(draft=old, once=uuid4(), by=by_user(zhang), today=AFTER)
    assert [OTHER_WAY in page.content.decode() for page in pages] == [False, True]
    assert Filing.objects.get(case=case).form_version == old.form_version == "2025-07"
    assert new.form_version == "2027-01"
    # A choice that the newer version does not offer is asked anew; all else is carried.
    assert "loan.delivery_way" not in new.given()
    assert new.given()["loan.lender"] == "张三"


@pytest.mark.django_db
def test_a_filing_is_corrected_and_printed_again_by_the_version_it_was_filed_under(
    filing: Filing, zhang: Any, huang: Any, client: Client
) -> None:
    with clock.at(AFTER):
        items = [{"question": "loan.delivery_way", "code": "mismatch"}]
        correction = review_actions.ask_correction(filing=filing, items=items, days=7, by=by_user(huang), today=AFTER)
        client.force_login(zhang)
        page = client.get(reverse("intake:correct", args=[filing.case.uid])).content.decode()
        assert WAY in page
        assert "现金" in page
        assert OTHER_WAY not in page
        values = {"loan.delivery_way": "transfer"}
        review_actions.answer_correction(correction=correction, values=values, by=by_user(zhang), today=AFTER)
        client.force_login(huang)
        assert WAY in client.get(reverse("intake:review", args=[filing.case.uid])).content.decode()
        review_actions.register(filing=filing, by=by_user(huang), today=AFTER)
    assert [each[WAY] for each in papers(filing.case, "complaint", "complaint_copy")] == ["现金", "转账", "转账"]


@pytest.mark.django_db
def test_the_other_side_answers_the_version_that_was_filed(filing: Filing, huang: Any) -> None:
    review_actions.register(filing=filing, by=by_user(huang), today=AFTER)
    form = answer_form(filing.spec)
    assert form is not None
    assert form.version == "2025-07"
    answers = {"answer_items.ac_principal": "disputed", "answer_items.ac_principal_reason": REASON}
    row = door_actions.give_answer(
        party=Party.objects.get(case=filing.case, side="respondent"),
        once=uuid4(),
        pleading=pleading_from(form, answers, ""),
        by=by_user(None),
        today=AFTER,
    )
    assert Answer.objects.get(pk=row.pk).form_version == "2025-07"
    said = papers(filing.case, "answer")
    assert list(said[0].values()) == ["有异议", REASON]
    assert "对本金怎么看" not in said[0]


@pytest.mark.django_db
def test_a_self_assessment_goes_on_as_it_was_begun(luoding: Any, zhang: Any, client: Client) -> None:
    rows = [
        start_guidance(kind="lending", role="claimant", today=day, owner_id=zhang.pk, guest="")
        for day in (BEFORE, AFTER)
    ]
    client.force_login(zhang)
    with clock.at(AFTER):
        pages = [client.get(reverse("intake:assess_questions", args=[each.uid])).content.decode() for each in rows]
        keep_guidance(guidance=rows[0], answers={"def_reach": "lost"}, today=AFTER)
        begun = client.post(
            reverse("intake:start"), {"form": "private_lending", "wish": "sue", "from": rows[0].uid}, follow=True
        )
    assert ["对方现在找得到吗？" in page for page in pages] == [False, True]
    assert begun.status_code == 200
    assert Draft.objects.get(guidance=rows[0]).given() == {"respondent.1.reachable": "lost"}
