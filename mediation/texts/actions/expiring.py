"""The period of a mediation is over: it ends, and goes on where the day was none."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case, Deadline
from mediation.course.actions.ending import end
from mediation.course.actions.locking import locked, open_one
from mediation.course.actions.reviving import run_on
from mediation.course.events import Failed
from mediation.course.models import Mediation
from mediation.course.queries import ended_by
from mediation.course.states import EndReason
from mediation.texts.actions.falling import rise
from mediation.texts.events import Revived


@transaction.atomic
def expire(*, case: Case, by: By, today: date) -> Mediation | None:
    """The period is over and nobody extended it (在线调解25第6项). Nothing when it was extended or has ended. What all
    parties have signed is in effect and does not fall with it (特邀调解第24条)."""
    case = Case.lock(case.pk)
    mediation = open_one(case)
    if mediation is None or mediation.due is None or mediation.due >= today:
        return mediation
    end(case, mediation, reason=EndReason.PERIOD_OVER, today=today)
    announce(case=case, event=Failed(mediation_id=mediation.pk, reason=EndReason.PERIOD_OVER), by=by)
    return mediation


@transaction.atomic
def revive(*, case: Case, deadline_id: int, by: By, today: date) -> Mediation | None:
    """The term that ended the mediation was not over: it goes on, and the text that fell with it can be signed again.
    None where that term ended none. Whether anything has followed from the end, the caller has asked."""
    case = Case.lock(case.pk)
    ran_out = Deadline.objects.get(pk=deadline_id, case=case)
    found = ended_by(case, ran_out)
    if found is None or found.ended_on is None:
        return None
    case, mediation = locked(found.pk)
    text = rise(mediation, found.ended_on)
    following = run_on(case, mediation, ran_out, by, today)
    due = ran_out.due or today
    revived = Revived(mediation_id=mediation.pk, agreement_id=text.pk if text else None, due=due)
    for event in (revived, *following):
        announce(case=case, event=event, by=by)
    return mediation
