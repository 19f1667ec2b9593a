"""A court's own servers: everything from the environment, and a refusal to start with anything made for development."""

import os

from django.core.exceptions import ImproperlyConfigured

from yunfu_court.settings.base import *  # noqa: F403
from yunfu_court.settings.base import (
    DEVELOPMENT_FIELD_ENCRYPTION_KEYS,
    DEVELOPMENT_FIELD_HMAC_KEY,
    DEVELOPMENT_SECRET_KEY,
    FIELD_ENCRYPTION_KEYS,
    FIELD_HMAC_KEY,
    SECRET_KEY,
)
from yunfu_court.settings.networks import networks

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

# The court's own gateway, a dotted class (common.notifications.adapters.Sender); `check --deploy` asks for it.
NOTICE_SENDERS = {"sms": os.environ["SMS_GATEWAY"]} if os.environ.get("SMS_GATEWAY") else {}

# 等保三级; a court that has another second factor in front may switch ours off, but must say so.
STAFF_SECOND_FACTOR = os.environ.get("STAFF_SECOND_FACTOR", "1") == "1"
STAFF_PASSWORD_DAYS = int(os.environ.get("STAFF_PASSWORD_DAYS") or "90")


def _refusals() -> list[str]:
    found = []
    if os.environ.get("DEBUG") == "1" or os.environ.get("COURT_DEBUG") == "1":
        found.append("DEBUG may not be on")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        found.append("ALLOWED_HOSTS must name the hosts, separated by commas")
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "FIELD_HMAC_KEY"):
        if not os.environ.get(name):
            found.append(f"{name} must be set")
    if SECRET_KEY == DEVELOPMENT_SECRET_KEY or len(SECRET_KEY) < 50:
        found.append("SECRET_KEY must be a secret of at least 50 characters, not the development one")
    if set(FIELD_ENCRYPTION_KEYS) & set(DEVELOPMENT_FIELD_ENCRYPTION_KEYS):
        found.append("FIELD_ENCRYPTION_KEYS holds the development key")
    if FIELD_HMAC_KEY == DEVELOPMENT_FIELD_HMAC_KEY:
        found.append("FIELD_HMAC_KEY is the development key")
    if os.environ.get("COURT_DEMO") == "1":
        found.append("COURT_DEMO shows everybody's codes and may not be on")
    if os.environ.get("CASHIER_SIMULATOR"):
        found.append("CASHIER_SIMULATOR moves no money and may not run here")
    return found


if _found := _refusals():
    raise ImproperlyConfigured("production refuses to start: " + "; ".join(_found))
