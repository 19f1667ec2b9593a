"""Every Celery task of every wing is known to a worker, and what the timetable names is a task."""

from __future__ import annotations

import re
from pathlib import Path

from yunfu_court.celery import app
from yunfu_court.timetable import TIMETABLE

ROOT = Path(__file__).resolve().parents[2]
STOREYS = ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court")
NAMED = re.compile(r"@shared_task\(.*?name=\"([\w.]+)\"", re.S)
MARKED = re.compile(r"^@shared_task\b", re.M)


def test_a_worker_knows_every_task() -> None:
    app.loader.import_default_modules()
    texts = [path.read_text(encoding="utf-8") for top in STOREYS for path in (ROOT / top).rglob("*.py")]
    named = {name for text in texts for name in NAMED.findall(text)}
    assert len(named) == sum(len(MARKED.findall(text)) for text in texts), "a task without a name of its own"
    assert named <= set(app.tasks), "a room's tasks.py must import those of its wings"


def test_the_timetable_names_tasks() -> None:
    app.loader.import_default_modules()
    assert {entry.task for entry in TIMETABLE.values()} <= set(app.tasks)
