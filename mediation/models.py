"""The tables of the wings, for Django, which looks for a room's tables here. Everybody else asks the wing."""

from mediation.confirmation.models import Confirmation, Join
from mediation.course.models import (
    Attendance,
    Consent,
    Extension,
    ExtensionAnswer,
    Mediation,
    PartyReason,
    PrivateNote,
    Proposal,
    ProposalAnswer,
    Session,
    TimeChoice,
)
from mediation.outcome.models import Ending, PaperReceipt
from mediation.roster.models import Centre, Mediator
from mediation.texts.models import Agreement, AgreementItem, Objection, SettledPoints, Signature, SignCode

__all__ = [
    "Agreement",
    "AgreementItem",
    "Attendance",
    "Centre",
    "Confirmation",
    "Consent",
    "Ending",
    "Extension",
    "ExtensionAnswer",
    "Join",
    "Mediation",
    "Mediator",
    "Objection",
    "PaperReceipt",
    "PartyReason",
    "PrivateNote",
    "Proposal",
    "ProposalAnswer",
    "Session",
    "SettledPoints",
    "SignCode",
    "Signature",
    "TimeChoice",
]
