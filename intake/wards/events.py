"""What becomes of a guardian."""

from __future__ import annotations

from common.cases.events import CaseEvent, event


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


@event("intake.guardian_ended")
class GuardianEnded(CaseEvent):
    """The guardian acts no more, for the `reason`; `former` is the account that stood for the party."""

    party_id: int
    reason: str
    former_id: int | None
