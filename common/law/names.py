"""Names of people and units, written in one way whatever was typed: one normaliser for forms, searches and checks."""

from __future__ import annotations

import re
import unicodedata

# Controls, zero-width and direction-changing characters, and the selectors that pick a glyph (\ufe00-\ufe0f,
# \U000e0100-\U000e01ef): nobody can see them, and with one of them two spellings of a name look alike.
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u180b-\u180d\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
# What people type for the dot between the parts of a name; a plain full stop only between ideographs.
_DOTS = re.compile("\\s*[·•・‧∙⋅●⸱･•◦᛫]\\s*|(?<=[\u3400-\u9fff])\\s*[.．。]\\s*(?=[\u3400-\u9fff])")
_RADICALS = re.compile("[\u2e80-\u2fdf]")
_UNHEARD = re.compile(r"[\s·.()（）【】\[\]]+")
_WIDE = {
    code: code - 0xFEE0
    for span in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B), (0xFF0B, 0xFF0C))
    for code in range(*span)
}


def name_text(text: str) -> str:
    """A name as it is kept: 阿卜杜拉·买买提, 某某（云浮）有限公司. Brackets stay; what cannot be seen goes."""
    text = unicodedata.normalize("NFC", text).translate(_WIDE)
    text = _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    text = re.sub(r"\s+", " ", INVISIBLE.sub("", text)).strip()
    return _DOTS.sub("·", text).strip("· ") if text.strip("· ") else text


def name_key(text: str) -> str:
    """What is compared: the name without blanks, dots and brackets, full-width or not, in small letters."""
    return _UNHEARD.sub("", unicodedata.normalize("NFKC", name_text(text))).casefold()
