"""The claimant asks to withdraw after registration; whether it is permitted is for a judge's ruling (民诉法148)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case, Event, Party
from common.cases.rules import ActionRefused
from common.cases.states import ENDED, Side
from triage.events import WithdrawalSought
from triage.models import Ruling
from triage.states import RulingKind, RulingState


@transaction.atomic
def seek_withdrawal(*, case: Case, party: Party, by: By, today: date) -> Event | None:
    """Whoever acts must be able to dispose (the view asks `may_dispose`). Asked twice: nothing new happens."""
    case = Case.lock(case.pk)
    if party.case_id != case.pk or party.side != Side.CLAIMANT:
        raise ActionRefused("只有原告可以申请撤诉。")
    if case.registered_on is None:
        raise ActionRefused("本案还没有立案，可以直接撤回起诉材料。")
    if case.stage in ENDED:
        raise ActionRefused("本案已经结束。")
    if Ruling.objects.filter(case=case, kind=RulingKind.WITHDRAWAL, state=RulingState.DRAFT).exists():
        return None
    return announce(case=case, event=WithdrawalSought(party_id=party.pk), by=by)
