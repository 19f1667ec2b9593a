"""What the law says stands in its tables: no page, paper, notice or word types a length or an article's number."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.template import Context, Template

from common.law import parameters
from common.law.terms import table, term, wording
from tests.tables import rows

ROOT = Path(__file__).resolve().parents[2]
NUMBER = "[0-9〇零一二三四五六七八九十百两]+"
# A length: 七日, 15 天, 两个工作日, 6 个月, 两年, 半年. Not a day or a year by its number, an ordinal (第二天), an age,
# or a day like any (这一天).
DATE = re.compile(rf"月 ?{NUMBER} ?日")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d ?年|[〇零一二三四五六七八九]{4}年")
_BEFORE = r"(?<![第\d月年每〇这那没某哪同一二三四五六七八九十两百])"
_UNITS = "个工作日|个自然日|个月|个星期|日|天|小时|周|星期|年"
LENGTH = re.compile(rf"{_BEFORE}(?:{NUMBER} ?(?:{_UNITS})|半 ?(?:年|个月))(?! ?\d|期|岁)")
# An article: 第一百二十六条, or as the tables name one, 民诉法126.
ARTICLE = re.compile(rf"第 ?{NUMBER} ?条|(?:法|解释|规定|条例|办法|意见|规则)》? ?\d+(?! ?[年月号日〕])")
# What no user reads on a page: the demonstration, the show of the components, and what is said to operators.
UNSPOKEN = ("simulation", "migrations", "verifying", "timetable", "retention", "style")
LAW = ("common", "law")

# Each is no length of the law, or quotes: file -> the words.
REASONS = {
    "templates/targets/report.html": "三个月",  # over how long a target's pace is looked at
    "intake/review/actions/correction.py": "60 日",  # what a form takes for a slip of the keyboard
    "common/web/fields.py": "1 日",  # of a month of which no day is known
    "common/web/wording.py": "一二三四五六日",  # the days of the week
    "triage/trial/states.py": "六个月",  # a ground in the article's own words (民诉法127第7项)
    "common/documents/actions/pieces.py": "一天",  # the house's own broom
    "templates/triage/sorting/rule_set.html": "一年",  # of which cases a rule set is tried on
    "yunfu_court/targets/figures.py": "三个月",  # over how long a target's pace is looked at
    "yunfu_court/targets/report.py": "一天",  # a month that has not one whole day yet
}


def typed(text: str) -> Iterator[str]:
    """The lengths and articles in a text; an article inside a template's tag is typed all the same."""
    said = re.sub(r"\{#.*?#\}|<!--.*?-->", "", text, flags=re.DOTALL)
    yield from (found[0] for found in ARTICLE.finditer(said))
    # The last day (最后一天) is a day like any, no length.
    said = YEAR.sub("", DATE.sub("", re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "␣", said, flags=re.DOTALL)))
    yield from (found[0] for found in LENGTH.finditer(said.replace("最后一天", "")))


def spoken_strings(path: Path) -> Iterator[str]:
    """Every string of a module but its docstrings: what a user may read."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.value


def pages() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in (".html", ".txt"):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def speakers() -> Iterator[tuple[str, str]]:
    for name in ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court"):
        for path in sorted((ROOT / name).rglob("*.py")):
            inside = path.relative_to(ROOT)
            if inside.parts[:2] != LAW and set(UNSPOKEN).isdisjoint(inside.with_suffix("").parts):
                yield str(inside), "\n".join(spoken_strings(path))


# Lengths that remarks and hints type: of the substantive law (民法典188, 692, 1082 …), of other procedures, of nothing.
# Each stands in no term of the table; a new one is counted here only after the table was looked through.
OTHER_LAW: dict[str, dict[str, int]] = {
    "assessment": {
        "一年": 16,
        "三十日": 1,
        "三年": 9,
        "两年": 8,
        "九十日": 3,
        "二十年": 3,
        "五年": 4,
        "六个月": 6,
        "十日": 1,
        "四年": 2,
    },
    "forms/common": {"一年": 3},
    "forms/labour": {"一年": 1, "十一个月": 1},
}


def data_texts() -> Iterator[tuple[str, str]]:
    """(folder/version, text) of every text of every version: a form's newest file is a copy of the one before."""

    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                yield from strings(each)

    data = ROOT / "intake" / "data"
    for path in sorted(data.rglob("*.json")):
        for text in strings(json.loads(path.read_text(encoding="utf-8"))):
            yield str(path.relative_to(data).with_suffix("")), text


def lengths_typed(texts: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    """How often each version of each form types which length."""
    found: dict[str, Counter[str]] = {}
    for name, text in texts:
        said = YEAR.sub("", DATE.sub("", text.replace("最后一天", "")))
        found.setdefault(name, Counter()).update(each[0] for each in LENGTH.finditer(said))
    return found


def more_than_counted(found: dict[str, Counter[str]]) -> list[str]:
    """Where a version types a length more often than OTHER_LAW knows of its form."""
    return [
        f"intake/data/{name}.json types {length} {times} times: name its term ({{term:…}}, CONTRIBUTING, "
        f"“A form's new version”), or count it in OTHER_LAW if no term is meant"
        for name, lengths in found.items()
        for length, times in lengths.items()
        if times > OTHER_LAW.get(name.rpartition("/")[0], {}).get(length, 0)
    ]


def test_no_remark_and_no_hint_types_a_length_that_a_term_knows() -> None:
    """They name the term instead, {term:fee_payment}, and the table says how long it is."""
    assert more_than_counted(lengths_typed(data_texts())) == []


def test_what_is_counted_is_still_typed_by_a_version() -> None:
    found = lengths_typed(data_texts())
    for folder, lengths in OTHER_LAW.items():
        most = {each: max(found[name][each] for name in found if name.startswith(f"{folder}/")) for each in lengths}
        assert most == lengths


def test_a_copied_file_is_counted_by_itself() -> None:
    texts = list(data_texts())
    copied = [("forms/labour/2027-01", text) for name, text in texts if name.startswith("forms/labour/")]
    assert more_than_counted(lengths_typed([*texts, *copied])) == []
    told = more_than_counted(lengths_typed([*texts, *copied, ("forms/labour/2027-01", "应当在七日内交")]))
    assert len(told) == 1
    assert "forms/labour/2027-01.json types 七日" in told[0]


def test_every_term_that_a_remark_names_is_one() -> None:
    keys = {key for _, text in data_texts() for key in wording.named(text)}
    assert len(keys) > 15
    assert keys <= set(table.TERMS)


def test_a_remark_says_what_the_table_says(monkeypatch) -> None:
    text = "从第二天起{term:fee_payment}内要交，{term:enforcement_application}内申请执行"
    assert wording.said(text, date(2026, 3, 2)) == "从第二天起七日内要交，两年内申请执行"
    monkeypatch.setattr(table, "TERMS", table.read([*table.source(), "fee_payment,2027-01-01,10 days"]))
    assert wording.said(text, date(2027, 1, 1)).startswith("从第二天起十日内")


def faults(found: Iterator[tuple[str, str]]) -> list[str]:
    return [f"{name}: {words}" for name, text in found for words in typed(text) if REASONS.get(name) != words]


def test_no_page_or_paper_types_a_length_or_an_article() -> None:
    assert faults(pages()) == []


def test_no_notice_form_or_word_types_a_length_or_an_article() -> None:
    assert faults(speakers()) == []


def test_every_exception_is_still_needed() -> None:
    texts = dict([*pages(), *speakers()])
    assert [name for name, words in REASONS.items() if words not in list(typed(texts[name]))] == []


@rows(
    ("words", "found"),
    [
        ("自收到通知书次日起七日内交纳", ["七日"]),
        ("请在 15 日内退还", ["15 日"]),
        ("两个工作日内选择", ["两个工作日"]),
        ("小额 2 个月、普通 6 个月", ["2 个月", "6 个月"]),
        ("依照民事诉讼法第一百二十六条", ["第一百二十六条"]),
        ("{% term 'answer' on %}内提出答辩状", []),
        ("十五日内答辩，七天内交费", ["十五日", "七天"]),
        ("两年内申请执行", ["两年"]),
        ("半年内不能再起诉", ["半年"]),
        ("15 个自然日或者一周", ["15 个自然日", "一周"]),
        ("四十八小时内作出裁定", ["四十八小时"]),
        ("依照民诉法126和《民诉法解释》208", ["法126", "解释》208"]),
        ("第 126 条", ["第 126 条"]),
        ("于2026年3月15日收到", []),
        ("二〇二六年三月十五日", []),
        ("已满十八周岁", []),
        ("从收到通知的第二天起算", []),
        ("没有这一天，请核对", []),
        ("最后一天不能早于第一天", []),
    ],
)
def test_what_counts_as_typed(words: str, found: list[str]) -> None:
    assert list(typed(words)) == found


def test_a_page_says_what_the_table_says(monkeypatch) -> None:
    page = Template(
        '{% load law %}{% term "answer" on %}|{% term "answer" on "figures" %}|{% term "answer" on "plain" %}|'
        '{% term "choose_mediator" on %}|{% cite "立案规定" 8 2 %}|{% cite "民诉法" 126 place=True %}'
    )
    said = "十五日|15 日|15 天|两个工作日|登记立案规定第八条第二款|第一百二十六条"
    assert page.render(Context({"on": "2026-12-31"})) == said
    monkeypatch.setattr(table, "TERMS", table.read([*table.source(), "answer,2027-01-01,20 days"]))
    assert page.render(Context({"on": "2026-12-31"})) == said
    assert page.render(Context({"on": "2027-01-01"})).startswith("二十日|20 日|20 天|")


def test_a_courts_own_length_starts_from_the_table() -> None:
    shipped = {each.key: each for each in parameters.FIGURES}
    for key, of in (
        ("correction_days", "correction"),
        ("petition_reply_days", "petition_reply"),
        ("petition_result_months", "petition_result"),
    ):
        assert int(shipped[key].value) == term(of, shipped[key].since).amount


# --- Rules type none either -------------------------------------------------------------------------------------------

# What counts days from a number. Of the house, not of the law, each said why where it stands: file -> the numbers.
COUNTING = {"timedelta", "add_months", "add_days", "add_working_days", "years_from", "working_days_after"}
HOUSE_LENGTHS = {
    "common/cases/actions/recounting.py": {60},
    "common/cases/rules.py": {3},
    "common/notifications/queries.py": {3, 30},
    "common/notifications/rules.py": {30},
    "intake/filing/actions/drafts.py": {7, 30, 90},
    "intake/guidance/actions.py": {7, 365},
    "intake/review/queries/review.py": {365},
    # Part of a formula, not a term: from when and for how long double wages run (劳动合同法82).
    "mediation/damages/rules/labour.py": {1, 12},
    "triage/sorting/views.py": {365},
    "yunfu_court/reminders.py": {3},
}


def counted_numbers(path: Path) -> set[int]:
    """The days, months and years that a module counts by a number of its own. A single day steps through a calendar;
    a single month is a length."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
        if not isinstance(node, ast.Call) or name not in COUNTING:
            continue
        named = [each.value for each in node.keywords if each.arg in ("days", "weeks", "months", "years")]
        steps = name == "timedelta"
        values = [
            each.value for each in (*(node.args if steps else node.args[1:]), *named) if isinstance(each, ast.Constant)
        ]
        found |= {each for each in values if isinstance(each, int) and each > (1 if steps else 0)}
    return found


def test_no_rule_counts_by_a_length_of_its_own() -> None:
    """A length of the law stands in the table alone; what the house itself decides is listed."""
    found: dict[str, set[int]] = {}
    for name in ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court"):
        for path in sorted((ROOT / name).rglob("*.py")):
            inside = path.relative_to(ROOT)
            spoken = inside.parts[:2] != LAW and set(UNSPOKEN).isdisjoint(inside.with_suffix("").parts)
            if spoken and (numbers := counted_numbers(path)):
                found[str(inside)] = numbers
    assert found == HOUSE_LENGTHS
