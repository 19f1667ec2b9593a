"""The query code: eight characters that cannot be mistaken for one another, about 38 bits, with guessing throttled."""

from __future__ import annotations

import re
import unicodedata

# Without 0 O 1 I L (alike in print), 2 Z, 5 S and 8 B (alike in handwriting).
ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"


LENGTH = 8


def code_from(digest: bytes) -> str:
    """Eight characters of ALPHABET from at least 16 random (or keyed-hash) bytes, each equally likely."""
    if len(digest) < 16:
        raise ValueError("a query code needs 16 bytes")
    number, out = int.from_bytes(digest, "big"), []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        out.append(ALPHABET[rest])
    return "".join(out)


def shown_code(code: str) -> str:
    """ACDE-3467, as it is read aloud and copied."""
    return f"{code[:4]}-{code[4:]}"


def read_code(text: str) -> str:
    """A code as people type it: any case, full width, with blanks and hyphens."""
    return re.sub(r"[\s\-\u2010-\u2015]", "", unicodedata.normalize("NFKC", text)).upper()
