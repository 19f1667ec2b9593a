"""What every mode shares. Importing settings starts no server and writes no file: mypy and makemigrations do it."""

import os
from pathlib import Path
from typing import Any

from yunfu_court.embedded import addresses
from yunfu_court.settings import servers
from yunfu_court.settings.accounts import *  # noqa: F403
from yunfu_court.settings.networks import networks

BASE_DIR = addresses.ROOT
VAR = addresses.var()

# --- Secrets. The development ones are public by nature; production.py refuses them. ---------------------------------
DEVELOPMENT_SECRET_KEY = "development-only-" + "k" * 50
DEVELOPMENT_FIELD_ENCRYPTION_KEYS = ["ZGV2ZWxvcG1lbnQtb25seS1maWVsZC1rZXktMDAwMDE="]  # 32 bytes, base64
DEVELOPMENT_FIELD_HMAC_KEY = "ZGV2ZWxvcG1lbnQtb25seS1obWFjLWtleS0wMDAwMDE="

SECRET_KEY = os.environ.get("SECRET_KEY") or DEVELOPMENT_SECRET_KEY
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]
# The first encrypts, all decrypt: a key is changed by putting the new one in front, and `rotate_keys`.
FIELD_ENCRYPTION_KEYS = [
    key for key in os.environ.get("FIELD_ENCRYPTION_KEYS", "").split(",") if key
] or DEVELOPMENT_FIELD_ENCRYPTION_KEYS
FIELD_HMAC_KEY = os.environ.get("FIELD_HMAC_KEY") or DEVELOPMENT_FIELD_HMAC_KEY
# Former ones, for codes that were told once and never kept; see yunfu_court.rotation.
FIELD_HMAC_KEY_FALLBACKS = [key for key in os.environ.get("FIELD_HMAC_KEY_FALLBACKS", "").split(",") if key]
BACKUP_KEY = os.environ.get("BACKUP_KEY", "")  # seals `backup`; told to the command that makes one and to nobody else

DEBUG = False
ALLOWED_HOSTS: list[str] = []

# --- What the portal is made of --------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "common.web",
    "common.courts",
    "common.people",
    "common.cases",
    "common.documents",
    "common.notifications",
    "common.delivery",
    "intake",
    "mediation",
    "triage",
    "fees",
    "petitions",
    "yunfu_court.apps.CourtConfig",
    "yunfu_court.targets",
    "yunfu_court.counter",
    "yunfu_court.simulation",
    "yunfu_court.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",  # its widget templates, since FORM_RENDERER looks in templates/ first
    "django.contrib.humanize",  # two of allauth's pages load its template tags
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "django_filters",
    "django_htmx",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "common.web.middleware.SecurityHeaders",
    "common.web.middleware.one_moment",
    "common.web.middleware.CleanAddress",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "common.people.idling.Idling",
    "common.web.middleware.SignInRequired",
    "common.web.idempotency.own_tokens",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "yunfu_court.counter.middleware.standing_in",
    "yunfu_court.casefile.middleware.acting_for",
    "yunfu_court.casefile.middleware.ByAColleague",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "yunfu_court.urls"
WSGI_APPLICATION = "yunfu_court.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What a mediator's seat in a case rests on, asked by `common.cases`: (day) -> the condition for seats.
MEDIATING = "mediation.overview.access.mediating"
# How long after its end a case stays open to who tried it, while nothing in it waits: the court's own figure.
SEAT_KEPT_DAYS = int(os.environ.get("SEAT_KEPT_DAYS") or 90)
# Whom `common.cases` calls after an event is written, in order; dotted so that the ground imports nothing above it.
EVENT_HANDLERS = ["yunfu_court.procedure.react", "yunfu_court.targets.tally.record"]
# Whom `common.notifications` calls when a message has left; `common.web` for the ways on every page.
CALENDAR_HANDLERS = ["yunfu_court.tasks.calendar_changed"]  # whom `common.courts` calls when a day was entered
CENTRE_COVERAGE = "mediation.roster.queries.covered_courts"  # what the targets cannot read from events
NOTICE_HANDLERS = ["common.delivery.actions.on_notice"]
RECEIPT_FIRST = "common.delivery.queries.receipt_first"
PAPER_LAYOUTS = "yunfu_court.rooms.LAYOUTS"  # which template a paper of a kind and version is printed by
CHROME_NAV = "yunfu_court.workbench.nav.items"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "common.web.context.chrome",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("yunfu",)
CRISPY_TEMPLATE_PACK = "yunfu"

# --- Servers ---------------------------------------------------------------------------------------------------------
DATABASE_URL = os.environ.get("DATABASE_URL") or addresses.database_url(VAR)
REDIS_URL = os.environ.get("REDIS_URL") or addresses.redis_url(VAR)
DATABASES = {"default": servers.database(DATABASE_URL)}
RUNTIME_ROLE = os.environ.get("RUNTIME_ROLE", "")  # whom `prepare`, as the owner, gives the rows and nothing else
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        # Not the broker's database: a cache that is cleared must not take messages with it.
        "LOCATION": os.environ.get("CACHE_URL") or servers.redis_database(REDIS_URL, 1),
    }
}

# --- Celery: JSON only; a task may run twice and must not mind -------------------------------------------------------
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL") or servers.broker(REDIS_URL)
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 540  # below visibility_timeout: a task is dead before its message comes back
CELERY_TASK_SOFT_TIME_LIMIT = 500
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Without the two unacked_restore values nothing of a lost worker comes back for more than 100 seconds.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    # A page does not wait for a broker that is down: without this a wake-up tries for six seconds.
    "max_retries": 0,
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Shanghai"

# --- Time and language -----------------------------------------------------------------------------------------------
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
LANGUAGE_CODE = "zh-hans"
USE_I18N = True  # Django's and allauth's own words have a Chinese translation; ours are written in place

# --- Sign-in ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "yunfu_court.hashers.CourtArgon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Sessions, cookies, headers --------------------------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # not the cache: wiping Valkey must sign nobody out
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "common.web.typed.page_expired"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# Whose word about a visitor's address is believed, and behind which addresses many people stand whom the court knows (a
# filing hall, a mediation office): `common.web.visitor`. Networks, separated by commas.
TRUSTED_PROXIES = networks(os.environ.get("TRUSTED_PROXIES", ""))
KNOWN_NETWORKS = networks(os.environ.get("KNOWN_NETWORKS", ""))

# What search engines are asked to leave alone: the rest says nothing of anybody.
ROBOTS_KEEP_OUT = [
    "/accounts/",
    "/admin/",
    "/cases/",
    "/delivery/",
    "/demo/",
    "/documents/",
    "/me/",
    "/notifications/",
]

# --- Files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT") or VAR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"] if (BASE_DIR / "static").is_dir() else []
MEDIA_ROOT = VAR / "media"  # never served by URL: documents go through a view that asks who is looking
STORAGES = {
    "default": {"BACKEND": "common.documents.adapters.sealed_files.SealedFiles"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # Public by nature, and in the image collected by another user than the one who serves them.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # half the files to compress; every page uses the hashed name
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]  # memory stays flat
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # of the fields; files are streamed and measured by common.documents
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 50

# --- The outside world: simulated unless configured ------------------------------------------------------------------
CASHIER_SIMULATOR = False
CASHIER_URL = os.environ.get("CASHIER_URL", "")
CASHIER_PUBLIC_KEY = os.environ.get("CASHIER_PUBLIC_KEY", "")
CSP_FORM_ACTION = [CASHIER_URL] if CASHIER_URL else []  # the payer is sent on from a form
PUBLIC_URL = os.environ.get("PUBLIC_URL", "")  # of the portal, for links in e-mails
# Where ClamAV listens (tcp://clamav:3310, unix:///run/clamd.sock); or a court's own scanner, a dotted callable. Without
# either nothing is scanned: for a developer's machine, and `check --deploy` says so.
UPLOAD_SCANNER_ADDRESS = os.environ.get("UPLOAD_SCANNER_ADDRESS", "")
UPLOAD_SCANNER = os.environ.get("UPLOAD_SCANNER") or (
    "common.documents.adapters.clamav.scan" if UPLOAD_SCANNER_ADDRESS else ""
)
DEMO = False  # shows outgoing codes and messages to everybody
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or "noreply@localhost"
EMAIL_HOST = os.environ.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or "25")
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 10

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
