"""The court clerk's list of papers to bring, post or hand over; the party's page of one service."""

from .lists import hanging, unsigned, waiting
from .parties import collect, elsewhere, receipt, refuse
from .published import notices, poster
from .recording import again, correct, fail, publish, record, send, slip

__all__ = [
    "again",
    "collect",
    "correct",
    "elsewhere",
    "fail",
    "hanging",
    "notices",
    "poster",
    "publish",
    "receipt",
    "record",
    "refuse",
    "send",
    "slip",
    "unsigned",
    "waiting",
]
