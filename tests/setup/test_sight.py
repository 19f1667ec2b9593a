"""No view fetches an object otherwise than through sight: whatever a visitor names in an address is looked for among
what this visitor may see, or the reason why not stands here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court")
# What asks who is looking.
SIGHT = {"visible_to", "visible", "as_court", "as_mediator", "looker"}
MANAGERS = {"objects", "_base_manager", "_default_manager"}
# Functions of views that look among all rows, each with its reason.
_OWN = "rows of the case or the petition that the caller found by sight"
_CITY = "figures of the city, which every court's leaders read"
_POSTS = "the administrators keep the posts of all six courts"
BY_HAND = {
    "common/delivery/views/recording.py:_need_as_seen": _OWN,
    "common/people/views/posts.py:decide": _POSTS,
    "common/people/views/posts.py:withdraw": _POSTS,
    "common/people/views/units.py:leave": "whose membership it is, `may_end` says",
    "common/people/views/units.py:name": "units are of no court",
    "fees/money/views/paying.py:waiting": _OWN,
    "fees/relief/views.py:relief_withdraw": _OWN,
    "fees/review/views.py:review": _OWN,
    "intake/door/views/respondent.py:door_enter": "the door of the code that this session proved",
    "intake/door/views/respondent.py:give_answer": _OWN,
    "petitions/letters/views/handling.py:act": _OWN,
    "petitions/letters/views/handling.py:reroute": _OWN,
    "petitions/letters/views/lodging.py:lodged": "the petition of a token that is this session's",
    "petitions/reviews/views/public.py:ask": _OWN,
    "petitions/reviews/views/staff.py:act": "by number and name, as the letter says them",
    "petitions/reviews/views/staff.py:take": "by number and name, as the letter says them",
    "triage/sorting/views.py:rule_set": "the rules are the whole city's",
    "triage/sorting/views.py:rules": "the rules are the whole city's",
    "yunfu_court/targets/views.py:download": _CITY,
    "yunfu_court/targets/views.py:progress": _CITY,
    "yunfu_court/targets/views.py:report": _CITY,
    "yunfu_court/targets/views.py:reports": _CITY,
}


def strays(code: str) -> Iterator[str]:
    """Names of the functions of a module that ask a model for its rows and never ask who is looking."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.FunctionDef):
            continue
        inside = list(ast.walk(node))
        named = {each.id for each in inside if isinstance(each, ast.Name)}
        named |= {each.attr for each in inside if isinstance(each, ast.Attribute)}
        calls = {getattr(each.func, "id", "") for each in inside if isinstance(each, ast.Call)}
        if (named & MANAGERS or "get_object_or_404" in calls) and not named & SIGHT:
            yield node.name


def found() -> set[str]:
    out = set()
    for house in HOUSES:
        for path in sorted((ROOT / house).rglob("*.py")):
            if path.stem == "views" or path.parent.name == "views":
                out |= {f"{path.relative_to(ROOT)}:{name}" for name in strays(path.read_text(encoding="utf-8"))}
    return out


def test_a_view_that_looks_among_all_rows_is_found() -> None:
    bad = "def page(request, uid):\n    return found_or_404(Case.objects.filter(court=1), uid=uid)"
    good = "def page(request, uid):\n    return found_or_404(visible_to(request.user, day), uid=uid)"
    both = "def page(request, pk):\n    return found_or_404(Row.objects.filter(as_court(request.user)), pk=pk)"
    short = "def page(request, pk):\n    return get_object_or_404(Row, pk=pk)"
    assert [list(strays(code)) for code in (bad, good, both, short)] == [["page"], [], [], ["page"]]


def test_every_view_looks_through_sight_or_says_why_not() -> None:
    assert found() == set(BY_HAND)
