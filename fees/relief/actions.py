"""缓交、减交、免交: asked for, decided, withdrawn (办法44-51)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from common.cases.actions import announce, close_deadlines, need_power, set_deadline
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.cases.states import ENDED, Disposal, Holder, PartyKind
from common.courts.queries import calendar
from common.law import terms as law_terms
from common.law.papers import PaperKind
from common.law.terms import Unit
from common.law.transitions import move
from common.web.wording import day_words
from fees.money import queries
from fees.money.actions.ledger import ask_less
from fees.money.actions.notices import paid_up, wait_for_receipt
from fees.money.actions.refunds import owe_refund
from fees.money.models import FeeNotice
from fees.money.states import NOTICE_MOVES, EntryKind, NoticeState, RefundReason
from fees.relief import queries as queries_of_relief
from fees.relief import rules
from fees.relief.events import ReliefDecided, ReliefSought, ReliefWithdrawn
from fees.relief.models import Relief
from fees.relief.states import RELIEF_MOVES, RefusalReason, ReliefGround, ReliefKind, ReliefState


def wait_until(*, notice: FeeNotice, until: date | None, by: By, today: date) -> None:
    """Deferred: the day to which it is, so that whoever owes it is reminded. Without a day nothing runs."""
    if until is None or until <= today or not notice.left:
        return
    found = rules.deferral_days(until, today)
    set_deadline(
        case=notice.case,
        term="fee_payment",
        holder=Holder.PARTY,
        party_id=notice.party_id,
        start=today,
        amount=found.value,
        subject=f"notice:{notice.pk}",
        noted=found,
        by=by,
    )


@transaction.atomic
def seek_relief(
    *,
    case: Case,
    party: Party,
    kind_asked: ReliefKind,
    ground: ReliefGround,
    words: str,
    document_ids: Sequence[int],
    once: UUID,
    by: By,
    today: date,
    news: str = "",
    anew: bool = False,
) -> Relief:
    """A written request with proof (办法48). One pending request of a party at a time; the same form sent twice is one.

    Also after the term ran out, as long as no judge has signed: the notice is open again while the request is examined.
    Who asked before says what is new (`news`), else it is refused; and while it is examined the fee's own term goes on,
    or asking again and again would put off the fee for ever (办法22第4款). `anew`: the court itself takes up a request
    that it had decided wrongly (办法43): as the first one, and also when the case has ended meanwhile.
    """
    case = Case.lock(case.pk)
    had = Relief.objects.filter(case=case, party=party, once=once).first()
    if had is not None:
        return had
    if case.stage in ENDED and not anew:
        raise ActionRefused("本案已经结束，不能再申请缓、减、免交。")
    pending = Relief.objects.filter(case=case, party=party, state=ReliefState.PENDING).first()
    if pending is not None:
        raise ActionRefused(f"您已于 {pending.asked_on} 提出申请，正在审查，不需要重复提交。")
    allowed = rules.may_ask(kind_asked, natural=party.kind == PartyKind.NATURAL)
    if not allowed.value:
        raise ActionRefused(f"{allowed.note}（{allowed.articles[0].short}）。", field="kind_asked")
    if ground.kind != kind_asked:
        raise ActionRefused("所选情形与申请的种类不一致，请重新选择。", field="ground")
    if not ground.fits(natural=party.kind == PartyKind.NATURAL):
        raise ActionRefused("这种情形不适用于申请人，请重新选择。", field="ground")
    if not document_ids:
        raise ActionRefused("请上传能够证明经济困难的材料。", field="proof")
    again = not anew and queries_of_relief.asked_before(case, party)
    if again and not news.strip():
        raise ActionRefused("您已经申请过。没有新情况的，不再审查；有新情况的，请写明并附上证明。", field="news")
    row = Relief.objects.create(
        case=case,
        party=party,
        kind_asked=kind_asked,
        ground=ground,
        words=words.strip(),
        news=news.strip() if again else "",
        asked_on=today,
        once=once,
    )
    row.documents.set(document_ids)
    _set_days(row, by)
    if not again and case.stage not in ENDED:
        FeeNotice.objects.filter(case=case, state=NoticeState.LAPSED).update(state=NoticeState.OPEN)
    event = ReliefSought(relief_id=row.pk, kind_asked=kind_asked.value, party_id=party.pk, again=again, anew=anew)
    announce(case=case, event=event, by=by)
    return row


def _set_days(row: Relief, by: By) -> None:
    """By which day the court answers, for the party to see and for the leader to keep."""
    term = queries.fee_deadline(row.case)
    usual = law_terms.term("fee_relief", row.case.received_on).counted(Unit.DAYS)
    found = rules.days_to_decide(usual, asked=row.asked, fee_due=term.due if term else None, today=row.asked_on)
    set_deadline(
        case=row.case,
        term="fee_relief",
        holder=Holder.DIVISION_HEAD,
        start=row.asked_on,
        amount=found.value if found.value != usual else None,
        subject=f"fee_relief:{row.pk}",
        noted=found,
        by=by,
    )


def _answered(row: Relief, today: date, *, met: bool = True) -> None:
    close_deadlines(case=row.case, today=today, terms=["fee_relief"], subject=f"fee_relief:{row.pk}", met=met)


@transaction.atomic
def withdraw_relief(*, relief: Relief, by: By, today: date) -> Relief:
    """The party, or an agent whose mandate names the power, takes the request back: the fee is due as if nobody had
    asked. Announces ReliefWithdrawn."""
    case = Case.lock(relief.case_id)
    row = Relief.objects.select_for_update(of=("self",)).select_related("case", "party").get(pk=relief.pk)
    if row.state != ReliefState.PENDING:
        raise ActionRefused(f"这份申请{ReliefState(row.state).label}，不能撤回。")
    need_power(party=row.party, by=by, act=Disposal.WITHDRAW, today=today)
    move(row, ReliefState.WITHDRAWN, RELIEF_MOVES)
    row.decided_on = today
    row.save(update_fields=["state", "decided_on"])
    _answered(row, today, met=False)
    announce(case=case, event=ReliefWithdrawn(relief_id=row.pk, party_id=row.party_id), by=by)
    return row


@transaction.atomic
def decide_relief(
    *,
    relief: Relief,
    grant: ReliefKind | None,
    by: By,
    today: date,
    percent: int | None = None,
    until: date | None = None,
    refusal: RefusalReason | None = None,
    reason: str = "",
) -> Relief:
    """Grant what the law allows, or refuse with a coded reason in writing (办法48第3款).

    Refused or reduced, the rest has to be paid within a new term from the receipt of the decision (办法22; 解释213).
    A request that the end of the case overtook is answered all the same: what is granted is granted of what the party
    bears in the end, which the settlement counts.
    """
    case = Case.lock(relief.case_id)
    asked = FeeNotice.objects.select_for_update(of=("self",)).filter(case=case)
    asked = asked.exclude(state__in=[NoticeState.CANCELLED, NoticeState.NOT_DUE])
    notice = asked.order_by("-pk").first() if case.stage not in ENDED else None
    row = Relief.objects.select_for_update(of=("self",)).select_related("case", "party", "decided_by").get(pk=relief.pk)
    if row.state != ReliefState.PENDING:
        who = row.decided_by.display_name if row.decided_by else "当事人"
        raise ActionRefused(f"{who}已于 {row.decided_on} 处理：{row.outcome}。")
    if grant is None:
        _refuse(row, refusal, reason)
    else:
        _grant(case, row, notice, grant, percent, until, reason, today)
    row.decided_on, row.decided_by_id = today, by.user_id
    row.save()
    _answered(row, today)
    if notice is not None:
        _apply(case, notice, row, by, today)
    announce(
        case=case,
        event=ReliefDecided(
            relief_id=row.pk,
            outcome=row.state,
            kind_granted=row.kind_granted,
            amount_left=notice.left if notice else 0,
            until=row.until,
            party_id=row.party_id,
        ),
        by=by,
    )
    return row


def _refuse(row: Relief, refusal: RefusalReason | None, reason: str) -> None:
    if refusal is None:
        raise ActionRefused("请选择不予批准的理由。", field="refusal")
    if refusal == RefusalReason.OTHER and not reason.strip():
        raise ActionRefused("请写明不予批准的理由。", field="reason")
    move(row, ReliefState.REFUSED, RELIEF_MOVES)
    row.refusal = refusal
    row.reason = reason.strip() or refusal.label


def _grant(
    case: Case,
    row: Relief,
    notice: FeeNotice | None,
    grant: ReliefKind,
    percent: int | None,
    until: date | None,
    reason: str,
    today: date,
) -> None:
    row.reason = reason.strip()
    if rules.is_less(grant, asked=row.asked) and not row.reason:
        raise ActionRefused(f"申请的是{row.asked.label}，请写明为什么没有批准。", field="reason")
    if grant == ReliefKind.DEFER and case.stage in ENDED:
        raise ActionRefused("本案已经结案，不能再缓交。请选减交、免交，或者不予批准并写明理由。", field="grant")
    term = queries.fee_deadline(case)
    if until is not None and until <= today:
        raise ActionRefused("缓交的截止日期应在今天之后。", field="until")
    end = queries_of_relief.case_ends(case)
    last = None
    if grant == ReliefKind.DEFER and until is not None:
        last = calendar().next_working_day(until)  # the paper's last day is the page's: no holiday (民诉法85)
    if last is not None and end is not None and last >= end:
        words = f"本案审限到 {day_words(end, year=True)}为止，缓交应在这一天之前到期。"
        over = "这一天已经过了，不能再缓交；可以减交、免交，或者先办理延长审限。" if end <= today else ""
        raise ActionRefused(words + over, field="until")
    try:
        found = rules.relief_amount(
            grant,
            fee=notice.amount if notice else 0,
            natural=row.party.kind == PartyKind.NATURAL,
            percent=percent,
            today=today,
            # Deferral is decided before the fee falls due (办法49). A request made in time stays one: while it is
            # examined nothing may be ruled (解释213), so the court's delay does not take it from the party.
            fee_due=term.due if term and term.due and row.asked_on > term.due else None,
        )
    except ValueError as error:
        raise ActionRefused(str(error), field="percent" if grant == ReliefKind.REDUCE else "grant") from error
    move(row, ReliefState.GRANTED, RELIEF_MOVES)
    row.kind_granted, row.granted = grant, found.value
    row.percent = percent if grant == ReliefKind.REDUCE else None
    row.until = last


def _apply(case: Case, notice: FeeNotice, row: Relief, by: By, today: date) -> None:
    """What the decision does to the notice."""
    subject = f"notice:{notice.pk}"
    if row.state == ReliefState.REFUSED:
        # Asked a second time, the term of the first answer has gone on.
        if notice.left and notice.state != NoticeState.PAID and not row.news:
            _ask_again(notice, by)
        return
    if row.kind_granted == ReliefKind.DEFER:
        if notice.left:
            move(notice, NoticeState.RELIEVED, NOTICE_MOVES)
            notice.save(update_fields=["state"])
            close_deadlines(case=case, today=today, terms=list(queries.FEE_TERMS), subject=subject, met=False)
            wait_until(notice=notice, until=row.until, by=by, today=today)
        return
    more = max(0, min(notice.amount, row.granted) - notice.relieved)
    _, surplus = ask_less(EntryKind.RELIEF, notice=notice, amount=more, on=today)
    if surplus:
        # Granted after payment: what was paid too much goes back.
        owe_refund(
            case=case,
            party_id=notice.party_id,
            amount=surplus,
            reason=RefundReason.RELIEF,
            by=by,
            today=today,
            notice=notice,
        )
    if notice.state == NoticeState.PAID:
        return
    if notice.left:
        _ask_again(notice, by)
    elif notice.received:
        paid_up(notice=notice, today=today)
    else:
        move(notice, NoticeState.RELIEVED, NOTICE_MOVES)
        notice.ended_on = today
        notice.save(update_fields=["state", "ended_on"])
        close_deadlines(case=case, today=today, terms=list(queries.FEE_TERMS), subject=subject, met=False)


def _ask_again(notice: FeeNotice, by: By) -> None:
    move(notice, NoticeState.OPEN, NOTICE_MOVES)
    notice.save(update_fields=["state"])
    wait_for_receipt(notice=notice, by=by, paper=PaperKind.FEE_RELIEF_DECISION)
