"""People: users, organisations, memberships."""

from common.people.models.people import (
    Anyone,
    Membership,
    Organisation,
    OrganisationMember,
    UnitRenamed,
    User,
    UserManager,
)

__all__ = ["Anyone", "Membership", "Organisation", "OrganisationMember", "UnitRenamed", "User", "UserManager"]
