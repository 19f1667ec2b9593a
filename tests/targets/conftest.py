"""A city with some months behind it, and leaders to look at it."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from common.cases.actions import set_case
from common.cases.models import Case
from common.courts.models import Court
from common.law import clock
from fees.money.events import Paid
from intake.review.events import Registered
from mediation.course.events import Failed, Opened, SessionHeld
from mediation.outcome.events import PaperEffective
from mediation.texts.events import Agreed
from tests.factories import court
from tests.targets.histories import CLERK, PLAIN, TRAFFIC, WEB, filed, happen, new_case
from triage.teams.events import Assigned
from triage.trial.events import Closed
from yunfu_court.targets import tally

TODAY = date(2026, 11, 23)


def live(place: Court, on: date, dice: random.Random) -> Case:
    """One suit of 2026 from its filing to its end, settled or tried."""
    cause = dice.choice([PLAIN, PLAIN, TRAFFIC])
    case = new_case(place, on, cause=cause)
    by = WEB if dice.random() < 0.62 else CLERK
    online = dice.random() < 0.45
    step = by if online else CLERK
    happen(case, on, filed(cause=cause), by)
    happen(case, on + timedelta(days=3), Registered(filing_id=1, on_time=True), CLERK)
    set_case(case=case, registered_on=on + timedelta(days=3))
    happen(case, on + timedelta(days=3), Opened(mediation_id=case.pk, route="C"), WEB)
    happen(case, on + timedelta(days=8), SessionHeld(session_id=1, online=online), step)
    ends = on + timedelta(days=12)
    if dice.random() < 0.33:
        happen(case, ends, Agreed(mediation_id=case.pk, agreement_id=1, whole=True), WEB)
        happen(case, ends + timedelta(days=1), PaperEffective(agreement_id=1, on=ends))
        return case
    happen(case, ends, Failed(mediation_id=case.pk, reason="refused"), WEB)
    paid = Paid(payment_id=1, amount=1, online=dice.random() < 0.47, complete=True, party_id=0)
    happen(case, ends + timedelta(days=4), paid)
    happen(case, ends + timedelta(days=5), Assigned(assignment_id=1, team_id=1, judge_id=1))
    track = "fast" if dice.random() < 0.72 else "careful"
    happen(case, ends + timedelta(days=30), Closed(closing_id=1, way="judgment", procedure="small", track=track))
    return case


@pytest.fixture(autouse=True)
def only_the_tally_listens(settings) -> None:
    settings.EVENT_HANDLERS = ["yunfu_court.targets.tally.record"]
    settings.WAKE_UPS = False
    settings.CENTRE_COVERAGE = ""


@pytest.fixture
def city(db) -> list[Court]:
    """Six courts with a spring, a summer and an autumn of suits; counted."""
    court()
    courts = list(Court.objects.order_by("order"))
    dice = random.Random(2026)
    for number in range(26):
        live(dice.choice(courts), date(2026, 1, 5) + timedelta(days=number * 11), dice)
    tally.drain()
    return courts


@pytest.fixture
def on_the_day():
    """The clock stands at 23 November 2026, for this thread and the live server's."""
    clock.set_process_clock(TODAY)
    yield TODAY
    clock.set_process_clock(None)
