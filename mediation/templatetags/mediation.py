"""Numerals of the terms of an agreement: 一、二、三."""

from __future__ import annotations

from django import template

from common.law.numerals import chinese_numeral

register = template.Library()


@register.filter
def numeral(number: int) -> str:
    """1 -> 一."""
    return chinese_numeral(int(number))
