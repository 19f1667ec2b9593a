"""Who writes down guardians: the clerk, and who tries the case."""

from __future__ import annotations

from datetime import date

from common.cases.access import holds
from common.cases.models import Case
from common.people.models import Anyone
from common.people.states import Role

WRITERS: tuple[Role, ...] = (Role.CLERK, Role.DIVISION_HEAD, Role.JUDGE, Role.ASSISTANT, Role.COURT_CLERK)


def writes(case: Case, user: Anyone, today: date) -> bool:
    """Whether this person may write down, prove and end a guardian's power in the case: also after its end, whose
    papers and time to appeal are the guardian's (民诉法60)."""
    return holds(case, user, WRITERS, today)
