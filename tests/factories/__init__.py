"""Factories of every package: `from tests.factories import UserFactory, court`."""

from tests.factories.courts import CalendarDayFactory, CourtFactory, DivisionFactory, TownshipFactory, court
from tests.factories.people import (
    MembershipFactory,
    OrganisationFactory,
    OrganisationMemberFactory,
    UserFactory,
    fictitious_id,
    staff,
)

__all__ = [
    "CalendarDayFactory",
    "CourtFactory",
    "DivisionFactory",
    "MembershipFactory",
    "OrganisationFactory",
    "OrganisationMemberFactory",
    "TownshipFactory",
    "UserFactory",
    "court",
    "fictitious_id",
    "staff",
]
