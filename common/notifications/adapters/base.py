"""What an adapter answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider's own name for the message; kept as proof."""

    reference: str = ""


class Undeliverable(Exception):
    """Trying again is of no use. `code` is a provider's code, never words about a person."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def idempotency_key(notice_id: int) -> str:
    """The same for every attempt at a message."""
    return f"yunfu-notice-{notice_id}"
