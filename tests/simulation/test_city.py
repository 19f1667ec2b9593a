"""The demo city against the real portal: the same seed, every place alive, killed and gone on, never on a database
of one's own."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.template import Context, Template
from django.urls import reverse

from common.cases.access import visible_to
from common.cases.models import Case, Deadline, Event, Todo
from common.cases.states import ENDED, DeadlineState, Stage
from common.fields.chains import GENESIS, chained
from common.notifications.models import Notice
from mediation.course.states import MediationState
from petitions.letters.models import Petition
from petitions.letters.states import PetitionState
from yunfu_court.simulation import filling
from yunfu_court.simulation.city import City
from yunfu_court.simulation.filling import fill_city
from yunfu_court.simulation.models import Fill, Played
from yunfu_court.simulation.people import SIGN_INS, users_by_phone
from yunfu_court.simulation.scene import Scene
from yunfu_court.simulation.showcases import SHOWS
from yunfu_court.targets import tally
from yunfu_court.workbench import queries

pytestmark = pytest.mark.django_db
EARLY = date(2024, 9, 20)
SPRING = date(2025, 4, 10)


@pytest.fixture(autouse=True)
def _courts(reference: None) -> None:
    pass


def summary() -> dict[str, Any]:
    """What happened, without the keys that differ from one filling to the next."""
    return {
        "cases": sorted(
            Case.objects.values_list(
                "court__slug", "route", "cause", "amount", "received_on", "stage", "closing", "title"
            )
        ),
        "events": sorted(Counter(Event.objects.values_list("kind", "day", "channel")).items()),
        "deadlines": sorted(Counter(Deadline.objects.values_list("term", "state", "due")).items(), key=str),
        "notices": sorted(Counter(Notice.objects.values_list("kind", "channel", "state")).items()),
    }


def test_the_same_seed_gives_the_same_history():
    found = []
    for _ in range(2):
        with transaction.atomic():
            city = fill_city(cases=8, seed="7", today=EARLY)
            assert city is not None
            assert not city.refused
            found.append(summary())
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert len(found[0]["cases"]) >= 8


def places(city: City) -> Counter[str]:
    found: Counter[str] = Counter()
    for dispute in city.disputes.values():
        if dispute.plan.wish != "petition" and dispute.case_id is not None:
            found[Scene(dispute.plan, city.cast, city.today, dispute.case_id).place()] += 1
    return found


def test_every_place_is_alive_and_every_sign_in_has_something_to_see(seed_city: City):
    city = seed_city
    assert not city.refused, "no act is refused when nobody else is there"

    # Every place a show-case stands for, every stage, every state of a petition.
    found = places(city)
    assert {show.stop for show in SHOWS if show.stop} - set(found) == set()
    assert set(Case.objects.values_list("stage", flat=True)) == set(Stage)
    assert set(Petition.objects.values_list("state", flat=True)) == set(PetitionState)
    assert set(Case.objects.exclude(route="").values_list("route", flat=True)) == {"A", "B", "C"}

    # Nothing hangs: a mediation that ended moved its case on, a registered filing left the review.
    stuck = Case.objects.filter(stage=Stage.MEDIATION, mediations__state=MediationState.ENDED)
    assert not stuck.exclude(mediations__ended_on__isnull=True).exclude(mediations__state="agreed").exists()
    assert not Case.objects.filter(stage=Stage.REVIEW, filing__state="registered").exists()
    assert not Deadline.objects.filter(case__stage__in=ENDED, state=DeadlineState.OPEN, due__lt=SPRING).exists()
    assert Todo.objects.filter(what="assign", done_on__isnull=True).exists(), "a case waits for a team"
    assert Deadline.objects.filter(term="filing_review", state=DeadlineState.OPEN).exists()
    assert Event.objects.filter(kind="intake.escalated").exists(), "one filing is past its day"

    # Messages were sent on their day; none waits for the real workers.
    assert not Notice.objects.exclude(state="sent").exists()

    # The stream is whole and the figures are those of the stream.
    for case_id in Case.objects.order_by("pk").values_list("pk", flat=True)[:10]:
        link = GENESIS
        for event in Event.objects.filter(case=case_id).order_by("seq"):
            link = chained(link, event.body)
            assert event.hash == link
    assert tally.verify() == []

    users = users_by_phone([each.phone for each in SIGN_INS])
    for each in SIGN_INS:
        home = queries.home(users[each.phone], SPRING)
        if each.phone[-2:] in {"01", "04", "06", "07", "10", "11", "12", "13"}:
            assert sum(item.count for item in home.desk), f"{each.kind} has nothing to do"
        if each.role is None:
            assert visible_to(users[each.phone], SPRING).count() >= 2, f"{each.kind} sees no case"


def test_a_filling_that_was_killed_goes_on_where_it_was():
    class KilledError(Exception):
        pass

    def kill(fill: Fill) -> None:
        if fill.done >= 3:
            raise KilledError

    with pytest.raises(KilledError):
        fill_city(cases=6, seed="3", today=EARLY, say=kill)
    begun = list(Played.objects.order_by("pk").values_list("number", "case_id"))
    assert Fill.objects.get().ended_at is None
    assert begun

    city = fill_city(cases=300, seed="9", today=EARLY, if_empty=True)
    assert city is not None
    assert Fill.objects.get().ended_at is not None
    assert list(Played.objects.order_by("pk").values_list("number", "case_id"))[: len(begun)] == begun
    assert {number for number, _ in Played.objects.values_list("number", "case_id")} == set(city.disputes)

    assert fill_city(cases=6, seed="3", today=EARLY, if_empty=True) is None, "complete: nothing to do"


def test_a_database_of_ones_own_is_refused(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://court@db.example.test/court")
    with pytest.raises(CommandError, match="DATABASE_URL"):
        call_command("demo_city", "--cases", "3")
    assert not Fill.objects.exists()
    assert not Case.objects.exists()


def test_the_page_shows_how_far_it_is_and_only_in_the_demo(client, settings):
    fill = Fill.objects.create(seed="1", cases=300, today=SPRING, day=date(2024, 12, 31), done=120)
    filling._keep(fill, date(2024, 7, 1))
    shown = Template("{% load simulation %}{% demo_progress %}")
    settings.DEMO = True
    assert "120 / 300" in shown.render(Context())
    told = client.get(reverse("simulation:progress")).json()
    assert told["done"] == 64
    assert told["finished"] is False
    settings.DEMO = False
    assert shown.render(Context()).strip() == ""
    assert client.get(reverse("simulation:progress")).json()["finished"] is True
