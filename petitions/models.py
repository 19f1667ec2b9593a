"""The tables of the wings, for Django, which looks for a room's tables here. Everybody else asks the wing."""

from petitions.letters.models import Attempt, Petition, Prolonging, Reply, Routing, Sorting
from petitions.reviews.models import OutsideOpinion
from petitions.tracking.models import Rating

__all__ = ["Attempt", "OutsideOpinion", "Petition", "Prolonging", "Rating", "Reply", "Routing", "Sorting"]
