"""The spine's tables. Only common.cases.actions writes them; events can only be appended."""

from .case import Case, CaseLink, CaseNumber, NumberCounter
from .parties import Claim, Participation, Party, Representation
from .records import CaseFact, Deadline, Event, LeftOut, Todo

__all__ = [
    "Case",
    "CaseFact",
    "CaseLink",
    "CaseNumber",
    "Claim",
    "Deadline",
    "Event",
    "LeftOut",
    "NumberCounter",
    "Participation",
    "Party",
    "Representation",
    "Todo",
]
