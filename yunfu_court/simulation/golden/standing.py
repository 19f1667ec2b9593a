"""The city of seed 1 in a database of its own: nothing of the portal that may be running is read or written."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection
from django.test.utils import override_settings

from common.courts.actions import load_reference
from yunfu_court.simulation.city import City
from yunfu_court.simulation.filling import fill_city

SEED = "1"
CASES = 64  # every place a case can stand in is taken
TODAY = date(2025, 4, 10)

_BESIDE: dict[str, Any] = {
    "ALLOWED_HOSTS": ["localhost"],
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "golden"}},
    "STORAGES": {
        "default": {"BACKEND": "common.documents.adapters.sealed_files.SealedFiles"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
    "DEBUG": False,
    "DEMO": False,
    "WAKE_UPS": False,
}


def filled() -> City:
    """Fill the database of this connection."""
    load_reference()
    city = fill_city(cases=CASES, seed=SEED, today=TODAY)
    if city is None:
        raise LookupError("this database has a city already")
    return city


@contextmanager
def scratch() -> Iterator[None]:
    """An empty database beside the portal's on the same server, with files and a memory of its own; gone afterwards."""
    former = connection.settings_dict["NAME"]
    logging.getLogger("django.request").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as files, override_settings(**_BESIDE, MEDIA_ROOT=files):
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(former, verbosity=0)
