"""B, the founding document's regime (2024): received, diverted, mediated in vain, sorted, registered."""

from __future__ import annotations

from datetime import date

import pytest

from common.law.regimes import Route
from tests.stories import given, steps
from tests.stories.driver import City
from tests.stories.given import Staff, li, zhang


@pytest.mark.parametrize("city", [date(2024, 11, 4)], indirect=True)
def test_mediation_failed_then_registered(city: City) -> None:
    people, zhang_user, li_user = Staff(city.court), zhang(), li()
    mediator_user = people.mediator
    assert people.team
    case = given.filed(city, zhang_user)
    assert case.route == Route.B
    clerk = city.person(people.clerk)
    steps.divert(clerk)
    city.work()
    zhang_ = city.person(zhang_user, phone=True).open(f"/cases/{case.uid}/").sees("诉前调")

    given.mediating(city, case, li_user, mediator_user)
    steps.no_agreement(city.person(mediator_user), case.uid)
    city.work()
    steps.sort(city.person(people.officer))
    zhang_.open(f"/cases/{case.uid}/").sees("立案审查").sees_not("民初")

    steps.register(clerk)
    city.work()
    zhang_.open(f"/cases/{case.uid}/").sees("民初", "交纳受理费")
    assert given.fresh(case).stage == "payment"
