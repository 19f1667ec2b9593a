"""What the petition office announces."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, event


@event("petitions.lodged")
class Lodged(CaseEvent):
    petition_id: int
    form: str  # web | letter | visit | hotline


@event("petitions.routed")
class Routed(CaseEvent):
    """Given to an owner, who answers for it (首接负责)."""

    petition_id: int
    division_id: int
    owner_id: int | None


@event("petitions.linked", audience=Audience.STAFF)
class Linked(CaseEvent):
    petition_id: int
    case_id: int


@event("petitions.acknowledged")
class Acknowledged(CaseEvent):
    """The procedural reply."""

    petition_id: int
    reply_id: int


@event("petitions.answered")
class Answered(CaseEvent):
    petition_id: int
    reply_id: int


@event("petitions.concluded")
class Concluded(CaseEvent):
    petition_id: int
    outcome: str


@event("petitions.reopened")
class Reopened(CaseEvent):
    petition_id: int
