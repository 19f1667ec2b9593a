"""Intake alone: its own events, papers and notices, without the other rooms' reactions."""

import pytest

from common.law import clock
from tests.factories import UserFactory, fictitious_id, staff
from tests.factories import court as court_of
from tests.factories.intake import TODAY, ZHANG_ID


@pytest.fixture(autouse=True)
def _intake_alone(settings):
    settings.EVENT_HANDLERS = ["tests.intake.speaking.react"]
    settings.CHROME_NAV = ""  # the frame is the roof's affair
    with clock.at(TODAY):
        yield


@pytest.fixture
def luoding(db):
    return court_of("luoding")


@pytest.fixture
def zhang(db):
    return UserFactory(name="张三", phone="13800000001", verified=True, id_text=ZHANG_ID)


@pytest.fixture
def li(db):
    return UserFactory(name="李四", phone="13800000002", verified=True, id_text=fictitious_id(1002))


@pytest.fixture
def huang(luoding):
    return staff("clerk", luoding, name="黄立案")
