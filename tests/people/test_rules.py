"""Documents, phones, masks and passwords, as tables."""

from __future__ import annotations

from datetime import date

import pytest

from common.law.numbers import NumberError
from common.people.rules import (
    check_document,
    normalise_phone,
    password_expired,
    staff_password_problem,
)
from common.people.states import IdKind, OrganisationKind, OrganisationRole, Role
from tests.tables import rows

TODAY = date(2026, 11, 23)


@rows(
    ("typed", "number"),
    [
        ("13800000000", "13800000000"),
        ("+86 138-0000-0000", "13800000000"),
        ("１３８００００００００", "13800000000"),
        ("8613800000000", "13800000000"),
        ("12345", "12345"),
    ],
)
def test_phone_as_typed(typed: str, number: str) -> None:
    assert normalise_phone(typed) == number


@rows(
    ("kind", "typed", "number"),
    [
        (IdKind.IDENTITY_CARD, "11010519491231002x", "11010519491231002X"),
        (IdKind.PASSPORT, "e12345678", "E12345678"),
        (IdKind.PASSPORT, "PA 1234567", "PA1234567"),
        (IdKind.HK_MACAO_PERMIT, "Ｈ１２３４５６７８", "H12345678"),
        (IdKind.HK_MACAO_PERMIT, "M1234567802", "M1234567802"),
        (IdKind.TAIWAN_PERMIT, "12345678", "12345678"),
        (IdKind.TAIWAN_PERMIT, "0012345678(B)", "0012345678B"),
        (IdKind.RESIDENCE_PERMIT, "USA110079082301", "USA110079082301"),
        (IdKind.RESIDENCE_PERMIT, "911124198108030024", "911124198108030024"),
        ("other", "军字第1234567号", "军字第1234567号"),
    ],
)
def test_documents_that_pass(kind: IdKind, typed: str, number: str) -> None:
    assert check_document(kind, typed, TODAY) == number


@rows(
    ("kind", "typed", "words"),
    [
        (IdKind.IDENTITY_CARD, "110105194912310021", "校验位"),
        (IdKind.IDENTITY_CARD, "11010520491231002X", "出生日期"),
        (IdKind.IDENTITY_CARD, "1101051949123100", "18位"),
        (IdKind.PASSPORT, "E-", "护照号码"),
        (IdKind.PASSPORT, "无", "护照号码"),
        (IdKind.PASSPORT, "ABCDEFGH", "护照号码"),
        (IdKind.PASSPORT, "000000000", "护照号码"),
        (IdKind.HK_MACAO_PERMIT, "12", "港澳居民来往内地通行证"),
        (IdKind.HK_MACAO_PERMIT, "K12345678", "H 或者 M"),
        (IdKind.TAIWAN_PERMIT, "1234567", "台湾居民来往大陆通行证"),
        (IdKind.RESIDENCE_PERMIT, "USA1100790", "永久居留"),
        (IdKind.RESIDENCE_PERMIT, "911124198108030025", "校验位"),
        (IdKind.RESIDENCE_PERMIT, "911124198113030024", "出生日期"),
        ("other", "不知道", "不完整"),
    ],
)
def test_documents_that_do_not(kind: IdKind, typed: str, words: str) -> None:
    with pytest.raises(NumberError, match=words):
        check_document(kind, typed, TODAY)


@rows(
    ("changed", "limit", "expired"),
    [
        (date(2026, 8, 25), 90, False),
        (date(2026, 8, 24), 90, True),
        (None, 90, True),
        (None, None, False),
        (date(2000, 1, 1), None, False),
    ],
)
def test_staff_passwords_age(changed: date | None, limit: int | None, expired: bool) -> None:
    assert password_expired(changed, limit, TODAY) is expired


@rows(("password", "fine"), [("yunfu2026", False), ("Yunfu2026", True), ("yunfu-2026", True)])
def test_staff_passwords_mix_characters(password: str, fine: bool) -> None:
    assert (staff_password_problem(password) == "") is fine


@rows("states", [Role, IdKind, OrganisationKind, OrganisationRole])
def test_every_state_has_a_chinese_label(states: type[Role]) -> None:
    assert all(member.label and not member.label.isascii() for member in states)
    assert len({member.label for member in states}) == len(states)
