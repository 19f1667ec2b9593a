"""A ward comes of age: the guardian's power to sue ends with that day (民法典17; 民诉法60)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.events import SYSTEM, Released
from common.cases.models import Case, Party
from common.cases.states import Capacity, TodoKind

from .announce import announce
from .batches import one_by_one
from .people import open_todo, vacate


def end_guardianships(*, today: date) -> int:
    """Who came of age in an open case acts alone from now on. Returns how many."""
    rows = Party.objects.filter(
        guardian_until__lte=today, guardian_ended_on__isnull=True, left_on__isnull=True, case__closed_on__isnull=True
    )
    items = list(rows.order_by("pk").values_list("pk", "case_id"))
    return one_by_one("法定代理终止", items, lambda pk: _end(pk, today), today=today)


@transaction.atomic
def _end(pk: int, today: date) -> bool:
    """The guardian's account stands for the ward no more and sees the case no longer by it; the ward comes in by a code
    of their own, and the clerk is told to see to it."""
    case = Case.lock(Party.objects.values_list("case_id", flat=True).get(pk=pk))
    party = Party.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)
    if party.guardian_ended_on is not None:
        return False
    party.guardian_ended_on = today
    party.save(update_fields=["guardian_ended_on"])
    for row in vacate(party=party, user_id=party.user_id, until=today):
        announce(case=case, event=Released(participation_id=row, capacity=Capacity.PARTY), by=SYSTEM)
    words = f"{party.name}已满十八周岁，{party.guardian_name}的法定代理权终止。请通知本人参加诉讼，并确认送达地址。"
    open_todo(case=case, kind=TodoKind.OF_AGE, subject=f"party:{pk}", words=words, by=SYSTEM, today=today)
    return True
