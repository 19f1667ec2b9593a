"""The only writers of confirmations. Each locks the case, then its rows, checks, writes, and announces last."""

from .again import mediate_again
from .judging import name_judge, name_judges_left

__all__ = ["mediate_again", "name_judge", "name_judges_left"]
