"""The calculators as anybody meets them: no sign-in, no script, errors at the field, a sheet to take along."""

from __future__ import annotations

import os
from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from common.law import clock
from common.law.articles import DOUBTS
from common.web.forms import component_of
from mediation.damages.forms import DamagesForm
from mediation.damages.rules.catalogue import AREAS, CALCULATORS
from mediation.damages.rules.kinds import RULES
from mediation.damages.rules.settings import SHIPPED, book
from tests.tables import rows

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)

# What somebody types into each page, and what stands there as the sum.
TYPED = {
    "injury": (
        {
            "heads.medical.receipts": "1万\n200.5", "heads.lost_wages.daily": "200", "heads.lost_wages.days": "30",
            "heads.disability.grade": "10", "heads.disability.age": "40", "heads.disability.urban_income": "59307",
        },
        "134,814.50",
    ),
    "death": (
        {"heads.death.age": "70", "heads.death.urban_income": "59307", "heads.funeral.avg_wage_month": "9000"},
        "647,070.00",
    ),
    "dependants": ({"child_ages": "8、12", "supporters": "2", "consumption": "39333"}, "314,664.00"),
    "traffic": (
        {
            "accident_date": "2026-01-05", "death_disability": "230000", "medical": "52000", "property": "6000",
            "fault": "yes", "fault_share": "70", "tpl_limit": "100万",
        },
        "261,600.00",
    ),
    "severance": ({"start": "2019-04-01", "end": "2026-09-30", "avg12": "6000"}, "48,000.00"),
    "dismissal": ({"start": "2019-04-01", "end": "2026-09-15", "avg12": "6000"}, "90,000.00"),
    "double-wage": ({"start": "2026-01-10", "signed": "2026-05-10", "month_wage": "5000"}, "15,000.00"),
    "overtime": ({"month_wage": "5220", "hours_holiday": "8"}, "720.00"),
    "leave": ({"month_wage": "6525", "total_years": "12", "taken": "2", "days_elapsed": "243"}, "2,400.00"),
    "wages": ({"month_wage": "5000", "months": "3"}, "15,000.00"),
    "loan": ({"handed": "10万", "agreed": "24", "contract": "2024-07-22", "to": "2025-07-22"}, "13,400.00"),
    "repayments": (
        {"principal": "100000", "rate": "12", "contract": "2025-01-01", "to": "2026-01-01",
         "payments": "2025-04-11 5000\n2025-07-20 20000"},
        "85,941.18",
    ),
    "overdue": ({"principal": "50000", "contract": "2025-06-01", "from": "2026-01-01", "to": "2026-07-20"}, "821.92"),
    "lpr": ({"principal": "100000", "from": "2025-01-01", "to": "2026-01-01"}, "3,038.08"),
    "judgment": ({"principal": "100000", "from": "2026-01-01", "to": "2026-04-11"}, "1,750.00"),
    "fraud": ({"price": "100"}, "600.00"),
    "food": ({"price": "20"}, "1,020.00"),
    "card": ({"paid": "800", "face": "1000", "used": "400", "fault": "merchant"}, "480.00"),
    "property-fee": ({"area": "98.5", "price": "2.2", "months": "3"}, "650.10"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def page(client, key, typed=None, name="damages_one"):
    address = reverse(f"mediation:{name}", args=[key])
    return client.get(f"{address}?{urlencode(typed)}" if typed else address)


def test_the_data_asks_what_rules_and_figures_know():
    assert set(TYPED) == set(CALCULATORS)
    assert {each.area for each in CALCULATORS.values()} == {area.key for area in AREAS}
    for each in CALCULATORS.values():
        assert each.kind in RULES
        assert all(not asked.setting or asked.setting in SHIPPED for asked in each.fields)
        form = DamagesForm(each, book(TODAY, public=True))
        assert all(component_of(field) for field in form.fields.values())
    for area in AREAS:
        assert area.steps
        assert len(area.evidence) >= 5


def test_every_calculator_stands_on_the_first_page(client):
    words = client.get(reverse("mediation:damages")).content.decode()
    for each in CALCULATORS.values():
        assert each.title in words
        assert reverse("mediation:damages_one", args=[each.key]) in words
    assert reverse("mediation:damages") in client.get("/").content.decode()


@rows(("key", "typed", "total"), [(key, *each) for key, each in TYPED.items()])
def test_each_counts_and_says_why(key, typed, total):
    client = Client()
    empty = page(client, key).content.decode()
    words = page(client, key, typed).content.decode()
    assert f"{total}" in words, words[words.find("error") :][:800]
    assert "依据" in words
    assert "由法官定" in words
    assert "要准备的证据" in words
    for text in (empty, words):
        assert not [doubt for doubt in DOUBTS if doubt in text]
        assert "时效" not in text  # nobody is told of it here: a debtor reads this page too


@rows(
    ("key", "typed", "field", "words"),
    [
        ("severance", {"start": "2026-05-01", "end": "2026-04-01", "avg12": "6000"}, "end", "不能早于"),
        ("severance", {"start": "2026-05-01", "avg12": "6000"}, "end", "填"),
        ("injury", {"heads.medical.receipts": "一百\nabc"}, "heads.medical.receipts", "第 2 行没看懂"),
        ("injury", {"heads.disability.grade": "11", "heads.disability.age": "40", "heads.disability.urban_income": "1"},
         "heads.disability.grade", "不能大于10"),
        ("death", {"heads.death.age": "70", "heads.funeral.avg_wage_month": "1"}, "heads.death.urban_income", "填"),
        ("repayments", {"principal": "1", "rate": "1", "contract": "2026-01-01", "to": "2026-02-01",
                        "payments": "昨天 5"}, "payments", "第 1 行没看懂"),
        ("lpr", {"principal": "1", "from": "2026-07-01", "to": "2026-11-01"}, "", "没有2026年7月20日适用的"),
        ("loan", {"handed": "1", "agreed": "1", "contract": "2026-08-01", "to": "2026-09-01"}, "lpr",
         "没有2026年8月1日适用的"),
        ("repayments", {"principal": "1", "rate": "30", "contract": "2020-01-01", "to": "2026-02-01", "lpr": "3",
                        "payments": "2021-01-01 1"}, "contract", "分两段算"),
        ("food", {"price": "-5"}, "price", "负数"),
        ("overtime", {"month_wage": "5000"}, "", "请填写"),
        ("traffic", {"accident_date": "2026-01-05", "medical": "100", "fault": "no", "fault_share": "50"},
         "fault_share", "最多承担 10%"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_at_its_field(key, typed, field, words):
    answer = page(Client(), key, typed)
    form = answer.context["form"]
    said = form.errors.get(field) if field else form.non_field_errors()
    assert said, form.errors
    assert words in "".join(said)
    assert "字段" not in answer.content.decode()
    assert "算出来是" not in answer.content.decode()


@rows("key", ["injury", "repayments", "card"])
def test_the_sheet_is_a_pdf_of_the_same_sum(key):
    answer = page(Client(), key, TYPED[key][0], "damages_sheet")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    if folder := os.environ.get("SHOTS", ""):
        with open(f"{folder}/{key}.pdf", "wb") as file:  # noqa: PTH123
            file.write(answer.content)


def test_a_sheet_of_nothing_leads_to_the_page(client):
    assert page(client, "fraud", {"price": "x"}, "damages_sheet").status_code == 302
    assert page(client, "no-such").status_code == 404
