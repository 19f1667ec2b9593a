"""A version of the rules is tried on the decisions of the last year: of every court that one supervises."""

from __future__ import annotations

from datetime import timedelta

import pytest

from common.cases.events import SYSTEM
from common.law import clock
from common.people.states import Role
from tests.factories import court, staff
from tests.factories.triage import DAY, by, sorting_case
from tests.triage.trial.trials import client
from triage.sorting.actions import confirm, propose
from triage.sorting.models import Decision, RuleSet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("place", "sees", "named"), [("zhongyuan", True, False), ("luoding", True, True), ("xinxing", False, False)]
)
def test_a_supervising_court_tries_them_on_the_whole_city(place: str, sees: bool, named: bool) -> None:
    case, *_ = sorting_case(court=court("luoding"))
    row = propose(case=case, by=SYSTEM, today=DAY)
    officer = staff(Role.TRIAGE_OFFICER, court("luoding"))
    with clock.at(DAY):
        confirm(decision=row, version=row.version, by=by(officer), today=DAY)
    Decision.objects.update(proposed_track="careful")  # as an earlier version had it
    with clock.at(DAY + timedelta(days=30)):
        page = client(staff(Role.PRESIDENT, court(place))).get(f"/triage/rules/{RuleSet.objects.latest('pk').pk}/")
        text = page.content.decode()
    assert page.status_code == 200
    assert ("共 1 件，0 件结论相同" in text) is sees
    assert (case.title in text) is named
    assert (f"/cases/supervision/{case.uid}/" in text) is (sees and not named)
