"""What people type, made uniform before any rule sees it. Pure.

Two strengths. Numbers and codes get full NFKC: full-width digits become ASCII, so that no later ``\\d`` or
``isdigit`` is fooled. Prose and names keep their Chinese punctuation: NFKC would turn ，（）： into ASCII and ① into 1,
which spoils a complaint and changes a company's registered name 某某（云浮）有限公司.
"""

import re
import unicodedata

from common.law.names import INVISIBLE

_FULL_WIDTH_ALNUM = {
    code: code - 0xFEE0 for span in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B)) for code in range(*span)
}
_RADICALS = re.compile("[\u2e80-\u2fdf]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


def visible(text: str) -> str:
    """Without what nobody sees: of an address that was pasted, or whose writer meant no good."""
    return INVISIBLE.sub("", text)


def code_text(text: str) -> str:
    """For numbers, codes, phones, dates, search words: full NFKC, nothing invisible, no spaces at the ends."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()


def prose(text: str) -> str:
    """For names and free text: letters, digits, spaces and ideographs made uniform, Chinese punctuation kept.

    Line breaks become ``\\n``; the ends are trimmed.
    """
    text = unicodedata.normalize("NFC", text).translate(_FULL_WIDTH_ALNUM)
    text = _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    text = _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return INVISIBLE.sub("", text).strip()
