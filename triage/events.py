"""What triage announces."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, event


@event("triage.presorted", audience=Audience.STAFF)
class PreSorted(CaseEvent):
    """The preliminary sort: mediable or not, and a provisional procedure."""

    decision_id: int
    procedure: str
    mediable: str


@event("triage.sorted")
class Sorted(CaseEvent):
    """The officer confirmed (or overruled) the proposal: procedure and track."""

    decision_id: int
    procedure: str
    track: str


@event("triage.overruled", audience=Audience.STAFF)
class Overruled(CaseEvent):
    decision_id: int
    reason: str


@event("triage.assigned")
class Assigned(CaseEvent):
    assignment_id: int
    team_id: int
    judge_id: int


@event("triage.converted")
class Converted(CaseEvent):
    """简转普 and the like, by ruling."""

    decision_id: int
    frm: str
    to: str


@event("triage.ruling_drafted", audience=Audience.STAFF)
class RulingDrafted(CaseEvent):
    """On the judge's list; decides nothing until a judge signs."""

    ruling_id: int
    what: str


@event("triage.ruling_signed")
class RulingSigned(CaseEvent):
    ruling_id: int
    what: str  # RulingKind
    judge_id: int


@event("triage.ruling_dropped", audience=Audience.STAFF)
class RulingDropped(CaseEvent):
    """The judge did not sign: the ground fell away (e.g. paid late but before the ruling)."""

    ruling_id: int
    what: str
    reason: str


@event("triage.withdrawal_sought")
class WithdrawalSought(CaseEvent):
    party_id: int


@event("triage.closed")
class Closed(CaseEvent):
    """结案 with its way."""

    closing_id: int
    way: str
    procedure: str
    track: str
