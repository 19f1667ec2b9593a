"""What is announced of the texts that are signed."""

from __future__ import annotations

from datetime import date

from common.cases.events import Audience, CaseEvent, event


@event("mediation.agreed")
class Agreed(CaseEvent):
    """All parties have signed: the agreement is effective (在线调解19; 特邀24). `whole`: nothing is left open."""

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


@event("mediation.agreement_recalled")
class AgreementRecalled(CaseEvent):
    """The mediator took the text back to change it: what was signed of it is worth nothing."""

    agreement_id: int


@event("mediation.objected")
class Objected(CaseEvent):
    """A party does not agree to the text that is out to be signed; its words are the mediator's alone (在线调解18)."""

    agreement_id: int
    party_id: int


@event("mediation.signed")
class Signed(CaseEvent):
    """One signature under an agreement; `party_id` is None for the mediator's."""

    agreement_id: int
    signer_party_id: int | None


@event("mediation.payment_kept")
class PaymentKept(CaseEvent):
    """A creditor says that a payment promised in an agreement has come."""

    agreement_id: int
    item_id: int
    party_id: int


@event("mediation.payment_asked")
class PaymentAsked(CaseEvent):
    """The day of a promised payment is over, and its creditor, who has not said that it came, is asked."""

    agreement_id: int
    item_id: int
    party_id: int


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


@event("mediation.countersigned")
class Countersigned(CaseEvent):
    """The mediator has signed what was in effect by the parties' signatures: the paper can be made (特邀24)."""

    agreement_id: int


@event("mediation.hand_overdue", audience=Audience.STAFF)
class HandOverdue(CaseEvent):
    """All parties have signed, and the mediator has not for as long as the court waits: the head decides who does."""

    agreement_id: int


@event("mediation.hand_named")
class HandNamed(CaseEvent):
    """Another mediator signs in place of `former_id`, who did not."""

    agreement_id: int
    mediator_id: int
    former_id: int


@event("mediation.hand_waived")
class HandWaived(CaseEvent):
    """All parties had signed, no mediator did, and the head found that it is not waited for any more: the paper is made
    without, and says why."""

    agreement_id: int
