"""What a secret must be to be one: asked by production settings and by `check --deploy`. Standard library only."""

import base64
import binascii
from collections.abc import Mapping, Sequence

KEY_BYTES = 32
FEWEST_DIFFERENT = 16  # of 32 random bytes fewer than 24 different ones come once in a million; a typed text has few
SECRET_LENGTH = 50


def weakness(key: str) -> str:
    """Why a field key is none: not 32 bytes in base64, or not random. Empty when it is good."""
    try:
        raw = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        return "is not base64"
    if len(raw) != KEY_BYTES:
        return f"has {len(raw)} bytes, not {KEY_BYTES}"
    if len(set(raw)) < FEWEST_DIFFERENT or raw.isascii():
        return "is not random"  # 32 random bytes are ASCII once in four thousand million
    return ""


def weak(secret: str, keys: Mapping[str, Sequence[str]]) -> list[str]:
    """What is wrong with the secrets of an installation, a line each: `keys` are field keys by the variable's name."""
    found = []
    if len(secret) < SECRET_LENGTH or len(set(secret)) < FEWEST_DIFFERENT:
        found.append(f"SECRET_KEY must be a random secret of at least {SECRET_LENGTH} characters")
    for name, values in keys.items():
        found += [f"{name} {why}" for why in map(weakness, values) if why]
    everything = [secret, *(value for values in keys.values() for value in values)]
    if len(set(everything)) < len(everything):
        found.append("one secret stands in two places")
    return found
