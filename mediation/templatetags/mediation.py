"""Numerals of the terms of an agreement (一、二、三), and legal terms in words."""

from __future__ import annotations

from django import template

from common.law import clock
from common.law.numerals import chinese_numeral
from mediation.course import rules

register = template.Library()


@register.filter
def numeral(number: int) -> str:
    """1 -> 一."""
    return chinese_numeral(int(number))


@register.simple_tag
def term_words(key: str) -> str:
    """confirmation_application -> 三十日."""
    return rules.term_words(key, clock.today())
