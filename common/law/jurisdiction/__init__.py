"""Which courts a suit may go to: a hint for the complaint, never a decision (民事诉讼法第十八至三十六条).

Places are codes of counties (or any code the caller uses for a court's district); the rules only carry them about.
"""

from .levels import LEVEL_RULES, LevelRule, level
from .shapes import Candidate, Level, Places
from .territory import hint

__all__ = ["LEVEL_RULES", "Candidate", "Level", "LevelRule", "Places", "hint", "level"]
