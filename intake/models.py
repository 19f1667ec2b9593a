"""The tables of the wings, for Django, which looks for a room's tables here. Everybody else asks the wing."""

from intake.door.models import Answer, DefendantDoor
from intake.filing.models import Draft, Evidence, Filing, OralRecord
from intake.guidance.models import Guidance
from intake.mandates.models import Mandate
from intake.review.models import Correction

__all__ = [
    "Answer",
    "Correction",
    "DefendantDoor",
    "Draft",
    "Evidence",
    "Filing",
    "Guidance",
    "Mandate",
    "OralRecord",
]
