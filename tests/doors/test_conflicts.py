"""Nobody of the court acts in a case of their own: every staff address of a case x every post, beside a colleague's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from common.cases.access import conflicted, conflicts_of, holds, looker
from common.cases.models import Case, Event, Participation, Party
from common.cases.states import Capacity, PartyKind, Side
from common.delivery.models import Service
from common.law import clock
from common.people.models import Membership, Organisation, User
from common.people.states import Role
from intake.filing.access import CLERKS, may_review
from tests.doors.test_table import client_of, ours
from tests.doors.world import DAY, World, held_for_module, make_world
from tests.factories import court as court_of
from tests.factories import fictitious_id, staff
from tests.factories.people import LONG_AGO

pytestmark = pytest.mark.django_db

# About no case, or about no case yet: figures, rules, drafts; what the roof lists of everybody's.
NO_CASE = ("targets/", "triage/rules/", "intake/drafts/", "me/units/", "me/posts/", "notifications/")
COLLEAGUES = "请由同事办理"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with held_for_module(django_db_blocker, make_world) as made:
        yield made


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    clock.set_process_clock(DAY)
    yield
    clock.set_process_clock(None)


def taking_sides(role: Role) -> User:
    """Somebody of this post who is the defendant of every case there is, by account."""
    person = staff(role, court_of("luoding"))
    for party in Party.objects.filter(side=Side.RESPONDENT):
        Participation.objects.create(case=party.case, user=person, party=party, capacity=Capacity.AGENT, since=LONG_AGO)
    for case in Case.objects.exclude(parties__side=Side.RESPONDENT):  # petitions
        party = case.parties.earliest("pk")
        Participation.objects.create(case=case, user=person, party=party, capacity=Capacity.AGENT, since=LONG_AGO)
    return person


def staffed() -> list[tuple[str, Role]]:
    """(route, post) of every staff address of a case, for each post its door names."""
    found = []
    for route, view in ours(only_objects=True):
        if view.door.name != "staff" or route.startswith(NO_CASE):
            continue
        named = view.door.conditions.get("roles") or tuple(Role)
        found += [(route, Role(role)) for role in named]
    return found


def asked(client: Client, method: str, address: str) -> int:
    answer: Any = getattr(client, method)(address)
    if answer.streaming:
        list(answer.streaming_content)
    return int(answer.status_code)


def test_no_page_of_the_court_opens_in_ones_own_case(world: World) -> None:
    theirs, colleagues = {}, {}
    for role in Role:
        theirs[role] = client_of(taking_sides(role))
        colleagues[role] = client_of(world.insiders[role.value])
    opened, controls, rows = [], 0, (Event.objects.count(), Service.objects.count())
    for route, role in staffed():
        address = world.address(route)
        for method in ("get", "post"):
            status = asked(theirs[role], method, address)
            if status not in (403, 404, 405):
                opened.append((method, route, role.value, status))
        with transaction.atomic():
            controls += asked(colleagues[role], "get", address) == 200
            transaction.set_rollback(True)
    assert opened == []
    assert controls > 40
    assert rows == (Event.objects.count(), Service.objects.count())


def test_the_refusal_says_who_does_it_instead(world: World) -> None:
    person = taking_sides(Role.CLERK)
    for route in ("intake/desk/<str:uid>/codes/", "delivery/<str:uid>/record/"):
        answer = client_of(person).get(world.address(route))
        assert answer.status_code == 403
        assert COLLEAGUES in answer.content.decode()


def made(world: World) -> Case:
    return Case.objects.get(uid=world.keys["intake"]["uid"])


def ways(case: Case, clerk: User) -> dict[str, Any]:
    """Every way to be on a side of the case, or between the sides."""
    party = case.parties.get(side=Side.RESPONDENT)
    seat = {"case": case, "user": clerk, "since": LONG_AGO}

    def unit() -> None:
        firm = Organisation(name="罗定碎石厂", kind="company", uscc="91445381MA4UKXXX0X")
        firm.set_name(firm.name)
        firm.save()
        firm.members.create(user=clerk, role="authorised", since=LONG_AGO)
        party.kind = PartyKind.LEGAL
        party.set_identity(id_number="91445381MA4UKXXX0X", phone="")
        party.save()

    def document() -> None:
        number = fictitious_id(8123)
        clerk.set_identity("identity_card", number)
        clerk.name, clerk.verified_on = "同一人", DAY
        clerk.save()
        party.set_identity(id_number=number, phone="")
        party.save()

    return {
        "party": lambda: Party.objects.filter(pk=party.pk).update(user=clerk),
        "agent": lambda: Participation.objects.create(**seat, party=party, capacity=Capacity.AGENT),
        "was": lambda: Participation.objects.create(**seat, party=party, capacity=Capacity.PARTY, until=DAY),
        "named": lambda: party.representations.create(user=clerk, name="甲", authority="general", since=DAY),
        "mediator": lambda: Participation.objects.create(**seat, capacity=Capacity.MEDIATOR, until=DAY),
        "aside": lambda: Participation.objects.create(**seat, capacity=Capacity.ASIDE),
        "unit": unit,
        "document": document,
    }


@pytest.mark.parametrize("way", ["party", "agent", "was", "named", "mediator", "aside", "unit", "document"])
def test_every_way_to_have_an_interest(world: World, way: str) -> None:
    with transaction.atomic():
        case, clerk = made(world), staff(Role.CLERK, court_of("luoding"))
        assert may_review(case, clerk, DAY)
        ways(case, clerk)[way]()
        clerk = User.objects.get(pk=clerk.pk)
        assert not may_review(case, clerk, DAY)
        assert not holds(case, clerk, CLERKS, DAY)
        assert not looker(case, clerk, DAY).court
        assert clerk.pk in conflicted(case)
        transaction.set_rollback(True)


def test_both_questions_agree_of_everybody(world: World) -> None:
    people = list(User.objects.all())
    for case in Case.objects.all():
        assert {each.pk for each in people if case.pk in conflicts_of(each).all} == conflicted(case)


def test_a_judge_who_mediated_goes_on(world: World) -> None:
    """民诉法96; an invited mediator who became a judge since does not (特邀调解16)."""
    with transaction.atomic():
        case, judge = made(world), staff(Role.JUDGE, court_of("luoding"))
        Participation.objects.create(case=case, user=judge, capacity=Capacity.MEDIATOR, since=DAY)
        assert holds(case, judge, Role.JUDGE, DAY)
        assert judge.pk not in conflicted(case)
        Participation.objects.filter(case=case, user=judge).update(since=LONG_AGO)
        Membership.objects.filter(user=judge).update(since=DAY)
        judge = User.objects.get(pk=judge.pk)
        assert not holds(case, judge, Role.JUDGE, DAY)
        assert judge.pk in conflicted(case)
        transaction.set_rollback(True)


def test_a_post_elsewhere_reads_nothing_more(world: World) -> None:
    with transaction.atomic():
        case = made(world)
        judge = staff(Role.JUDGE, court_of("luoding"))
        Participation.objects.create(case=case, user=judge, capacity=Capacity.JUDGE, since=LONG_AGO)
        assert client_of(judge).get(f"/cases/{case.uid}/").status_code == 200
        Membership.objects.filter(user=judge).update(court=court_of("yuncheng"))
        assert client_of(judge).get(f"/cases/{case.uid}/").status_code == 404
        transaction.set_rollback(True)


def test_people_are_found_by_document_in_the_courts_of_the_post_alone(world: World) -> None:
    """A clerk of another court, who is an agent here, does not find this case by the other side's document."""
    with transaction.atomic():
        case, number = made(world), fictitious_id(8456)
        party = case.parties.get(side=Side.CLAIMANT)
        party.set_identity(id_number=number, phone="")
        party.save()
        here, there = staff(Role.CLERK, court_of("luoding")), staff(Role.CLERK, court_of("yuncheng"))
        other = case.parties.get(side=Side.RESPONDENT)
        Participation.objects.create(case=case, user=there, party=other, capacity=Capacity.AGENT, since=LONG_AGO)
        find = f"/cases/?q={number}"
        assert case.uid in client_of(here).get(find).content.decode()
        assert case.uid not in client_of(there).get(find).content.decode()
        # Nor as its agent: whoever holds a post in a court speaks for nobody (解释84).
        assert case.uid not in client_of(there).get("/cases/").content.decode()
        transaction.set_rollback(True)
