"""Mediating anew after a refused confirmation (民诉法206)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.access import disposes
from common.cases.actions import announce, need_checked, need_proven
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import Disposal
from mediation.confirmation import queries
from mediation.confirmation.events import Resumed
from mediation.course.actions import open_mediation
from mediation.course.actions.locking import need_party, open_one
from mediation.course.models import Mediation
from mediation.course.rules import may_answer


@transaction.atomic
def mediate_again(*, case: Case, by: By, today: date) -> Mediation:
    """Confirmation was refused: a party asks to change the agreement or reach another by mediation (民诉法206).

    Two asking at once is one request. The stage is the procedure's to move, in reaction to `Resumed`.
    """
    case = Case.lock(case.pk)
    party = need_party(case, by)
    need_proven(party=party, by=by)
    need_checked(party=party, by=by, today=today)
    if not disposes(party, by, Disposal.SETTLE, today):
        raise ActionRefused(f"{may_answer(yes=True, may_dispose=False).note}。")
    had = open_one(case)
    if had is not None:
        return had
    if not queries.may_resume(case):
        raise ActionRefused("本案现在不能再次调解。")
    mediation = open_mediation(case=case, by=by, today=today, consented=[party.pk])
    announce(case=case, event=Resumed(mediation_id=mediation.pk, party_id=party.pk), by=by)
    return mediation
