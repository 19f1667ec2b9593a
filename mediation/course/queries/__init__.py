"""Reads of a mediation on its way, one function per need; none writes."""

from .course import (
    WAITING,
    appraisals,
    consents,
    ended_by,
    is_choosing,
    is_mediating,
    is_open,
    is_waited_out,
    latest,
    nominations,
    parties_of,
    sides,
    spoken_for_without_power,
    term_end,
    waits_until,
)
from .finding import candidates, excluded_mediators, open_proposal, suited
from .lists import my_cases, unreported, with_ways, without_mediator
from .sessions import records_open, sessions_of
from .situation import Situation, may_choose

__all__ = [
    "WAITING",
    "Situation",
    "appraisals",
    "candidates",
    "consents",
    "ended_by",
    "excluded_mediators",
    "is_choosing",
    "is_mediating",
    "is_open",
    "is_waited_out",
    "latest",
    "may_choose",
    "my_cases",
    "nominations",
    "open_proposal",
    "parties_of",
    "records_open",
    "sessions_of",
    "sides",
    "spoken_for_without_power",
    "suited",
    "term_end",
    "unreported",
    "waits_until",
    "with_ways",
    "without_mediator",
]
