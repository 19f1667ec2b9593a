"""The demo's people: made once, able to sign in, and nobody real."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.courts.models import Court
from common.law.numbers import identity_number
from common.people.models import Membership, User
from common.people.states import ADMINISTRATORS, Role
from mediation.roster.models import Centre, Mediator
from triage.teams.models import Team
from yunfu_court.simulation.people import PASSWORD, SIGN_INS, make_people, users_by_phone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people(reference: None) -> None:
    make_people()


def test_one_sign_in_per_kind_of_person_and_each_password_opens():
    assert len({each.phone for each in SIGN_INS}) == len({each.kind for each in SIGN_INS}) == len(SIGN_INS) == 22
    users = users_by_phone([each.phone for each in SIGN_INS])
    for each in SIGN_INS:
        user = users[each.phone]
        assert user.name == each.name
        assert user.check_password(PASSWORD)
        assert user.phone_verified
        assert user.is_verified
        if each.role:
            assert user.memberships.get().court.slug == each.court


def test_every_judge_a_dispute_of_luoding_may_fall_to_can_sign_in():
    judges = Team.objects.filter(court__slug="luoding").values_list("judge__name", flat=True).order_by("pk")
    assert len(judges) == 4
    assert set(judges) <= {each.name for each in SIGN_INS if each.role is Role.JUDGE}


def test_everybody_is_invented():
    for user in User.objects.order_by("pk"):
        assert user.phone.startswith("1380000")
        assert identity_number(user.id_number, date(2026, 1, 1)).startswith("440000")


def test_a_second_call_writes_nothing():
    with CaptureQueriesContext(
        connection,
    ) as seen:
        make_people()
    assert not [each["sql"] for each in seen if each["sql"].startswith(("INSERT", "UPDATE"))]
    assert len(seen) < 20


def test_every_court_can_do_everything_but_yunan_has_no_petition_officer():
    for court in Court.objects.order_by("order"):
        roles = set(Membership.objects.filter(court=court).values_list("role", flat=True))
        wanted = set(Role) - ADMINISTRATORS - ({Role.PETITION_OFFICER} if court.slug == "yunanqu" else set())
        assert wanted <= roles
        assert set(Team.objects.filter(court=court).values_list("kind", flat=True)) == {"fast", "careful"}
        assert Mediator.objects.filter(centre__court=court).count() == 5
    assert Centre.objects.get(court__slug="yunanqu").opened_on > date(2025, 1, 1), "coverage moves in that month"
    # One of each administrator in the city, apart; the reference data is kept by the first of them alone.
    kept = Membership.objects.filter(role__in=ADMINISTRATORS)
    assert {post.role for post in kept} == ADMINISTRATORS
    assert len({post.user_id for post in kept}) == len(kept) == 3
    assert User.objects.get(is_superuser=True).memberships.get().role == Role.ADMIN


def test_prepare_prints_the_sign_ins(capsys):
    call_command("prepare", "--people")
    assert "13800000001" in capsys.readouterr().out
