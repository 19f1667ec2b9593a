"""Reads of confirmations, one function per need; none writes."""

from .confirming import confirmable, is_examining, may_resume
from .judges import confirmations_to_examine, confirmations_without_judge, least_loaded_judge
from .situation import Situation

__all__ = [
    "Situation",
    "confirmable",
    "confirmations_to_examine",
    "confirmations_without_judge",
    "is_examining",
    "least_loaded_judge",
    "may_resume",
]
