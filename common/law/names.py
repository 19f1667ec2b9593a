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
_IDEOGRAPH = "[\u3400-\u9fff\U00020000-\U0003ffff]"
_DOTS = re.compile(f"\\s*[·•・‧∙⋅●⸱･•◦᛫∘▪ㆍᆞ]\\s*|(?<={_IDEOGRAPH})\\s*[.．。﹒]\\s*(?={_IDEOGRAPH})")
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


_NOBODY = re.compile(
    r"(?:我?(?:也)?不(?:知道|清楚|详|明|晓得|记得)(?:姓名|名字|是谁)?|未知|无名|没有?|待查|[某x×*]{2,}|.?某某?|某人|无)"
)
_AND_OTHERS = re.compile(r"[、，；/]|(?<=[\u3400-\u9fff])[,;]|..(?:(?<!平)等|等人|等[一二两三四五六七八九十\d]+人)$")


def is_unknown(text: str) -> bool:
    """Whether somebody wrote that they do not know, or that there is none, where a name or number is asked for."""
    return _NOBODY.fullmatch(name_key(text)) is not None


def names_nobody(text: str, *, unit: bool = False) -> str:
    """Why this is nobody's name, with what to do, in Chinese; "" for a name. A suit needs a definite defendant
    (民诉法122(2)), and a person a page of its own; names of units may hold commas."""
    name = name_key(text)
    if is_unknown(text):
        return "这不是姓名或者名称，请写证件上的；只知道外号、网名的，请拨打 12368 或者到法院窗口，由工作人员帮您查明。"
    if name and not any(each.isalpha() or ord(each) >= 0x20000 for each in name):
        return "姓名或者名称里没有文字，请照证件填写。"
    if not unit and _AND_OTHERS.search(text.strip()):
        return "这里只写一个人的姓名；还有别人的，请另外添加，一人一页。"
    return ""


def name_key(text: str) -> str:
    """What is compared: the name without blanks, dots and brackets, full-width or not, in small letters."""
    return _UNHEARD.sub("", unicodedata.normalize("NFKC", name_text(text))).casefold()
