"""``{% load law %}``: lengths and articles as the law has them, so that no page types either."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.law import terms
from common.law.articles import art

register = template.Library()


@register.simple_tag
def term(key: str, on: date | str, style: str = "", abroad: bool = False) -> str:
    """{% term "fee_payment" case.received_on %}: 七日; "figures": 7 日; "plain": 30 天, as people say it.

    ``abroad``: as long as the party without domicile in China has, where the term knows that (民诉法285, 286).
    ``on``: the day the law is asked, that of the case's receipt, or today where there is no case. A paper has it frozen
    as ``law_day``.
    """
    found = terms.term(key, date.fromisoformat(on) if isinstance(on, str) else on)
    length = found.abroad if abroad and found.abroad else found.size
    if not style:
        return length.spoken
    return f"{length.amount} 天" if style == "plain" and length.unit is terms.Unit.DAYS else length.figures


@register.simple_tag
def cite(law: str, number: int, paragraph: int | None = None, item: int | None = None, place: bool = False) -> str:
    """{% cite "民诉法" 126 %}: 民事诉讼法第一百二十六条. ``place``: 第一百二十六条 alone, after another of that law."""
    article = art(law, number, paragraph, item)
    return article.place if place else article.short


@register.simple_block_tag
def basis(content: str) -> SafeString:
    """{% basis %}{% cite "民诉法" 126 %}{% endbasis %}: the line that {% ground %} draws, for a page's own articles."""
    return format_html('<p class="ground"><b>依据</b>{} </p>', content)
