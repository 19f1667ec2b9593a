"""Pure rules of teams: who gets a case, and what its trial term leaves out."""

from .picking import CONFLICT_ARTICLE, TeamLoad, pick, weight_of
from .terms import days_outside

__all__ = ["CONFLICT_ARTICLE", "TeamLoad", "days_outside", "pick", "weight_of"]
