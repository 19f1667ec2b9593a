"""A ward comes of age: the guardian's power to sue ends with that day (民法典17; 民诉法60)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.events import SYSTEM
from common.cases.models import Party
from common.cases.states import TodoKind

from .batches import one_by_one
from .guardians import drop_guardian
from .people import finish_todo, open_todo


def end_guardianships(*, today: date) -> int:
    """Who came of age in an open case acts alone from now on. Returns how many."""
    rows = Party.objects.filter(
        guardian_until__lte=today, guardian_ended_on__isnull=True, left_on__isnull=True, case__closed_on__isnull=True
    )
    items = list(rows.order_by("pk").values_list("pk", "case_id"))
    return one_by_one("法定代理终止", items, lambda pk: _end(pk, today), today=today)


@transaction.atomic
def _end(pk: int, today: date) -> bool:
    """The ward comes in by a code of their own, and the clerk is told to see to it."""
    party = Party.objects.select_related("case").get(pk=pk)
    if not drop_guardian(party=party, by=SYSTEM, today=today):
        return False
    finish_todo(case=party.case, kind=TodoKind.GUARDIAN, subject=party.subject, by=SYSTEM, today=today)
    words = f"{party.name}已满十八周岁，{party.guardian_name}的法定代理权终止。请通知本人参加诉讼，并确认送达地址。"
    open_todo(case=party.case, kind=TodoKind.OF_AGE, subject=party.subject, words=words, by=SYSTEM, today=today)
    return True
