"""pytest and mypy: embedded servers without durability, fast hashing, nothing sent to a broker."""

import os

from yunfu_court.settings import servers
from yunfu_court.settings.base import *  # noqa: F403
from yunfu_court.settings.base import CACHES, DATABASES, LOGGING, REDIS_URL, TEMPLATES, VAR

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
CASHIER_SIMULATOR = True

# argon2 is slow by design; a story signs in many people.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Rows come first: a test that wants the worker's part calls the task. Messages to the memory broker reach nobody.
CELERY_BROKER_URL = "memory://"

_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
# A database of its own for each worker: clearing the cache empties the whole database, whatever the prefix.
CACHES["default"]["LOCATION"] = servers.redis_database(REDIS_URL, 2 + int(_worker.removeprefix("gw") or 0) % 12)
CACHES["default"]["KEY_PREFIX"] = f"test-{os.getpid()}-{_worker}"
# The live server of browser tests runs in threads; their connections must close with them or the database stays busy.
DATABASES["default"]["CONN_MAX_AGE"] = 0

# The tables are made from the models, a tenth of the time; `./court check` proves that the migrations make the same,
# and the portal that tests/setup runs is made by them. The triggers come with the tables.
PGTRIGGER_INSTALL_ON_MIGRATE = True

STORAGES = {
    "default": {"BACKEND": "common.documents.adapters.sealed_files.SealedFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = VAR / "test-media" / _worker

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
LOGGING["root"]["level"] = "ERROR"
