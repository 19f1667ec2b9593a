"""What a mediation announces on its way."""

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


@event("mediation.appraisal_recorded")
class AppraisalRecorded(CaseEvent):
    """Days of an appraisal before suit, which are not counted in the period (在线调解26); `due` is its new end.
    Recorded again from the same day, the last day changed."""

    mediation_id: int
    left_out_id: int
    first: date
    last: date
    due: date


@event("mediation.appraisal_removed")
class AppraisalRemoved(CaseEvent):
    """Such days were recorded by mistake and count; why stands in the row."""

    mediation_id: int
    left_out_id: int
    first: date
    last: date
    due: date


@event("mediation.failed")
class Failed(CaseEvent):
    """Ended without (full) agreement. `reason`: code of 在线调解25. Points and issues are kept with the mediation."""

    mediation_id: int
    reason: str


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


@event("mediation.reported", audience=Audience.STAFF)
class Reported(CaseEvent):
    """The mediator's written report on the end (特邀调解26)."""

    mediation_id: int
