"""Every kind of page of the guides in a window and on a telephone; a guide fits on one sheet of paper."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from common.law import clock
from intake.requests.rules.catalogue import CATALOGUE, Service
from intake.requests.states import ServiceClass
from tests.factories import UserFactory
from tests.factories.intake import TODAY
from tests.factories.triage import make_team
from tests.intake.requests.test_guides import seated

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_the_day() -> Any:
    clock.set_process_clock(TODAY)
    yield
    clock.set_process_clock(None)


@pytest.mark.parametrize("size", ["page", "phone"])
def test_every_kind_of_page_fits_and_passes_axe(
    request: pytest.FixtureRequest, live_server: Any, accessible: Any, size: str
) -> None:
    window = request.getfixturevalue(size)
    guides = reverse("intake:guides")
    addresses = ["/", guides, f"{guides}?q=欠薪", f"{guides}?q=外星人", reverse("intake:no_more")]
    addresses += [reverse("intake:guide_class", args=["trial"])]
    addresses += [reverse("intake:guide", args=[code]) for code in ("S15", "S31", "S43", "S12")]
    addresses += [reverse("intake:guide_form", args=["S15"])]
    for address in addresses:
        window.goto(f"{live_server.url}{address}")
        accessible(window)


@pytest.mark.parametrize("size", ["page", "phone"])
def test_the_way_into_a_case_fits_and_passes_axe(
    request: pytest.FixtureRequest, live_server: Any, accessible: Any, size: str
) -> None:
    window, zhang = request.getfixturevalue(size), UserFactory(name="张三", verified=True)
    make_team()
    case = seated(zhang)
    seated(zhang)
    client = Client()
    client.force_login(zhang)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    window.context.add_cookies([cookie])
    for address in (reverse("casefile:begin", args=["S43"]), reverse("casefile:begin_in", args=[case.uid, "S32"])):
        window.goto(f"{live_server.url}{address}")
        accessible(window)


def longest() -> list[Service]:
    """Of each class the item with most to read: where it fits, the others do."""
    return [max(CATALOGUE.of(cls), key=lambda each: len("".join(each.texts()))) for cls in ServiceClass]


def test_a_guide_is_one_sheet_and_so_is_its_form(page: Any, live_server: Any, tmp_path: Any) -> None:
    for service in longest():
        names = ["intake:guide"] + (["intake:guide_form"] if service.form else [])
        for name in names:
            page.goto(f"{live_server.url}{reverse(name, args=[service.code])}")
            made = tmp_path / f"{service.code}-{name[7:]}.pdf"
            page.pdf(path=made, format="A4", prefer_css_page_size=True)
            with pikepdf.open(made) as sheet:
                assert len(sheet.pages) == 1, (service.code, name)
