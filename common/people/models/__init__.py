"""People: users, organisations, memberships; and the fields that keep what they tell us encrypted at rest."""

from common.people.models.fields import (
    DecryptionFailed,
    EncryptedJSONField,
    EncryptedTextField,
    NameGramsField,
    bigrams,
    blind_index,
)
from common.people.models.people import Membership, Organisation, OrganisationMember, User, UserManager

__all__ = [
    "DecryptionFailed",
    "EncryptedJSONField",
    "EncryptedTextField",
    "Membership",
    "NameGramsField",
    "Organisation",
    "OrganisationMember",
    "User",
    "UserManager",
    "bigrams",
    "blind_index",
]
