"""Opening a petition by number and code, rating it, a new code for a lost one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.rules import ActionRefused
from petitions.letters.access import code_hash, new_code, opened_by
from petitions.letters.actions.counting import count_try
from petitions.letters.actions.locking import keep, locked
from petitions.letters.models import Attempt, Petition
from petitions.letters.states import PetitionState, Scope
from petitions.tracking.events import CodeRenewed, Rated
from petitions.tracking.models import Rating

KEPT = timedelta(days=1)


WRONG = "编号或者查询码不对。请对照回执核对；查询码共 8 位，不分大小写。"


SLOW = "查询次数太多，请 15 分钟后再试。急用的请拨打 12368，或者登录后在“我的信访”查看。"


def look_up(*, number: str, code: str, address: str, now: datetime) -> Petition:
    """The petition of this number and code. ActionRefused with the same words for a wrong number and a wrong code.

    `address` is the visitor's network address, empty in a hall the court knows, where nobody shuts it to the others;
    kept with the number only as a keyed digest, for a day. A try that succeeds is not counted.
    """
    Attempt.objects.filter(at__lt=now - KEPT).delete()
    row = count_try(Scope.NUMBER, f"{number} {address}", now) if address else None
    if address and row is None:
        raise ActionRefused(SLOW)
    found = opened_by(number, code)
    if found is None:
        raise ActionRefused(WRONG)
    if row is not None:
        row.delete()
    return found


@transaction.atomic
def rate(*, petition: Petition, score: int, words: str, by: By, today: date) -> Rating:
    """The petitioner's judgement of the answer, once; rating again is refused and changes nothing."""
    row = locked(petition, None)
    if row.state not in (PetitionState.ANSWERED, PetitionState.CONCLUDED):
        raise ActionRefused("答复之后才能评价。")
    if hasattr(row, "rating"):
        raise ActionRefused("您已经评价过了，谢谢。")
    if score not in range(1, 6):
        raise ActionRefused("请选择满意程度。", field="score")
    rating = Rating.objects.create(petition=row, score=score, words=words.strip(), rated_on=today)
    keep(row)
    announce(case=row.case, event=Rated(petition_id=row.pk, score=score), by=by)
    return rating


@transaction.atomic
def renew_code(*, petition: Petition, by: By, today: date) -> str:
    """A new query code, returned once, for somebody whose identity the officer has checked; the old one is dead."""
    row = locked(petition, None)
    code = new_code()
    keep(row, code_hash=code_hash(row.case.uid, code))
    announce(case=row.case, event=CodeRenewed(petition_id=row.pk), by=by)
    return code
