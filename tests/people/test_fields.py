"""Encryption at rest, key rotation, the blind index and the search pieces of names."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from common.fields import DecryptionFailed, EncryptedJSONField, bigrams, blind_index
from common.fields.sealed import SealedSerializer, decrypt, encrypt, key_id
from common.people.models import User
from intake.filing.models import Filing
from tests.factories import UserFactory, fictitious_id

OLD, NEW = "old-key-" + "a" * 40, "new-key-" + "b" * 40


def raw(table: str, column: str, pk: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [pk])
        return str(cursor.fetchone()[0])


def test_equal_values_look_different_and_come_back() -> None:
    one, two = encrypt("445302198001010012", "a.b"), encrypt("445302198001010012", "a.b")
    assert one != two
    assert "4453" not in one
    assert decrypt(one, "a.b") == decrypt(two, "a.b") == "445302198001010012"
    assert encrypt("", "a.b") == decrypt("", "a.b") == ""


def test_a_changed_value_is_refused() -> None:
    stored = encrypt("13800000000", "a.b")
    key_id, _, body = stored.partition(".")
    swapped = body[:-6] + ("A" if body[-6] != "A" else "B") + body[-5:]
    with pytest.raises(DecryptionFailed):
        decrypt(f"{key_id}.{swapped}", "a.b")
    with pytest.raises(DecryptionFailed):
        decrypt(f"00000000.{body}", "a.b")


def test_an_old_key_still_reads_and_is_not_current(settings: Any) -> None:
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    stored = encrypt("云浮", "a.b")
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    assert decrypt(stored, "a.b") == "云浮"
    assert not stored.startswith(key_id())
    assert encrypt("云浮", "a.b").startswith(key_id())
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    with pytest.raises(DecryptionFailed):
        decrypt(stored, "a.b")


@pytest.mark.parametrize(
    ("one", "other"),
    [("13800000000", "１３８ ００００ ００００"), ("11010519491231002x", "11010519491231002X")],
)
def test_blind_index_ignores_how_it_was_typed(one: str, other: str) -> None:
    assert blind_index(one) == blind_index(other)
    assert len(blind_index(one) or "") == 64


def test_blind_index_needs_its_key(settings: Any) -> None:
    before = blind_index("13800000000")
    settings.FIELD_HMAC_KEY = "another"
    assert blind_index("13800000000") != before
    assert blind_index("13800000001") != blind_index("13800000000")
    assert blind_index("") is blind_index(None) is None


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("李明", ["李明"]),
        ("欧阳明月", ["明月", "欧阳", "阳明"]),
        ("Ａlim·买买提", ["al", "im", "li", "m买", "买买", "买提"]),
        ("李", ["李"]),
        (" ", []),
    ],
)
def test_bigrams(text: str, pieces: list[str]) -> None:
    assert bigrams(text) == sorted(pieces)


def test_the_session_is_sealed() -> None:
    sealed = SealedSerializer().dumps({"phone": "13800000000"})
    assert b"138" not in sealed
    assert SealedSerializer().loads(sealed) == {"phone": "13800000000"}


@pytest.mark.django_db
def test_the_columns_hold_no_clear_text_and_cannot_be_searched() -> None:
    number = fictitious_id(7)
    user = UserFactory(phone="13800000007", id_number=number)
    assert "138" not in raw("people_user", "phone", user.pk)
    assert number not in raw("people_user", "id_number", user.pk)
    again = User.objects.get(pk=user.pk)
    assert (again.phone, again.id_number) == ("13800000007", number)
    assert (again.masked_phone, again.masked_id_number) == ("138****0007", f"4400**********{number[-4:]}")
    with pytest.raises(FieldError, match="blind index"):
        User.objects.filter(phone="13800000007").exists()
    with pytest.raises(FieldError, match="blind index"):
        User.objects.filter(phone__contains="138").exists()
    assert User.objects.filter(phone__isnull=False).exists()
    assert not User.objects.filter(phone="").exists()
    assert User.objects.exclude(phone="").get() == user


def test_a_text_of_one_place_cannot_be_read_at_another() -> None:
    stored = encrypt("13800000000", "people_user.phone")
    with pytest.raises(DecryptionFailed, match="another place"):
        decrypt(stored, "people_user.id_number")


@pytest.mark.django_db
def test_a_value_moved_to_another_column_is_refused() -> None:
    user = UserFactory(phone="13800000009", id_number=fictitious_id(9))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_user SET id_number = phone WHERE id = %s", [user.pk])
    with pytest.raises(DecryptionFailed):
        User.objects.get(pk=user.pk)


def test_json_is_sealed_as_a_whole() -> None:
    field = Filing._meta.get_field("answers")
    assert isinstance(field, EncryptedJSONField)
    stored = field.get_db_prep_save({"claim": ["返还借款", 500000], "note": None}, connection)
    assert "返还" not in stored
    assert field.from_db_value(stored, None, connection) == {"claim": ["返还借款", 500000], "note": None}
