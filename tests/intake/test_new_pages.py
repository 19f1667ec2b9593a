"""The pages of agents, codes and reviews of fees in a window and on a telephone: they fit, and axe finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import reverse

from common.cases.actions import link_party
from common.cases.events import SYSTEM
from common.people.states import Role
from fees.charging.actions import open_fee
from tests.factories import UserFactory, staff
from tests.factories.intake import TODAY
from tests.factories.triage import make_team, paying_case
from tests.intake.agents.test_agents import given, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", ["page", "phone"])
def test_pages_of_agents_codes_and_reviews_fit_and_pass_axe(
    request: pytest.FixtureRequest, settings: Any, live_server: Any, accessible: Any, size: str
) -> None:
    settings.EVENT_HANDLERS = list(project.EVENT_HANDLERS)
    window, zhang = request.getfixturevalue(size), UserFactory(name="张三", verified=True)
    make_team()
    case, party, _ = paying_case(claimant_user=zhang)
    link_party(party=party, user_id=zhang.pk, by=SYSTEM, today=TODAY)
    open_fee(case=case, by=SYSTEM, today=TODAY)
    clerk, president = staff(Role.CLERK, case.court), staff(Role.PRESIDENT, case.court)
    signed_in(zhang).post(reverse("intake:agents", args=[case.uid]), given())
    for user, name in (
        (zhang, "intake:agents"),
        (zhang, "fees:review"),
        (clerk, "intake:mandates"),
        (clerk, "intake:codes"),
        (president, "fees:reviews"),
    ):
        client = Client()
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        window.context.add_cookies([cookie])
        address = reverse(name, args=[case.uid] if name != "fees:reviews" else [])
        window.goto(f"{live_server.url}{address}")
        window.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert window.evaluate(wide), address
        accessible(window)
