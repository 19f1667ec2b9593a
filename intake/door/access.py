"""Who is of the other side."""

from __future__ import annotations

from datetime import date

from common.cases.access import party_for
from common.cases.models import Case, Party
from common.people.models import Anyone


def respondent_of(case: Case, user: Anyone, today: date) -> Party | None:
    """The respondent this person is or speaks for; None for everybody else."""
    party = party_for(case, user, today)
    return party if party is not None and party.side in ("respondent", "third") else None
