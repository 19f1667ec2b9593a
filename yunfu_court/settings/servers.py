"""Server addresses out of URLs, in the shapes Django and Celery want."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit


def database(url: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?sslmode=...` (or `?host=/socket/dir`) as a DATABASES entry."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must be postgresql://, not {parts.scheme}://")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", str(parts.port or "")),
        # Opening a connection a request is 6 to 8 times slower; the health check survives a server restart.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "yunfu-court", **options},
    }


def redis_database(url: str, number: int) -> str:
    """The same Redis with another database number: `redis://host/1`, `unix://path?db=1`."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"  # urlunsplit would drop the slashes of an empty host
    return urlunsplit(parts._replace(path=f"/{number}"))


def broker(url: str) -> str:
    """Database 0 of that Redis in the words of Celery's transport."""
    if url.startswith("unix://"):
        path = urlsplit(url).path
        return f"redis+socket://{path}?virtual_host=0"
    return redis_database(url, 0)
