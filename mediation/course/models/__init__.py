"""The tables of the course. Only mediation.course.actions writes them."""

from .mediation import (
    Consent,
    Extension,
    ExtensionAnswer,
    Mediation,
    PartyReason,
    PrivateNote,
    Proposal,
    ProposalAnswer,
)
from .sessions import Attendance, Session, TimeChoice

__all__ = [
    "Attendance",
    "Consent",
    "Extension",
    "ExtensionAnswer",
    "Mediation",
    "PartyReason",
    "PrivateNote",
    "Proposal",
    "ProposalAnswer",
    "Session",
    "TimeChoice",
]
