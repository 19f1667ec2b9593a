"""Who reads the review, and who may take a filing back."""

from __future__ import annotations

from datetime import date

from common.cases.access import is_staff_on, may_dispose
from common.cases.models import Case
from common.cases.states import Disposal
from common.people.models import Anyone
from intake.filing.access import filer_of
from intake.filing.models import Filing
from intake.review.rules import withdrawable

DESK = ("clerk", "counsellor", "division_head", "president", "triage_officer")


def reads_review(case: Case, user: Anyone, today: date) -> bool:
    return is_staff_on(case, user, today)


def may_withdraw(filing: Filing, user: Anyone, today: date) -> bool:
    """While it is possible, by a filer still in the case or an agent whose mandate names it (民诉解释第八十九条)."""
    party = filer_of(filing.case, user, today)
    return (
        party is not None
        and party.left_on is None
        and withdrawable(state=filing.state, stage=filing.case.stage).value
        and may_dispose(filing.case, user, Disposal.WITHDRAW, today)
    )
