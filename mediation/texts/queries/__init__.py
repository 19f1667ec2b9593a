"""Reads of the texts, one function per need; none writes."""

from .handover import Handover, handover
from .settling import open_claims, settled
from .situation import Situation
from .texts import awaits_mediator, open_agreement, open_points, points_open, signers

__all__ = [
    "Handover",
    "Situation",
    "awaits_mediator",
    "handover",
    "open_agreement",
    "open_claims",
    "open_points",
    "points_open",
    "settled",
    "signers",
]
