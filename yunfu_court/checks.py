"""System checks: what would fail late or silently fails at start, with the remedy in one line."""

from collections.abc import Sequence
from ctypes.util import find_library
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.utils.module_loading import import_string

from yunfu_court.casefile.labels import nameless
from yunfu_court.roles import standing
from yunfu_court.rooms import WORDS
from yunfu_court.settings.strength import weak

PANGO = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
APT_LINE = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@register(Tags.compatibility)
def driver(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """psycopg 3 beside psycopg2 would be preferred by Django without a word; we measured, and test, psycopg2."""
    return driver_messages(installed=find_spec("psycopg") is not None)


def driver_messages(*, installed: bool) -> list[CheckMessage]:
    """The finding of `driver` for a machine where psycopg 3 is, or is not, installed."""
    if not installed:
        return []
    return [
        Error(
            "psycopg 3 已安装，Django 会悄悄改用它。psycopg 3 is installed and Django would silently prefer it.",
            hint="pip uninstall psycopg",
            id="yunfu_court.E001",
        )
    ]


@register(Tags.compatibility)
def pango(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """WeasyPrint needs pango from the system; without it every paper would wait in the outbox."""
    missing = [name for name in PANGO if find_library(name) is None]
    return pango_messages(missing, production=settings.SETTINGS_MODULE.endswith(".production"))


def pango_messages(missing: list[str], *, production: bool) -> list[CheckMessage]:
    """The finding of `pango`: an error for a court, a warning on a developer's machine (pages work, papers wait)."""
    if not missing:
        return []
    kind = Error if production else CheckWarning
    return [
        kind(
            f"缺少 pango（{'、'.join(missing)}），无法生成 PDF。Pango is missing: no PDF can be made.",
            hint=APT_LINE,
            id="yunfu_court.E002" if production else "yunfu_court.W002",
        )
    ]


# Settings by which the ground calls upstairs: a dotted name, or several. A new one of these is written here; a test
# finds one that is missing.
DOTTED = (
    *("EVENT_HANDLERS", "CALENDAR_HANDLERS", "NOTICE_HANDLERS", "SIGNED_IN_HANDLERS", "UNIT_LEFT_HANDLERS"),
    *(
        "VERIFIED_HANDLERS",
        "POST_HANDLERS",
        "SCAN_HANDLERS",
        "CENTRE_COVERAGE",
        "CHROME_NAV",
        "CSRF_FAILURE_VIEW",
        "DOORS",
        "IDENTITY_CHECKER",
        "MEDIATING",
        "PAPER_LAYOUTS",
        "RECEIPT_FIRST",
        "SMS_SENDER",
    ),
)


@register(Tags.compatibility)
def dotted_settings(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """What a dotted setting names can be imported: otherwise the first filing of the day would find out."""
    found: list[CheckMessage] = []
    for name in DOTTED:
        for path in _paths(getattr(settings, name)):
            try:
                named = import_string(path)
            except ImportError as error:
                found.append(Error(f"{name}: {path}: {error}", id="yunfu_court.E003"))
            else:
                if not (callable(named) or name == "PAPER_LAYOUTS"):
                    found.append(Error(f"{name}: {path} cannot be called", id="yunfu_court.E003"))
    return found


def _paths(value: Any) -> Sequence[str]:
    if isinstance(value, str):
        return [value] if value else []
    return list(value.values() if isinstance(value, dict) else value)


@register(Tags.compatibility)
def words(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """No telling of an event has a place that nobody fills: it would be left out of the sentence without a word."""
    import_module(settings.ROOT_URLCONF)  # the checks come in no order: by then every event is declared
    return [
        Error(f"{kind}: nothing is called {{{place}}}, in “{text}”", id="yunfu_court.E004")
        for kind, told in WORDS.items()
        for text in (told.mine, told.others, told.court)
        for place in nameless(kind, text)
    ]


@register(Tags.security, deploy=True)
def made_for_development(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """`check --deploy`: nothing made for development; `settings.production` refuses the same things on import."""
    keys = {"FIELD_ENCRYPTION_KEYS": settings.FIELD_ENCRYPTION_KEYS, "FIELD_HMAC_KEY": [settings.FIELD_HMAC_KEY]}
    return [
        *development_messages(
            debug=settings.DEBUG,
            hosts=settings.ALLOWED_HOSTS,
            secrets=[settings.SECRET_KEY, settings.FIELD_HMAC_KEY, *settings.FIELD_ENCRYPTION_KEYS],
            simulator=settings.CASHIER_SIMULATOR,
        ),
        *(Error(words, id="yunfu_court.E014") for words in weak(settings.SECRET_KEY, keys)),
    ]


@register(Tags.security, deploy=True)
def runtime_role(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """`check --deploy --database default`, as what answers the public: it is neither owner nor superuser."""
    return role_messages(*standing()) if databases else []


def role_messages(superuser: bool, owner: bool) -> list[CheckMessage]:
    """The finding of `runtime_role` for whoever is connected."""
    hint = "sh deploy/roles.sh; DATABASE_URL of web, worker and beat names the runtime role"
    found: list[CheckMessage] = []
    if superuser:
        found.append(Error("the portal is a superuser of its database", hint=hint, id="yunfu_court.E015"))
    elif owner:
        found.append(Error("the portal owns its tables", hint=hint, id="yunfu_court.E016"))
    return found


@register(Tags.security, deploy=True)
def scanner(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """`check --deploy`: what people hand in is scanned."""
    return scanner_messages(settings.UPLOAD_SCANNER, settings.UPLOAD_SCANNER_ADDRESS)


def scanner_messages(path: str, address: str) -> list[CheckMessage]:
    """An error where nothing scans, or ClamAV's address is none; E003 finds a callable that is not there."""
    if not path:
        return [
            Error(
                "没有设置病毒检查。Uploads are not scanned.",
                hint="UPLOAD_SCANNER_ADDRESS=tcp://clamav:3310",
                id="yunfu_court.E020",
            )
        ]
    if address and not address.startswith(("tcp://", "unix:///")):
        return [
            Error(f"UPLOAD_SCANNER_ADDRESS: {address}", hint="tcp://host:port, unix:///path", id="yunfu_court.E020")
        ]
    return []


def development_messages(
    *, debug: bool, hosts: Sequence[str], secrets: Sequence[str], simulator: bool
) -> list[CheckMessage]:
    """One error for each thing that must not leave a developer's machine."""
    development = {
        settings.DEVELOPMENT_SECRET_KEY,
        settings.DEVELOPMENT_FIELD_HMAC_KEY,
        *settings.DEVELOPMENT_FIELD_ENCRYPTION_KEYS,
    }
    found: list[CheckMessage] = []
    if debug:
        found.append(Error("DEBUG is on", id="yunfu_court.E010"))
    if not hosts or "*" in hosts:
        found.append(Error("ALLOWED_HOSTS names no hosts", id="yunfu_court.E011"))
    if development & set(secrets):
        found.append(Error("a development secret is in use", id="yunfu_court.E012"))
    if simulator:
        found.append(Error("the cashier simulator is on: no money would move", id="yunfu_court.E013"))
    return found
