"""The self-assessment in people's hands: guests, both sides, page by page, and into a draft."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import RequestFactory
from django.urls import reverse

from common.law import clock
from intake.filing.models import Draft
from intake.guidance.actions import keep_guidance, start_guidance
from intake.guidance.models import Guidance
from intake.guidance.rules.assessment import newest, visible
from tests.factories import UserFactory
from tests.factories.intake import TODAY
from tests.intake.guidance.assessment_cases import MANY

pytestmark = pytest.mark.django_db


def u(name, *args):
    return reverse(f"intake:{name}", args=args)


def said(response):
    return response.content.decode()


def begin(client, kind="lending", role="claimant"):
    """The address of the first page of questions."""
    return client.post(u("assess"), {"kind": kind, "role": role}).headers["Location"]


def test_a_guest_assesses_begins_a_draft_signs_in_and_keeps_both(client, luoding, zhang):
    questions = begin(client)
    page = client.get(questions)
    assert "您随时可以直接起诉" in said(page)
    assert "仅供参考" in said(page)
    client.post(f"{questions}?page=loan", {"loan_proof": ["none"], "handed": "45,000", "go": "next"})
    shown = client.post(f"{questions}?page=time", {"due_date": "2020-01-01", "go": "result"}, follow=True)
    assert "民法典第一百八十八条第一款" in said(shown)
    assert "待确认" not in said(shown)
    assert "您随时可以直接起诉" in said(shown)
    row = Guidance.objects.get()
    assert set(row.shown) == {"R09", "R37"}
    begun = client.post(u("start"), {"form": "private_lending", "wish": "sue", "from": row.uid}, follow=True)
    assert "自测里答过的 2 项已经带过来了" in said(begun)
    draft = Draft.objects.get()
    assert draft.owner is None
    assert draft.guidance == row
    assert draft.given() == {"loan.amount_delivered": 4500000, "terms.term_end": "2020-01-01"}
    from intake.filing.views import signed_in

    request = RequestFactory().get("/")
    request.session = client.session
    signed_in(request, zhang)
    draft.refresh_from_db()
    row.refresh_from_db()
    assert draft.owner == zhang
    assert row.owner == zhang


def test_what_was_answered_stands_on_the_page_of_the_draft(client, luoding):
    questions = begin(client, "labour")
    client.post(f"{questions}?page=arbitration", {"labour_award": "award", "award_date": "2026-11-20", "go": "next"})
    row = Guidance.objects.get()
    begun = client.post(u("start"), {"form": "labour", "wish": "sue", "from": row.uid})
    page = client.get(begun.headers["Location"] + "arbitration/")
    assert 'value="2026-11-20"' in said(page)
    assert Draft.objects.get().given()["arbitration.arb_state"] == "award"


def test_page_by_page_there_and_back_nothing_is_lost(client, db):
    questions = begin(client, "contract")
    row = Guidance.objects.get()
    first = client.post(questions, {"other_side": "company", "go": "next"})
    assert first.headers["Location"].endswith("?page=matter")
    back = client.post(first.headers["Location"], {"arb_clause": "none", "go": "back"})
    assert back.headers["Location"].endswith("?page=parties")
    row.refresh_from_db()
    assert row.answers == {"other_side": "company", "arb_clause": "none"}
    # Emptying a page empties what stood on it, and nothing else.
    client.post(back.headers["Location"], {"go": "next"})
    row.refresh_from_db()
    assert row.answers == {"arb_clause": "none"}


@pytest.mark.parametrize("role", ["claimant", "respondent"])
@pytest.mark.parametrize("kind", [each.key for each in newest(TODAY).kinds])
def test_every_page_opens_and_one_may_click_through_without_answering(client, db, kind, role):
    address = begin(client, kind, role)
    row = Guidance.objects.get()
    pages = visible(row.asked, kind, role, {})
    for place, page in enumerate(pages):
        shown = client.get(address)
        assert f"<h1>{page.title}</h1>" in said(shown)
        assert f"第 {place + 1} 页，共 {len(pages)} 页" in said(shown)
        address = client.post(address, {"go": "next"}).headers["Location"]
    assert address == u("assessed", row.uid)
    end = said(client.get(address))
    assert "还没有回答问题" in end
    assert "要准备的" in end


def test_an_earlier_judgment_opens_a_page_of_its_own(client, db):
    questions = begin(client, "other")
    opened = client.post(f"{questions}?page=matter", {"prior_case": "decided", "go": "next"})
    assert opened.headers["Location"].endswith("?page=judgment")
    client.post(opened.headers["Location"], {"judgment_kind": "judgment", "served_date": "2026-11-18", "go": "result"})
    page = said(client.get(u("assessed", Guidance.objects.get().uid)))
    assert "对判决上诉的最后一天" in page
    assert "2026-12-03" in page
    closed = client.post(f"{questions}?page=matter", {"prior_case": "none", "go": "next"})
    assert closed.headers["Location"].endswith("?page=court")
    assert "对判决上诉的最后一天" not in said(client.get(u("assessed", Guidance.objects.get().uid)))


def test_a_date_that_cannot_be_read_is_said_at_the_field_and_keeps_the_rest(client, db):
    questions = begin(client)
    page = client.post(f"{questions}?page=time", {"due_date": "前年", "last_demand": "2025-01-01", "go": "next"})
    assert page.status_code == 200
    assert "请按“2026-11-23”的样子填写日期" in said(page)
    assert 'value="2025-01-01"' in said(page)


def test_the_other_side_is_shown_its_own_way_and_carries_nothing_into_a_draft(client, luoding):
    questions = begin(client, "lending", "respondent")
    page = said(client.post(f"{questions}?page=hearing", {"can_attend": "unwilling", "go": "result"}, follow=True))
    assert "可以缺席判决" in page
    assert "查看法院发来的案件" in page
    assert "您随时可以直接起诉" in page
    assert "诉讼时效" not in page
    row = Guidance.objects.get()
    client.post(u("start"), {"form": "private_lending", "wish": "sue", "from": row.uid})
    assert Draft.objects.get().given() == {}


def test_days_left_are_counted_from_the_day_one_looks(client, zhang):
    client.force_login(zhang)
    row = start_guidance(kind="labour", role="claimant", today=TODAY, owner_id=zhang.pk, guest="")
    keep_guidance(guidance=row, answers={"labour_award": "award", "award_date": "2026-11-20"}, today=TODAY)
    assert "还有 14 天" in said(client.get(u("assessed", row.uid)))
    with clock.at(date(2026, 12, 6)):
        assert "还有 1 天" in said(client.get(u("assessed", row.uid)))
    with clock.at(date(2026, 12, 8)):
        assert "起诉的十五日已经过了" in said(client.get(u("assessed", row.uid)))


def test_a_strangers_assessment_is_not_there(client, db):
    row = start_guidance(kind="lending", role="claimant", today=TODAY, owner_id=None, guest="somebody else")
    for name in ("assess_questions", "assessed"):  # signed out, it may be one's own: sign-in and back
        assert client.get(u(name, row.uid)).url.startswith("/accounts/login/")
    client.force_login(UserFactory())
    assert client.get(u("assessed", row.uid)).status_code == 404
    assert client.post(u("assess_questions", row.uid), {"go": "next"}).status_code == 404


def many(zhang) -> Guidance:
    row = start_guidance(kind="lending", role="claimant", today=TODAY, owner_id=zhang.pk, guest="")
    keep_guidance(guidance=row, answers=MANY, today=TODAY)
    return row


def test_many_remarks_stay_readable_the_gravest_open_the_rest_folded(client, zhang):
    client.force_login(zhang)
    page = said(client.get(u("assessed", many(zhang).uid)))
    assert page.count("<h3>") > 25
    head, _, folded = page.partition("其他的，按事情看")
    assert head.count("<h3>") == 4
    assert "<details open" not in folded
    for words in ("最要紧的", "要记住的日子", "可以向哪个法院提出", "受理费预计", "要准备的", "您答“不清楚”的（3）"):
        assert words in page


@pytest.fixture
def signed_page(request: pytest.FixtureRequest, client: Any, zhang: Any) -> Any:
    """The window of this size, signed in as 张三."""
    window = request.getfixturevalue(request.param)
    client.force_login(zhang)
    address = request.getfixturevalue("live_server").url
    window.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    return window


@pytest.mark.parametrize("signed_page", ["page", "phone"], indirect=True)
@pytest.mark.django_db(transaction=True)
def test_questions_and_results_fit_the_window_and_pass_axe(signed_page, zhang):
    row = many(zhang)
    for address in (
        u("assess"),
        f"{u('assess_questions', row.uid)}?page=loan",
        f"{u('assess_questions', row.uid)}?page=preserved",
        u("assessed", row.uid),
    ):
        signed_page.goto(address)
        signed_page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert signed_page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
            address
        )
        assert Axe().run(signed_page).response["violations"] == [], address


@pytest.mark.parametrize("signed_page", ["phone"], indirect=True)
@pytest.mark.django_db(transaction=True)
def test_a_question_opens_only_when_the_one_before_calls_for_it(signed_page, zhang):
    row = start_guidance(kind="lending", role="claimant", today=TODAY, owner_id=zhang.pk, guest="")
    signed_page.goto(f"{u('assess_questions', row.uid)}?page=security")
    assert not signed_page.get_by_text("写的是哪一种保证？").is_visible()
    signed_page.get_by_role("group", name="有保证人（担保人）签字吗？").get_by_label("是", exact=True).check()
    assert signed_page.get_by_text("写的是哪一种保证？").is_visible()
    signed_page.get_by_role("button", name="继续").click()
    signed_page.get_by_role("button", name="先看结果").click()
    assert signed_page.get_by_role("heading", level=1).inner_text() == "没有需要特别提醒的"
