"""Names of rows for the address bar: they cannot be guessed or counted."""

from __future__ import annotations

import secrets


def short_uid() -> str:
    """16 characters, 96 bits: for what is opened by those who may, and checked again behind the door."""
    return secrets.token_urlsafe(12)


def long_uid() -> str:
    """22 characters, 128 bits: for files and services, whose address travels in messages."""
    return secrets.token_urlsafe(16)
