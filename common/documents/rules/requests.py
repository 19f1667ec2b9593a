"""What a room asks to have written about an event; the roof issues it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class PaperRequest:
    """One paper. `context` holds plain JSON values and `context["day"]` (ISO); `audience` is a value of Audience.

    With `serve` the paper is served on its party through common.delivery; deadlines awaiting
    `delivery:<kind>:<party_id>` start when service is recorded.
    """

    kind: str
    title: str
    template: str
    context: Mapping[str, Any]
    audience: str = "all"
    party_id: int | None = None
    serve: bool = False
    decision: bool = False  # 判决书, 裁定书, 调解书: paper on request even when served electronically (民诉法90)
    number: str = ""
