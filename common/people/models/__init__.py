"""People: users, organisations, memberships."""

from common.people.models.people import Membership, Organisation, OrganisationMember, UnitRenamed, User, UserManager

__all__ = ["Membership", "Organisation", "OrganisationMember", "UnitRenamed", "User", "UserManager"]
