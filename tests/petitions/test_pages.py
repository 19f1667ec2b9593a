"""The pages: guests at the lodging form, officers at their list."""

from __future__ import annotations

import re
import subprocess
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.cases.actions import give_number
from common.cases.events import SYSTEM
from common.people.states import Role
from petitions.letters import queries
from petitions.letters.access import first_code
from petitions.letters.actions.counting import LIMITS
from petitions.letters.models import Petition
from petitions.letters.rules import shown_code
from petitions.letters.states import About, PetitionState, Scope
from tests.factories import OrganisationFactory, OrganisationMemberFactory, UserFactory, staff
from tests.factories import court as court_named
from tests.factories.cases import make_case
from tests.factories.petitions import answered, make_petition
from tests.petitions.visiting import TODAY, body, lodge, lodging, look

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.petitions.urls")]


@pytest.fixture
def officer(client, huang):
    client.force_login(huang)
    return client


# --- Guests ----------------------------------------------------------------------------------------------------------
def test_chen_wu_lodges_without_an_account_and_keeps_number_and_code(client, court, huang):
    page = body(lodge(client, court, demand="请撤销判决，并增加窗口人手。"))
    petition = Petition.objects.get()
    code = shown_code(first_code(petition.once))
    for words in (queries.number_of(petition), code, "黄敏承办并负责到底", "11 月 30 日（周一）", "2027 年 1 月 22 日"):
        assert words in page
    assert "待确认" not in page
    assert "信访处理意见书" in page
    assert "信访工作条例第三十四条" in page
    assert "15日内" in page  # the road of an appeal, shown and not in the way
    assert petition.code_hash != first_code(petition.once)
    assert petition.case.channel == "web"


def test_the_second_click_shows_the_same_code(client, court, huang):
    data = lodging(court)
    first = client.post(reverse("petitions:lodge"), data, follow=True)
    second = client.post(reverse("petitions:lodge"), data, follow=True)
    code = shown_code(first_code(Petition.objects.get().once))
    assert code in body(first)
    assert code in body(second)


def test_the_receipt_is_a_pdf_with_the_code_for_whoever_lodged_it(client, court, huang):
    lodge(client, court)
    petition = Petition.objects.get()
    address = reverse("petitions:receipt", args=[petition.case.uid])
    pdf = client.get(address)
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf.content, capture_output=True, check=True).stdout.decode()
    assert shown_code(first_code(petition.once)) in text
    assert pdf["Cache-Control"] == "private, no-store"
    for place in ("lodged", "receipt", "progress"):
        stranger = Client().get(reverse(f"petitions:{place}", args=[petition.case.uid]))
        assert stranger.url == reverse("petitions:track")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": ""}, "请填写姓名或者单位名称"),
        ({"phone": ""}, "请填写联系电话"),
        ({"phone": "123"}, "请填写 11 位手机号"),
        ({"content": ""}, "请填写情况和理由"),
        ({"about": ""}, "请选择"),
        ({"court": ""}, "请选择"),
        ({"promise": ""}, "请勾选"),
        ({"people": "9", "representatives": "6"}, "代表不超过 5 人"),
        ({"people": "2", "representatives": "3"}, "代表人数不能多于"),
        ({"id_number": "110105194912310021"}, "校验"),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_nothing_typed_is_lost(client, court, huang, values, words):
    page = body(lodge(client, court, **values))
    assert words in page
    assert "请增加窗口人手" in page
    assert not Petition.objects.exists()


def test_whoever_gives_no_name_leaves_no_trace_even_signed_in(client, court, huang):
    chen = UserFactory(name="陈五")
    client.force_login(chen)
    page = body(lodge(client, court, anonymous="yes"))
    petition = Petition.objects.get()
    party = petition.case.parties.get()
    assert (party.name, party.phone, party.user, petition.anonymous) == ("匿名信访人", "", None, True)
    assert not petition.case.events.filter(actor=chen).exists()
    assert "无法书面通知您" in page


@pytest.mark.parametrize(
    ("verified", "kind", "name", "words"),
    [
        (True, "natural", "陈五", ""),
        (True, "natural", "陈 五", ""),
        (True, "natural", "张三", "您的账号实名是“陈五”"),
        (True, "legal", "云浮石材有限公司", ""),
        (True, "legal", "别的公司", "没有加入这个单位"),
        (
            False,
            "natural",
            "张三",
            "",
        ),  # nobody was verified: the name is what one says
    ],
)
def test_a_petition_under_a_verified_account_bears_its_name(client, court, huang, verified, kind, name, words):
    chen = UserFactory(name="陈五", verified=verified)
    firm = OrganisationFactory(name="云浮石材有限公司")
    OrganisationMemberFactory(organisation=firm, user=chen, role="authorised", since=date(2026, 1, 1))
    client.force_login(chen)
    page = body(lodge(client, court, kind=kind, name=name))
    assert Petition.objects.exists() is not bool(words)
    assert words in page


def test_a_signed_in_person_sees_theirs_without_a_code(client, court, huang):
    chen = UserFactory(name="陈五")
    client.force_login(chen)
    lodge(client, court)
    later = Client()
    later.force_login(chen)
    petition = Petition.objects.get()
    assert queries.number_of(petition) in body(later.get(reverse("petitions:mine")))
    assert later.get(reverse("petitions:progress", args=[petition.case.uid])).status_code == 200
    stranger = Client()
    stranger.force_login(UserFactory())
    assert "还没有信访" in body(stranger.get(reverse("petitions:mine")))
    assert stranger.get(reverse("petitions:progress", args=[petition.case.uid])).status_code == 302


def test_too_many_from_one_address_wait(client, court, huang, monkeypatch):
    monkeypatch.setitem(LIMITS, Scope.LODGING, 2)
    for _ in range(2):
        lodge(client, court)
    assert "提交太多" in body(lodge(client, court))
    assert Petition.objects.count() == 2


# --- Officers --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [Role.CLERK, Role.JUDGE, Role.FINANCE, None])
def test_the_officers_pages_are_theirs(client, court, huang, role):
    petition = make_petition(court=court)
    client.force_login(staff(role, court) if role else UserFactory())
    assert client.get(reverse("petitions:officer-list")).status_code == 403
    assert client.get(reverse("petitions:one", args=[petition.case.uid])).status_code == 403


def test_another_courts_officer_finds_nothing(client, court, huang):
    petition = make_petition(court=court)
    client.force_login(staff(Role.PETITION_OFFICER, court_named("yuncheng")))
    assert client.get(reverse("petitions:one", args=[petition.case.uid])).status_code == 404
    assert queries.number_of(petition) not in body(client.get(reverse("petitions:officer-list")))


def test_the_list_filters_searches_and_orders_by_what_is_due(officer, court, huang):
    suit, _, _ = make_case(court=court)
    give_number(case=suit, kind="民初", by=SYSTEM, today=TODAY)
    late = make_petition(court=court, on=date(2026, 11, 2), name="欧阳六")
    soon = make_petition(court=court, about=About.CONDUCT, concerned_number="（2026）粤5381民初1号")
    done = make_petition(court=court, name="何七")
    Petition.objects.filter(pk=done.pk).update(
        state=PetitionState.CONCLUDED, concluded_on=TODAY, answered_on=TODAY, acknowledged_on=TODAY, outcome="adopted"
    )

    def listed(**asked: str) -> list[str]:
        return re.findall(r"云信访〔2026〕5381-\d{5}", body(officer.get(reverse("petitions:officer-list"), asked)))

    numbers = {key: queries.number_of(one) for key, one in {"late": late, "soon": soon, "done": done}.items()}
    assert listed() == [numbers["late"], numbers["soon"]]
    assert listed(show="late") == [numbers["late"]]
    assert listed(show="done") == [numbers["done"]]
    assert listed(about="conduct") == [numbers["soon"]]
    assert listed(q="欧阳") == [numbers["late"]]
    assert listed(q="2026 5381-1") == [numbers["late"]]
    assert listed(q="(2026)粤5381民初1号") == [numbers["soon"]]
    assert listed(form="letter") == []
    assert listed(show="nonsense") == [numbers["late"], numbers["soon"]]


def test_fifty_one_are_paged_by_key(officer, court, huang):
    for _ in range(51):
        make_petition(court=court)
    first = body(officer.get(reverse("petitions:officer-list")))
    following = re.search(r'href="(\?[^"]*after=[^"]+)"', first).group(1).replace("&amp;", "&")
    rest = body(officer.get(reverse("petitions:officer-list") + following))
    seen = re.findall(r"5381-(\d{5})", first) + re.findall(r"5381-(\d{5})", rest)
    assert sorted(set(seen)) == [f"{i:05d}" for i in range(1, 52)]


def test_the_counter_takes_a_letter_in_and_prints_a_receipt(client, court, huang):
    client.force_login(staff(Role.CLERK, court))
    values = {"form": "letter", "received_on": "2026-11-20", "phone": "", "promise": ""}
    response = client.post(reverse("petitions:counter"), lodging(court, **values), follow=True)
    petition = Petition.objects.get()
    assert shown_code(first_code(petition.once)) in body(response)
    assert (petition.form, petition.case.channel, petition.due_on) == ("letter", "counter", date(2026, 11, 27))
    assert "不能晚于" in body(
        client.post(reverse("petitions:counter"), lodging(court, **{**values, "received_on": "2026-11-24"}))
    )


def test_the_officer_answers_with_the_prewritten_letter_made_complete(officer, court, huang):
    petition = make_petition(court=court)
    place = reverse("petitions:answer", args=[petition.case.uid])
    page = body(officer.get(place, {"outcome": "explained"}))
    assert "您的请求是：请增加窗口人手。" in page
    assert "【请写明查明的事实和理由】" in page
    data = {"version": petition.version, "outcome": "explained", "text": "经审查核实：【】"}
    assert "没有填写完整" in body(officer.post(place, data))
    done = officer.post(place, {**data, "text": "经审查核实：窗口不足。\r\n\r\n处理意见：已增加。"}, follow=True)
    assert "已签发" in body(done)
    reply = Petition.objects.get().replies.get()
    assert (reply.text, reply.code, reply.author) == ("经审查核实：窗口不足。\n处理意见：已增加。", "explained", huang)


def test_the_second_tab_keeps_its_words_and_can_send_them_again(officer, court, huang):
    petition = make_petition(court=court)
    place = reverse("petitions:answer", args=[petition.case.uid])
    data = {"version": petition.version, "outcome": "supported", "text": "我的长长的答复。"}
    first = reverse("petitions:acknowledge", args=[petition.case.uid])
    officer.post(first, {"version": petition.version, "template": "accepted", "text": "已受理。"})
    page = body(officer.post(place, data))
    assert "黄敏在" in page
    assert "我的长长的答复。" in page
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    assert officer.post(place, {**data, "version": version}).status_code == 302
    petition.refresh_from_db()
    assert petition.state == PetitionState.ANSWERED


def test_linking_by_number_says_when_there_is_no_such_case(officer, court, huang):
    suit, _, _ = make_case(court=court)
    number = give_number(case=suit, kind="民初", by=SYSTEM, today=TODAY)
    petition = make_petition(court=court, concerned_number=number.text)
    one = reverse("petitions:one", args=[petition.case.uid])
    assert f"查到：{suit.title}" in body(officer.get(one))
    place = reverse("petitions:link", args=[petition.case.uid])
    assert "没有找到这个案号" in body(
        officer.post(place, {"version": petition.version, "number": "（2026）粤5381民初9号"})
    )
    assert "已关联" in body(officer.post(place, {"version": petition.version, "number": number.text}, follow=True))


# --- Queries ---------------------------------------------------------------------------------------------------------
def counted(client, address, **asked) -> int:
    client.get(address, asked)  # sessions and content types warm
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address, asked).status_code == 200
    return len(seen)


@pytest.mark.parametrize("name", ["officer-list", "mine"])
def test_lists_cost_the_same_for_one_and_for_many(client, court, huang, name):
    chen = UserFactory(name="陈五")
    client.force_login(huang if name == "officer-list" else chen)
    make_petition(court=court, user=chen)
    few = counted(client, reverse(f"petitions:{name}"))
    for _ in range(20):
        make_petition(court=court, user=chen)
    assert counted(client, reverse(f"petitions:{name}")) == few <= 10


def test_single_pages_stay_cheap(client, court, huang):
    petition = answered(make_petition(court=court), huang, TODAY)
    look(client, petition)
    assert counted(client, reverse("petitions:progress", args=[petition.case.uid])) <= 11
    assert counted(client, reverse("petitions:home")) <= 10
    assert counted(client, reverse("petitions:lodge")) <= 10
    fresh = make_petition(court=court)
    client.force_login(huang)
    # Two ask whose cases are the officer's own, two who sorted it, six whom it may complain of and who answered.
    for uid in (petition.case.uid, fresh.case.uid):
        assert counted(client, reverse("petitions:one", args=[uid])) <= 20  # and whether more time was asked for
    assert counted(client, reverse("petitions:answer", args=[fresh.case.uid])) <= 12
