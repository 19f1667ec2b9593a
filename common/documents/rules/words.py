"""Numerals of court papers and the identity of a rendered file."""

from __future__ import annotations

import hashlib
from datetime import date

from common.law.numerals import chinese_numeral

_YEAR = str.maketrans("0123456789", "〇一二三四五六七八九")


def chinese_day(day: date | str) -> str:
    """二〇二六年十一月二十三日: the day as it stands under a court paper (GB/T 9704 leaves the numerals to the house;
    the courts' forms write them in Chinese). Takes a date or its ISO text; ValueError otherwise."""
    if isinstance(day, str):
        day = date.fromisoformat(day[:10])
    year = str(day.year).translate(_YEAR)
    return f"{year}年{chinese_numeral(day.month)}月{chinese_numeral(day.day)}日"


def pdf_identifier(html: str) -> bytes:
    """The file's identifier from its content, so that the same context renders to the same bytes."""
    return hashlib.sha256(html.encode()).hexdigest()[:32].encode()
