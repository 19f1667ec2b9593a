"""``{% load elements %}``: what allauth's element templates need to be read (templates/allauth/elements/)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_LOOKS = (("danger", "danger"), ("link", "quiet"), ("cancel", "quiet"), ("outline", ""), ("secondary", ""))


@register.simple_tag
def attributes(attrs: Mapping[str, object], *names: str) -> SafeString:
    """{% attributes attrs "id" "readonly" %}: those of ``names`` that are set, each with a blank before it."""
    given = [(name, attrs.get(name)) for name in names]
    return format_html_join(
        "",
        "{}",
        (
            (format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value),)
            for name, value in given
            if value not in (None, False, "")
        ),
    )


@register.simple_tag
def look(tags: Sequence[str] | str | None) -> str:
    """{% look attrs.tags %}: our class of a button that allauth describes by its tags; the plain one is main."""
    return next((ours for theirs, ours in _LOOKS if theirs in (tags or ())), "main")
