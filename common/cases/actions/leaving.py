"""A party leaves the case; the case goes on with the others."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from common.cases.models import Case, Party


@transaction.atomic
def leave(*, case: Case, party_ids: Collection[int], today: date) -> list[int]:
    """These parties are in the case no more from today on: papers and notices no longer go to them, what they have
    received stays open to them. The caller's own event tells why. Returns the ids of those who had not left yet."""
    case = Case.lock(case.pk)
    rows = Party.objects.filter(case=case, pk__in=party_ids, left_on__isnull=True).order_by("pk")
    found = list(rows.values_list("pk", flat=True))
    rows.update(left_on=today)
    return found
