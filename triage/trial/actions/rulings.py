"""Rulings: drafted by the procedure, signed or declined by a judge, never by anybody else (民诉法157)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from common.cases.actions import admit, announce, need_judge
from common.cases.actions.leaving import leave
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused, NeedsPerson
from common.cases.states import Capacity, FactKey, Side
from common.law.articles import art
from common.law.transitions import move
from common.people.queries import on_duty
from triage.sorting.queries import known_facts
from triage.trial import queries
from triage.trial.actions.converting import carry_out_conversion
from triage.trial.actions.drafts import follow_drafts
from triage.trial.events import ClaimantLeft, RulingDrafted, RulingDropped, RulingSigned
from triage.trial.models import Ruling
from triage.trial.rules import goes_on
from triage.trial.states import RULING_MOVES, DropReason, RulingKind, RulingState


@transaction.atomic
def draft_ruling(
    *,
    case: Case,
    kind: str,
    by: By,
    today: date,
    articles: list[str],
    facts: dict[str, Any],
    judge_id: int | None = None,
) -> Ruling:
    """Lay a draft on a judge's list: of the case, on duty, or as `judge_for_ruling` finds one; `judge_id` when a judge
    drafts for their own list. One draft of a kind; asking again returns it, a second claimant's withdrawal written in.
    NeedsPerson when the court has no judge, or nobody is on duty.

    `articles` are full citations, `facts` plain values the paper prints (e.g. {"notified_on": "2026-03-02"}); of a
    withdrawal `party_ids`, the claimants who ask for it (none named: all).
    """
    case = Case.lock(case.pk)
    what = RulingKind(kind)
    had = Ruling.objects.select_for_update().filter(case=case, kind=what, state=RulingState.DRAFT).first()
    if had is not None:
        asked = had.facts.get("party_ids", [])
        more = [pk for pk in facts.get("party_ids", []) if asked and pk not in asked]
        if more:
            had.facts = {**had.facts, "party_ids": [*asked, *more]}
            had.save(update_fields=["facts"])
        return had
    judge_id = judge_id or queries.judge_for_ruling(case, today, by.user_id)
    if judge_id is None and on_duty(case.court_id, today) is not None:
        raise NeedsPerson(f"今天没有值班法官，{what.label}裁定无人承办。请安排值班。")
    if judge_id is None:
        raise NeedsPerson(f"本院没有可以签发裁定的法官，{what.label}裁定无人承办。")
    row = Ruling.objects.create(
        case=case,
        kind=what,
        judge_id=judge_id,
        proposed_by_id=by.user_id,
        articles=articles,
        facts=facts,
        drafted_on=today,
    )
    admit(case=case, user_id=judge_id, capacity=Capacity.JUDGE, by=by, today=today)
    follow_drafts(case=case, by=by, today=today)
    announce(case=case, event=RulingDrafted(ruling_id=row.pk, what=what.value), by=by)
    return row


def _open(ruling: Ruling) -> tuple[Case, Ruling]:
    case = Case.lock(ruling.case_id)
    return case, Ruling.objects.select_for_update(of=("self",)).select_related("ended_by").get(pk=ruling.pk)


def _move(row: Ruling, to: RulingState) -> None:
    who = row.ended_by.display_name if row.ended_by else "系统"
    move(row, to, RULING_MOVES, f"{who}已经处理：{RulingState(row.state).label}。")


@transaction.atomic
def sign_ruling(*, ruling: Ruling, by: By, today: date, words: str = "") -> Ruling:
    """The judge signs. Only the judge on whose list it is. Signing one's own signed ruling again returns it.

    Money that arrived meanwhile takes the ground of 按撤诉处理 away, even before anything reacted to it. `words`: the
    reasons the paper gives; who refuses a suit must write them (民诉法157第3款; 解释208).
    """
    case, row = _open(ruling)
    if row.judge_id != by.user_id:
        raise ActionRefused("这份裁定由另一位法官承办，您不能签发。")
    if row.state == RulingState.SIGNED:
        return row
    need_judge(case=case, by=by, today=today)
    own = row.proposed_by_id == by.user_id
    if own and not any(queries.signs_own(case, row.judge_id, day) for day in (row.drafted_on, today)):
        raise ActionRefused("这份裁定是您提出的，您不是本案的承办法官，也不值班，请由庭长转交另一位法官签发。")
    paid = known_facts(case).get(FactKey.FEE_RECEIVED)
    if row.kind == RulingKind.DEEMED_WITHDRAWAL and paid and paid == row.facts.get("notice_id", paid):
        raise ActionRefused("案件受理费已经到账，不能再按撤诉处理。请选择“不予签发”。")
    if row.kind == RulingKind.DEEMED_WITHDRAWAL and queries.fee_term_runs(case, today):
        raise ActionRefused("交费的最后一天还没有过，现在不能按撤诉处理。请核对期限，或者选择“不予签发”。")
    _move(row, RulingState.SIGNED)
    if words.strip():
        row.facts = {**row.facts, "words": words.strip()[:2000]}
    if row.kind == RulingKind.INADMISSIBLE and not row.facts.get("words"):
        raise ActionRefused("请写明不予受理的理由，裁定书上会引用。", field="words")
    asked, part = _withdraws(case, row)
    if part:
        row.articles = list(dict.fromkeys([*row.articles, art("民诉法", 55, 2).cite]))
    row.signed_on, row.ended_by_id = today, by.user_id
    row.save()
    follow_drafts(case=case, by=by, today=today)
    if row.kind == RulingKind.CONVERSION:
        carry_out_conversion(case=case, ruling=row, by=by, today=today)
    announce(case=case, event=RulingSigned(ruling_id=row.pk, what=row.kind, judge_id=row.judge_id, part=part), by=by)
    for party_id in leave(case=case, party_ids=asked, today=today) if part else ():
        announce(case=case, event=ClaimantLeft(ruling_id=row.pk, party_id=party_id), by=by)
    return row


@transaction.atomic
def say_fee(*, case: Case, ruling_id: int, fee: dict[str, Any]) -> Ruling:
    """What the signed ruling says of the fee, as it was settled by its signature: amounts in fen under `final`,
    `relieved` and `refund`, and `shares` of name and fen (办法51, 53)."""
    case = Case.lock(case.pk)
    row = Ruling.objects.select_for_update(of=("self",)).get(pk=ruling_id, case=case, state=RulingState.SIGNED)
    row.facts = {**row.facts, "fee": fee}
    row.save(update_fields=["facts"])
    return row


def _withdraws(case: Case, row: Ruling) -> tuple[list[int], bool]:
    """Who withdraws by this ruling, and whether others go on. When all do, nobody leaves: the case itself ends."""
    if row.kind != RulingKind.WITHDRAWAL:
        return [], False
    claimants = case.parties.filter(side=Side.CLAIMANT, left_on__isnull=True).values_list("pk", flat=True)
    asked = queries.withdrawing(row, claimants)
    return asked, goes_on(asked, claimants).value


@transaction.atomic
def decline_ruling(*, ruling: Ruling, reason: DropReason, words: str, by: By, today: date) -> Ruling:
    """The judge does not sign, with a coded reason; what follows is the procedure's to say."""
    case, row = _open(ruling)
    if row.judge_id != by.user_id:
        raise ActionRefused("这份裁定由另一位法官承办，您不能处理。")
    need_judge(case=case, by=by, today=today)
    if reason == DropReason.OTHER and not words.strip():
        raise ActionRefused("请写明不予签发的理由。", field="words")
    return _drop(case, row, reason, words, by, today)


@transaction.atomic
def drop_rulings(*, case: Case, by: By, today: date, reason: str, kind: str = "") -> int:
    """The ground of the case's drafts of this kind (of all, when none is named) fell away, e.g. paid late: they leave
    the list. Returns how many.

    `reason` is a DropReason value, or words of the caller's own. Signed ones stay: what is signed is done.
    """
    case = Case.lock(case.pk)
    drafts = Ruling.objects.select_for_update().filter(case=case, state=RulingState.DRAFT)
    rows = list((drafts.filter(kind=kind) if kind else drafts).order_by("pk"))
    for row in rows:
        _drop(case, row, *_reason(reason), by, today)
    return len(rows)


def _reason(reason: str) -> tuple[DropReason, str]:
    return (DropReason(reason), "") if reason in set(DropReason) else (DropReason.GROUND_GONE, reason)


def _drop(case: Case, row: Ruling, reason: DropReason, words: str, by: By, today: date) -> Ruling:
    _move(row, RulingState.DROPPED)
    row.reason, row.reason_words = reason, words.strip()[:300]
    row.dropped_on, row.ended_by_id = today, by.user_id
    row.save()
    follow_drafts(case=case, by=by, today=today)
    announce(case=case, event=RulingDropped(ruling_id=row.pk, what=row.kind, reason=reason.value), by=by)
    return row
