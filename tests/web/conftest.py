"""Pages of common.web stand on their own URLs and their own navigation."""

from typing import Any

import pytest


@pytest.fixture
def web(settings: Any) -> Any:
    """Settings with the chrome in every template and this package's URLs."""
    options = settings.TEMPLATES[0]["OPTIONS"]
    chrome = "common.web.context.chrome"
    processors = [*(one for one in options["context_processors"] if one != chrome), chrome]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": {**options, "context_processors": processors}}]
    settings.ROOT_URLCONF = "tests.web.urls"
    settings.CHROME_NAV = "tests.web.navigation.navigation"
    settings.DOORS = {"staff": "tests.web.urls.staff_door"}
    return settings
