"""What the mediation centre announces."""

from __future__ import annotations

from datetime import date

from common.cases.events import Audience, CaseEvent, event


@event("mediation.opened")
class Opened(CaseEvent):
    mediation_id: int
    route: str


@event("mediation.consented")
class Consented(CaseEvent):
    mediation_id: int
    party_id: int


@event("mediation.declined")
class Declined(CaseEvent):
    """A party declines or stops; no reason is asked of anybody (one click)."""

    mediation_id: int
    party_id: int


@event("mediation.mediator_proposed")
class MediatorProposed(CaseEvent):
    mediation_id: int
    mediator_id: int


@event("mediation.mediator_accepted")
class MediatorAccepted(CaseEvent):
    """The period runs from this day (在线调解24; 特邀27; 2025意见)."""

    mediation_id: int
    mediator_id: int


@event("mediation.mediator_refused", audience=Audience.STAFF)
class MediatorRefused(CaseEvent):
    mediation_id: int
    mediator_id: int
    reason: str


@event("mediation.mediator_replaced")
class MediatorReplaced(CaseEvent):
    mediation_id: int
    mediator_id: int


@event("mediation.session_set")
class SessionSet(CaseEvent):
    session_id: int
    online: bool


@event("mediation.session_held")
class SessionHeld(CaseEvent):
    session_id: int
    online: bool


@event("mediation.extended")
class Extended(CaseEvent):
    """Longer by consent of all (在线调解24)."""

    mediation_id: int
    days: int


@event("mediation.agreed")
class Agreed(CaseEvent):
    """All have signed, the mediator too: the agreement is effective (在线调解19). `whole`: nothing is left open."""

    mediation_id: int
    agreement_id: int
    whole: bool


@event("mediation.failed")
class Failed(CaseEvent):
    """Ended without (full) agreement. `reason`: code of 在线调解25. Points and issues are kept with the mediation."""

    mediation_id: int
    reason: str


@event("mediation.points_signed")
class PointsSigned(CaseEvent):
    """Undisputed facts and issues signed by the parties: only these go to the trial team (在线调解18, 22)."""

    points_id: int


@event("mediation.performed")
class Performed(CaseEvent):
    """Performed at once or withdrawn after settling: closed 其他方式, no fee (2025意见). Without an agreement when the
    parties settled between themselves (在线调解25第2项)."""

    agreement_id: int | None
    how: str  # performed | withdrawn


@event("mediation.paper_sought")
class PaperSought(CaseEvent):
    """A party asks for a 调解书 (民诉法100)."""

    agreement_id: int


@event("mediation.paper_made")
class PaperMade(CaseEvent):
    """The judge reviewed the agreement and signed the 调解书; it takes effect on the last receipt (解释149)."""

    agreement_id: int
    judge_id: int


@event("mediation.paper_effective")
class PaperEffective(CaseEvent):
    agreement_id: int
    on: date


@event("mediation.claimant_done")
class ClaimantDone(CaseEvent):
    """One of several claimants says it was performed, or takes the suit back; the case ends with the last of them."""

    mediation_id: int
    party_id: int
    how: str  # performed | withdrawn


@event("mediation.paper_refused")
class PaperRefused(CaseEvent):
    """The judge makes no 调解书 of the agreement (民诉法99; 在线调解23): the case goes on."""

    agreement_id: int
    ground: str


@event("mediation.judge_named", audience=Audience.STAFF)
class JudgeNamed(CaseEvent):
    """Who reviews an agreement for a 调解书, or examines it for confirmation (司法确认规定6): one of the two."""

    judge_id: int
    agreement_id: int | None = None
    confirmation_id: int | None = None


@event("mediation.went_back")
class WentBack(CaseEvent):
    """A party went back on it before the last receipt: trial without delay (民诉法102). `how`: refused | regretted."""

    agreement_id: int
    party_id: int
    how: str = "regretted"


@event("mediation.confirmation_sought")
class ConfirmationSought(CaseEvent):
    """Joint application within 30 days of the agreement taking effect (民诉法205)."""

    confirmation_id: int


@event("mediation.confirmation_accepted")
class ConfirmationAccepted(CaseEvent):
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


@event("mediation.party_left")
class PartyLeft(CaseEvent):
    """One of several on a side declines; it goes on with the others (在线调解19: some of the parties)."""

    mediation_id: int
    party_id: int


@event("mediation.stopped", audience=Audience.STAFF)
class Stopped(CaseEvent):
    """Ended because the dispute itself was withdrawn; moves nothing by itself."""

    mediation_id: int


@event("mediation.disclosed")
class Disclosed(CaseEvent):
    """The mediator made an interest known; each party says whether they still agree (在线调解13)."""

    mediation_id: int
    proposal_id: int


@event("mediation.session_offered")
class SessionOffered(CaseEvent):
    session_id: int


@event("mediation.extension_asked")
class ExtensionAsked(CaseEvent):
    extension_id: int
    days: int


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


@event("mediation.reported", audience=Audience.STAFF)
class Reported(CaseEvent):
    """The mediator's written report on the end (特邀调解26)."""

    mediation_id: int


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
