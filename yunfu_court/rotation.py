"""New keys for what lies sealed, and for what finds it again: row by row and file by file, as often interrupted as it
likes.

A key is changed by putting the new one in front (`FIELD_ENCRYPTION_KEYS`) or in its place (`FIELD_HMAC_KEY`, the former
one behind in `FIELD_HMAC_KEY_FALLBACKS`) and running `manage.py rotate_keys`. Both carry the id of their key, so that a
row which has the new one already is left alone. While the index moves, numbers are found by half of the rows only: the
portal rests meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from common.cases.models import Party, Representation
from common.documents.adapters.sealed_files import SealedFiles
from common.fields import DecryptionFailed, EncryptedJSONField, EncryptedTextField, blind_index
from common.fields.sealed import decrypt, encrypt, index_id, key_id
from common.notifications.models import Notice
from common.people.adapters import MFA_PLACE
from common.people.models import User
from common.people.rules import normalise_phone
from intake.door.actions import door_key
from intake.door.models import DefendantDoor
from intake.filing.models import ANSWERS, Draft

BATCH = 200
Index = Callable[[Any], str | None]

# Every index that can be made anew, from what is sealed beside it.
INDEXES: Mapping[type[Model], Mapping[str, Index]] = {
    User: {"phone_hash": lambda row: blind_index(row.phone), "id_hash": lambda row: blind_index(row.id_number)},
    Party: {
        "id_hash": lambda row: blind_index(row.id_number),
        "phone_hash": lambda row: blind_index(normalise_phone(row.phone)),
        "guardian_hash": lambda row: blind_index(row.guardian_id),
    },
    Representation: {"phone_hash": lambda row: blind_index(row.phone)},
    Notice: {"address_hash": lambda row: blind_index(row.address)},
    DefendantDoor: {"code_hash": lambda row: door_key(row.code)},
}
# Those of what was never kept: told to somebody once, or compared once. They are asked under the former keys too.
NEVER_KEPT = {
    "intake.DefendantDoor.bearer_hash": "the number of who came with a unit's letter: compared with that of an account",
    "intake.Draft.handover_hash": "a code that holds for a week",
    "petitions.Petition.code_hash": "the code of a petition, kept by whoever lodged it",
    "mediation.SignCode.code_hash": "a code that holds for minutes",
}
# JSON in which single values are sealed: (column, what they are bound to).
WITHIN: Mapping[type[Model], tuple[str, str]] = {Draft: ("answers", ANSWERS), Authenticator: ("data", MFA_PLACE)}
_SEALED = re.compile(r"[0-9a-f]{8}\.[A-Za-z0-9_=-]{38,}")


@dataclass
class Rotated:
    """What became of one table: rows that were not under the keys of now, those written, those that cannot be read."""

    label: str
    stale: int
    written: int = 0
    unread: list[Any] = field(default_factory=list)  # primary keys


def sealed_fields(model: Any) -> list[str]:
    """The columns of a model that are sealed as a whole."""
    kinds = (EncryptedTextField, EncryptedJSONField)
    return [each.attname for each in model._meta.local_concrete_fields if isinstance(each, kinds)]


def rotate(told: Callable[[Rotated], None]) -> Iterator[Rotated]:
    """Every table in turn; `told` hears of each batch."""
    for model in apps.get_models():
        if sealed_fields(model) or model in INDEXES or model in WITHIN:
            yield _rotate(model, told)
    yield _files(told)


def _files(told: Callable[[Rotated], None]) -> Rotated:
    """The key at the head of each stored file. The files themselves stay as they are."""
    storage = cast(SealedFiles, storages["default"])
    result = Rotated("files", 0)
    former = []
    for name in storage.names():
        try:
            if storage.stale(name):
                former.append(name)
        except FileNotFoundError:  # gone meanwhile
            continue
        except DecryptionFailed:
            result.unread.append(name)
    result.stale = len(former) + len(result.unread)
    for number, name in enumerate(former, 1):
        try:
            storage.renew(name)
            result.written += 1
        except FileNotFoundError:  # gone meanwhile
            result.stale -= 1
        except DecryptionFailed:
            result.unread.append(name)
        if number % BATCH == 0 or number == len(former):
            told(result)
    return result


def _stale(model: Any) -> QuerySet[Any]:
    """The rows with anything under another key than those of now."""
    wanted = Q()
    rows: QuerySet[Any] = model.objects.all()
    for name in sealed_fields(model):
        rows = rows.alias(**{f"raw_{name}": Cast(name, TextField())})
        present = Q(**{f"raw_{name}__isnull": False}) & ~Q(**{f"raw_{name}": ""})
        wanted |= present & ~Q(**{f"raw_{name}__startswith": f"{key_id()}."})
    for name in INDEXES.get(model, {}):
        present = Q(**{f"{name}__isnull": False}) & ~Q(**{name: ""})
        wanted |= present & ~Q(**{f"{name}__startswith": index_id()})
    if model in WITHIN:
        column, _ = WITHIN[model]
        rows = rows.alias(raw_within=Cast(column, TextField()))
        wanted |= Q(raw_within__regex=rf'"(?!{key_id()}\.)[0-9a-f]{{8}}\.[A-Za-z0-9_=-]{{38,}}"')
    return rows.filter(wanted).order_by("pk")


def _rotate(model: Any, told: Callable[[Rotated], None]) -> Rotated:
    result = Rotated(model._meta.label, _stale(model).count())
    while True:
        with transaction.atomic():
            left = _stale(model).exclude(pk__in=result.unread)
            keys = list(left.select_for_update().values_list("pk", flat=True)[:BATCH])
            for key in keys:
                try:
                    with transaction.atomic():
                        _renew(model, key)
                    result.written += 1
                except (DecryptionFailed, ValueError):
                    result.unread.append(key)
        if not keys:
            return result
        told(result)


def _renew(model: Any, key: Any) -> None:
    """One row under the keys of now. Raises where it cannot be read, or an index has nothing it could be made of."""
    row = model.objects.get(pk=key)
    changed: dict[str, Any] = {name: getattr(row, name) for name in sealed_fields(model)}
    for name, made in INDEXES.get(model, {}).items():
        if getattr(row, name):
            changed[name] = made(row)
            if not changed[name]:
                raise ValueError(f"{model._meta.label}.{name}: nothing to make it of")
    if model in WITHIN:
        column, place = WITHIN[model]
        changed[column] = _within(getattr(row, column), place)
    model.objects.filter(pk=key).update(**changed)


def _within(value: Any, place: str) -> Any:
    """The same JSON with every sealed text in it sealed anew."""
    if isinstance(value, dict):
        return {name: _within(each, place) for name, each in value.items()}
    if isinstance(value, list):
        return [_within(each, place) for each in value]
    if isinstance(value, str) and _SEALED.fullmatch(value) and key_id(value[:8]):
        return encrypt(decrypt(value, place), place)
    return value
