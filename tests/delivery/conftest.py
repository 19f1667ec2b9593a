"""罗定: the court serves 张三, who uses the portal, and 李四, who has no phone of his own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from common.cases.actions import admit
from common.cases.events import By, Channel
from common.cases.models import Case, Party
from common.cases.states import Capacity
from common.delivery.rules import Signed
from common.delivery.states import Relation
from common.law import clock
from tests.factories import UserFactory, court
from tests.factories.cases import make_case

MONDAY = date(2026, 11, 23)
CLERK = By(user_id=None, channel=Channel.COUNTER)
NUMBER = "XA000000001CN"


def signed(party: Party, **more: str) -> Signed:
    """What the receipt shows when the party itself signed it."""
    itself = {"signer": party.name, "relation": Relation.SELF, "identity": party.id_number[-4:] or "0012"}
    return Signed(**{**itself, **more})


@pytest.fixture
def zhang(db: None) -> Any:
    return UserFactory(name="张三", verified=True)


@pytest.fixture
def suit(settings: Any, zhang: Any) -> tuple[Case, Party, Party]:
    settings.EVENT_HANDLERS = []
    settings.NOTICE_HANDLERS = ["common.delivery.actions.on_notice"]
    with clock.at(MONDAY):
        case, first, second = make_case(court=court("luoding"), claimant_user=zhang)
        admit(case=case, user_id=zhang.pk, capacity=Capacity.PARTY, by=CLERK, today=MONDAY, party=first)
        return case, first, second
