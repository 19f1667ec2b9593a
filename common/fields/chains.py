"""A chain of records: each carries the hash of all before it, so that none can be changed, left out or put in later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64


def canonical(body: Mapping[str, Any]) -> str:
    """The one JSON text of a body: sorted keys, no blanks, UTF-8 as is. This exact text is hashed and stored."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chained(previous: str, body: str) -> str:
    """The chain's next link, 64 hex digits: SHA-256 over the previous link and this record's exact text."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()
