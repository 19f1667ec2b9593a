"""The tables of the mediation centre. Only mediation.actions writes them."""

from .agreement import Agreement, AgreementItem, Ending, PaperReceipt, SettledPoints, Signature, SignCode
from .confirmation import Confirmation, Join
from .course import Consent, Extension, ExtensionAnswer, Mediation, PartyReason, PrivateNote, Proposal, ProposalAnswer
from .roster import Centre, Mediator
from .sessions import Attendance, Session, TimeChoice

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
