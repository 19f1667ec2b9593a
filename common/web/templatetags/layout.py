"""``{% load layout %}``: how a template's source is laid out says nothing to who reads the page."""

from __future__ import annotations

import re

from django import template
from django.template.base import NodeList, Parser, TextNode, Token
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()

_BREAK = re.compile(r"\s*\n\s*")


class JoinedNode(template.Node):
    """The pieces of one sentence, with the line breaks between them taken out once, when the template is compiled."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        for text in nodelist.get_nodes_by_type(TextNode):
            if isinstance(text, TextNode):
                text.s = _BREAK.sub("", text.s)

    def render(self, context: Context) -> SafeString:
        return self.nodelist.render(context)


@register.tag
def joined(parser: Parser, token: Token) -> JoinedNode:
    """{% joined %}…{% endjoined %}: Chinese is written without blanks, so a sentence of many pieces cannot be broken.

    Here each piece stands on a line of its own, and the breaks are left out of the page. Line breaks in values stay.
    """
    nodelist = parser.parse(("endjoined",))
    parser.delete_first_token()
    return JoinedNode(nodelist)
