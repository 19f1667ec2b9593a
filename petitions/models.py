"""The tables of the wings, for Django, which looks for a room's tables here. Everybody else asks the wing."""

from petitions.letters.models import Attempt, Petition, Reply, Routing
from petitions.tracking.models import Rating

__all__ = ["Attempt", "Petition", "Rating", "Reply", "Routing"]
