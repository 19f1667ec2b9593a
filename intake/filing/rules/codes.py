"""Codes that people type: by which a draft comes to a phone of one's own, and the other side comes in."""

from __future__ import annotations

import re

# Without the letters and figures that are mistaken for each other when a code is read from paper.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def plain_code(text: str) -> str:
    """A door code as typed: blanks and hyphens gone, upper case."""
    return re.sub(r"[\s-]", "", text).upper()
