"""A 调解书 of an agreement: asked for, made or refused by the judge, received, or gone back on (民诉法99-102)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from common.cases.actions import announce, finish_todo, need_judge, open_todo
from common.cases.events import By
from common.cases.models import Case, Party, Todo
from common.cases.rules import ActionRefused
from common.cases.states import Capacity, TodoKind
from common.delivery.models import Service
from common.delivery.states import Method, ServiceState
from common.law.papers import PaperKind
from mediation.course.actions.locking import need_party
from mediation.outcome.actions.steps import change, offered, opened
from mediation.outcome.events import PaperEffective, PaperMade, PaperRefused, PaperSought, WentBack
from mediation.outcome.models import PaperReceipt
from mediation.outcome.rules import last_receipt
from mediation.outcome.states import Regret
from mediation.texts.actions.keeping import enforceable, enforceable_no_more
from mediation.texts.actions.settling import mark
from mediation.texts.actions.signing import need_authority
from mediation.texts.models import Agreement
from mediation.texts.rules import costs_agree
from mediation.texts.states import Outcome, PaperRefusal


@transaction.atomic
def seek_paper(*, agreement: Agreement, by: By, today: date) -> Agreement:
    """A party asks the court for a 调解书 (民诉法100; 在线调解20第2款). Two asking at once is one request.

    The judge who reviews it is appointed by a step of the procedure: a court without one still takes the request.
    """
    case, mediation, row = opened(agreement.pk)
    party = need_party(case, by)
    if row.outcome == Outcome.PAPER_SOUGHT:
        return row
    if Outcome.PAPER_SOUGHT not in offered(case, mediation, row, today):
        raise ActionRefused(f"协议现在是“{row.outcome_label}”，不能再请求制作调解书。")
    if not row.parties.filter(pk=party.pk).exists():
        raise ActionRefused("您不是这份协议的当事人。")
    need_authority(case, party, by, today)
    change(row, Outcome.PAPER_SOUGHT, today, by)
    row.paper_sought_on = today
    row.save(update_fields=["outcome", "outcome_on", "outcome_by", "paper_sought_on"])
    _follow(case, by, today)
    announce(case=case, event=PaperSought(agreement_id=row.pk), by=by)
    row.refresh_from_db()  # the judge was appointed meanwhile
    return row


_WAITS = {Outcome.PAPER_SOUGHT: TodoKind.REVIEW_PAPER, Outcome.PAPER_MADE: TodoKind.SERVE_PAPER}


def _asks(case: Case, kind: TodoKind) -> str:
    """What the to-do says now: of a 调解书 on its way who has signed, who has not and how it goes to them, and what
    ends the waiting (民诉法102)."""
    if kind is TodoKind.REVIEW_PAPER:
        return "当事人请求制作调解书，请审查调解协议。"
    rows = Service.objects.filter(case=case, kind=PaperKind.MEDIATION_PAPER, party__left_on__isnull=True)
    newest = {row.party_id: row for row in rows.select_related("party").order_by("pk")}
    signed, waits, back = [], [], []
    for row in newest.values():
        if row.state == ServiceState.SERVED:
            signed.append(row.party.name)
        elif row.state == ServiceState.FAILED:
            back.append(row.party.name)
        elif row.state == ServiceState.PENDING:
            waits.append(f"{row.party.name}（{Method(row.method).label}）")
    parts = (("已经签收", signed), ("等签收", waits), ("没有送到", back))
    told = "".join(f"{label}：{'、'.join(names)}。" for label, names in parts if names)[:120]
    return f"调解书各方都签收后才生效，请送达。{told}不签收或者送不到的，请登记没有签收，案件转入审理。"


def _follow(case: Case, by: By, today: date) -> None:
    """An agreement before the judge, or a 调解书 on its way, is a to-do while one waits (民诉法99, 100; 解释149)."""
    for outcome, kind in _WAITS.items():
        if Agreement.objects.filter(mediation__case=case, outcome=outcome).exists():
            words = _asks(case, kind)
            row = open_todo(case=case, kind=kind, words=words, by=by, today=today)
            Todo.objects.filter(pk=row.pk).exclude(words=words).update(words=words)
        else:
            finish_todo(case=case, kind=kind, by=by, today=today)


def _need_judge(case: Case, by: By, today: date) -> None:
    if not case.participations.filter(user=by.user_id, capacity=Capacity.JUDGE, until__isnull=True).exists():
        raise ActionRefused("只有本案法官可以审查调解协议。")
    need_judge(case=case, by=by, today=today)


@transaction.atomic
def make_paper(
    *,
    agreement: Agreement,
    facts: str,
    voluntary: bool,
    lawful: bool,
    by: By,
    today: date,
    bears: Sequence[tuple[int, int | None]] = (),
) -> Agreement:
    """The judge reviewed the agreement (民诉法99: voluntary, not against the law) and signs the 调解书.

    `bears`: who bears the fee, as the parties agreed or the court decides (办法31): party and fen, None for all of it;
    the 调解书 says so, with the amount (`say_fee`)."""
    case, _, row = opened(agreement.pk)
    _need_judge(case, by, today)
    if row.outcome == Outcome.PAPER_MADE:
        return row
    if not voluntary or not lawful:
        raise ActionRefused("自愿、合法两项都核对无误，才能制作调解书；不能制作的，请选择不予制作。", field="voluntary")
    if not facts.strip():
        raise ActionRefused("请写明案件的事实。", field="facts")
    names = dict(case.parties.order_by("pk").values_list("pk", "name"))
    shares = {names[pk]: fen for pk, fen in bears if pk in names}
    if bears and not costs_agree(row.costs, names.values(), shares).value:
        raise ActionRefused(f"当事人在协议里写的是：{row.costs}请按协议选择由谁负担。", field="bears")
    change(row, Outcome.PAPER_MADE, today, By(user_id=by.user_id, channel=by.channel, party_id=row.outcome_by_id))
    row.paper_judge_id, row.paper_made_on, row.paper_facts = by.user_id, today, facts.strip()
    row.paper_bears = [list(each) for each in bears]
    row.save(update_fields=["outcome", "outcome_on", "paper_judge", "paper_made_on", "paper_facts", "paper_bears"])
    _follow(case, by, today)
    announce(case=case, event=PaperMade(agreement_id=row.pk, judge_id=by.user_id or 0), by=by)
    return row


@transaction.atomic
def say_fee(*, agreement_id: int, fee: Mapping[str, Any]) -> Agreement:
    """What a 调解书 that is written now says of the fee: fen under `final`, and `shares` of name and fen (办法53)."""
    _, _, row = opened(agreement_id)
    row.paper_fee = dict(fee)
    row.save(update_fields=["paper_fee"])
    return row


@transaction.atomic
def refuse_paper(*, agreement: Agreement, ground: PaperRefusal, words: str, by: By, today: date) -> Agreement:
    """The judge makes no 调解书: not voluntary or against the law (民诉法99), or perhaps feigned (在线调解23). What the
    agreement had settled is open again, and the case goes on (在线调解21第3项)."""
    case, _, row = opened(agreement.pk)
    _need_judge(case, by, today)
    if row.outcome == Outcome.PAPER_REFUSED:
        return row
    if not words.strip():
        raise ActionRefused("请写明不予制作的理由。", field="words")
    change(row, Outcome.PAPER_REFUSED, today, By(user_id=by.user_id, channel=by.channel, party_id=row.outcome_by_id))
    row.paper_judge_id, row.refusal, row.refusal_words = by.user_id, ground, words.strip()
    row.save(update_fields=["outcome", "outcome_on", "paper_judge", "refusal", "refusal_words"])
    mark(case)
    _follow(case, by, today)
    announce(case=case, event=PaperRefused(agreement_id=row.pk, ground=ground), by=by)
    return row


@transaction.atomic
def paper_received(
    *, case: Case, party_id: int, on: date, by: By, today: date, agreement_id: int | None = None
) -> Agreement | None:
    """A party signed for the 调解书; the last signature makes it effective, on that day (解释149).

    Called when delivery announces that a paper of kind `mediation_paper` was served. Telling twice changes nothing.
    `agreement_id`: of which agreement, where the paper tells; else, where a party waits for several, one for each
    defendant, the oldest it has not received is meant.
    """
    case = Case.lock(case.pk)
    made = Agreement.objects.select_for_update().filter(
        mediation__case=case, outcome=Outcome.PAPER_MADE, parties=party_id
    )
    rows = list((made.filter(pk=agreement_id) if agreement_id else made).order_by("pk"))
    if not rows:
        return None
    had = set(PaperReceipt.objects.filter(agreement__in=rows, party=party_id).values_list("agreement_id", flat=True))
    row = next((each for each in rows if each.pk not in had), rows[0])
    PaperReceipt.objects.get_or_create(agreement=row, party_id=party_id, defaults={"on": on})
    _take_effect(case, row, by, today)
    return row


@transaction.atomic
def follow_paper(*, case: Case, by: By, today: date) -> None:
    """Something became of a 调解书 on its way: the to-do about it says how it stands now."""
    case = Case.lock(case.pk)
    if Agreement.objects.filter(mediation__case=case, outcome=Outcome.PAPER_MADE).exists():
        _follow(case, by, today)


@transaction.atomic
def paper_taken_back(*, case: Case, party_id: int, agreement_id: int, by: By, today: date) -> bool:
    """What a party had signed for alone counts no more (民诉法60): its guardian is to sign. A 调解书 that had been in
    effect by that waits for the signature again."""
    case, _, row = opened(agreement_id)
    if row.outcome not in (Outcome.PAPER_MADE, Outcome.PAPER_EFFECTIVE):
        return False
    gone = bool(row.receipts.filter(party=party_id).delete()[0])
    if gone and row.outcome == Outcome.PAPER_EFFECTIVE:
        change(row, Outcome.PAPER_MADE, today, replace(by, party_id=row.outcome_by_id))
        row.paper_effective_on = None
        row.save(update_fields=["outcome", "outcome_on", "paper_effective_on"])
        enforceable_no_more(case, row, today)
        _follow(case, by, today)
    return gone


@transaction.atomic
def wait_for_fewer(*, case: Case, by: By, today: date) -> list[Agreement]:
    """Somebody left the case: a 调解书 waits for the others alone. Returns those that are in effect by that."""
    case = Case.lock(case.pk)
    made = Agreement.objects.select_for_update().filter(mediation__case=case, outcome=Outcome.PAPER_MADE)
    return [row for row in made.order_by("pk") if _take_effect(case, row, by, today)]


def _take_effect(case: Case, row: Agreement, by: By, today: date) -> bool:
    """With the last signature of those who are still in the case, on both sides (民诉法100第3款: 双方)."""
    known = dict(row.receipts.values_list("party_id", "on"))
    here = dict(row.parties.filter(left_on__isnull=True).values_list("pk", "side"))
    last = last_receipt({pk: known.get(pk) for pk in here}).value
    if last is None or len(set(here.values())) < len(set(row.parties.values_list("side", flat=True))):
        return False
    change(row, Outcome.PAPER_EFFECTIVE, today, By(user_id=by.user_id, channel=by.channel, party_id=row.outcome_by_id))
    row.paper_effective_on = last
    row.save(update_fields=["outcome", "outcome_on", "paper_effective_on"])
    enforceable(case, row, by, today)
    _follow(case, by, today)
    announce(case=case, event=PaperEffective(agreement_id=row.pk, on=last), by=by)
    return True


@transaction.atomic
def go_back(*, agreement: Agreement, by: By, today: date) -> Agreement:
    """A party goes back on it before the last receipt of the 调解书: trial without delay (民诉法102; 解释149)."""
    case, _, row = opened(agreement.pk)
    party = need_party(case, by)
    need_authority(case, party, by, today)
    return _back(case, row, party, Regret.REGRETTED, by, today)


@transaction.atomic
def record_regret(*, agreement: Agreement, party_id: int, how: Regret, by: By, today: date) -> Agreement:
    """The desk or the judge writes down that a party refused the 调解书, or went back on it, before the last receipt.

    A 调解书 cannot be left with who refuses it (解释133): it takes no effect, and the case is tried (民诉法102).
    """
    case, _, row = opened(agreement.pk)
    party = row.parties.filter(pk=party_id).first()
    if party is None:
        raise ActionRefused("请选择这份协议的当事人。", field="party")
    if how is Regret.REFUSED and row.outcome == Outcome.PAPER_SOUGHT:
        raise ActionRefused("调解书还没有制作，不能登记拒绝签收。", field="how")
    if row.receipts.filter(party=party).exists() and how is not Regret.REGRETTED:
        raise ActionRefused(f"{party.name}已经签收调解书。", field="party")
    if how is Regret.UNREACHED:
        _need_tried(case, party)
    return _back(case, row, party, how, By(user_id=by.user_id, channel=by.channel, party_id=party.pk), today)


def _need_tried(case: Case, party: Party) -> None:
    """Whom it did not reach is no reason to give the agreement up before it was sent and came back."""
    rows = Service.objects.filter(case=case, kind=PaperKind.MEDIATION_PAPER, party=party).order_by("-pk")
    last = rows.exclude(state=ServiceState.RECALLED).values_list("state", flat=True).first()
    if last != ServiceState.FAILED:
        raise ActionRefused("请先登记调解书没有送到的情况，换别的方式也送不到的，再登记没有签收。", field="how")


@transaction.atomic
def paper_declined(*, agreement_id: int, party_id: int, how: Regret, by: By, today: date) -> Agreement:
    """A party did not sign for the 调解书 that was brought to it (民诉法102). Another outcome stays as it is."""
    case, _, row = opened(agreement_id)
    if row.outcome != Outcome.PAPER_MADE:
        return row
    party = row.parties.get(pk=party_id)
    return _back(case, row, party, how, replace(by, party_id=party_id), today)


def _back(case: Case, row: Agreement, party: Party, how: Regret, by: By, today: date) -> Agreement:
    if row.outcome == Outcome.WENT_BACK:
        return row
    change(row, Outcome.WENT_BACK, today, by)
    row.save(update_fields=["outcome", "outcome_on", "outcome_by"])
    mark(case)
    _follow(case, by, today)
    announce(case=case, event=WentBack(agreement_id=row.pk, party_id=party.pk, how=how), by=by)
    return row
