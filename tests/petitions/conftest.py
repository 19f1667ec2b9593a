"""Petitions alone: their own events without the other rooms' reactions, in 罗定 on a day in November."""

import pytest

from common.law import clock
from common.people.states import Role
from tests.factories import court as court_named
from tests.factories import staff
from tests.petitions.visiting import TODAY


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
