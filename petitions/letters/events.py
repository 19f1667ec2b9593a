"""What the petition office announces."""

from __future__ import annotations

from datetime import date

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


@event("petitions.sorted")
class Sorted(CaseEvent):
    """An officer said of which kind it is; the codes of `Limb`."""

    petition_id: int
    former: str
    limb: str


@event("petitions.prolonging_asked", audience=Audience.STAFF)
class ProlongingAsked(CaseEvent):
    petition_id: int
    prolonging_id: int


@event("petitions.prolonging_refused", audience=Audience.STAFF)
class ProlongingRefused(CaseEvent):
    petition_id: int
    prolonging_id: int


@event("petitions.prolonged")
class Prolonged(CaseEvent):
    """The president gave more days; the petitioner is told why (信访条例34)."""

    petition_id: int
    prolonging_id: int
    due: date


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
