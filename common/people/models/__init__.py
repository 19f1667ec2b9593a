"""People: users, organisations, posts and who gave them."""

from common.people.models.duty import DutyTurn
from common.people.models.people import (
    Anyone,
    Membership,
    Organisation,
    OrganisationMember,
    UnitRenamed,
    User,
    UserManager,
)
from common.people.models.posts import AccountRecord, PostProposal

__all__ = [
    "AccountRecord",
    "Anyone",
    "DutyTurn",
    "Membership",
    "Organisation",
    "OrganisationMember",
    "PostProposal",
    "UnitRenamed",
    "User",
    "UserManager",
]
