"""What becomes of a guardian."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, event


@event("intake.guardian_named")
class GuardianNamed(CaseEvent):
    """The court wrote down who acts by law for a party, or that it is another now; `former` is the account that stood
    for the party and does no longer."""

    party_id: int
    changed: bool
    former_id: int | None


@event("intake.guardian_proved")
class GuardianProved(CaseEvent):
    """The court has seen what proves it; `proof` is the code of what it saw."""

    party_id: int
    proof: str


@event("intake.own_work_proved")
class OwnWorkProved(CaseEvent):
    """The court has seen that a party of sixteen or seventeen lives by its own work; `proof` is the code of what it
    saw."""

    party_id: int
    proof: str


@event("intake.own_work_struck")
class OwnWorkStruck(CaseEvent):
    """It was written down wrongly that the party lives by its own work: it needs a guardian after all."""

    party_id: int


@event("intake.guardian_ended")
class GuardianEnded(CaseEvent):
    """The guardian acts no more, for the `reason`; `former` is the account that stood for the party."""

    party_id: int
    reason: str
    former_id: int | None


@event("intake.ward_papers", audience=Audience.STAFF)
class WardPapersSettled(CaseEvent):
    """What had reached a ward before the court knew of its guardian was looked at: `again` papers go to the guardian;
    `kept` is the code of why others do not, "" where all go."""

    party_id: int
    again: int
    kept: str
