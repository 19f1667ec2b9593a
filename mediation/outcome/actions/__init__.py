"""The only writers of the outcome. Each locks the case, then its rows, checks, writes, and announces last."""

from .ending import finish, finish_between, say_unused
from .papers import (
    follow_paper,
    go_back,
    make_paper,
    paper_declined,
    paper_received,
    paper_taken_back,
    record_regret,
    refuse_paper,
    say_fee,
    seek_paper,
    wait_for_fewer,
)

__all__ = [
    "finish",
    "finish_between",
    "follow_paper",
    "go_back",
    "make_paper",
    "paper_declined",
    "paper_received",
    "paper_taken_back",
    "record_regret",
    "refuse_paper",
    "say_fee",
    "say_unused",
    "seek_paper",
    "wait_for_fewer",
]
