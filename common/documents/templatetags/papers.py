"""What paper templates need: days and amounts as court papers write them."""

from __future__ import annotations

from datetime import date

from django import template

from common.documents.rules import chinese_day as _chinese_day
from common.law import money
from common.law.numerals import chinese_numeral

register = template.Library()


@register.filter
def chinese_day(day: date | str) -> str:
    """二〇二六年十一月二十三日."""
    return _chinese_day(day)


@register.filter
def plain_day(day: date | str) -> str:
    """2026年11月23日."""
    day = date.fromisoformat(day[:10]) if isinstance(day, str) else day
    return f"{day.year}年{day.month}月{day.day}日"


@register.filter
def numeral(number: int) -> str:
    """1 -> 一, before the terms of an agreement."""
    return chinese_numeral(int(number))


@register.filter
def daxie(fen: int) -> str:
    """人民币壹佰元整, from fen."""
    return money.daxie(int(fen))


@register.filter
def yuan(fen: int) -> str:
    """128,600.50, from fen."""
    return money.yuan(int(fen))


@register.filter
def amount(fen: int) -> str:
    """128,600.50元（人民币壹拾贰万捌仟陆佰元伍角整）, from fen."""
    return f"{money.yuan(int(fen))}元（{money.daxie(int(fen))}）"
