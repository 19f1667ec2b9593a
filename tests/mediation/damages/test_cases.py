"""The worked cases of the law's files, and what a file of questions does with rows that cannot be answered."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from common.courts.models import CourtParameter
from mediation.damages.rules.kinds import ALSO, RULES, answer_row, resolve
from mediation.damages.rules.settings import book
from tests.tables import rows

FILE = Path(__file__).parent / "data" / "damage_cases.csv"
BOOK = book(date(2026, 11, 28))
CASES = [
    (row["id"], row["kind"], row["inputs"], row["expected"])
    for row in csv.DictReader(FILE.read_text(encoding="utf-8-sig").splitlines())
]


@rows(("case", "kind", "inputs", "expected"), CASES)
def test_the_worked_cases(kind, inputs, expected):
    result, grounds = answer_row(kind, inputs, BOOK)
    assert result == expected
    assert grounds


@rows(
    ("kind", "inputs", "words"),
    [
        ("nothing_like_it", "{}", "没有“nothing_like_it”这种计算"),
        ("", "{}", "没有写是哪种计算"),
        ("death", "{age: 70}", "JSON"),
        ("death", "[1]", "JSON"),
        ("death", '{"age": NaN}', "JSON"),
        ("death", "{}", "请填写年龄"),
        ("death", '{"age": -1, "urban_income": 1}', "不能是负数"),
        ("death", '{"age": 70.5, "urban_income": 1}', "整数"),
        ("death", '{"age": "seventy", "urban_income": 1}', "应是一个数"),
        ("death", '{"age": true, "urban_income": 1}', "应是一个数"),
        ("death", '{"age": 300, "urban_income": 1}', "不能大于130"),
        ("death", '{"age": 70, "urban_income": 1e400}', "太大"),
        # 2024, 2025: the statistics were not found, and nothing is made up
        ("death", '{"age": 70}', "没有2026年11月28日适用的“广东城镇居民人均可支配收入”"),
        ("disability", '{"age": 70, "grade": 11, "urban_income": 1}', "伤残等级不能大于10"),
        ("disability", '{"age": 70, "urban_income": 1}', "请填写伤残等级"),
        ("loan_interest", '{"principal": 1, "agreed": 24, "contract": "2019-13-01"}', "应是日期"),
        ("lpr_interest", '{"principal": 1, "from": "2019-08-19", "to": "2019-09-01"}', "没有2019年8月19日适用的"),
        ("severance", '{"start": "2026-01-02", "end": "2026-01-01", "avg12": 1}', "不能早于"),
        ("no_fault", '{"rest": 100, "share_max": 0.2}', "最多承担 10%"),
        ("commercial", '{"rest": 100, "fault_share": 1.2, "tpl_limit": 1}', "不能大于1"),
        ("child_support", '{"month_income": 8000, "ratio": 0.1}', "在 20% 到"),
        ("late_price", '{"price": 1, "lpr": 3, "days": 1, "plus": 0.6}', "30% 到 50%"),
        ("mental", '{"x": 1}', "没有计算公式"),
        ("dependants", '{"child_age": 18, "consumption": 1}', "已满十八周岁"),
        (
            "straddling",
            '{"principal": 1, "agreed": 24, "contract": "2021-01-01", "to": "2022-01-01"}',
            "2020年8月20日以后",
        ),
        ("chain_of_payments", '{"principal": 1, "rate": 1, "payments": [[1]], "settle_day": 2}', "每次付款"),
        ("several_cars", '{"loss": 1, "limits": [0]}', "限额"),
        ("aids", '{"price": 1, "years": 3, "cycle_years": 0}', "请核对"),
        ("delay", '{"principal": 100, "from": "2014-07-31", "to": "2015-01-01"}', "2014年8月1日以前"),
    ],
)
def test_what_cannot_be_answered_says_why(kind, inputs, words):
    with pytest.raises(ValueError) as refused:
        answer_row(kind, inputs, BOOK)
    assert words in str(refused.value)


def test_every_other_name_leads_to_a_rule():
    assert set(ALSO.values()) <= set(RULES)
    for name in ALSO:
        assert name not in RULES
        assert resolve(name)


def test_staff_read_what_is_not_settled_and_what_was_not_used():
    _, grounds = answer_row("disability", '{"age": 40, "grade": 10, "urban_income": 59307, "colour": 1}', BOOK)
    assert "待确认" in grounds
    assert "没有用到：colour" in grounds
    assert "示例" in answer_row("funeral", "{}", BOOK)[1]
    assert "示例" in answer_row("severance_capped", '{"n": 3, "avg12": 40000, "local_avg": "8000 示例"}', BOOK)[1]


def _run(tmp_path, text):
    file = tmp_path / "rows.csv"
    file.write_text(text, encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    call_command("damages", str(file), stdout=out, stderr=err)
    return list(csv.DictReader(out.getvalue().splitlines())), err.getvalue()


@pytest.mark.django_db
def test_a_file_is_answered_row_by_row(tmp_path):
    found, told = _run(
        tmp_path, 'id,kind,inputs,note\nA,fraud_3x,"{""price"": 100}",x\nB,fraud,"{}",\nC,food,"{""price"": 5}",\n'
    )
    assert list(found[0]) == ["id", "kind", "inputs", "result", "grounds"]
    assert [row["result"] for row in found] == ["600.00", "", "1005.00"]
    assert found[1]["grounds"] == "错误：请填写价款。"
    assert "有1行无法计算" in told


@pytest.mark.django_db
def test_the_courts_own_figure_goes_before_the_shipped_one(tmp_path):
    row = 'id,kind,inputs\nA,death,"{""age"": 70, ""on"": ""2026-05-01""}"\n'
    assert _run(tmp_path, row)[0][0]["result"] == ""
    CourtParameter.objects.create(
        key="urban_income",
        since=date(2026, 1, 1),
        value="61000",
        unit="元/年",
        name="收入",
        confirmed=True,
        source="公报",
    )
    assert _run(tmp_path, row)[0][0]["result"] == "610000.00"
    # A statistic of a year ends with the year.
    assert _run(tmp_path, row.replace("2026-05", "2027-05"))[0][0]["result"] == ""
