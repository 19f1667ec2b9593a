"""Links from plain values: an offer or a row of a panel names its URL and its arguments."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def offer_url(offer: Any) -> str:
    """The address of an Offer or Row."""
    return reverse(offer.url_name, args=offer.args)
