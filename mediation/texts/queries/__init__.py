"""Reads of the texts, one function per need; none writes."""

from .handover import Handover, handover
from .hands import lacks_hand, without_hand
from .promised import may_enforce, promised_to, to_receive
from .settling import open_claims, settled
from .situation import Situation
from .texts import gone, open_agreement, open_points, points_open, signers
from .versions import changes, missing

__all__ = [
    "Handover",
    "Situation",
    "changes",
    "gone",
    "handover",
    "lacks_hand",
    "may_enforce",
    "missing",
    "open_agreement",
    "open_claims",
    "open_points",
    "points_open",
    "promised_to",
    "settled",
    "signers",
    "to_receive",
    "without_hand",
]
