"""The pages: guests at the lodging form and the tracking page, officers at their list."""

from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.cases.actions import give_number
from common.cases.events import SYSTEM
from common.cases.rules import ActionRefused
from common.law import clock
from common.people.states import Role
from petitions import actions, queries
from petitions.access import code_hash, first_code
from petitions.actions.tracking import LIMITS, SLOW, WINDOW, WRONG
from petitions.models import Attempt, Petition, Rating
from petitions.rules import shown_code
from petitions.states import About, PetitionState, Scope
from tests.factories import UserFactory, staff
from tests.factories import court as court_named
from tests.factories.cases import make_case
from tests.factories.petitions import answered, make_petition
from tests.petitions.test_stories import lodging

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.petitions.urls")]
TODAY = date(2026, 11, 23)
OTHER_ADDRESS = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture(autouse=True)
def _alone(settings):
    settings.EVENT_HANDLERS = []
    settings.CHROME_NAV = None
    with clock.at(TODAY):
        yield


@pytest.fixture
def court(db):
    return court_named("luoding")


@pytest.fixture
def huang(court):
    return staff(Role.PETITION_OFFICER, court, name="黄敏")


@pytest.fixture
def officer(client, huang):
    client.force_login(huang)
    return client


def body(response) -> str:
    return response.content.decode()


def lodge(client, at, **values):
    return client.post(reverse("petitions:lodge"), lodging(at, **values), follow=True)


def look(client, petition, code="", number="", **extra):
    data = {"number": number or queries.number_of(petition), "code": code or first_code(petition.once)}
    return client.post(reverse("petitions:track"), data, **extra)


# --- Guests ----------------------------------------------------------------------------------------------------------
def test_chen_wu_lodges_without_an_account_and_keeps_number_and_code(client, court, huang):
    page = body(lodge(client, court, demand="请撤销判决，并增加窗口人手。"))
    petition = Petition.objects.get()
    code = shown_code(first_code(petition.once))
    for words in (queries.number_of(petition), code, "黄敏承办并负责到底", "11 月 30 日（周一）", "2027 年 2 月 23 日"):
        assert words in page
    assert "待确认" in page  # the terms are a setting
    assert "15日内" in page  # the road of an appeal, shown and not in the way
    assert petition.code_hash != first_code(petition.once)
    assert petition.case.channel == "web"


def test_the_second_click_shows_the_same_code(client, court, huang):
    data = lodging(court)
    first = client.post(reverse("petitions:lodge"), data, follow=True)
    second = Client().post(reverse("petitions:lodge"), data, follow=True)
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
        ({"phone": "123"}, "请填写 11 位手机号码"),
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


# --- Following -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("change", [str, str.lower, lambda t: t.replace("-", " ")])
def test_number_and_code_open_it_as_people_type_them(client, court, huang, change):
    petition = make_petition(court=court)
    number = queries.number_of(petition)
    for typed in (number, number.replace("〔", "[").replace("〕", "]"), "2026 5381-1"):
        response = look(client, petition, change(shown_code(first_code(petition.once))), typed)
        assert response.url == reverse("petitions:progress", args=[petition.case.uid])
    page = body(client.get(response.url))
    assert "绿灯" in page
    assert "还有 7 天" in page
    assert [step in page for step in ("受理", "转办", "办理", "答复", "回访", "办结")] == [True] * 6


@pytest.mark.parametrize(
    ("days", "words"), [(6, "绿灯"), (4, "绿灯"), (3, "黄灯"), (1, "黄灯"), (0, "红灯"), (-2, "红灯")]
)
def test_the_light_says_the_days_in_words(client, court, huang, days, words):
    petition = make_petition(court=court)
    look(client, petition)
    with clock.at(petition.due_on - timedelta(days=days)):
        # The visit of half an hour is over by then: the owner's page shows the same light.
        shown = queries.light(petition, clock.today())
    assert (shown.name, shown.words) == (
        words,
        {6: "还有 6 天", 4: "还有 4 天", 3: "还有 3 天", 1: "明天", 0: "今天", -2: "已过 2 天"}[days],
    )


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(client, court, huang):
    petition = make_petition(court=court)
    wrong_code = body(look(client, petition, "AAAA-AAAA"))
    wrong_number = body(look(client, petition, number="云信访〔2026〕5381-99999"))
    another = make_petition(court=court)
    swapped = body(look(client, petition, first_code(another.once)))
    for page in (wrong_code, wrong_number, swapped):
        assert WRONG in page
    hidden = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|value="[^"]*"')
    assert hidden.sub("", wrong_code) == hidden.sub("", wrong_number) == hidden.sub("", swapped)


def test_a_wrong_number_costs_the_same_queries_as_a_wrong_code(client, court, huang):
    petition = make_petition(court=court)
    counts = []
    for number in (queries.number_of(petition), "云信访〔2026〕5381-99999"):
        with CaptureQueriesContext(connection) as seen:
            look(client, petition, "AAAAAAAA", number)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("wiped", [False, True])
def test_guessing_one_number_is_slowed_down_even_when_the_cache_is_wiped(client, court, huang, wiped):
    petition = make_petition(court=court)
    for i in range(LIMITS[Scope.NUMBER]):
        assert WRONG in body(look(client, petition, "AAAAAAAA", REMOTE_ADDR=f"198.51.100.{i}"))
    assert SLOW in body(look(client, petition, "AAAAAAAA", **OTHER_ADDRESS))
    if wiped:
        cache.clear()
    assert SLOW in body(look(client, petition, **OTHER_ADDRESS))  # the right code waits too
    with clock.at(clock.now() + WINDOW + timedelta(seconds=1)):
        cache.clear()
        assert look(client, petition, **OTHER_ADDRESS).status_code == 302


def test_guessing_many_numbers_from_one_address_is_slowed_down_and_others_go_on(client, court, huang):
    petition = make_petition(court=court)
    for i in range(LIMITS[Scope.ADDRESS]):
        assert WRONG in body(look(client, petition, "AAAAAAAA", f"云信访〔2026〕5381-{i + 50:05d}"))
    assert SLOW in body(look(client, petition))
    assert look(Client(), petition, **OTHER_ADDRESS).status_code == 302


def test_success_is_not_counted_and_attempts_hold_no_address_and_are_forgotten(client, court, huang):
    petition = make_petition(court=court)
    look(client, petition)
    assert not Attempt.objects.exists()
    look(client, petition, "AAAAAAAA", **OTHER_ADDRESS)
    assert {row.scope for row in Attempt.objects.all()} == {"address", "number"}
    assert not any("203" in row.key[:3] or "." in row.key for row in Attempt.objects.all())
    with clock.at(clock.now() + timedelta(days=2)):
        look(client, petition)
    assert not Attempt.objects.exists()


def test_a_broken_cache_lets_nobody_guess_more(client, court, huang, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise ConnectionError

    petition = make_petition(court=court)
    monkeypatch.setattr("petitions.actions.tracking.cache.get", broken)
    monkeypatch.setattr("petitions.actions.tracking.cache.set", broken)
    for i in range(LIMITS[Scope.NUMBER]):
        look(client, petition, "AAAAAAAA", REMOTE_ADDR=f"198.51.100.{i}")
    assert SLOW in body(look(client, petition, **OTHER_ADDRESS))


@pytest.mark.django_db(transaction=True)
def test_forty_guesses_at_once_get_no_more_than_the_limit():
    court = court_named("luoding")
    staff(Role.PETITION_OFFICER, court)
    number = queries.number_of(make_petition(court=court))
    now = clock.now()

    def guess(i: int) -> str:
        try:
            actions.look_up(number=number, code=f"AAAAAA{i:02d}", address=f"198.51.100.{i}", now=now)
        except ActionRefused as error:
            return str(error)
        finally:
            connections.close_all()
        return "opened"

    with ThreadPoolExecutor(10) as pool:
        said = list(pool.map(guess, range(40)))
    assert set(said) == {WRONG, SLOW}
    assert said.count(WRONG) <= LIMITS[Scope.NUMBER]


def test_a_new_code_kills_the_old_one_and_whoever_came_in_by_it(client, court, huang):
    petition = make_petition(court=court)
    look(client, petition)
    progress = reverse("petitions:progress", args=[petition.case.uid])
    assert client.get(progress).status_code == 200
    office = Client()
    office.force_login(huang)
    page = body(office.post(reverse("petitions:code", args=[petition.case.uid]), follow=True))
    fresh = re.search(r"新的查询码是 ([A-Z0-9]{4}-[A-Z0-9]{4})", page).group(1)
    assert client.get(progress).status_code == 302
    assert WRONG in body(look(client, petition))
    assert look(client, petition, fresh).url == progress
    petition.refresh_from_db()
    assert petition.code_hash == code_hash(petition.case.uid, fresh)


def test_the_letter_is_read_and_rated_without_signing_in(client, court, huang):
    petition = answered(make_petition(court=court), huang, TODAY)
    look(client, petition)
    page = body(client.get(reverse("petitions:progress", args=[petition.case.uid])))
    assert "当日窗口只开了一个" in page
    address = reverse("petitions:rate", args=[petition.case.uid])
    assert Client().post(address, {"score": "1"}).url == reverse("petitions:track")
    assert "请选择" in body(client.post(address, {}))
    client.post(address, {"score": "5", "words": "很好"})
    again = client.post(address, {"score": "1"}, follow=True)
    assert "已经评价过" in body(again)
    assert (Rating.objects.get().score, Rating.objects.get().words) == (5, "很好")


def test_the_half_hour_ends(client, court, huang):
    petition = make_petition(court=court)
    look(client, petition)
    with clock.at(clock.now() + timedelta(minutes=31)):
        assert client.get(reverse("petitions:progress", args=[petition.case.uid])).status_code == 302


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
    assert counted(client, reverse("petitions:progress", args=[petition.case.uid])) <= 10
    assert counted(client, reverse("petitions:home")) <= 10
    assert counted(client, reverse("petitions:lodge")) <= 10
    fresh = make_petition(court=court)
    client.force_login(huang)
    for uid in (petition.case.uid, fresh.case.uid):
        assert counted(client, reverse("petitions:one", args=[uid])) <= 10
    assert counted(client, reverse("petitions:answer", args=[fresh.case.uid])) <= 10
