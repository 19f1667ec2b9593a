"""What is asked is data, and dated: a folder for each form, in it a file for each version (`labour/2025-07.json`).

A version is named by the month or the day from which it is asked. Whatever was begun under one is read by it for good
(docs/decisions/016-a-form-keeps-its-version.md): a file that somebody answered is never changed, a newer one is laid
beside it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

FOLDER = Path(str(resources.files("intake").joinpath("data")))


def stored(kind: str) -> tuple[str, ...]:
    """The versions that lie in a folder of the data, oldest first. KeyError when there is none."""
    return _stored(FOLDER, kind)


@cache
def _stored(folder: Path, kind: str) -> tuple[str, ...]:
    found = tuple(sorted(each.stem for each in (folder / kind).glob("*.json")))
    if not found:
        raise KeyError(kind)
    return found


def as_of(versions: Sequence[str], moment: str) -> str:
    """The newest of these that had come by then, `moment` being a version or an ISO day. Before the first, the first:
    there is no other."""
    return max((each for each in versions if each <= moment), default=versions[0])


def newest(versions: Sequence[str], today: date) -> str:
    """The version under which something is begun today."""
    return as_of(versions, today.isoformat())


def read(folder: Path, kind: str, version: str) -> Any:
    """What one file says."""
    return json.loads((folder / kind / f"{version}.json").read_text(encoding="utf-8"))
