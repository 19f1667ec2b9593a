"""What a room asks to have written about an event; the roof issues it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from common.law.papers import PaperKind


@dataclass(frozen=True, kw_only=True)
class PaperRequest:
    """One paper. `context` holds plain JSON values and `context["day"]` (ISO); `audience` is a value of Audience.

    With `serve` the paper is served on its party through common.delivery; deadlines that await its receipt start when
    service is recorded. Its layout is its kind's (`Room.layouts`).
    """

    kind: PaperKind
    title: str
    context: Mapping[str, Any]
    audience: str = "all"
    party_id: int | None = None
    serve: bool = False
    number: str = ""
