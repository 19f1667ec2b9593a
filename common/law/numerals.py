"""Chinese numerals for article numbers: 85 -> 八十五, 101 -> 一百零一. Amounts of money are in money.py."""

_DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """Numerals as statutes write them, from 1 to 9999. ValueError outside."""
    if not 0 < number < 10000:
        raise ValueError(f"条文序号应在1到9999之间：{number}")
    text = ""
    pending_zero = False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit == 0:
            pending_zero = bool(text)
            continue
        if pending_zero:
            text += "零"
            pending_zero = False
        # 十三, not 一十三, but 一百一十三.
        text += unit if place == 10 and digit == 1 and not text else _DIGITS[digit] + unit
    return text
