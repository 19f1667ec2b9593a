"""What is promised to a party in agreements."""

from __future__ import annotations

from collections.abc import Collection

from mediation.texts.models import AgreementItem


def promised_to(party_id: int, subjects: Collection[str]) -> dict[str, str]:
    """{subject of a payment's day: who pays}, of those days that bring something to this party. One query."""
    items = [int(each.removeprefix("item:")) for each in subjects]
    rows = AgreementItem.objects.filter(pk__in=items, creditor=party_id).select_related("debtor")
    return {f"item:{row.pk}": row.debtor.name for row in rows if row.debtor is not None}
