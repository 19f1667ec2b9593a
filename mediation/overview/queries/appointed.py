"""What is agreed in a mediation, or called to before a confirmation, as appointments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from common.cases.models import Case
from common.cases.states import Holder, Stage, TodoKind
from common.rooms import Appointment, Calls
from mediation.confirmation.models import Confirmation
from mediation.confirmation.states import ConfirmationState
from mediation.course.models import Session
from mediation.course.states import ConsentState, SessionMode, SessionState


def _between(name: str, since: datetime | None, until: datetime | None) -> dict[str, Any]:
    found = {f"{name}__gte": since, f"{name}__lt": until}
    return {key: moment for key, moment in found.items() if moment is not None}


def _sessions(cases: QuerySet[Case], since: datetime | None, until: datetime | None) -> Iterable[Appointment]:
    """Sittings that are set in a mediation that goes on, for those who agreed to it."""
    rows = Session.objects.filter(
        state=SessionState.SET,
        mediation__ended_on=None,
        mediation__case__in=cases.order_by().values("pk"),
        **_between("starts_at", since, until),
    )
    for row in rows.select_related("mediation__case").prefetch_related("mediation__consents__party").order_by("pk"):
        if row.starts_at is None:
            continue
        mode = SessionMode(row.mode)
        come = "请带身份证件按时到场。" if mode == SessionMode.ON_SITE else "请按时参加。"
        given = [each for each in row.mediation.consents.all() if each.state == ConsentState.GIVEN]
        yield Appointment(
            key=f"session:{row.pk}",
            case=row.mediation.case,
            name="调解",
            at=row.starts_at,
            place=row.place or mode.label,
            parties={
                each.party_id: f"{come}来不了的，请早点告诉调解员。" for each in given if each.party.left_on is None
            },
            holders=(Holder.MEDIATOR,),
        )


def _examinations(cases: QuerySet[Case], since: datetime | None, until: datetime | None) -> Iterable[Appointment]:
    """Where a judge has called both parties to be present, and has not ruled yet (解释356)."""
    rows = Confirmation.objects.filter(
        state=ConfirmationState.ACCEPTED,
        meets_at__isnull=False,
        case__in=cases.order_by().values("pk"),
        **_between("meets_at", since, until),
    )
    for row in rows.select_related("case").prefetch_related("agreement__parties").order_by("pk"):
        if row.meets_at is None:
            continue
        words = "请带身份证件到场，各方一起核实。来不了的，请马上告诉法官。"
        yield Appointment(
            key=f"examination:{row.pk}",
            case=row.case,
            name="到场核实调解协议",
            at=row.meets_at,
            place=row.place,
            parties={each.pk: words for each in row.agreement.parties.all() if each.left_on is None},
            holders=(Holder.JUDGE,),
            todo=TodoKind.EXAMINATION_OVER,
        )


def _may_sit(case: Case) -> bool:
    """One goes on over the rest while a part of it is examined."""
    if case.stage not in (Stage.MEDIATION, Stage.CONFIRMATION):
        return False
    return Session.objects.filter(mediation__case=case.pk, state=SessionState.SET).exists()


def _may_be_examined(case: Case) -> bool:
    return case.stage == Stage.CONFIRMATION


APPOINTMENTS = (Calls(_sessions, _may_sit), Calls(_examinations, _may_be_examined))  # two queries each, for any number
