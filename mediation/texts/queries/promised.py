"""What is promised to a party in agreements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from common.cases.models import Case, Party
from common.cases.states import DeadlineState
from mediation.texts.models import AgreementItem
from mediation.texts.states import VOID, AgreementState, Outcome


def promised_to(party_id: int, subjects: Collection[str]) -> dict[str, str]:
    """{subject of a payment's day: who pays}, of those days that bring something to this party. One query."""
    items = [int(each.removeprefix("item:")) for each in subjects]
    rows = AgreementItem.objects.filter(pk__in=items, creditor=party_id).select_related("debtor")
    return {f"item:{row.pk}": row.debtor.name for row in rows if row.debtor is not None}


def to_receive(parties: Collection[int], today: date) -> set[int]:
    """Mediations in whose agreements the day of a payment to one of these parties is over, and nobody has said that it
    came. One query."""
    rows = AgreementItem.objects.filter(creditor__in=parties, amount__isnull=False, kept_on=None, due_on__lt=today)
    rows = rows.filter(agreement__state=AgreementState.EFFECTIVE)
    return set(
        rows.exclude(agreement__outcome__in=VOID | {Outcome.PERFORMED}).values_list("agreement__mediation", flat=True)
    )


def may_enforce(case: Case, party: Party | None) -> bool:
    """Whether the time to have an agreement enforced runs for this creditor (民诉法250). One query."""
    runs = case.deadlines.filter(term="enforcement_application", party=party)
    return runs.filter(state__in=[DeadlineState.OPEN, DeadlineState.WAITING]).exists()
