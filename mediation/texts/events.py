"""What is announced of the texts that are signed."""

from __future__ import annotations

from datetime import date

from common.cases.events import Audience, CaseEvent, event


@event("mediation.agreed")
class Agreed(CaseEvent):
    """All have signed, the mediator too: the agreement is effective (在线调解19). `whole`: nothing is left open."""

    mediation_id: int
    agreement_id: int
    whole: bool


@event("mediation.points_signed")
class PointsSigned(CaseEvent):
    """Undisputed facts and issues signed by the parties: only these go to the trial team (在线调解18, 22)."""

    points_id: int


@event("mediation.agreement_sent")
class AgreementSent(CaseEvent):
    """The text is frozen and waits for everybody's signature."""

    agreement_id: int


@event("mediation.signed")
class Signed(CaseEvent):
    """One signature under an agreement; `party_id` is None for the mediator's."""

    agreement_id: int
    signer_party_id: int | None


@event("mediation.points_sent")
class PointsSent(CaseEvent):
    points_id: int


@event("mediation.revived")
class Revived(CaseEvent):
    """A term had ended the mediation, and was not over by the calendar that holds (民诉法85): it goes on.
    `agreement_id`: the text that can be signed again; `due`: the last day."""

    mediation_id: int
    agreement_id: int | None
    due: date


@event("mediation.hand_missing", audience=Audience.STAFF)
class HandMissing(CaseEvent):
    """The period is over, all parties signed in time, and the mediator alone has not (特邀24): it is not lost."""

    mediation_id: int


@event("mediation.hand_overdue", audience=Audience.STAFF)
class HandOverdue(CaseEvent):
    """All parties have signed, and the mediator has not for as long as the court waits: the head decides who does."""

    mediation_id: int


@event("mediation.hand_named")
class HandNamed(CaseEvent):
    """Another mediator signs in place of `former_id`, who did not."""

    agreement_id: int
    mediator_id: int
    former_id: int


@event("mediation.text_voided")
class TextVoided(CaseEvent):
    """All parties had signed, the mediator had not, and the head found a reason for which it is void."""

    agreement_id: int
