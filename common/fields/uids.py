"""Names of rows for the address bar: they cannot be guessed or counted."""

from __future__ import annotations

import secrets

# What is read out on the phone: no 0 and O, no 1, I and L.
_CLEAR = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def short_uid() -> str:
    """16 characters, 96 bits: for what is opened by those who may, and checked again behind the door."""
    return secrets.token_urlsafe(12)


def long_uid() -> str:
    """22 characters, 128 bits: for files and services, whose address travels in messages."""
    return secrets.token_urlsafe(16)


def receipt_number() -> str:
    """收件编号 of what the court took in, before there is a case number: SJ-K7QFM-3MPX2. Opens nothing."""
    drawn = "".join(secrets.choice(_CLEAR) for _ in range(10))
    return f"SJ-{drawn[:5]}-{drawn[5:]}"


def new_handle() -> str:
    """A random public name of an account: says nothing about the person and cannot be guessed or counted."""
    return f"u{secrets.token_hex(8)}"
