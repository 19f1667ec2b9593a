"""What the house keeps clean of: names nobody uses, words written twice, refusals answered by hand."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court")
WORD = re.compile(r"[A-Za-z_]\w*")

# Called by a name that no file writes: Django, Celery, and the tests' own clock.
CALLED_ELSEWHERE = ("set_process_clock", "read_timetable", "leave_with_the_worker", "urlpatterns", "app_name")
REGISTERS = re.compile(r"register\b(?!\.(simple|inclusion))|receiver|shared_task|\bconnect\b")
# Kept for a table of words that a test holds against it.
COUNTED = ("MEASURES",)

# The acts answer a refusal; these do something else with one, each said why there.
REFUSED_BY_HAND = {
    "common/web/acts.py": "the one act page",
    "common/documents/views/pieces.py": "answers a script, and drops the piece",
    "mediation/texts/views/signing.py": "asks before the form is shown, and sends on with the words",
    "yunfu_court/simulation/city.py": "people of the demo city who are refused try something else",
    "common/web/pace.py": "counts the guess, and lets the refusal go on",
    "triage/trial/actions/handing.py": "a batch: the row was done by somebody in this very moment",
}
# Words that depend on more than the code.
LABELS_BY_HAND = {
    ("common/cases/states.py", "Side"): "by the kind of case",
    ("common/web/parts.py", "TaskState"): "one table of words and colours",
    ("common/web/parts.py", "StageState"): "one table of words and colours",
    ("intake/mandates/states.py", "Relation"): "one table of what each is and what it shows",
}


@cache
def modules() -> dict[str, ast.Module]:
    paths = [path for house in HOUSES for path in sorted((ROOT / house).rglob("*.py"))]
    found = [path for path in paths if "migrations" not in path.parts]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in found}


def _said(file: str) -> str:
    """A module without what only hands names on."""
    text = (ROOT / file).read_text(encoding="utf-8")
    if not file.endswith("__init__.py"):
        return text
    text = re.sub(r"from \.[\w.]* import (?:\([^)]*\)|.*)", "", text)
    return re.sub(r"__all__ = \[[^\]]*\]", "", text)


def defined() -> Iterator[tuple[str, str]]:
    """(file, name) of each function, class and constant of a module; what is registered by a decorator is called by
    that, and what Django looks for in `apps` and `admin` by Django."""
    for file, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                registered = any(REGISTERS.search(ast.unparse(each)) for each in node.decorator_list)
                if not registered and not file.endswith(("apps.py", "admin.py")) and node.name != "Command":
                    yield file, node.name
            elif isinstance(node, ast.Assign | ast.AnnAssign) and "settings" not in file:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                yield from ((file, each.id) for each in targets if isinstance(each, ast.Name))


def test_no_function_or_constant_is_left_that_nobody_uses() -> None:
    used = Counter(word for file in modules() for word in WORD.findall(_said(file)))
    pages = [*(ROOT / "templates").rglob("*.*"), ROOT / "pyproject.toml"]
    shown = {word for path in pages for word in WORD.findall(path.read_text(encoding="utf-8"))}
    known = (*CALLED_ELSEWHERE, *COUNTED)
    left = [
        f"{file}: {name}"
        for file, name in defined()
        if used[name] <= 1 and name not in shown and name not in known and not name.startswith("__")
    ]
    assert not left, "nobody in the house uses it (a test does not count):\n" + "\n".join(left)


def test_a_refusal_is_answered_by_the_act_page() -> None:
    by_hand = {
        file
        for file, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and node.type is not None and "ActionRefused" in ast.unparse(node.type)
    }
    assert by_hand == set(REFUSED_BY_HAND)


def test_an_enumeration_carries_its_words() -> None:
    by_hand = {
        (file, node.name)
        for file, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any("Enum" in ast.unparse(base) for base in node.bases)
        and any(isinstance(each, ast.FunctionDef) and each.name == "label" for each in node.body)
    }
    assert by_hand == set(LABELS_BY_HAND)


# What a migration may lean on: nothing that moves when a wing does.
LASTING = ("django", "pgtrigger", "common.fields", "datetime", "uuid", "decimal")


def test_a_migration_leans_on_no_code_that_moves() -> None:
    """A state's member or a room's function in one would break it, and every database to come, when its file moves."""
    leaning = []
    for path in (path for house in HOUSES for path in (ROOT / house).rglob("migrations/0*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            leaning += [f"{path.relative_to(ROOT)}: {name}" for name in names if not name.startswith(LASTING)]
    assert leaning == []


# Words of the house that had two meanings once: each names one thing (docs/glossary.md).
ONE_MEANING = ("Row", "Stage", "Step", "Draft", "Page")


def test_a_word_of_the_house_has_one_meaning() -> None:
    named: dict[str, list[str]] = {word: [] for word in ONE_MEANING}
    for file, tree in modules().items():
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [node] if isinstance(node, ast.ClassDef) else []
            for each in targets:
                name = each.name if isinstance(each, ast.ClassDef) else getattr(each, "id", "")
                if name in named:
                    named[name].append(file)
    assert {word: len(files) for word, files in named.items()} == dict.fromkeys(ONE_MEANING, 1), named
