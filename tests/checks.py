"""`./court check`: everything that can be said about the code without running its tests.

All steps run, two at a time, and each tells its time; the exit status is 1 when any failed.
"""

import base64
import os
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import tests.embedded_plugin  # noqa: F401  (a throw-away PostgreSQL: makemigrations looks at the migration history)

PACKAGES = ["common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court"]
ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Check:
    """One tool with its arguments, and variables on top of the environment."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass
class Result:
    """What a step said and how long it took, in seconds."""

    name: str
    passed: bool
    output: str
    seconds: float


def _production() -> dict[str, str]:
    """An environment production accepts, with secrets of the moment."""
    key = base64.b64encode(secrets.token_bytes(32)).decode("ascii")
    return {
        "DJANGO_SETTINGS_MODULE": "yunfu_court.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "FIELD_ENCRYPTION_KEYS": key,
        "FIELD_HMAC_KEY": base64.b64encode(secrets.token_bytes(32)).decode("ascii"),
        "ALLOWED_HOSTS": "court.example.cn",
        "SMS_GATEWAY": "a.court.writes.its.Own",
        "PUBLIC_URL": "https://court.example.cn",
        "CASHIER_URL": "https://cashier.example.cn",
        "CASHIER_PUBLIC_KEY": "/data/cashier/public.pem",
        "EMAIL_HOST": "mail.example.cn",
        "DEFAULT_FROM_EMAIL": "court@example.cn",
        "UPLOAD_SCANNER_ADDRESS": "tcp://clamav:3310",
    }


def steps() -> list[Check]:
    """The slowest first, so that two at a time end together."""
    python = sys.executable
    here = Path(python).parent
    manage = [python, "manage.py"]
    present = [name for name in PACKAGES if (ROOT / name).is_dir()]
    return [
        Check("mypy", [python, "-m", "mypy", *present]),
        Check("imports", [python, str(here / "lint-imports")]),
        Check("templates", [python, "-m", "djlint", "templates", "--lint", "--quiet"]),
        Check("layout", [python, "-m", "djlint", "templates", "--check", "--quiet"]),
        Check("ruff", [python, "-m", "ruff", "check", "."]),
        Check("format", [python, "-m", "ruff", "format", "--check", "."]),
        Check("migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        Check("first", [*manage, "first_migrations", "--check"]),
        Check("django", [*manage, "check", "--fail-level", "WARNING"]),
        Check("deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], _production()),
    ]


def perform(step: Check) -> Result:
    """Run one step to its end."""
    begun = time.monotonic()
    done = subprocess.run(
        step.command,
        cwd=ROOT,
        env={**os.environ, **step.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return Result(step.name, done.returncode == 0, (done.stdout + done.stderr).strip(), time.monotonic() - begun)


def main() -> int:
    """Print each step as it ends; 1 when any failed."""
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for result in pool.map(perform, steps()):
            print(f"{'ok  ' if result.passed else 'FAIL'}  {result.name:<12}{result.seconds:6.1f} s", flush=True)
            if not result.passed:
                failed.append(result.name)
                print(result.output, flush=True)
    if failed:
        print(f"未通过 · failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
