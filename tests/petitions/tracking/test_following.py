"""Following by number and code: guessing is slowed down, and whoever knows the code reads and rates."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.cases.rules import ActionRefused
from common.law import clock
from common.people.states import Role
from petitions.letters import queries
from petitions.letters.access import code_hash, first_code
from petitions.letters.actions.counting import LIMITS, WINDOW
from petitions.letters.models import Attempt
from petitions.letters.rules import shown_code
from petitions.letters.states import Scope
from petitions.tracking import actions
from petitions.tracking.actions import SLOW, WRONG
from petitions.tracking.models import Rating
from tests.factories import court as court_named
from tests.factories import staff
from tests.factories.petitions import answered, make_petition
from tests.petitions.visiting import OTHER_ADDRESS, TODAY, body, look

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.petitions.urls")]


@pytest.mark.parametrize("change", [str, str.lower, lambda t: t.replace("-", " ")])
def test_number_and_code_open_it_as_people_type_them(client, court, huang, change):
    petition = make_petition(court=court)
    number = queries.number_of(petition)
    for typed in (number, number.replace("〔", "[").replace("〕", "]"), "2026 5381-1"):
        response = look(client, petition, change(shown_code(first_code(petition.once))), typed)
        assert response.url == reverse("petitions:progress", args=[petition.case.uid])
    page = body(client.get(response.url))
    assert not any(colour in page for colour in ("绿灯", "黄灯", "红灯", "程序性答复", "首接负责"))
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
def test_guessing_one_number_is_stopped_where_it_is_done_even_when_the_cache_is_wiped(client, court, huang, wiped):
    petition = make_petition(court=court)
    for _ in range(LIMITS[Scope.NUMBER]):
        assert WRONG in body(look(client, petition, "AAAAAAAA", **OTHER_ADDRESS))
    assert SLOW in body(look(client, petition, "AAAAAAAA", **OTHER_ADDRESS))
    if wiped:
        cache.clear()
    assert SLOW in body(look(client, petition, **OTHER_ADDRESS))  # the right code waits too
    with clock.at(clock.now() + WINDOW + timedelta(seconds=1)):
        cache.clear()
        assert look(client, petition, **OTHER_ADDRESS).status_code == 302


def test_who_guesses_elsewhere_does_not_lock_the_owner_out(client, court, huang):
    petition = make_petition(court=court)
    for place in range(8):
        for _ in range(LIMITS[Scope.NUMBER]):
            look(client, petition, "AAAAAAAA", REMOTE_ADDR=f"198.51.100.{place}")
    assert SLOW in body(look(client, petition, REMOTE_ADDR="198.51.100.0"))
    assert look(Client(), petition, **OTHER_ADDRESS).status_code == 302


def test_guessing_many_numbers_from_one_address_is_slowed_and_shuts_nobody_out(client, court, huang, monkeypatch):
    waited = []
    monkeypatch.setattr("common.web.pace.pause", waited.append)
    petition = make_petition(court=court)
    for i in range(25):
        assert WRONG in body(look(client, petition, "AAAAAAAA", f"云信访〔2026〕5381-{i + 50:05d}"))
    assert waited == sorted(set(waited))
    assert len(waited) == 5
    assert look(Client(), petition).status_code == 302
    assert len(waited) == 5  # a right code never waits


def test_a_hall_the_court_knows_is_not_shut_by_one_of_its_visitors(client, court, huang, settings):
    settings.KNOWN_NETWORKS = ["203.0.113.0/24"]
    petition = make_petition(court=court)
    for _ in range(LIMITS[Scope.NUMBER] + 3):
        assert WRONG in body(look(client, petition, "AAAAAAAA", **OTHER_ADDRESS))
    assert look(Client(), petition, **OTHER_ADDRESS).status_code == 302


def test_success_is_not_counted_and_attempts_hold_no_address_and_are_forgotten(client, court, huang):
    petition = make_petition(court=court)
    look(client, petition)
    assert not Attempt.objects.exists()
    look(client, petition, "AAAAAAAA", **OTHER_ADDRESS)
    assert {row.scope for row in Attempt.objects.all()} == {"number"}
    assert not any("203" in row.key[:3] or "." in row.key for row in Attempt.objects.all())
    with clock.at(clock.now() + timedelta(days=2)):
        look(client, petition)
    assert not Attempt.objects.exists()


def test_a_broken_cache_lets_nobody_guess_more(client, court, huang, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise ConnectionError

    petition = make_petition(court=court)
    monkeypatch.setattr("petitions.letters.actions.counting.cache.get", broken)
    monkeypatch.setattr("petitions.letters.actions.counting.cache.set", broken)
    for _ in range(LIMITS[Scope.NUMBER]):
        look(client, petition, "AAAAAAAA", **OTHER_ADDRESS)
    assert SLOW in body(look(client, petition, **OTHER_ADDRESS))


@pytest.mark.django_db(transaction=True)
def test_forty_guesses_at_once_get_no_more_than_the_limit():
    court = court_named("luoding")
    staff(Role.PETITION_OFFICER, court)
    number = queries.number_of(make_petition(court=court))
    now = clock.now()

    def guess(i: int) -> str:
        try:
            actions.look_up(number=number, code=f"AAAAAA{i:02d}", address="198.51.100.7", now=now)
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
