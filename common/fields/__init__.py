"""Model fields and identifiers that every package keeps its rows with: sealed text, name grams, coded columns, uids."""

from .codes import choices_of, one_of
from .grams import NameGramsField, bigrams, pieces
from .sealed import DecryptionFailed, EncryptedJSONField, EncryptedTextField, blind_index, blind_indexes, sealed_in
from .uids import long_uid, new_handle, receipt_number, short_uid

__all__ = [
    "DecryptionFailed",
    "EncryptedJSONField",
    "EncryptedTextField",
    "NameGramsField",
    "bigrams",
    "blind_index",
    "blind_indexes",
    "choices_of",
    "long_uid",
    "new_handle",
    "one_of",
    "pieces",
    "receipt_number",
    "sealed_in",
    "short_uid",
]
