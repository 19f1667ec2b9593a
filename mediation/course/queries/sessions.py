"""Sittings, and who may read what was said there."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Prefetch

from mediation.course.models import Attendance, Mediation, Session, TimeChoice
from mediation.course.queries.situation import Situation


def sessions_of(mediation: Mediation) -> list[Session]:
    """Every sitting with who came and which time each party chose."""
    came = Attendance.objects.select_related("party").order_by("party__side", "party__order", "id")
    chose = TimeChoice.objects.select_related("party").order_by("id")
    rows = mediation.sessions.prefetch_related(Prefetch("attendance", came), Prefetch("choices", chose))
    return list(rows.order_by("number"))


def records_open(found: Situation, sessions: Sequence[Session]) -> set[int]:
    """The sittings whose record this person may read: the mediator all, a party those somebody of it came to. Nobody
    else: what was said to settle must not reach those who will decide the dispute (在线调解18; 特邀22)."""
    if found.is_mediator:
        return {each.pk for each in sessions}
    mine = found.party.pk if found.party else None
    return {each.pk for each in sessions if any(one.present and one.party_id == mine for one in each.attendance.all())}
