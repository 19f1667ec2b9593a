"""Reads of intake: one function per page, and the panel on the case page."""

from .desk import DeskRow, ReviewPage, desk, desk_rows, item_words, marked_labels, review_page, worklist
from .drafts import (
    CheckGroup,
    TaskPage,
    cause_choices,
    check_groups,
    court_choices,
    jurisdiction_of,
    receipt_papers,
    task_page,
    title_of,
    township_choices,
)
from .panels import BESIDE, RespondPage, panel, respond_page
from .quotes import Quote, quote_for

__all__ = [
    "BESIDE",
    "CheckGroup",
    "DeskRow",
    "Quote",
    "RespondPage",
    "ReviewPage",
    "TaskPage",
    "cause_choices",
    "check_groups",
    "court_choices",
    "desk",
    "desk_rows",
    "item_words",
    "jurisdiction_of",
    "marked_labels",
    "panel",
    "quote_for",
    "receipt_papers",
    "respond_page",
    "review_page",
    "task_page",
    "title_of",
    "township_choices",
    "worklist",
]
