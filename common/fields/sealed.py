"""Fields for what must not lie in the database in clear, and for finding people by parts of their name.

Stored text is ``<key id>.<base64url(nonce + ciphertext + tag)>``: AES-256-GCM with a fresh nonce per value, so equal
values look different, bound to its place (table and column; a row's number is not known when it is first written), so
that a text moved to another column cannot be read there. `settings.FIELD_ENCRYPTION_KEYS` is a list of secrets, the
first encrypts, all decrypt; the key id (a digest of the key) tells which one a row needs. Equality goes through
`blind_index`, an HMAC under a key of its own: a leaked table cannot be tested against all eleven-digit numbers. Both
keys are changed by `manage.py rotate_keys`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import unicodedata
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.lookups import Exact

_NONCE = 12


class DecryptionFailed(Exception):
    """A stored value cannot be read: its key is not in FIELD_ENCRYPTION_KEYS, or the text was changed."""


def _derive(secret: str) -> bytes:
    # The secrets are high-entropy settings, not passwords: one labelled hash is the derivation, no stretching needed.
    return hashlib.sha256(b"yunfu-court field key\0" + secret.encode()).digest()


@lru_cache(maxsize=8)
def _ring(secrets: tuple[str, ...]) -> tuple[str, dict[str, AESGCM]]:
    """(current key id, key id -> cipher). A key id is eight hex digits of a digest of the derived key."""
    ciphers: dict[str, AESGCM] = {}
    for secret in secrets:
        key = _derive(secret)
        ciphers[hashlib.sha256(key).hexdigest()[:8]] = AESGCM(key)
    return next(iter(ciphers)), ciphers


def _bound(key_id: str, place: str) -> bytes:
    return f"{key_id}\0{place}".encode()


def encrypt(text: str, place: str) -> str:
    """Encrypt with the current key, for this place (`table.column`) alone. The empty string stays empty: there is
    nothing to hide and forms ask for it."""
    if not text:
        return ""
    key_id, ciphers = _ring(tuple(settings.FIELD_ENCRYPTION_KEYS))
    nonce = os.urandom(_NONCE)
    sealed = nonce + ciphers[key_id].encrypt(nonce, text.encode(), _bound(key_id, place))
    return f"{key_id}.{base64.urlsafe_b64encode(sealed).decode()}"


def decrypt(stored: str, place: str) -> str:
    """The text behind a value that is stored at this place; raises DecryptionFailed."""
    if not stored:
        return ""
    key_id, _, body = stored.partition(".")
    cipher = _ring(tuple(settings.FIELD_ENCRYPTION_KEYS))[1].get(key_id)
    if cipher is None:
        raise DecryptionFailed(f"no key {key_id!r} in FIELD_ENCRYPTION_KEYS")
    try:
        sealed = base64.urlsafe_b64decode(body)
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(key_id, place)).decode()
    except (InvalidTag, ValueError) as error:
        raise DecryptionFailed("stored value was changed, or is of another place") from error


def key_id(wanted: str | None = None) -> str:
    """The id of the key that encrypts now, or the wanted one where it is among those that decrypt; '' otherwise."""
    current, ciphers = _ring(tuple(settings.FIELD_ENCRYPTION_KEYS))
    return current if wanted is None else wanted if wanted in ciphers else ""


class SealedSerializer:
    """Django session serializer: the session row is encrypted too, since a sign-in under way keeps the phone in it."""

    def dumps(self, obj: Any) -> bytes:
        return encrypt(json.dumps(obj, separators=(",", ":")), "session").encode("ascii")

    def loads(self, data: bytes) -> Any:
        return json.loads(decrypt(data.decode("ascii"), "session"))


@lru_cache(maxsize=8)
def _index_id(key: str) -> str:
    return hashlib.sha256(b"yunfu-court index key\0" + key.encode()).hexdigest()[:8]


def index_id() -> str:
    """The first eight digits of every index under the key of now."""
    return _index_id(settings.FIELD_HMAC_KEY)


def _indexed(plain: str, key: str) -> str:
    return _index_id(key) + hmac.new(key.encode(), plain.encode(), hashlib.sha256).hexdigest()[:56]


def _plain(value: str | None) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", value or "")).upper()


def blind_index(value: str | None) -> str | None:
    """64 hex digits that equal values share, or None for nothing: the key's id, then 224 bits of HMAC-SHA256.
    Full-width digits, case and blanks do not matter."""
    plain = _plain(value)
    return _indexed(plain, settings.FIELD_HMAC_KEY) if plain else None


def blind_indexes(value: str | None) -> list[str]:
    """The index of now and those under the former keys: for what was never kept (a code somebody was told once), so
    that nobody could index it anew."""
    plain = _plain(value)
    keys = [settings.FIELD_HMAC_KEY, *getattr(settings, "FIELD_HMAC_KEY_FALLBACKS", [])]
    return [_indexed(plain, key) for key in keys] if plain else []


class _Empty(Exact):
    """`column = ''`: the only equality an encrypted column can answer, since the empty string stays empty."""

    def __init__(self, lhs: Any, rhs: Any) -> None:
        if rhs != "":
            raise FieldError(f"{lhs.target.name} is encrypted: look up by its blind index, not by 'exact'")
        super().__init__(lhs, rhs)


class _EncryptedField(models.TextField):
    """What both encrypted fields share: opaque text in the column, no lookups but `isnull` and equality with ''."""

    @property
    def place(self) -> str:
        """What the column's texts are bound to."""
        return f"{self.model._meta.db_table}.{self.column}"

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "exact":
            return _Empty
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: look up by its blind index, not by {lookup_name!r}")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is encrypted: it has no {lookup_name!r}")


class EncryptedTextField(_EncryptedField):
    """Text that is encrypted on its way in and clear on the instance. '' stays ''; None stays NULL."""

    description = "encrypted text"

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value is None or hasattr(value, "as_sql"):
            return super().get_db_prep_save(value, connection)
        return encrypt(str(value), self.place)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return value if value is None else decrypt(value, self.place)


class EncryptedJSONField(_EncryptedField):
    """Plain JSON values (dict, list, str, number, bool, None) as one encrypted text.

    Days and decimals come back as the strings they were written as, so freeze to plain values before saving.
    """

    description = "encrypted JSON"
    # What the type checker takes the attribute for: the column is text, the value is not.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    _pyi_lookup_exact_type: Any

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value is None or hasattr(value, "as_sql"):
            return super().get_db_prep_save(value, connection)
        return encrypt(json.dumps(value, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder), self.place)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return json.loads(decrypt(value, self.place)) if value else None

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj)


def sealed_in(model: type[models.Model]) -> list[str]:
    """The names of its sealed fields: what a list of many rows leaves closed (`defer`), so that one that nobody can
    open stops no other."""
    return [each.name for each in model._meta.concrete_fields if isinstance(each, _EncryptedField)]
