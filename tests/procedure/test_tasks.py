"""Every Celery task of every wing is known to a worker, and what the timetable names is a task."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from yunfu_court.timetable import TIMETABLE

ROOT = Path(__file__).resolve().parents[2]
STOREYS = ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court")
NAMED = re.compile(r"@shared_task\(.*?name=\"([\w.]+)\"", re.S)
MARKED = re.compile(r"^@shared_task\b", re.M)


# A process of its own: in this one a test may have imported the very wing that its room forgot.
WORKER = """
import django
django.setup()
from yunfu_court.celery import app
app.loader.import_default_modules()
print(*app.tasks)
"""


@pytest.fixture(scope="module")
def known() -> set[str]:
    """The names of the tasks that a worker knows when it has started."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "yunfu_court.settings.test"}
    done = subprocess.run([sys.executable, "-c", WORKER], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_a_worker_knows_every_task(known: set[str]) -> None:
    texts = [path.read_text(encoding="utf-8") for top in STOREYS for path in (ROOT / top).rglob("*.py")]
    named = {name for text in texts for name in NAMED.findall(text)}
    assert len(named) == sum(len(MARKED.findall(text)) for text in texts), "a task without a name of its own"
    assert named <= known, "a room's tasks.py must import those of its wings"


def test_the_timetable_names_tasks(known: set[str]) -> None:
    assert {entry.task for entry in TIMETABLE.values()} <= known
