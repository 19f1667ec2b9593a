"""Where the texts of a mediation stand for the person who looks."""

from __future__ import annotations

from collections.abc import Sequence

from mediation.texts.models import Agreement


def _binds(agreements: Sequence[Agreement]) -> dict[int, frozenset[int]]:
    """Agreement -> the parties who sign it."""
    if not agreements:
        return {}
    rows = Agreement.parties.through.objects.filter(agreement__in=agreements).order_by()
    pairs = list(rows.values_list("agreement_id", "party_id"))
    return {each.pk: frozenset(party for agreement, party in pairs if agreement == each.pk) for each in agreements}
