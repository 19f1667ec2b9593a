"""Opening a petition by number and code, with guessing throttled; rating; a new code for a lost one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.rules import ActionRefused
from common.people.models import blind_index
from petitions.access import code_hash, new_code, opened_by
from petitions.events import CodeRenewed, Rated
from petitions.models import Attempt, Petition, Rating
from petitions.states import PetitionState, Scope

from .locking import keep, locked

WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=1)
# A county's filing hall is one address behind a router, so the address limit is wider than the number's.
LIMITS: dict[Scope, int] = {Scope.ADDRESS: 30, Scope.NUMBER: 10, Scope.LODGING: 20}
WRONG = "编号或者查询码不对。请对照回执核对；查询码共 8 位，不分大小写。"
SLOW = "查询次数太多，请 15 分钟后再试。急用的请拨打 12368，或者登录后在“我的信访”查看。"


def _key(scope: Scope, text: str) -> str:
    return blind_index(f"attempt:{scope}:{text}") or ""


def _cache_key(scope: Scope, key: str) -> str:
    return f"petitions:{scope}:{key}"


def _stopped(scope: Scope, key: str) -> bool:
    """The short cut: a full counter in the cache. Whatever is wrong with the cache, the rows decide."""
    try:
        return cache.get(_cache_key(scope, key)) is not None
    except Exception:
        return False


def _stop(scope: Scope, key: str, until: timedelta) -> None:
    try:
        cache.set(_cache_key(scope, key), 1, timeout=max(1, int(until.total_seconds())))
    except Exception:
        return


def _count(scope: Scope, text: str, now: datetime) -> Attempt | None:
    """Write the attempt down, then count: however many come at once, no more than the limit get through.

    None: too many within the window.
    """
    key = _key(scope, text)
    if _stopped(scope, key):
        return None
    row = Attempt.objects.create(scope=scope, key=key, at=now)
    rows = Attempt.objects.filter(scope=scope, key=key, at__gt=now - WINDOW)
    if rows.count() > LIMITS[scope]:
        row.delete()
        oldest = rows.order_by("at").values_list("at", flat=True).first() or now
        _stop(scope, key, oldest + WINDOW - now)
        return None
    return row


def look_up(*, number: str, code: str, address: str, now: datetime) -> Petition:
    """The petition of this number and code. ActionRefused with the same words for a wrong number and a wrong code.

    `address` is the visitor's network address; it and the number are kept only as keyed digests, for a day. A try that
    succeeds is not counted.
    """
    Attempt.objects.filter(at__lt=now - KEPT).delete()
    tries = [_count(Scope.ADDRESS, address, now), _count(Scope.NUMBER, number, now)]
    if any(row is None for row in tries):
        raise ActionRefused(SLOW)
    found = opened_by(number, code)
    if found is None:
        raise ActionRefused(WRONG)
    Attempt.objects.filter(pk__in=[row.pk for row in tries if row]).delete()
    return found


def allowed(*, address: str, now: datetime) -> bool:
    """Whether this address may lodge another petition without signing in just now."""
    rows = Attempt.objects.filter(scope=Scope.LODGING, key=_key(Scope.LODGING, address), at__gt=now - WINDOW)
    return rows.count() < LIMITS[Scope.LODGING]


def lodged_from(*, address: str, now: datetime) -> None:
    """Count a petition that was made from this address."""
    Attempt.objects.create(scope=Scope.LODGING, key=_key(Scope.LODGING, address), at=now)


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
