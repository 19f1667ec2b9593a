"""The clerk mends the cause of action: said on the case's page, and counted on the day it was mended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from common.cases.models import Case, Event
from common.cases.rules import ActionRefused
from common.law import clock
from intake.review.actions import set_cause
from tests.factories.intake import TODAY, by_user, make_filing
from yunfu_court.casefile.labels import said
from yunfu_court.rooms import WORDS
from yunfu_court.targets import tally
from yunfu_court.targets.models import Tally

pytestmark = pytest.mark.django_db
DIVORCE = "14"


def mended(filing: Any, cause: str, clerk: Any) -> list[Event]:
    day = TODAY + timedelta(days=2)
    with clock.at(day):
        set_cause(filing=filing, cause=cause, by=by_user(clerk), today=day)
    return list(Event.objects.filter(case=filing.case, kind="intake.cause_set"))


def test_it_is_announced_and_counted_on_its_own_day(luoding: Any, zhang: Any, huang: Any) -> None:
    filing = make_filing(user=zhang, court=luoding)
    event = mended(filing, DIVORCE, huang)[0]
    assert Case.objects.get(pk=filing.case_id).cause == DIVORCE
    payload = {name: event.payload[name] for name in ("former", "cause")}
    assert payload["cause"] == DIVORCE
    words = WORDS[event.kind].to("others").format_map(said(event.kind, event.payload, event.day))
    assert words == "法院将案由更正为“离婚纠纷”"
    tally.rebuild()
    counted = Tally.objects.filter(measure="key.received").values_list("day", "count")
    assert list(counted.order_by("day")) == [(TODAY, 1), (TODAY + timedelta(days=2), -1)], "no key area"


def test_the_same_cause_again_is_nothing_new(luoding: Any, zhang: Any, huang: Any) -> None:
    filing = make_filing(user=zhang, court=luoding)
    assert mended(filing, filing.case.cause, huang) == []
    with pytest.raises(ActionRefused, match="没有这个案由"):
        mended(filing, "0", huang)
