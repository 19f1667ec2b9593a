"""What becomes of a mandate."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, event


@event("intake.mandate_given", audience=Audience.SIDE)
class MandateGiven(CaseEvent):
    """A party handed in a 授权委托书 (民诉法62)."""

    mandate_id: int
    party_id: int


@event("intake.mandate_brought", audience=Audience.SIDE)
class MandateBrought(CaseEvent):
    """An agent handed in the 授权委托书 that names itself: the party's act by what is written in it (民诉法62), which
    the party is told of and may deny."""

    mandate_id: int
    party_id: int


@event("intake.mandate_denied", audience=Audience.SIDE)
class MandateDenied(CaseEvent):
    """The party says that the mandate its agent handed in is not its own."""

    mandate_id: int
    party_id: int


@event("intake.mandate_refused", audience=Audience.SIDE)
class MandateRefused(CaseEvent):
    mandate_id: int
    party_id: int


@event("intake.mandate_checked", audience=Audience.SIDE)
class MandateChecked(CaseEvent):
    """The clerk compared the mandate of an agent named on filing with its original (民诉解释89)."""

    representation_id: int
    party_id: int
    authority: str


@event("intake.agent_recorded")
class AgentRecorded(CaseEvent):
    """The agent is the party's from now on; the other side is told."""

    representation_id: int
    party_id: int
    authority: str


@event("intake.agent_changed")
class AgentChanged(CaseEvent):
    """A new mandate holds from now on, with other powers; the other side is told (民诉法63)."""

    representation_id: int
    party_id: int
    authority: str


@event("intake.agent_released")
class AgentReleased(CaseEvent):
    """解除委托: told to the court, which tells the other side (民诉法63)."""

    representation_id: int
    party_id: int


@event("intake.agent_resigned")
class AgentResigned(CaseEvent):
    """The agent itself gave the mandate up: told to the court, which tells the party and the other side (民诉法63)."""

    representation_id: int
    party_id: int


@event("intake.looked_into", audience=Audience.STAFF)
class LookedInto(CaseEvent):
    """A clerk looked into a doubt about who somebody is; `what` is the kind of the to-do."""

    what: str
