"""An option is a code and a label; only the code decides anything.

Read: no line of the house compares with the words of an option, and whatever writes an answer writes a code. Tried:
with every label replaced by nonsense the rules still say the same.
"""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from common.law.labelled import LabelledEnum
from intake.elements.rules import answers as reading
from intake.elements.rules import versions
from intake.elements.rules.forms import newest
from intake.filing.rules.facts import answered_facts
from intake.guidance.rules import assessment
from tests.factories.intake import TODAY, lending_answers
from tests.intake.guidance.assessment_cases import TABLE

HOUSE = Path(__file__).parents[3]
ROOMS = ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court")
# Asks for an item by its words.
LOOKS_UP = frozenset({"get", "pop", "index", "count", "startswith", "endswith", "removeprefix", "removesuffix"})
# What somebody without a telephone types instead of a number: read as it was typed, for no list was offered.
TYPED = frozenset({("intake/elements/forms/fields.py", "无"), ("intake/filing/rules/complaint.py", "没有")})


def _options(node: Any) -> Iterator[dict[str, str]]:
    if isinstance(node, dict):
        yield from (each for each in node.get("options", ()) if isinstance(each, dict))
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _options(each)


def _files() -> Iterator[tuple[Path, Any]]:
    for path in sorted(versions.FOLDER.rglob("*.json")):
        if path.parent.name == "services":  # guides ask nothing
            continue
        yield path, json.loads(path.read_text(encoding="utf-8"))


LABELS = frozenset(each["label"] for _, raw in _files() for each in _options(raw))


def _words(node: ast.AST) -> set[str]:
    """The labels that stand in an operand: alone, or as the items of a collection."""
    if isinstance(node, ast.Constant):
        return {node.value} & LABELS if isinstance(node.value, str) else set()
    if isinstance(node, ast.Dict):
        return {word for key in node.keys if key is not None for word in _words(key)}
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return {word for each in node.elts for word in _words(each)}
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("frozenset", "set", "tuple"):
        return {word for each in node.args for word in _words(each)}
    return set()


def _constants(tree: ast.Module) -> dict[str, set[str]]:
    """{name: labels} of what a module gives a name to."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {each.id: _words(node.value) for each in targets if isinstance(each, ast.Name)}
    return {name: words for name, words in found.items() if words}


def _named(tree: ast.Module, modules: dict[str, dict[str, set[str]]]) -> dict[str, set[str]]:
    """{name as it is written: labels} of what a module may say by a name: its own, and what it imports."""
    found = _constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                called = each.asname or each.name
                found[called] = modules.get(node.module, {}).get(each.name, set())
                inside = modules.get(f"{node.module}.{each.name}", {})
                found |= {f"{called}.{name}": words for name, words in inside.items()}
    return found


def _operands(tree: ast.AST) -> Iterator[tuple[int, ast.AST]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            yield from ((node.lineno, each) for each in (node.left, *node.comparators))
        elif isinstance(node, ast.MatchValue):
            yield node.lineno, node.value
        elif isinstance(node, ast.Subscript):
            yield from ((node.lineno, each) for each in (node.value, node.slice))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOOKS_UP:
            yield from ((node.lineno, each) for each in (node.func.value, *node.args[:1]))


def compared(tree: ast.Module, modules: dict[str, dict[str, set[str]]]) -> Iterator[tuple[int, str]]:
    """(line, label) of each comparison with the words of an option, written out or by a name."""
    named = _named(tree, modules)
    for line, operand in _operands(tree):
        name = ast.unparse(operand) if isinstance(operand, ast.Name | ast.Attribute) else ""
        for word in sorted(_words(operand) | named.get(name, set())):
            yield line, word


def _trees(*rooms: str) -> dict[str, ast.Module]:
    paths = (path for room in rooms for path in sorted((HOUSE / room).rglob("*.py")) if "migrations" not in path.parts)
    return {str(path.relative_to(HOUSE)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def test_no_file_of_the_house_compares_with_the_words_of_an_option() -> None:
    trees = _trees(*ROOMS)
    modules = {path.removesuffix(".py").replace("/", "."): _constants(tree) for path, tree in trees.items()}
    found = [
        f"{path}:{line} {word}"
        for path, tree in trees.items()
        for line, word in compared(tree, modules)
        if (path, word) not in TYPED
    ]
    assert not found


@pytest.mark.parametrize(
    "source",
    [
        'given.get("claims.interest") == "是"',
        'given["x"] in ("自然人", "法人、非法人组织")',
        '{"愿意": "yes"}.get(value)',
        '{"愿意": "yes"}[value]',
        'WILLING = frozenset({"愿意"})\nvalue in WILLING',
        'from words import LEGAL\none["party_type"] == LEGAL',
        'from here import words\none["party_type"] != words.LEGAL',
        'match value:\n    case "自然人":\n        pass',
    ],
)
def test_it_is_seen_however_it_is_written(source: str) -> None:
    named = {"LEGAL": {"法人、非法人组织"}}
    assert list(compared(ast.parse(source), {"words": named, "here.words": named}))


def _sections(raw: Any) -> list[Any]:
    found = raw.get("sections", [])
    return list(found.values()) if isinstance(found, dict) else list(found)


def _written(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """(line, key of a question, text) of each answer that a dict holds: {"claimant.1.party_type": "natural"}."""
    for node in ast.walk(tree):
        for key, value in zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ():
            last = key.values[-1] if isinstance(key, ast.JoinedStr) else key
            name = last.value if isinstance(last, ast.Constant) and isinstance(last.value, str) else ""
            for each in ast.walk(value) if "." in name and not name.endswith(".") else ():
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each.lineno, name.rpartition(".")[2], each.value


def test_whoever_writes_an_answer_writes_a_code() -> None:
    """The demo city, and the tests themselves."""
    codes: dict[str, set[str]] = {}
    for _, raw in _files():
        for section in _sections(raw):
            for each in section.get("fields", ()):
                if "options" in each:
                    codes.setdefault(each["key"], set()).update(one["code"] for one in each["options"])
    found = [
        f"{path}:{line} {key}: {text}"
        for path, tree in _trees("yunfu_court/simulation", "tests").items()
        for line, key, text in _written(tree)
        if key in codes and text in LABELS
    ]
    assert not found
    assert {"party_type", "e_service_ways", "delivery_way"} <= codes.keys()


def test_an_option_has_a_code_of_its_own_that_is_no_word_people_read() -> None:
    for path, raw in _files():
        assert all(each["code"].isascii() and each["code"] and each["label"] for each in _options(raw)), path
    for form in [newest(key, TODAY) for key in ("private_lending", "labour", "general")]:
        for section in form.sections:
            for each in section.fields:
                assert len(each.codes) == len(each.options), (form.key, each.key)


def said() -> Any:
    """What follows from the answers of a loan, and from each of the self-assessment's."""
    form = newest("private_lending", TODAY)
    loan = lending_answers(**{"claims.claim_guarantee": "yes", "respondent.1.reachable": "lost"})
    data = assessment.newest(TODAY)
    return (
        [each.question for each in reading.gaps(form, "sue", {**loan, "terms.is_due": None}, TODAY)],
        [each.source for each in reading.claims(form, loan)],
        answered_facts(form, "sue", loan),
        reading.names(form, loan, "claimant"),
        [
            [each.id for each in assessment.remarks(data, kind, role, raising, TODAY)]
            for _, kind, role, raising, _ in TABLE
        ],
        [assessment.carried(data, "private_lending", kind, role, raising) for _, kind, role, raising, _ in TABLE],
    )


def test_with_labels_of_nonsense_everything_follows_as_before(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = said()
    folder = tmp_path / "data"
    shutil.copytree(versions.FOLDER, folder)
    monkeypatch.setattr(versions, "FOLDER", folder)
    for path, raw in _files():
        for place, each in enumerate(_options(raw)):
            each["label"] = f"§{place}"
        path.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    assert newest("private_lending", TODAY).section("loan").field("delivery_way").options[0].label.startswith("§")
    assert said() == before


def test_a_code_that_a_row_keeps_elsewhere_is_the_same_code_here() -> None:
    """Who one is, how one is reached, what an agent may do: the answer's code is the enumeration's own."""
    from common.cases.states import Authority, PartyKind
    from common.delivery.states import EChannel
    from common.people.states import IdKind

    form = newest("private_lending", TODAY)
    pairs: list[tuple[str, str, type[LabelledEnum], set[str]]] = [
        ("claimant", "party_type", PartyKind, set()),
        ("claimant", "id_type", IdKind, {"other"}),
        ("agent", "authority", Authority, set()),
        ("service", "e_service_ways", EChannel, set()),
    ]
    for section, key, codes, more in pairs:
        assert form.section(section).field(key).codes - more <= {each.value for each in codes}, key
