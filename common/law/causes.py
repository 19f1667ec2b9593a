"""The causes of action (民事案件案由规定, in force 2026-01-01): a tree of four levels with areas.

Codes: 第一部分 (part), 一 (group), 1 (cause), 8.1 (cause below a cause). The areas are a keyword mapping of the
founding document's lists, not part of the official list.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

# 实施意见第6条: the areas whose share settled before trial is counted (30 %).
KEY_AREAS: tuple[str, ...] = ("道路交通", "劳动争议", "金融", "消费")
# 实施意见第5条: the kinds of dispute the mediation centres are to settle; family is also article 18's variant.
TYPES: tuple[str, ...] = ("婚姻家庭", "邻里", "物业", "医疗", "合同", "劳动争议")


class CauseError(LookupError):
    """An unknown cause code. The message is Chinese and may be shown to the user."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One line of the list. ``parent`` is empty for a part; ``order`` the place in the official list."""

    code: str
    name: str
    level: int
    parent: str
    tags: frozenset[str]
    order: int

    @property
    def selectable(self) -> bool:
        """A suit is brought under a cause of the third or fourth level; above them are headings."""
        return self.level >= 3


@cache
def _tree() -> dict[str, Cause]:
    text = resources.files("common.law").joinpath("data", "causes.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Cause(
            row["code"], row["name"], int(row["level"]), row["parent"], frozenset(row["areas"].split()), order
        )
        for order, row in enumerate(csv.DictReader(text.splitlines()))
    }


@cache
def _children() -> dict[str, tuple[Cause, ...]]:
    found: dict[str, list[Cause]] = {}
    for cause in _tree().values():
        found.setdefault(cause.parent, []).append(cause)
    return {parent: tuple(causes) for parent, causes in found.items()}


def all_causes() -> tuple[Cause, ...]:
    """The whole list in its official order."""
    return tuple(_tree().values())


def cause(code: str) -> Cause:
    """CauseError if there is no such code."""
    try:
        return _tree()[code]
    except KeyError:
        raise CauseError(f"没有编号为“{code}”的案由。") from None


def exists(code: str) -> bool:
    return code in _tree()


def children(code: str = "") -> tuple[Cause, ...]:
    """The causes directly below one; the twelve parts for the empty code."""
    return _children().get(code, ())


def ancestors(code: str) -> tuple[Cause, ...]:
    """From the part down to the direct parent; the cause itself is not among them."""
    path: list[Cause] = []
    parent = cause(code).parent
    while parent:
        above = cause(parent)
        path.append(above)
        parent = above.parent
    return tuple(reversed(path))


def lineage(code: str) -> frozenset[str]:
    """The codes of the cause and of all above it."""
    return frozenset(above.code for above in ancestors(code)) | {code}


def under(code: str, *tops: str) -> bool:
    """Is the cause one of ``tops`` or below one of them?"""
    return not lineage(code).isdisjoint(tops)


def path(code: str) -> str:
    """人格权纠纷 › 人格权纠纷 › 名誉权纠纷."""
    return " › ".join(each.name for each in (*ancestors(code), cause(code)))


def areas(code: str) -> frozenset[str]:
    """Every tag of the cause."""
    return cause(code).tags


def key_areas(code: str) -> tuple[str, ...]:
    """Its tags among the four key areas of 实施意见第6条."""
    return tuple(area for area in KEY_AREAS if area in cause(code).tags)


def types(code: str) -> tuple[str, ...]:
    """Its tags among the kinds of dispute of 实施意见第5条."""
    return tuple(kind for kind in TYPES if kind in cause(code).tags)


def find(text: str, limit: int = 20) -> tuple[Cause, ...]:
    """Selectable causes whose name holds ``text`` (or whose code is it): exact, then beginning, then elsewhere."""
    wanted = unicodedata.normalize("NFKC", text).replace(" ", "")
    if not wanted:
        return ()
    hits = [
        each for each in _tree().values() if each.selectable and (wanted in _plain(each.name) or wanted == each.code)
    ]
    hits.sort(key=lambda each: (_rank(each, wanted), each.order))
    return tuple(hits[:limit])


def _rank(each: Cause, wanted: str) -> int:
    name = _plain(each.name)
    if each.code == wanted or name in (wanted, f"{wanted}纠纷"):
        return 0
    return 1 if name.startswith(wanted) else 2


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name)


# 权属纠纷 of the fifth part: who owns a work, a mark, a patent, a variety, a layout, a domain name; and the groups that
# are over title and infringement at once.
IP_TITLE = frozenset(
    {
        *("164.1", "164.19", "164.20", "164.21", "164.22", "164.27", "165.1", "167.1", "167.2", "168.1", "168.2"),
        *("169.1", "169.2", "171.1", "171.2", "172.1", "175.1"),
    }
)
IP_TITLE_OR_INFRINGEMENT = frozenset({"十四", "164", "165", "167", "168", "169", "171", "172", "175"})
