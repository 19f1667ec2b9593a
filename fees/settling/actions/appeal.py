"""What an appellant prepays for its appeal, to the court above: told here, never paid here (办法17, 22)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, open_todo, set_deadline
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import Awaited
from common.cases.states import Holder, TodoKind
from common.law.papers import PaperKind
from common.law.tariff import TariffError
from fees.settling import queries
from fees.settling.events import AppealFeeAsked


@transaction.atomic
def ask_appeal_fee(*, case: Case, party_id: int, disputed: int | None, by: By, today: date) -> bool:
    """The appellant is told what its appeal costs, by what it disputes, and has seven days from the receipt of that
    notice; each appeal for its own, whoever of one side appealed together once (解释202). False where nothing is
    prepaid (办法8, 20)."""
    case = Case.lock(case.pk)
    try:
        found = queries.appeal_fee_of(case, disputed, today).value
    except TariffError as error:
        words = f"上诉案件受理费无法计算：{error}"
        open_todo(case=case, kind=TodoKind.FEE_SETTLE, words=words, by=by, today=today)
        return False
    if found is None:
        return False
    set_deadline(
        case=case,
        term="appeal_fee",
        holder=Holder.PARTY,
        party_id=party_id,
        awaits=Awaited(PaperKind.APPEAL_FEE_NOTICE, party_id),
        subject=f"party:{party_id}",
        by=by,
    )
    event = AppealFeeAsked(party_id=party_id, amount=found.fee_fen, disputed=disputed)
    announce(case=case, event=event, by=by)
    return True
