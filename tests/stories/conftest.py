"""A court with its people for the stories in a real browser."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.factories import court as court_of
from tests.stories.cashier import cashier
from tests.stories.driver import City, a_city
from triage.sorting.actions import load_default_rules

MONDAY = date(2026, 3, 2)
BROKEN_OFF = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A story that broke off tells at its end what was on everybody's page."""
    report = yield
    item.stash[BROKEN_OFF] = item.stash.get(BROKEN_OFF, False) or report.failed
    return report


@pytest.fixture(scope="session")
def till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The settings of a portal with a cashier beside it."""
    with cashier(tmp_path_factory.mktemp("cashier")) as (address, key):
        yield {"CASHIER_URL": address, "CASHIER_PUBLIC_KEY": str(key), "CSP_FORM_ACTION": [address]}


@pytest.fixture(scope="session")
def live_server(till: dict[str, Any]) -> Iterator[LiveServer]:
    """A server of the stories' own: the policy of its pages is fixed as it starts, and names the cashier."""
    with override_settings(**till):
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared by the processes of one run, so that each page is looked at once."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "looked"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def city(
    request: pytest.FixtureRequest,
    chromium: Browser,
    live_server: LiveServer,
    settings: Any,
    till: dict[str, Any],
    looked: Path,
) -> Iterator[City]:
    """罗定 with its rules, on a Monday of March 2026 or the day given by `@pytest.mark.parametrize(..., indirect)`."""
    for name, value in till.items():
        setattr(settings, name, value)
    court = court_of("luoding")
    load_default_rules()
    with a_city(chromium, live_server.url, court, getattr(request, "param", MONDAY), looked) as made:
        yield made
        if request.node.stash.get(BROKEN_OFF, False):
            made.tell()
