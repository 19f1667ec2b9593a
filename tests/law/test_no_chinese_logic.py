"""No Chinese text is logic: what is compared, sought or branched on is a code; words are only read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court")
HAN = re.compile(r"[\u4e00-\u9fff]")
# What asks a text whether it is, holds or begins with another one; what narrows rows by a column's value.
ASKS = ("startswith", "endswith", "find", "index", "count")
NARROWS = ("filter", "exclude", "get", "Q", "When", "get_or_create", "update_or_create")

# Each reads what people typed, or makes words out of words; none decides what the house does by its own words.
REASONS = {
    "common/delivery/rules/proofs.py": {"'拒' not in text": "what whoever brought a paper wrote of who refused it"},
    "common/delivery/rules/public.py": {
        "'传票' in title": "what a clerk called the file they brought",
    },
    "common/documents/rules/names.py": {"name.startswith(UNNAMED)": "the name this very file gives"},
    "common/law/causes.py": {
        "name in (wanted, f'{wanted}纠纷')": "a cause as people write it",
    },
    "common/law/jurisdiction/named.py": {"_APPLICATIONS in line": "a code of the list of causes"},
    "common/law/mediability.py": {"_NON_LITIGATION in line": "a code of the list of causes"},
    "common/law/money.py": {
        "char in '零〇'": "a numeral as people write it",
        "char in _SMALL": "a numeral as people write it",
        "char in _LARGE": "a numeral as people write it",
    },
    "common/law/terms/shapes.py": {
        "numeral == '二'": "两个月, not 二个月",
        "self.unit.label[0] in '个年'": "两个月, not 二个月",
    },
    "common/notifications/rules.py": {
        "title.endswith(('案', '问题'))": "whether a name needs 案 behind it to be read",
    },
    "common/web/typed.py": {"words == _LONG": "the words of this very file, which are kept with what was typed"},
    "intake/elements/forms/fields.py": {
        "str(value or '').strip() in (NO_PHONE, '无', '没有电话', '无电话')": "没有, as people type it",
    },
    "mediation/damages/rules/given.py": {
        "text.endswith(_EXAMPLE)": "a figure that whoever wrote the file called an example",
    },
    "mediation/texts/documents.py": {
        "mediator.unit.endswith(COMMITTEE)": "a unit as the roster types it, named in the letterhead",
    },
    "triage/trial/actions/proposing.py": {
        "name.endswith('法院')": "a court outside this city, as the judge types its name",
    },
    "yunfu_court/late.py": {
        "alone.startswith('或者')": "法院或者另一方 stays whole where 法院 is taken off a name",
    },
    "yunfu_court/casefile/queries.py": {
        "said_now.startswith('您')": "王律师代您 in place of 您 at the head of a sentence",
        "said_now.startswith('您的')": "王律师代您 in place of 您 at the head of a sentence",
        "judge.endswith('法官')": "not 王法官法官",
    },
}


def han(node: ast.AST) -> bool:
    """Whether Chinese is typed in it; the words of a dictionary are its values, its keys are what is asked."""
    if isinstance(node, ast.Dict):
        return any(key is not None and han(key) for key in node.keys)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "art":
        return False  # an article is called by the short name of its law
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(HAN.search(node.value))
    return any(han(each) for each in ast.iter_child_nodes(node))


def literal(node: ast.AST, named: dict[str, ast.expr]) -> bool:
    """Whether a side of a comparison is Chinese text: typed there, or a constant of the module."""
    if isinstance(node, ast.Name):
        return node.id in named and literal(named[node.id], {})
    if isinstance(node, ast.Call):  # frozenset({…}), set((…)), tuple(…) of a table
        return isinstance(node.func, ast.Name) and node.func.id in ("frozenset", "set", "tuple") and han(node)
    return isinstance(node, ast.Constant | ast.JoinedStr | ast.Tuple | ast.List | ast.Set | ast.Dict) and han(node)


def compared(tree: ast.AST) -> Iterator[str]:
    """Every question in Chinese: a comparison, a membership, a branch of match, a key, a search."""
    body = tree.body if isinstance(tree, ast.Module) else []
    named = {
        target.id: node.value
        for node in body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(literal(side, named) for side in (node.left, *node.comparators)):
            yield ast.unparse(node)
        elif isinstance(node, ast.match_case) and han(node.pattern):
            yield f"case {ast.unparse(node.pattern)}"
        elif isinstance(node, ast.Subscript) and literal(node.slice, named):
            yield ast.unparse(node)
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            asked = node.args[:1] if called in (*ASKS, "get") else []
            asked = [*asked, *(each.value for each in node.keywords)] if called in NARROWS else asked
            if any(literal(each, named) for each in asked):
                yield ast.unparse(node)


def branches(text: str) -> Iterator[str]:
    """The conditions of a template in which Chinese stands."""
    for tag in re.findall(r"\{%\s*(?:el)?if\b.*?%\}", text):
        if HAN.search(tag):
            yield tag
    for tag in re.findall(r"\{[%{].*?\|\s*(?:yesno|default_if|cut|slice)\b.*?[%}]\}", text):
        if re.search(r"\|\s*cut:\s*[\"'][^\"']*[\u4e00-\u9fff]", tag):
            yield tag


def modules() -> Iterator[tuple[str, ast.Module]]:
    for house in HOUSES:
        for path in sorted((ROOT / house).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def unexcused(file: str, found: Iterable[str]) -> list[str]:
    return [f"{file}: {each}" for each in found if each not in REASONS.get(file, {})]


def test_no_module_asks_a_question_in_chinese() -> None:
    wrong = [line for file, tree in modules() for line in unexcused(file, compared(tree))]
    assert not wrong, "compare codes (an enumeration), and keep words for reading:\n" + "\n".join(wrong)


def test_no_template_branches_on_chinese() -> None:
    pages = sorted((ROOT / "templates").rglob("*.*"))
    wrong = [f"{path.relative_to(ROOT)}: {tag}" for path in pages for tag in branches(path.read_text(encoding="utf-8"))]
    assert not wrong, "give the page a code, or a flag:\n" + "\n".join(wrong)


def test_every_exception_still_stands() -> None:
    found = {file: set(compared(tree)) for file, tree in modules() if file in REASONS}
    gone = {f"{file}: {each}" for file, named in REASONS.items() for each in set(named) - found.get(file, set())}
    assert not gone


def test_what_is_found() -> None:
    for wrong in (
        "a == '您代理'",
        "'退回：' in proof",
        "KINDS = ('民初', '行初')\nx = kind in KINDS",
        "KNOWN = {'是': 1}\nx = answer in KNOWN",
        "role.startswith('原审')",
        "rows.filter(kind='信访')",
        "Q(kind='信访')",
        "answers.get('不同意')",
        "answers['不同意']",
        "match x:\n    case '甲':\n        pass",
    ):
        assert list(compared(ast.parse(wrong))), wrong
    for right in ("f'{name}案'", "WORDS = {1: '甲'}\nx = way in WORDS", "x.replace('甲', '乙')", "art('民诉法', 126)"):
        assert not list(compared(ast.parse(right))), right
    assert list(branches('{% if note == "您代理" %}'))
    assert not list(branches('{% if a %}甲{% elif b == "c" %}乙{% endif %}'))
