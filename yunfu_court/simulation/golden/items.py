"""The items of the golden city, their digests, and the whole of them as files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.db import transaction

from common.law import clock
from yunfu_court.simulation.golden.labels import Labels
from yunfu_court.simulation.golden.pages import begin_drafts, pages
from yunfu_court.simulation.golden.rows import rows
from yunfu_court.simulation.golden.standing import TODAY

Items = dict[str, str]  # "kind key" -> text
_DIGEST = 12


def items() -> Items:
    """Everything of the city that stands in this database, as at ten in the morning of its last day. Writes nothing
    that stays: the drafts it opens are gone afterwards."""
    found: Items = {}
    with clock.at(clock.moment(TODAY).replace(hour=10)), transaction.atomic():
        begin_drafts(TODAY)
        labels = Labels()
        for kind, key, text in (*rows(labels), *pages(labels)):
            name = f"{kind} {key}"
            while name in found:
                name += "'"
            found[name] = text
        transaction.set_rollback(True)
    return found


def digests(found: Items) -> list[str]:
    """A line an item: its digest, then its name; in the order of the names."""
    return [f"{hashlib.sha256(found[name].encode()).hexdigest()[:_DIGEST]} {name}" for name in sorted(found)]


def write(found: Items, folder: Path) -> int:
    """A file an item, in a folder a kind; how many. Two such folders are compared with `diff -r`."""
    for name, text in found.items():
        kind, _, key = name.partition(" ")
        file = folder / kind / f"{key.strip('/').replace('/', '_').replace(' ', '_') or 'home'}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{name}\n\n{text}\n", encoding="utf-8")
    return len(found)
