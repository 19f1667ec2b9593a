"""A claimant asks for more, for less or for something else once the suit is registered (民诉法54, 143; 解释232)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from common.cases.actions import add_claim, announce, reword_claim, set_case, set_claims
from common.cases.events import By
from common.cases.models import Case, Claim, Party
from common.cases.rules import ActionRefused
from common.cases.states import Disposal, Side, Stage
from triage.trial import rules
from triage.trial.access import TO_CLERK
from triage.trial.actions.signing import paper_signer
from triage.trial.events import ClaimsChanged
from triage.trial.models import ClaimChange
from triage.trial.states import ChangedWhen


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim as it is now asked for: `claim_id` of one there was (None: a new one), no words for one given up."""

    claim_id: int | None
    text: str
    amount: int | None


@transaction.atomic
def change_claims(
    *,
    case: Case,
    party: Party,
    on: date,
    when: ChangedWhen,
    claims: Sequence[Asked],
    amount: int | None = None,
    seen: int | None = None,
    signer: str = "",
    by: By,
    today: date,
) -> ClaimChange:
    """Write down what a claimant asks for now, as it said on a day, at that point of the trial. A claim that is not
    named stays. `amount`: the sum in dispute; not given, it is what the claims add up to, where it was so before.
    `seen`: the last change that stood on the page; ActionRefused when another was written down meanwhile. `signer`: who
    said so, the party itself where nobody is named; an agent's mandate names the power (民诉法62第2款).

    More is asked for until the debate in court is over (解释232); less at any time (民诉法54), which bears on the fee
    (办法21, 35).
    """
    case = Case.lock(case.pk)
    if case.stage not in (*TO_CLERK, Stage.TRIAL):
        raise ActionRefused(f"本案现在处于“{case.stage_label}”阶段，不能登记变更诉讼请求。")
    if party.case_id != case.pk or party.side != Side.CLAIMANT or party.left_on is not None:
        raise ActionRefused("请选择本案的原告。", field="party")
    if on > today or (case.registered_on is not None and on < case.registered_on):
        raise ActionRefused("提出的日期应当在立案之日和今天之间。", field="on")
    signed = paper_signer(party=party, act=Disposal.CHANGE, typed=signer, on=on)
    last = case.claim_changes.order_by("-pk").values_list("pk", flat=True).first()
    if seen is not None and seen != (last or 0):
        raise ActionRefused("这件案件刚刚登记过另一次变更，请核对现在的请求再登记。")
    had = _held(case)
    open_ = {row.pk: row for row in Claim.objects.select_for_update().filter(case=case, state="open").order_by("order")}
    changed = [each for each in claims if _differs(each, open_)]
    if not changed:
        raise ActionRefused("诉讼请求没有变化，请核对。")
    was_sum = case.amount == _sum(had)
    former = case.amount
    _write(case, changed)
    has = _held(case)
    if not has:
        raise ActionRefused("全部请求都放弃的，请按撤诉办理。")
    if amount is None and not was_sum:
        raise ActionRefused("本案争的金额不是各项请求加起来的，请填变更后的金额。", field="amount")
    now = _sum(has) if amount is None else amount
    added = any(each.claim_id is None for each in changed)
    if problem := rules.claims_change(former, now, added=added, when=when).value:
        raise ActionRefused(problem, field="when")
    set_case(case=case, amount=now)
    row = ClaimChange.objects.create(
        case=case,
        party=party,
        on=on,
        when=when,
        before={"amount": former, "claims": had},
        after={"amount": now, "claims": has},
        signer=signed.words,
        recorded_by_id=by.user_id,
        recorded_on=today,
    )
    announce(
        case=case,
        event=ClaimsChanged(change_id=row.pk, party_id=party.pk, before=former, after=now, when=when.value),
        by=by,
    )
    return row


def _held(case: Case) -> list[tuple[str, int | None]]:
    """What is asked for, settled or still open: words and fen."""
    return list(case.claims.exclude(state="withdrawn").order_by("order").values_list("text", "amount"))


def _sum(claims: Sequence[tuple[str, int | None]]) -> int | None:
    known = [amount for _, amount in claims if amount is not None]
    return sum(known) if known else None


def _differs(asked: Asked, open_: dict[int, Claim]) -> bool:
    if asked.claim_id is None:
        return bool(asked.text.strip())
    row = open_.get(asked.claim_id)
    if row is None:
        raise ActionRefused("这项请求已经解决或者放弃，请刷新后再看。")
    return (row.text, row.amount) != (asked.text.strip(), asked.amount)


def _write(case: Case, changed: Sequence[Asked]) -> None:
    for each in changed:
        text = each.text.strip()
        if each.claim_id is None:
            add_claim(case=case, text=text, amount=each.amount)
        elif text:
            reword_claim(case=case, claim_id=each.claim_id, text=text, amount=each.amount)
        else:
            set_claims(case=case, claim_ids=[each.claim_id], state="withdrawn")
