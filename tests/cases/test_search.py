"""One box finds a case by whatever people have at hand, says what it looked for, and minds nothing that is typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from common.cases.actions import add_representation, give_number
from common.cases.events import SYSTEM
from common.cases.models import Case
from common.cases.queries import search
from common.cases.rules import sought
from tests.factories import court as court_named
from tests.factories import staff
from tests.factories.cases import make_case
from tests.factories.intake import TODAY

pytestmark = pytest.mark.django_db
BY_CODE = (
    "13800000001",
    "+86 138 0000 0001",
    "１３８０００００００２",
    "13700000009",
    "0766-8123456",
    "07668123456",
    "11010519491231002x",
)


@pytest.fixture
def case() -> Case:
    court = court_named("luoding")
    make_case(court=court, claimant="王小五", respondent="赵六", cause_name="买卖合同纠纷")
    case, claimant, respondent = make_case(court=court)
    add_representation(
        party=claimant, name="古丽·买买提", phone="13700000009", unit="", authority="general", powers=[], since=TODAY
    )
    respondent.set_identity(id_number="", phone="13800000002")
    respondent.save()
    other = respondent
    other.pk, other.order = None, 2
    other.set_identity(id_number="", phone="0766-8123456")
    other.save()
    give_number(case=case, kind="民初", by=SYSTEM, today=TODAY)
    case.refresh_from_db()
    return case


@pytest.mark.parametrize(
    "typed",
    [
        "张三诉李四民间借贷纠纷",
        "李四民间借贷",
        "李四 张三",
        "李四、张三",
        "张三　民间借贷",
        "张",
        "四",
        "古丽买买提",
        "古丽・买买提 李四",
        "民初1号",
        "（2026）粤5381民初1号",
        "张\u200b三\0",
        "李四诉张三",
        "李四与张三",
        "张三和李四",
        "“张三”，李四。",
        "2026粤5381民初1 张三",
    ],
)
def test_words_find_it(case: Case, typed: str) -> None:
    assert list(search(Case.objects.all(), typed)) == [case]


@pytest.mark.parametrize("typed", ["张三 王小五", "李四诉王小五", "张三 买卖", "·", "%%", "x" * 10_000])
def test_what_is_not_in_it_does_not(case: Case, typed: str) -> None:
    assert not search(Case.objects.all(), typed, codes=True).exists()


@pytest.mark.parametrize("typed", ["", "  ", "\0", "\u200b", "。"])
def test_nothing_typed_narrows_nothing(case: Case, typed: str) -> None:
    assert search(Case.objects.all(), typed).count() == 2
    assert sought(typed, codes=True) is None


def test_a_receipt_is_found_without_its_first_letters(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(receipt="SJ-T7WED-HC7YP")
    for typed in ("T7WED-HC7YP", "t7wedhc7yp", "T7WED-HC7YP。", "收件编号：T7WED-HC7YP", "李四 T7WED-HC7YP"):
        assert list(search(Case.objects.all(), typed)) == [case], typed
    assert not search(Case.objects.all(), "王小五 T7WED-HC7YP").exists()


@pytest.mark.parametrize(
    "typed",
    [
        "张三 13700000009",
        "13700000009。",
        "电话13700000009",
        "电话：137 0000 0009",
        "张三，137 0000 0009",
        "李四手机号是13700000009",
    ],
)
def test_a_number_is_found_among_words(case: Case, typed: str) -> None:
    assert list(search(Case.objects.all(), typed, codes=True)) == [case]


@pytest.mark.parametrize("typed", ["王小五 13700000009", "13700000009 13900000000", "李四 1370000"])
def test_all_that_is_asked_must_hold(case: Case, typed: str) -> None:
    assert not search(Case.objects.all(), typed, codes=True).exists()


def test_a_receipt_is_found_as_it_is_read_out(case: Case) -> None:
    for typed in (case.receipt, case.receipt.lower(), case.receipt.replace("-", " "), case.receipt.replace("-", "")):
        assert list(search(Case.objects.all(), typed)) == [case], typed


@pytest.mark.parametrize("typed", BY_CODE)
def test_numbers_of_people_are_for_staff(case: Case, typed: str) -> None:
    assert case in search(Case.objects.all(), typed, codes=True)
    assert not search(Case.objects.all(), typed).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026粤5381民初47", "案号是（2026）粤5381民初47号的案件"),
        ("sjk7qfm3mpx2", "收件编号是 SJ-K7QFM-3MPX2 的案件"),
        ("138 0000 0001", "电话或者证件号码是 138****0001 的人的案件"),
        ("+86 138 0000 0001", "电话或者证件号码是 138****0001 的人的案件"),
        ("电话8613800000001。", "电话或者证件号码是 138****0001 的人的案件"),
        (
            "李四 13800000002",
            "电话或者证件号码是 138****0002 的人的案件，并且是名称、当事人、代理人或者案号里有“李四”的案件",
        ),
        ("张三 李四", "名称、当事人、代理人或者案号里有“张三”和“李四”的案件"),
    ],
)
def test_it_says_what_it_looked_for(typed: str, said: str) -> None:
    asked = sought(typed, codes=True)
    assert asked
    assert asked.said == said


@pytest.mark.parametrize(
    ("address", "role"), [("/cases/", "clerk"), ("/intake/desk/", "clerk"), ("/delivery/", "clerk")]
)
def test_every_box_says_it(case: Case, address: str, role: Any) -> None:
    client = Client()
    client.force_login(staff(role, case.court))
    for typed in ("138 0000 0001", "没有这个人", "\0", "张三"):
        page = client.get(address, {"q": typed}).content.decode()
        assert ("查的是：" in page) is (typed != "\0"), typed
