"""What is announced of a confirmation, and of who examines it."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, event


@event("mediation.judge_named", audience=Audience.STAFF)
class JudgeNamed(CaseEvent):
    """Who reviews an agreement for a 调解书, or examines it for confirmation (司法确认规定6): one of the two."""

    judge_id: int
    agreement_id: int | None = None
    confirmation_id: int | None = None


@event("mediation.confirmation_sought")
class ConfirmationSought(CaseEvent):
    """Joint application within 30 days of the agreement taking effect (民诉法205)."""

    confirmation_id: int


@event("mediation.confirmation_accepted")
class ConfirmationAccepted(CaseEvent):
    confirmation_id: int


@event("mediation.examination_set")
class ExaminationSet(CaseEvent):
    """The judge calls both parties to be present when the agreement is examined (解释356)."""

    confirmation_id: int


@event("mediation.confirmed")
class Confirmed(CaseEvent):
    """The ruling of the judge makes the agreement enforceable (民诉法206)."""

    confirmation_id: int
    judge_id: int


@event("mediation.confirmation_refused")
class ConfirmationRefused(CaseEvent):
    """`outcome`: not_accepted (解释355) or rejected (358); re-mediate or sue (民诉法206)."""

    confirmation_id: int
    outcome: str
    ground: str


@event("mediation.confirmation_opened")
class ConfirmationOpened(CaseEvent):
    """One party applies; the application is made when the others have joined (民诉法205: 共同)."""

    confirmation_id: int


@event("mediation.confirmation_lapsed")
class ConfirmationLapsed(CaseEvent):
    """Not all had joined when the thirty days were over (民诉法205): the agreement stands, unconfirmed."""

    confirmation_id: int


@event("mediation.resumed")
class Resumed(CaseEvent):
    """Confirmation was refused and a party asks to settle anew (民诉法206): another mediation of the same dispute."""

    mediation_id: int
    party_id: int


@event("mediation.confirmation_withdrawn")
class ConfirmationWithdrawn(CaseEvent):
    """Withdrawn before a ruling (解释357): the agreement stands as it was."""

    confirmation_id: int
