"""Fields for what must not lie in the database in clear, and for finding people by parts of their name.

Stored text is ``<key id>.<base64url(nonce + ciphertext + tag)>``: AES-256-GCM with a fresh nonce per value, so equal
values look different. `settings.FIELD_ENCRYPTION_KEYS` is a list of secrets, the first encrypts, all decrypt: to
rotate, put a new one in front and run `manage.py reencrypt`; the key id (a digest of the key) tells which one a row
needs. Equality goes through `blind_index`, an HMAC under a key of its own: a leaked table cannot be tested against all
eleven-digit numbers.
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


def encrypt(text: str) -> str:
    """Encrypt with the current key. The empty string stays empty: there is nothing to hide and forms ask for it."""
    if not text:
        return ""
    key_id, ciphers = _ring(tuple(settings.FIELD_ENCRYPTION_KEYS))
    nonce = os.urandom(_NONCE)
    sealed = nonce + ciphers[key_id].encrypt(nonce, text.encode(), key_id.encode())
    return f"{key_id}.{base64.urlsafe_b64encode(sealed).decode()}"


def decrypt(stored: str) -> str:
    """The text behind a stored value; raises DecryptionFailed."""
    if not stored:
        return ""
    key_id, _, body = stored.partition(".")
    cipher = _ring(tuple(settings.FIELD_ENCRYPTION_KEYS))[1].get(key_id)
    if cipher is None:
        raise DecryptionFailed(f"no key {key_id!r} in FIELD_ENCRYPTION_KEYS")
    try:
        sealed = base64.urlsafe_b64decode(body)
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], key_id.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise DecryptionFailed("stored value was changed") from error


def is_current(stored: str) -> bool:
    """Whether a stored value is sealed with the current key (empty ones are)."""
    return not stored or stored.partition(".")[0] == _ring(tuple(settings.FIELD_ENCRYPTION_KEYS))[0]


def key_id(wanted: str | None = None) -> str:
    """The id of the key that encrypts now, or the wanted one where it is among those that decrypt; '' otherwise."""
    current, ciphers = _ring(tuple(settings.FIELD_ENCRYPTION_KEYS))
    return current if wanted is None else wanted if wanted in ciphers else ""


class SealedSerializer:
    """Django session serializer: the session row is encrypted too, since a sign-in under way keeps the phone in it."""

    def dumps(self, obj: Any) -> bytes:
        return encrypt(json.dumps(obj, separators=(",", ":"))).encode("ascii")

    def loads(self, data: bytes) -> Any:
        return json.loads(decrypt(data.decode("ascii")))


def blind_index(value: str | None) -> str | None:
    """64 hex digits that equal values share, or None for nothing. Full-width digits, case and blanks do not matter."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", value or "")).upper()
    if not plain:
        return None
    return hmac.new(settings.FIELD_HMAC_KEY.encode(), plain.encode(), hashlib.sha256).hexdigest()


class _Empty(Exact):
    """`column = ''`: the only equality an encrypted column can answer, since the empty string stays empty."""

    def __init__(self, lhs: Any, rhs: Any) -> None:
        if rhs != "":
            raise FieldError(f"{lhs.target.name} is encrypted: look up by its blind index, not by 'exact'")
        super().__init__(lhs, rhs)


class _EncryptedField(models.TextField):
    """What both encrypted fields share: opaque text in the column, no lookups but `isnull` and equality with ''."""

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
        return encrypt(str(value))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return value if value is None else decrypt(value)


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
        return encrypt(json.dumps(value, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return json.loads(decrypt(value)) if value else None

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj)
