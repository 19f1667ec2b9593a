"""What sorting says to people when something happened."""

from __future__ import annotations

from common.cases.models import Event
from common.law.procedures import Procedure
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from triage.sorting.events import Sorted


def parties_of(record: Event) -> tuple[int, ...]:
    """Ids of everybody still in the case: whom most notices reach."""
    rows = record.case.parties.filter(left_on__isnull=True)
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def _sorted(record: Event, event: Sorted) -> list[NoticeRequest]:
    words = f"{record.case.title}：适用{Procedure(event.procedure).label}。"
    return [NoticeRequest(kind="triage.sorted", title="审理程序已确定", body=words, parties=parties_of(record))]


NOTICES = Makers(on(Sorted, _sorted))
