"""A court's own servers: everything from the environment, and a refusal to start with anything made for development."""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from yunfu_court.settings.base import *  # noqa: F403
from yunfu_court.settings.base import (
    BACKUP_KEY,
    CASHIER_URL,
    DEVELOPMENT_FIELD_ENCRYPTION_KEYS,
    DEVELOPMENT_FIELD_HMAC_KEY,
    DEVELOPMENT_SECRET_KEY,
    FIELD_ENCRYPTION_KEYS,
    FIELD_HMAC_KEY,
    PUBLIC_URL,
    SECRET_KEY,
)
from yunfu_court.settings.networks import networks
from yunfu_court.settings.strength import weak

DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # the health probe comes from inside, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# The proxy of docker-compose.yml stands in this network; another installation names its own.
TRUSTED_PROXIES = networks(os.environ.get("TRUSTED_PROXIES") or "172.31.53.0/24")

# The court's own gateway, a dotted class (common.notifications.adapters.Sender).
NOTICE_SENDERS = {"sms": os.environ["SMS_GATEWAY"]} if os.environ.get("SMS_GATEWAY") else {}

# 等保三级; a court that has another second factor in front may switch ours off, but must say so.
STAFF_SECOND_FACTOR = (os.environ.get("STAFF_SECOND_FACTOR") or "1") == "1"
STAFF_PASSWORD_DAYS = int(os.environ.get("STAFF_PASSWORD_DAYS") or "90")


# Without one of these the portal would start and fail somebody later: no page to pay on, no message, no link that leads
# anywhere.
NEEDED = (
    *("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "FIELD_HMAC_KEY"),
    *("CASHIER_URL", "CASHIER_PUBLIC_KEY", "PUBLIC_URL", "SMS_GATEWAY", "EMAIL_HOST", "DEFAULT_FROM_EMAIL"),
)


def _secrets() -> list[str]:
    found = []
    if SECRET_KEY == DEVELOPMENT_SECRET_KEY:
        found.append("SECRET_KEY is the development one")
    if set(FIELD_ENCRYPTION_KEYS) & set(DEVELOPMENT_FIELD_ENCRYPTION_KEYS):
        found.append("FIELD_ENCRYPTION_KEYS holds the development key")
    if FIELD_HMAC_KEY == DEVELOPMENT_FIELD_HMAC_KEY:
        found.append("FIELD_HMAC_KEY is the development key")
    keys = {"FIELD_ENCRYPTION_KEYS": FIELD_ENCRYPTION_KEYS, "FIELD_HMAC_KEY": [FIELD_HMAC_KEY]}
    return found + weak(SECRET_KEY, keys | ({"BACKUP_KEY": [BACKUP_KEY]} if BACKUP_KEY else {}))


def _addresses() -> list[str]:
    found = []
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        found.append("ALLOWED_HOSTS must name the hosts, separated by commas")
    for name, url in (("CASHIER_URL", CASHIER_URL), ("PUBLIC_URL", PUBLIC_URL)):
        if url and not (url.startswith("https://") and urlsplit(url).hostname):
            found.append(f"{name} must be an address with https://")
    if PUBLIC_URL and urlsplit(PUBLIC_URL).hostname not in ALLOWED_HOSTS:
        found.append("PUBLIC_URL must lead to one of ALLOWED_HOSTS")
    return found


def _refusals() -> list[str]:
    found = [f"{name} must be set" for name in NEEDED if not os.environ.get(name)]
    if os.environ.get("DEBUG") == "1" or os.environ.get("COURT_DEBUG") == "1":
        found.append("DEBUG may not be on")
    if os.environ.get("COURT_DEMO") == "1":
        found.append("COURT_DEMO shows everybody's codes and may not be on")
    if os.environ.get("CASHIER_SIMULATOR"):
        found.append("CASHIER_SIMULATOR moves no money and may not run here")
    return found + _addresses() + _secrets()


if _found := _refusals():
    raise ImproperlyConfigured("production refuses to start: " + "; ".join(_found))
