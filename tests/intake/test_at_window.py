"""Everything a party does on intake's pages, done at the window for one who has no account; through the real roof."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import reverse

from common.cases.models import Case, Deadline, Event, Representation
from common.law import clock
from intake.door.models import Answer
from intake.filing.models import Draft, Filing
from intake.review import actions
from intake.review.models import Correction
from tests.factories.intake import TODAY, by_user, lending_answers, make_filing
from tests.intake.agents.test_agents import paper

pytestmark = pytest.mark.django_db
HANDLERS = list(project.EVENT_HANDLERS)


@pytest.fixture(autouse=True)
def _roof(settings: Any, _intake_alone: None) -> None:
    settings.EVENT_HANDLERS = HANDLERS


@pytest.fixture
def window(huang: Any) -> Client:
    clock.set_process_clock(None)
    client = Client()
    client.force_login(huang)
    return client


def come(window: Client, case: Case, side: str, **more: str) -> None:
    party = case.parties.get(side=side)
    told = {"party": str(party.pk), "came": "self", "name": party.name, "shown": "id_card", "checked": "on", **more}
    assert window.post(f"/counter/cases/{case.uid}/", told, follow=True).status_code == 200


def u(name: str, case: Case) -> str:
    return reverse(f"intake:{name}", args=[case.uid])


def last(case: Case, kind: str) -> tuple[str, str]:
    row = Event.objects.filter(case=case, kind=kind).select_related("party").latest("seq")
    return row.channel, row.party.name


def test_a_filer_corrects_and_withdraws(window: Client, luoding: Any, huang: Any) -> None:
    filing = make_filing(user=huang, court=luoding, channel="counter")
    case = filing.case
    items = [{"question": "claims.principal_owed", "code": "amount"}]
    actions.ask_correction(filing=filing, items=items, days=7, by=by_user(huang), today=TODAY)
    assert window.get(u("correct", case)).status_code == 404  # nobody stands there yet
    come(window, case, "claimant")
    assert "尚欠本金" in window.get(u("correct", case)).content.decode()
    window.post(u("correct", case), {"claims.principal_owed": "100", "seen": "{}"})
    assert last(case, "intake.corrected") == ("counter", "张三")
    assert Correction.objects.get().answered_on is not None
    window.post(u("withdraw", case))
    assert last(case, "intake.withdrawn") == ("counter", "张三")


def test_an_agent_with_general_authority_is_not_offered_to_withdraw(window: Client, luoding: Any, huang: Any) -> None:
    filing = make_filing(user=huang, court=luoding, channel="counter")
    party = filing.case.parties.get(side="claimant")
    Representation.objects.create(party=party, name="周律师", authority="general", since=TODAY, checked_on=TODAY)
    come(window, filing.case, "claimant", came="general", shown="power", name="周律师")
    assert "撤回申请" not in window.get(f"/cases/{filing.case.uid}/").content.decode()
    window.post(u("withdraw", filing.case))
    filing.refresh_from_db()
    assert filing.state == "waiting"


def test_a_filer_insists(window: Client, luoding: Any, huang: Any) -> None:
    filing = make_filing(user=huang, court=luoding, channel="counter")
    come(window, filing.case, "claimant")
    assert window.get(u("insist", filing.case)).status_code == 302  # nothing was returned
    actions.send_back(filing=filing, code="not_ready", words="", by=by_user(huang), today=TODAY)
    assert window.get(u("insist", filing.case)).status_code == 200
    window.post(u("insist", filing.case), {"words": "我有借条。"})
    assert last(filing.case, "intake.insisted") == ("counter", "张三")


def test_the_other_side_gives_an_address_evidence_and_an_answer(
    window: Client, luoding: Any, zhang: Any, huang: Any
) -> None:
    filing = make_filing(user=zhang, court=luoding)
    actions.register(filing=filing, by=by_user(huang), today=TODAY)
    case, li = filing.case, filing.case.parties.get(side="respondent")
    come(window, case, "respondent")
    assert "对方要什么" in window.get(u("respond", case)).content.decode()
    page = window.get(u("address", case)).content.decode()
    assert "13800000002" in page  # his own number, not the clerk's
    given = {"recipient_name": "李四", "postal": "罗定市", "phone": "13800000002", "e_consent": "yes"}
    window.post(u("address", case), given)
    kept = li.service_addresses.get(superseded_at__isnull=True)
    assert (kept.e_consent, kept.e_channel) == (True, "sms")
    window.post(u("more_evidence", case), {"title": "收条", "proves": "还过钱", "files": paper("收条")})
    assert last(case, "intake.evidence_added") == ("counter", "李四")
    form = window.get(u("give_answer", case))
    window.post(u("give_answer", case), {"text": "已经还清。", "once": form.context["form"]["once"].value()})
    assert Answer.objects.get().party == li
    assert last(case, "intake.answered") == ("counter", "李四")


def test_an_agent_with_general_authority_admits_no_claim(window: Client, luoding: Any, zhang: Any, huang: Any) -> None:
    """民诉法62第2款: 代为承认诉讼请求 needs 特别授权, in one's own words as point by point."""
    filing = make_filing(user=zhang, court=luoding)
    actions.register(filing=filing, by=by_user(huang), today=TODAY)
    party = filing.case.parties.get(side="respondent")
    speaker = Representation.objects.create(
        party=party, name="周律师", authority="general", since=TODAY, checked_on=TODAY
    )
    come(window, filing.case, "respondent", came="general", shown="power", name="周律师")
    once = window.get(u("give_answer", filing.case)).context["form"]["once"].value()
    for said in ({"text": "我方承认全部请求。"}, {"text": "见下。", "answer_items.ac_principal": "agreed"}):
        answer = window.post(u("give_answer", filing.case), {"once": once, **said})
        assert answer.status_code == 200
        assert "须有经法院核对的特别授权" in answer.content.decode()
    assert not Answer.objects.exists()
    window.post(u("give_answer", filing.case), {"text": "不承认原告的请求，已经还清。", "once": once})
    assert Answer.objects.get().party == party
    window.post("/counter/end/", {"scan": paper("签名")})
    speaker.authority, speaker.powers = "special", ["代为承认诉讼请求"]
    speaker.save()
    come(window, filing.case, "respondent", came="special", shown="power", name="周律师")
    once = window.get(u("give_answer", filing.case)).context["form"]["once"].value()
    window.post(u("give_answer", filing.case), {"text": "我方承认全部请求。", "once": once})
    assert Answer.objects.count() == 2


def test_suing_after_a_mediation_that_failed(window: Client, luoding: Any, huang: Any) -> None:
    filing = make_filing(user=huang, court=luoding, channel="counter", wish="mediate")
    case = filing.case
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_on=TODAY, closing="mediation_failed")
    come(window, case, "claimant")
    answer = window.post(u("sue_after", case))
    draft = Draft.objects.latest("pk")
    assert answer["Location"] == reverse("intake:draft", args=[draft.uid])
    assert (draft.owner, draft.entered_by, draft.channel, draft.case) == (None, huang, "counter", case)
    assert window.get(answer["Location"]).status_code == 200


def test_a_second_notice_says_why(window: Client, luoding: Any, zhang: Any, huang: Any) -> None:
    filing = make_filing(user=zhang, court=luoding)
    items = [{"question": "claims.principal_owed", "code": "amount"}]
    first = actions.ask_correction(filing=filing, items=items, days=7, by=by_user(huang), today=TODAY)
    values = {"claims.principal_owed": 100}
    actions.answer_correction(correction=first, values=values, by=by_user(zhang), today=TODAY)
    asked = {"mark": "q:claims.principal_owed", "code-0": "amount", "days": "7"}
    page = window.post(u("ask", filing.case), asked).content.decode()
    assert "已经要求补正过一次" in page
    assert Correction.objects.count() == 1
    window.post(u("ask", filing.case), asked | {"again": "补正后的金额和借条对不上。"})
    assert Correction.objects.latest("pk").again == "补正后的金额和借条对不上。"


def test_what_is_over_offers_nothing_that_is_refused(client: Client, luoding: Any, zhang: Any, li: Any) -> None:
    filing = make_filing(user=zhang, court=luoding)
    party = filing.case.parties.get(side="respondent")
    from common.cases.actions import link_party

    link_party(party=party, user_id=li.pk, by=by_user(li), today=TODAY)
    client.force_login(li)
    assert "提交答辩" in client.get(u("respond", filing.case)).content.decode()
    Case.objects.filter(pk=filing.case_id).update(stage="closed", closed_on=TODAY, closing="withdrawn")
    page = client.get(u("respond", filing.case)).content.decode()
    assert "提交答辩" not in page
    assert "同意或者不同意调解" not in page
    assert "提交证据" not in page


def test_a_case_of_an_old_time_says_that_its_rules_are_not_certain(
    client: Client, luoding: Any, zhang: Any, huang: Any
) -> None:
    from datetime import date

    old, new = date(2023, 11, 23), TODAY
    answers = lending_answers(**{"terms.overdue_since": "2023-01-02"})
    for day, marked in ((old, True), (new, False)):
        filing: Filing = make_filing(user=zhang, court=luoding, today=day, answers=answers)
        term = Deadline.objects.get(case=filing.case, term="filing_review")
        assert term.confirmed is not marked
        assert ("历史数据" in term.note) is marked
        for user, address in (
            (zhang, f"/cases/{filing.case.uid}/"),
            (zhang, u("receipt", filing.case)),
            (huang, u("review", filing.case)),
        ):
            client.force_login(user)
            assert ("历史数据，规则待确认" in client.get(address).content.decode()) is marked
