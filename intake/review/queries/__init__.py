"""Reads of the review: one function per page."""

from .desk import DeskRow, desk_rows, worklist
from .review import (
    TO_DECIDE,
    TO_REVIEW,
    Grounds,
    ReviewPage,
    grounds_of,
    item_words,
    marked_labels,
    other_filers,
    review_page,
)

__all__ = [
    "TO_DECIDE",
    "TO_REVIEW",
    "DeskRow",
    "Grounds",
    "ReviewPage",
    "desk_rows",
    "grounds_of",
    "item_words",
    "marked_labels",
    "other_filers",
    "review_page",
    "worklist",
]
