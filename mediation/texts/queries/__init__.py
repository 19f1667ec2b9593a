"""Reads of the texts, one function per need; none writes."""

from .handover import Handover, handover
from .settling import open_claims, settled
from .texts import effective_agreement, open_agreement, open_points, points_open, signers

__all__ = [
    "Handover",
    "effective_agreement",
    "handover",
    "open_agreement",
    "open_claims",
    "open_points",
    "points_open",
    "settled",
    "signers",
]
