"""The pages in people's hands: a guest's draft, the filer, the clerk, the other side."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.cases.models import Case
from common.courts.models import Township
from common.law import clock
from intake.door import actions as door_actions
from intake.door.models import DefendantDoor
from intake.elements.rules.forms import newest
from intake.filing.models import Draft, Filing
from intake.review import actions as review_actions
from tests.factories import UserFactory, staff
from tests.factories.intake import TODAY, by_user, lending_answers, make_draft, make_filing
from tests.intake.test_filing import png

pytestmark = pytest.mark.django_db


def u(name, *args):
    return reverse(f"intake:{name}", args=args)


def said(response):
    return response.content.decode()


def hidden(response, name):
    return re.search(rf'name="{re.escape(name)}" value="([^"]*)"', said(response))[1]


def seen_of(response):
    return re.search(r'name="seen" value="([^"]*)"', said(response))[1].replace("&quot;", '"')


# --- Guests ----------------------------------------------------------------------------------------------------------


def test_a_strangers_draft_is_not_there(client, luoding, zhang):
    draft = make_draft(user=zhang, court=luoding)
    client.force_login(UserFactory())
    assert client.get(u("draft", draft.uid)).status_code == 404
    assert client.post(u("answer", draft.uid), {"question": "loan.lender", "value": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["start", "ways", "relief", "assess", "drafts", "door"])
def test_anybody_may_read(client, db, name):
    assert client.get(u(name)).status_code == 200


# --- Drafts ----------------------------------------------------------------------------------------------------------


def test_every_page_of_a_draft_opens(client, luoding, zhang):
    client.force_login(zhang)
    for form, cause in (("private_lending", "108.3"), ("labour", "205"), ("general", "88")):
        for wish in ("sue", "mediate"):
            answers = {key: value for key, value in lending_answers().items() if key.startswith("claimant.1.")}
            draft = make_draft(user=zhang, court=luoding, form=form, cause=cause, wish=wish, answers=answers)
            for section in newest(form, TODAY).for_wish(wish):
                if section.special == "evidence":
                    url = u("evidence", draft.uid)
                elif section.special == "resolution":
                    url = u("resolution", draft.uid)
                elif section.repeat:
                    url = u("person", draft.uid, section.key, 1)
                else:
                    url = u("section", draft.uid, section.key)
                assert client.get(url).status_code == 200, url
            for name in ("draft", "court", "check", "fee", "abandon"):
                assert client.get(u(name, draft.uid)).status_code == 200


def test_a_page_saves_what_can_be_read_and_says_what_is_missing(client, luoding, zhang):
    client.force_login(zhang)
    draft = make_draft(user=zhang, court=luoding, answers={})
    url = u("section", draft.uid, "claims")
    page = client.get(url)
    data = {"seen": seen_of(page), "claims.principal_owed": "１２８，６００．５０", "go": "continue"}
    answer = client.post(url, data)
    assert answer.status_code == 200
    assert "错误：" in said(answer)
    draft.refresh_from_db()
    assert draft.given()["claims.principal_owed"] == 12860050
    data |= {"seen": seen_of(answer), "claims.interest_until_paid": "yes"}
    answer = client.post(url, data)
    assert answer.status_code == 302


def test_what_cannot_be_read_is_kept_and_shown_again(client, luoding, zhang):
    client.force_login(zhang)
    draft = make_draft(user=zhang, court=luoding, answers={})
    url = u("section", draft.uid, "claims")
    page = client.get(url)
    client.post(url, {"seen": seen_of(page), "claims.principal_owed": "大概十万", "go": "save"})
    draft.refresh_from_db()
    assert "claims.principal_owed" in draft.answers
    assert draft.given()["claims.principal_owed"] is None
    assert "大概十万" in said(client.get(url))


def test_two_windows_without_a_script_both_values_are_shown(client, luoding, zhang):
    client.force_login(zhang)
    draft = make_draft(user=zhang, court=luoding)
    url = u("section", draft.uid, "loan")
    first, second = client.get(url), client.get(url)
    base = {key: value for key, value in lending_answers().items() if key.startswith("loan.")}
    base |= {"loan.amount_agreed": "130000", "loan.amount_delivered": "130000"}
    assert (
        client.post(
            url, base | {"seen": seen_of(first), "loan.lender": "张三甲", "loan.delivery_way": "cash"}
        ).status_code
        == 302
    )
    base |= {"loan.delivery_way": "other", "loan.delivery_other": "微信转账"}
    answer = client.post(url, base | {"seen": seen_of(second), "loan.lender": "张三乙", "loan.borrower": "李四丙"})
    assert answer.status_code == 200
    assert "先保存的：张三甲" in said(answer)
    assert "先保存的：现金" in said(answer)  # of a choice the words, never its code
    assert 'value="张三乙"' in said(answer)
    draft.refresh_from_db()
    assert draft.given()["loan.lender"] == "张三甲"
    assert draft.given()["loan.borrower"] == "李四丙"
    again = client.post(url, base | {"seen": seen_of(answer), "loan.lender": "张三乙", "loan.borrower": "李四丙"})
    assert again.status_code == 302
    draft.refresh_from_db()
    assert draft.given()["loan.lender"] == "张三乙"


def test_autosave_speaks_the_protocol(client, luoding, zhang):
    client.force_login(zhang)
    draft = make_draft(user=zhang, court=luoding, answers={})
    url = u("answer", draft.uid)
    saved = client.post(url, {"question": "claims.principal_owed", "value": "1,000", "version": "0"}).json()
    assert (saved["version"], saved["errors"]) == (1, [])
    stale = client.post(url, {"question": "claims.principal_owed", "value": "2000", "version": "0"})
    assert stale.status_code == 409
    assert stale.json()["theirs"] == "1000.00"
    wrong = client.post(url, {"question": "claims.principal_owed", "value": "很多", "version": "1"}).json()
    assert wrong["version"] == 2
    assert wrong["errors"]
    many = client.post(url, {"question": "service.e_service_ways", "value": ["sms", "email"], "version": "0"})
    assert many.status_code == 200
    cell = client.post(url, {"question": "loan.deliveries.0.amount", "value": "500", "version": "0"})
    draft.refresh_from_db()
    assert draft.given()["service.e_service_ways"] == ["sms", "email"]
    assert cell.status_code in (200, 404)
    for bad in ("nothing", "loan.evil", "claimant.0.name", ""):
        assert client.post(url, {"question": bad, "value": "1"}).status_code in (404, 410), bad


def test_submitting_needs_a_checked_name(client, luoding):
    unnamed = UserFactory(name="王五")
    client.force_login(unnamed)
    draft = make_draft(user=unnamed, court=luoding)
    page = client.get(u("check", draft.uid))
    assert "实名认证" in said(page)
    client.post(u("check", draft.uid), {"truthful": "on", "once": "6b1f3a1e-2a77-4a3e-9c57-0a7f8f3d9d10"})
    assert not Case.objects.exists()


def test_checking_submitting_and_the_receipt(client, luoding, zhang):
    client.force_login(zhang)
    draft = make_draft(user=zhang, court=luoding)
    page = client.get(u("check", draft.uid))
    assert "提交立案申请" in said(page)
    data = {"truthful": "on", "once": hidden(page, "once")}
    answer = client.post(u("check", draft.uid), data)
    case = Case.objects.get()
    assert answer.headers["Location"] == u("receipt", case.uid)
    assert client.post(u("check", draft.uid), data).headers["Location"] == u("receipt", case.uid)
    receipt = client.get(u("receipt", case.uid))
    assert "11 月 30 日" in said(receipt)
    assert "登记立案若干问题的规定" in said(receipt)
    assert client.get(u("draft", draft.uid)).headers["Location"] == u("receipt", case.uid)


def test_files_say_why_they_are_refused_and_the_good_ones_stay(client, luoding, zhang):
    client.force_login(zhang)
    draft = make_draft(user=zhang, court=luoding)
    good = SimpleUploadedFile("借条.png", png(), "image/png")
    bad = SimpleUploadedFile("程序.png", b"MZ" + bytes(62), "image/png")
    answer = client.post(u("evidence", draft.uid), {"files": [good, bad]})
    assert "程序.png" in said(answer)
    assert "照片" in said(answer)
    assert draft.evidence.count() == 1


# --- The clerk -------------------------------------------------------------------------------------------------------


def test_the_clerk_reads_everything_and_registers(client, luoding, zhang, huang):
    filing = make_filing(user=zhang, court=luoding)
    client.force_login(huang)
    listed = client.get(u("desk"))
    assert filing.case.title in said(listed)
    uid = filing.case.uid
    page = client.get(u("review", uid))
    assert "1101**********002X" in said(page)
    assert "11010519491231002X" not in said(page)
    assert client.get(u("register", uid)).status_code == 200
    client.post(u("register", uid))
    filing.refresh_from_db()
    assert filing.state == "registered"
    again = client.post(u("register", uid), follow=True)
    assert "黄立案" in said(again)


def test_the_clerk_marks_and_the_filer_lands_on_that_only(client, luoding, zhang, huang):
    filing = make_filing(user=zhang, court=luoding)
    uid = filing.case.uid
    client.force_login(huang)
    marks = ["q:claims.principal_owed", "d:new", "q:forged"]
    asked = client.get(u("ask", uid), {"mark": marks})
    assert "要求补正 2 处" in said(asked)
    data = {
        "mark": marks,
        "days": "7",
        "code-0": "amount",
        "message-0": "请写清怎么算的。",
        "code-1": "incomplete_file",
    }
    assert client.post(u("ask", uid), data).status_code == 302
    client.force_login(zhang)
    page = client.get(u("correct", uid))
    assert "请写清怎么算的。" in said(page)
    assert "loan.lender" not in said(page)
    data = {"claims.principal_owed": "120000", "files": [SimpleUploadedFile("流水.png", png(), "image/png")]}
    assert client.post(u("correct", uid), data).status_code == 302
    client.force_login(huang)
    assert "120,000.00 元" in said(client.get(u("review", uid)))
    assert "处改动" in said(client.get(u("desk")))


def test_returning_and_insisting_by_page(client, luoding, zhang, huang):
    filing = make_filing(user=zhang, court=luoding)
    uid = filing.case.uid
    client.force_login(huang)
    assert client.get(u("send_back", uid)).status_code == 200
    client.post(u("send_back", uid), {"code": "arbitration", "words": ""})
    client.force_login(zhang)
    assert "仲裁" in said(client.get(u("insist", uid)))
    client.post(u("insist", uid), {"words": ""})
    filing.refresh_from_db()
    assert filing.state == "insisted"


def test_other_courts_clerks_and_litigants_do_not_see_the_desk(client, luoding, zhang):
    filing = make_filing(user=zhang, court=luoding)
    client.force_login(staff("clerk"))
    assert filing.case.title not in said(client.get(u("desk")))
    assert client.get(u("review", filing.case.uid)).status_code == 404
    client.force_login(zhang)
    assert client.get(u("desk")).status_code == 403


def test_the_counter_by_page(client, luoding, huang):
    client.force_login(huang)
    data = {"form": "general", "wish": "sue", "court": luoding.pk, "oral": "on"}
    answer = client.post(u("counter"), data)
    draft = Draft.objects.get()
    assert answer.headers["Location"] == u("draft", draft.uid)
    assert (draft.oral, draft.channel, draft.entered_by) == (True, "counter", huang)
    shown = client.post(u("hand_over", draft.uid))
    assert "续填码" in said(shown)
    assert client.get(u("counter")).status_code == 200


# --- The other side --------------------------------------------------------------------------------------------------


def test_the_defendant_comes_in_by_code_and_identity_and_answers(client, luoding, zhang, li, huang):
    filing = make_filing(user=zhang, court=luoding)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    door = DefendantDoor.objects.get()
    wrong = client.post(u("door"), {"code": door.code, "name": "李四", "identity": "000000"})
    absent = client.post(u("door"), {"code": "2222222222", "name": "李四", "identity": "000000"})
    for page in (wrong, absent):
        assert "案件码或者身份信息不对" in said(page)
    proven = client.post(u("door"), {"code": door.code.lower(), "name": "李四", "identity": "000002"})
    assert proven.headers["Location"] == u("door_enter")
    assert "login" in client.get(u("door_enter")).headers["Location"]
    session = dict(client.session)
    client.force_login(li)
    kept = client.session
    kept.update({key: value for key, value in session.items() if key.startswith("intake")})
    kept.save()
    assert client.get(u("door_enter")).status_code == 200
    entered = client.post(u("door_enter"))
    uid = filing.case.uid
    assert entered.headers["Location"] == u("respond", uid)
    assert "128,600.50" in said(client.get(u("respond", uid)))
    assert client.get(u("review", uid)).status_code == 403
    assert client.get(u("receipt", uid)).status_code == 404
    address = {"recipient_name": "李四", "postal": "附城街道", "phone": "13800000002", "e_consent": "yes"}
    assert client.post(u("address", uid), address).status_code == 302
    page = client.get(u("give_answer", uid))
    data = {"once": hidden(page, "once"), "text": "只借了十万元。", "answer_items.ac_principal": "disputed"}
    assert client.post(u("give_answer", uid), data).status_code == 302
    assert client.post(u("give_answer", uid), data).status_code == 302
    assert filing.case.answers.count() == 1
    assert "只借了十万元" in said(client.get(u("respond", uid)))


def test_five_wrong_tries_shut_the_door_there_and_nowhere_else(luoding, zhang, huang):
    """Whoever holds the notice and guesses who it is for locks out themselves; the defendant comes in from elsewhere.
    Twenty from many addresses leave each of them two, and the defendant at an address of their own the right one."""
    filing = make_filing(user=zhang, court=luoding)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    now = clock.now()

    def comes(place, identity="000002", at=now, **more):
        code = DefendantDoor.objects.get().code
        return door_actions.try_door(code=code, name="李四", identity=identity, place=place, now=at, **more) is not None

    for _ in range(5):
        assert not comes("198.51.100.7", "111111")
    assert not comes("198.51.100.7")
    assert comes("203.0.113.9")
    assert comes("198.51.100.7", at=now + timedelta(minutes=31))
    for place in range(20):
        comes(f"198.51.100.{place + 20}", "111111")
    assert not comes("198.51.100.50", "111111")
    assert not comes("198.51.100.50", "111111")
    assert not comes("198.51.100.50")  # narrow by now: two
    assert comes("203.0.113.9")
    for _ in range(6):
        assert not comes("198.51.100.99", "111111", hall=True)
    assert comes("198.51.100.99", hall=True)


def test_a_filer_withdraws_by_page(client, luoding, zhang):
    filing = make_filing(user=zhang, court=luoding)
    client.force_login(zhang)
    assert client.get(u("withdraw", filing.case.uid)).status_code == 200
    client.post(u("withdraw", filing.case.uid))
    assert Filing.objects.get(pk=filing.pk).state == "withdrawn"


# --- Counts of queries: the same at one row and at many --------------------------------------------------------------


def count(client, url, django_assert_max_num_queries, most):
    with django_assert_max_num_queries(most) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


def test_the_desk_costs_the_same_at_one_and_at_thirty(client, luoding, zhang, huang, django_assert_max_num_queries):
    make_filing(user=zhang, court=luoding)
    client.force_login(huang)
    client.get(u("desk"))
    one = count(client, u("desk"), django_assert_max_num_queries, 10)
    for _ in range(29):
        make_filing(user=zhang, court=luoding)
    assert count(client, u("desk"), django_assert_max_num_queries, 10) == one


def test_pages_of_a_draft_are_cheap(client, luoding, zhang, django_assert_max_num_queries):
    client.force_login(zhang)
    draft = make_draft(user=zhang, court=luoding)
    for url in (
        u("draft", draft.uid),
        u("section", draft.uid, "loan"),
        u("person", draft.uid, "respondent", 1),
        u("check", draft.uid),
        u("drafts"),
    ):
        count(client, url, django_assert_max_num_queries, 10)


def test_the_township_is_offered_by_county(client, luoding, zhang):
    client.force_login(zhang)
    draft = make_draft(user=zhang, court=luoding)
    page = said(client.get(u("person", draft.uid, "respondent", 1)))
    assert page.count("<optgroup") == 5
    assert Township.objects.filter(court=luoding).first().name in page
    assert json.loads(re.search(r"data-versions=\"([^\"]*)\"", page)[1].replace("&quot;", '"'))
