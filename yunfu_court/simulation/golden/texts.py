"""What a person reads of a page: its words, what its fields hold, and where its links and forms lead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import html

from yunfu_court.simulation.golden.labels import Labels

_SILENT = {"script", "style", "template", "head", "svg", "noscript"}
_BLOCKS = {"p", "div", "section", "article", "li", "dt", "dd", "tr", "table", "form", "fieldset", "legend", "label"}
_BLOCKS |= {"h1", "h2", "h3", "h4", "ul", "ol", "dl", "nav", "header", "footer", "main", "details", "summary", "option"}
_BLOCKS |= {"input", "select", "textarea", "button", "a", "br", "thead", "tbody", "aside", "caption", "th", "td"}

_TICKED = {"checkbox", "radio"}  # their values are not shown, and are often keys of rows


def text_of(page: str, labels: Labels) -> str:
    """The visible text, a line for each block, with fields as [type: value] and links as words -> address."""
    lines: list[str] = []
    for piece in "".join(_pieces(html.fromstring(page), labels)).split("\n"):
        if line := labels.words(piece):
            lines.append(line)
    return "\n".join(lines)


def _pieces(node: Any, labels: Labels) -> Iterator[str]:
    name = node.tag if isinstance(node.tag, str) else ""
    if name and name not in _SILENT and node.get("hidden") is None and node.get("type") != "hidden":
        if name in _BLOCKS:
            yield "\n"
        yield _spoken(node)
        yield _before(node, name)
        yield _one_line(node.text)
        for child in node:
            yield from _pieces(child, labels)
        yield _after(node, name, labels)
        if name in _BLOCKS:
            yield "\n"
    yield _one_line(node.tail)


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _spoken(node: Any) -> str:
    """What is read out instead of the words, and what stands in an empty field."""
    return "".join(f"[{node.get(name)}] " for name in ("aria-label", "placeholder") if node.get(name))


def _before(node: Any, name: str) -> str:
    if name == "input":
        ticked = " x" if node.get("checked") is not None else ""
        kind = node.get("type", "text")
        return f"[{kind}{ticked}]" if kind in _TICKED else f"[{kind}: {_one_line(node.get('value'))}]"
    if name == "option":
        return "(x) " if node.get("selected") is not None else "( ) "
    if name == "img":
        return f"[img: {node.get('alt', '')}]"
    return "[...] " if name == "textarea" else ""


def _after(node: Any, name: str, labels: Labels) -> str:
    target = node.get("href") if name == "a" else node.get("action") if name == "form" else None
    return f" -> {labels.address(target)}" if target else ""


def links_of(page: str) -> list[str]:
    """Where its links lead, in their order."""
    return [str(found) for found in html.fromstring(page).xpath("//main//a/@href | //nav//a/@href | //a/@href")]
