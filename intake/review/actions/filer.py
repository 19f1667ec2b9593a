"""The filer's own acts while a filing is reviewed: insisting, withdrawing."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, need_power
from common.cases.events import By
from common.cases.models import Party
from common.cases.rules import ActionRefused
from common.cases.states import Disposal, Side
from common.law.transitions import move
from intake.filing.models import Filing
from intake.filing.states import FILING_MOVES, FilingState
from intake.review.actions.deciding import taken
from intake.review.events import ClaimantLeft, Insisted, Withdrawn
from intake.review.rules import withdrawable


@transaction.atomic
def insist(*, filing: Filing, words: str, by: By, today: date) -> Filing:
    """坚持起诉: a judge must rule, and the ruling can be appealed within ten days (登记立案规定第七、九条)."""
    row = taken(filing=filing, to=FilingState.INSISTED)
    if row.wish != "sue":
        raise ActionRefused("调解申请没有被退回起诉的问题；您可以直接起诉。")
    move(row, FilingState.INSISTED, FILING_MOVES)
    row.insisted_words, row.escalated_on = words.strip(), None  # the term to decide begins anew
    row.save(update_fields=["state", "insisted_words", "escalated_on"])
    announce(case=row.case, event=Insisted(filing_id=row.pk), by=by)
    return row


@transaction.atomic
def withdraw(*, filing: Filing, by: By, today: date) -> Filing:
    """The filer takes it back before registration; afterwards a ruling is needed (民诉法第一百四十八条).

    One of several filers takes back only their own part: announces ClaimantLeft, and the filing goes on with the
    others (who leaves the case is the procedure's to write, after the mediation was told). The last ends it.
    """
    row = taken(filing=filing, to=FilingState.WITHDRAWN)
    if not withdrawable(state=row.state, stage=row.case.stage).value:
        raise ActionRefused(f"这件事现在的阶段是“{row.case.stage_label}”，不能再撤回申请。")
    staying = row.case.parties.filter(side=Side.CLAIMANT, left_on__isnull=True).values_list("pk", flat=True)
    if by.party_id is None or by.party_id not in staying:
        raise ActionRefused("只有还在本案中的申请人可以撤回。")
    need_power(party=Party.objects.get(pk=by.party_id), by=by, act=Disposal.WITHDRAW, today=today)
    if len(staying) > 1:
        announce(case=row.case, event=ClaimantLeft(filing_id=row.pk, party_id=by.party_id), by=by)
        return row
    row.corrections.filter(answered_on__isnull=True).update(answered_on=today)
    move(row, FilingState.WITHDRAWN, FILING_MOVES)
    row.save(update_fields=["state"])
    announce(case=row.case, event=Withdrawn(filing_id=row.pk), by=by)
    return row
