"""The table of terms believes no line that is not one, and nobody drops the unit of a length (CONTRIBUTING, "A changed
term")."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from common.law.procedures import Procedure, trial_term
from common.law.regimes import Route, mediation_length
from common.law.terms import TermError, Unit, name_of, said, table, term
from tests.tables import rows

ROOT = Path(__file__).parents[2]
SOURCE = table.source()
WHOLE = "fee_payment,2007-04-01,7 days,收费办法 22,V,交纳案件受理费,收到交纳诉讼费用通知之日,party,yes"
LAST = len(SOURCE) + 1  # the line that is added below the table


def test_the_table_as_it_stands_is_read() -> None:
    assert table.read(SOURCE) == table.TERMS


@rows(
    ("line", "words"),
    [
        ("fee_paymnt,2027-01-01,10 days", "no term fee_paymnt stands above.*is fee_payment meant"),
        (WHOLE.replace("fee_payment", "fee_paymnt"), "交纳案件受理费 is what fee_payment is called"),
        ("fee_payment,2007-04-01,9 days", "has a version from 2007-04-01 above"),
        ("fee_payment,1999-01-01,9 days", "has a version from 2007-04-01 above"),
        ("fee_payment,2027-01-01,10 dayz", "dayz"),
        ("fee_payment,2027-01-01,ten days", "ten"),
        ("fee_payment,2027-13-01,10 days", "month"),
        ("fee_payment,2027-01-01,10 days,收费条例 22", "收费条例"),
        (WHOLE + "," * 20, "more cells than columns"),
        ("correction,2027-01-01,1 months", "correction is counted in days"),
        ("trial_summary_extension,2027-01-01,30 days", "counted in months"),
    ],
)
def test_a_line_that_is_none_is_refused_by_file_and_line(line: str, words: str) -> None:
    with pytest.raises(ValueError, match=rf"common/law/data/terms\.csv, line {LAST}: .*{words}"):
        table.read([*SOURCE, line])


def test_a_line_above_its_term_is_refused() -> None:
    with pytest.raises(ValueError, match="line 2: no term mediation_a stands above, and the line has no articles"):
        table.read([SOURCE[0], "mediation_a,2027-01-01,9 days", *SOURCE[1:]])


def test_what_is_extended_is_a_term() -> None:
    line = "odd,2027-01-01,3 days,民诉法 85,V,某延长,届满之日,court,,,,,,fee_paymnt"
    with pytest.raises(ValueError, match="nothing is called fee_paymnt"):
        table.read([*SOURCE, line])


def test_a_name_is_that_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = table.read([*SOURCE, "fee_payment,2030-01-01,10 days,,,预交案件受理费"])
    monkeypatch.setattr(table, "TERMS", changed)
    before, after = date(2026, 11, 27), date(2030, 1, 1)
    assert (name_of("fee_payment", before), name_of("fee_payment", after)) == ("交纳案件受理费", "预交案件受理费")
    assert (said("{term:fee_payment}", before), said("{term:fee_payment}", after)) == ("七日", "十日")
    assert name_of("nothing", before) == "nothing"


def test_a_length_goes_with_its_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2028, 1, 4)
    lines = ["trial_small,2028-01-01,75 days", "mediation_a,2028-01-01,1 months"]
    monkeypatch.setattr(table, "TERMS", table.read([*SOURCE, *lines]))
    assert term(trial_term(Procedure.SMALL, day).value.term, day).length == "75日"
    assert str(mediation_length(Route.A, False, day).value) == "1个月"
    with pytest.raises(TermError, match="75日"):
        term("trial_small", day).counted(Unit.MONTHS)


def bare_lengths(code: str) -> Iterator[int]:
    """The lines that take the number of a term without its unit: `term(…).amount`, or of a name it was given."""
    tree = ast.parse(code)
    asked = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("common.law")
        for name in node.names
        if name.name in ("term", "terms")
    }

    def is_term(node: ast.expr) -> bool:
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr == "term":
            called = called.value
        return isinstance(called, ast.Name) and called.id in asked

    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    for scope in (tree, *functions):
        named = {
            target.id
            for node in ast.walk(scope)
            if isinstance(node, ast.Assign)
            for targets in node.targets
            for target, value in (
                zip(targets.elts, node.value.elts, strict=False)
                if isinstance(targets, ast.Tuple) and isinstance(node.value, ast.Tuple)
                else [(targets, node.value)]
            )
            if isinstance(target, ast.Name) and is_term(value)
        }
        if scope is tree:
            named = set()
        for node in ast.walk(scope):
            bare = isinstance(node, ast.Attribute) and node.attr in ("amount", "unit")
            if bare and (is_term(node.value) or (isinstance(node.value, ast.Name) and node.value.id in named)):
                yield node.lineno


HEAD = "from common.law.terms import term\nfrom common.law import terms\n"


@rows(
    ("code", "found"),
    [
        ("x = term('a', on).amount", 1),
        ("x = terms.term('a', on).amount", 1),
        ("def f():\n    a, b = term('a', on), 3\n    return a.amount", 1),
        ("def f(a):\n    return a.amount + term('a', on).counted(Unit.DAYS)", 0),
        ("x = term('a', on).figures", 0),
    ],
)
def test_a_bare_length_is_found(code: str, found: int) -> None:
    assert len(set(bare_lengths(HEAD + code))) == found


def test_nobody_takes_the_number_of_a_term_without_its_unit() -> None:
    """Lengths are compared, added and printed as lengths; `counted(unit)` says which unit a number is in. The one place
    that knows better asks for the unit beside it."""
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted(ROOT.rglob("*.py"))
        if path.relative_to(ROOT).parts[0] not in (".venv", "tests", "var") and "law/terms" not in path.as_posix()
        for line in sorted(set(bare_lengths(path.read_text(encoding="utf-8"))))
    ]
    unit_is_asked = [each for each in found if each.startswith("triage/trial/actions/extending.py")]
    assert len(unit_is_asked) == 1
    assert found == unit_is_asked
