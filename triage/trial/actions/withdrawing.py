"""A claimant asks to withdraw after registration; whether it is permitted is for a judge's ruling (民诉法148)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, need_power
from common.cases.events import By
from common.cases.models import Case, Event, Party
from common.cases.rules import ActionRefused
from common.cases.states import Disposal
from triage.trial import queries
from triage.trial.access import no_withdrawal
from triage.trial.events import WithdrawalSought
from triage.trial.models import Ruling
from triage.trial.states import RulingKind, RulingState


@transaction.atomic
def seek_withdrawal(*, case: Case, party: Party, by: By, today: date) -> Event | None:
    """Whoever acts must be able to dispose (`need_power`). Asked twice: nothing new happens.

    Of several claimants each asks for itself: only who asked leaves, and the case ends with the last (民诉法55第2款).
    Decided so for necessary co-litigants too, because only the judge can see that there is one common right: the draft
    says it, and the judge permits the withdrawal of all, or does not permit that of one (解释74). The claims stay as
    they were filed: which of them went with the claimant is for the judgment.
    """
    case = Case.lock(case.pk)
    if words := no_withdrawal(case, party):
        raise ActionRefused(words)
    need_power(party=party, by=by, act=Disposal.WITHDRAW, today=today)
    draft = Ruling.objects.filter(case=case, kind=RulingKind.WITHDRAWAL, state=RulingState.DRAFT).first()
    if draft is not None and party.pk in queries.withdrawing(draft, [party.pk]):
        return None
    return announce(case=case, event=WithdrawalSought(party_id=party.pk), by=by)
