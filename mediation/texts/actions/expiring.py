"""The period of a mediation is over: it ends, unless what all parties signed in time waits for the mediator alone."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import NeedsPerson
from mediation.course.actions.ending import end
from mediation.course.actions.locking import open_one
from mediation.course.events import Failed
from mediation.course.models import Mediation
from mediation.course.states import EndReason
from mediation.texts import queries
from mediation.texts.events import HandMissing


@transaction.atomic
def expire(*, case: Case, by: By, today: date) -> Mediation | None:
    """The period is over and nobody extended it (在线调解25第6项). Nothing when it was extended or has ended.

    Where all parties have signed in time, it is not over for want of the mediator's hand (特邀调解第24条): NeedsPerson.
    """
    case = Case.lock(case.pk)
    mediation = open_one(case)
    if mediation is None or mediation.due is None or mediation.due >= today:
        return mediation
    if queries.awaits_mediator(mediation):
        raise NeedsPerson("各方都已在调解期限内签名，只差调解员。请提醒调解员签名。")
    end(case, mediation, reason=EndReason.PERIOD_OVER, today=today)
    announce(case=case, event=Failed(mediation_id=mediation.pk, reason=EndReason.PERIOD_OVER), by=by)
    return mediation


@transaction.atomic
def say_hand_missing(*, case: Case, by: By, today: date) -> None:
    """Announce that the parties' signatures wait for the mediator's alone, where they do."""
    case = Case.lock(case.pk)
    mediation = open_one(case)
    if mediation is None or mediation.due is None or mediation.due >= today:
        return
    if queries.awaits_mediator(mediation):
        announce(case=case, event=HandMissing(mediation_id=mediation.pk), by=by)
