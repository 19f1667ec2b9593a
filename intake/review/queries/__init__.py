"""Reads of the review: one function per page."""

from .desk import DeskRow, desk_rows, worklist
from .offers import read_offer, reply_notice, reply_offers, returned, review_offer, review_row, withdrawal_offers
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
    "read_offer",
    "reply_notice",
    "reply_offers",
    "returned",
    "review_offer",
    "review_page",
    "review_row",
    "withdrawal_offers",
    "worklist",
]
