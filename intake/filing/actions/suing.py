"""Mediation ended without agreement: suing is offered."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case
from common.cases.states import Side
from intake.filing.events import SuitOffered


@transaction.atomic
def offer_suit(*, case: Case, by: By, today: date) -> None:
    """Mediation without a suit ended without agreement: suing is offered, with everything carried. Nothing is
    registered unless the person sues; there is no term but limitation's own."""
    case = Case.lock(case.pk)
    for party in case.parties.filter(side=Side.CLAIMANT, left_on__isnull=True).order_by("order"):
        announce(case=case, event=SuitOffered(party_id=party.pk, ends=None), by=by)
