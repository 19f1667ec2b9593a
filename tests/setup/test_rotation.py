"""Both keys are changed row by row, as often interrupted as one likes; what is told and found stays as it was."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from common.cases.models import Party
from common.fields import blind_index
from common.fields.sealed import _derive, index_id, key_id
from common.notifications.actions import send_code
from common.people.models import User
from intake.door.actions import door_key, make_door
from intake.door.models import DefendantDoor
from intake.filing.actions.drafts import hand_over, take_over
from intake.filing.models import Draft, Filing
from petitions.letters.access import first_code, opened_by
from tests.factories import UserFactory
from tests.factories import court as court_of
from tests.factories.intake import TODAY, ZHANG_ID, by_user, make_draft, make_filing
from tests.factories.petitions import make_petition
from tests.setup.databases import key
from yunfu_court import rotation
from yunfu_court.rotation import INDEXES, NEVER_KEPT, WITHIN, sealed_fields

OLD, NEW, OLD_INDEX, NEW_INDEX = (key() for _ in range(4))


@pytest.fixture(autouse=True)
def _no_files_of_other_tests(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_every_index_can_be_made_anew_or_is_asked_under_the_former_keys() -> None:
    found = {
        f"{model._meta.label}.{each.attname}"
        for model in apps.get_models()
        for each in model._meta.local_concrete_fields
        if each.attname.endswith("_hash") and each.attname != "last_hash"  # of a chain
    }
    made = {f"{model._meta.label}.{name}" for model, names in INDEXES.items() for name in names}
    assert found == made | set(NEVER_KEPT)
    assert made & set(NEVER_KEPT) == set()


_OLD_ID = hashlib.sha256(_derive(OLD)).hexdigest()[:8]


def under_another_key() -> list[str]:
    """Every sealed text and every index in the database that is not under the keys of now."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            columns = [(name, f"{key_id()}.") for name in sealed_fields(model)]
            columns += [(name, index_id()) for name in INDEXES.get(model, {})]
            for name, begin in columns:
                cursor.execute(f"SELECT count(*) FROM {table} WHERE {name} <> '' AND {name} NOT LIKE '{begin}%'")
                found += [f"{table}.{name}"] * cursor.fetchone()[0]
            if model in WITHIN:
                cursor.execute(f"SELECT count(*) FROM {table} WHERE {WITHIN[model][0]}::text LIKE '%\"{_OLD_ID}.%'")
                found += [f"{table}.{WITHIN[model][0]}"] * cursor.fetchone()[0]
    return found


@pytest.fixture
def house(settings: Any, reference: None) -> dict[str, Any]:
    """A little of everything that is sealed or indexed, under the old keys."""
    settings.EVENT_HANDLERS = ["tests.intake.speaking.react"]
    settings.FIELD_ENCRYPTION_KEYS, settings.FIELD_HMAC_KEY = [OLD], OLD_INDEX
    assert key_id() == _OLD_ID
    court = court_of("luoding")
    zhang = UserFactory(name="张三", phone="13800000001", verified=True, id_text=ZHANG_ID)
    draft = make_draft(user=zhang, court=court)
    filing = make_filing(user=zhang, court=court)
    other = Party.objects.filter(case=filing.case).exclude(user=zhang).earliest("pk")
    code = make_door(party=other, by=by_user(zhang), today=TODAY)
    Authenticator.objects.create(
        user=zhang, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt("JBSWY3DPEHPK3PXP")}
    )
    send_code("13800000001", "code", {"code": "123456"})
    return {
        "zhang": zhang,
        "draft": draft,
        "filing": filing,
        "code": code,
        "given": Draft.objects.get(pk=draft.pk).given(),
    }


def test_the_keys_are_changed_and_nothing_is_lost(
    house: dict[str, Any], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    taken = hand_over(draft=house["draft"], now=now)
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    settings.FIELD_HMAC_KEY, settings.FIELD_HMAC_KEY_FALLBACKS = NEW_INDEX, [OLD_INDEX]
    before = under_another_key()
    assert {"people_user.phone", "people_user.phone_hash", "intake_draft.answers", "mfa_authenticator.data"} <= set(
        before
    )

    # Killed after some rows: those are done, and the next call goes on with the others.
    monkeypatch.setattr(rotation, "BATCH", 1)

    def killed(at: rotation.Rotated) -> None:
        if at.label == "people.User":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(rotation.rotate(killed))
    assert 0 < len(under_another_key()) < len(before)
    call_command("rotate_keys")
    assert under_another_key() == []
    assert [each.written for each in rotation.rotate(lambda at: None) if each.stale] == []

    settings.FIELD_ENCRYPTION_KEYS = [NEW]  # the old key may go
    zhang = User.objects.get(phone_hash=blind_index("13800000001"))
    assert (zhang.pk, zhang.phone, zhang.id_number) == (house["zhang"].pk, "13800000001", ZHANG_ID)
    for model in apps.get_models():
        for row in model.objects.all() if sealed_fields(model) else []:
            assert {name: made(row) or "" for name, made in INDEXES.get(model, {}).items()} == {
                name: getattr(row, name) or "" for name in INDEXES.get(model, {})
            }
    assert Draft.objects.get(pk=house["draft"].pk).given() == house["given"]
    assert Filing.objects.get(pk=house["filing"].pk).answers
    assert DefendantDoor.objects.get(code_hash=door_key(house["code"])).code
    data = Authenticator.objects.get(user=zhang).data
    assert get_adapter().decrypt(data["secret"]) == "JBSWY3DPEHPK3PXP"
    # What was told once and never kept is known by the former key.
    assert take_over(code=taken, user_id=zhang.pk, now=now).pk == house["draft"].pk


def test_the_code_of_a_petition_outlives_its_key(settings: Any, reference: None) -> None:
    settings.EVENT_HANDLERS = []
    settings.FIELD_HMAC_KEY = OLD_INDEX
    once = uuid4()
    row, code = make_petition(court=court_of("luoding"), once=once), first_code(once)
    number = row.case.numbers.get().text
    assert opened_by(number, code) == row
    settings.FIELD_HMAC_KEY = NEW_INDEX
    assert opened_by(number, code) is None
    settings.FIELD_HMAC_KEY_FALLBACKS = [OLD_INDEX]
    assert opened_by(number, code) == row


def test_a_row_that_cannot_be_read_stops_no_other_and_is_named(settings: Any, db: None) -> None:
    settings.FIELD_ENCRYPTION_KEYS = [key()]
    lost = UserFactory(phone="13800000011")
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    kept = UserFactory(phone="13800000012")
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    with pytest.raises(CommandError, match="keep the old keys"):
        call_command("rotate_keys")
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    assert User.objects.get(pk=kept.pk).phone == "13800000012"
    assert [each.unread for each in rotation.rotate(lambda at: None) if each.unread] == [[lost.pk]]
