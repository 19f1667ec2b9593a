"""The clerk's acts on a filing: registering, passing on, sending back; and what a lapsed term does.

Two people at one filing: whoever comes second is told who did what; nothing is done twice.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, finish_todo, open_todo, record_facts, set_case, set_deadline
from common.cases.events import By
from common.cases.models import Case, Deadline
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import DeadlineState, FactKey, Holder, Side, TodoKind
from common.law import causes
from common.law.mediability import Mediability, mediable
from common.law.papers import PaperKind
from common.law.terms import FILING_TERMS, filing_term
from common.law.terms import term as term_of
from common.law.transitions import allowed, move
from common.web.wording import day_words
from intake.door.actions import make_door
from intake.filing.models import Filing
from intake.filing.states import FILING_MOVES, FilingState
from intake.review.events import CauseSet, CentreUrged, Diverted, Escalated, Registered, Returned
from intake.review.rules import divertible, on_time
from intake.review.states import RETURN_REASONS, reason_of


def taken(*, filing: Filing, to: FilingState) -> Filing:
    """The filing, locked after its case, if it may move to `to`; else ActionRefused telling who did what."""
    Case.lock(filing.case_id)
    row = Filing.objects.select_for_update(of=("self",)).select_related("case__court", "reviewed_by").get(pk=filing.pk)
    if not allowed(FILING_MOVES, FilingState(row.state), to):
        raise ActionRefused(told(row))
    return row


def told(row: Filing) -> str:
    """Who did what with this filing, in words."""
    label = FilingState(row.state).label
    if row.reviewed_by is not None and row.reviewed_on is not None:
        return f"{row.reviewed_by.display_name}已于 {day_words(row.reviewed_on)}办理，现在的状态是“{label}”。"
    return f"这件申请现在的状态是“{label}”，不能再这样办理。请刷新页面。"


def decided(row: Filing, to: FilingState, by: By, today: date, **more: str) -> None:
    """Write down the new state with who decided and when. What was still asked of the filer is asked no more."""
    row.corrections.filter(answered_on__isnull=True).update(answered_on=today)
    move(row, to, FILING_MOVES)
    row.reviewed_by_id, row.reviewed_on = by.user_id, today
    for name, value in more.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "reviewed_by", "reviewed_on", *more])
    finish_todo(case=row.case, kind=TodoKind.REGISTER_FIRST, by=by, today=today)


@transaction.atomic
def register(*, filing: Filing, by: By, today: date) -> Filing:
    """登记立案. The number and the deadlines follow from the event; each respondent gets a door code and 15 days to
    answer from receipt of the copy (民诉法第一百二十六、一百二十八条). ActionRefused when somebody was faster."""
    row = taken(filing=filing, to=FilingState.REGISTERED)
    if row.wish != "sue":
        raise ActionRefused("这是调解申请，不是起诉；不能登记立案。")
    if not row.case.cause:
        raise ActionRefused("请先确定案由。", field="cause")
    term = Deadline.objects.filter(case=row.case, term__in=FILING_TERMS).order_by("-id").first()
    decided(row, FilingState.REGISTERED, by, today)
    _open_doors(row.case, by, today)
    for party in row.case.parties.filter(side=Side.RESPONDENT, left_on__isnull=True):
        set_deadline(
            case=row.case,
            term="answer",
            holder=Holder.PARTY,
            awaits=Awaited(PaperKind.COMPLAINT_COPY, party.pk),
            party_id=party.pk,
            subject=party.subject,
            by=by,
        )
    punctual = on_time(term.due if term else None, today).value
    announce(case=row.case, event=Registered(filing_id=row.pk, on_time=punctual), by=by)
    return row


def _open_doors(case: Case, by: By, today: date) -> None:
    """Whoever is brought into the dispute by another gets a code to come in; who filed gets theirs at the window."""
    for party in case.parties.filter(left_on__isnull=True).exclude(side=Side.CLAIMANT):
        make_door(party=party, by=by, today=today)


@transaction.atomic
def divert(*, filing: Filing, by: By, today: date) -> Filing:
    """转调解中心 without registering: route A as asked; route B where the law and the filer allow it."""
    row = taken(filing=filing, to=FilingState.DIVERTED)
    facts = dict(row.case.facts.values_list("key", "value"))
    found = divertible(
        route=row.case.route,
        mediable=mediable(row.case.cause).value if row.case.cause else Mediability.MAY,
        accepts=str(facts.get(FactKey.ACCEPTS_MEDIATION, "unsure")),
        already_mediated=row.second_sorted,
        wish=row.wish,
    )
    if not found.value:
        raise ActionRefused(f"不能转调解中心：{found.note or '已经调解过'}。")
    decided(row, FilingState.DIVERTED, by, today)
    _open_doors(row.case, by, today)
    announce(case=row.case, event=Diverted(filing_id=row.pk), by=by)
    return row


@transaction.atomic
def send_back(*, filing: Filing, code: str, words: str, by: By, today: date) -> Filing:
    """退回并记录在册 (登记立案规定第七条). The filer may always insist; then a judge rules. Who was asked to correct
    has the time for it: not before its last day is over, whether or not a sweep has run."""
    row = taken(filing=filing, to=FilingState.RETURNED)
    if row.state == FilingState.CORRECTING:
        _need_correction_over(row.case, today)
    try:
        reason = reason_of(code, RETURN_REASONS)
    except KeyError:
        raise ActionRefused("请选择退回的原因。", field="code") from None
    decided(
        row,
        FilingState.RETURNED,
        by,
        today,
        return_code=reason.code,
        return_words=words.strip() or reason.message,
    )
    announce(case=row.case, event=Returned(filing_id=row.pk, reason=reason.code), by=by)
    return row


def _need_correction_over(case: Case, today: date) -> None:
    asked = Deadline.objects.filter(case=case, term="correction").order_by("-pk").first()
    if asked is None or asked.state not in (DeadlineState.OPEN, DeadlineState.WAITING):
        return
    if asked.due is None:
        raise ActionRefused("补正通知还没有送达，补正期限没有开始，现在不能退回。请先送达补正通知。")
    if asked.due >= today:
        raise ActionRefused(f"补正期限到 {day_words(asked.due, today=today)}才满，现在不能退回。")


@transaction.atomic
def ready_to_register(*, case: Case, by: By, today: date) -> None:
    """Route B, sorted a second time: back on the clerk's list, to be registered (特邀调解规定第二十一条)."""
    Case.lock(case.pk)
    row = Filing.objects.select_for_update().filter(case=case).first()
    if row is None or row.state not in (FilingState.DIVERTED, FilingState.WAITING):
        return
    row.second_sorted = True
    if row.state == FilingState.DIVERTED:
        move(row, FilingState.WAITING, FILING_MOVES)
    row.save(update_fields=["second_sorted", "state"])


@transaction.atomic
def escalate(*, case: Case, by: By, today: date) -> None:
    """Undecided when the term ended: registering a suit first is proposed to the head (登记立案规定第八条第二款); a
    request for mediation is to go to the centre at once, and nothing is registered for it (在线调解规则第十条). Who
    insisted waits for a judge, and is told of it as everybody is whose suit is not decided on in time."""
    case = Case.lock(case.pk)
    waits = (FilingState.WAITING, FilingState.INSISTED)
    row = Filing.objects.select_for_update().filter(case=case, state__in=waits).first()
    if row is None or row.escalated_on is not None:
        return
    row.escalated_on = today
    row.save(update_fields=["escalated_on"])
    suit = row.wish == "sue"
    within = term_of(filing_term(case.cause), case.received_on).spoken
    late = f"{within}内没有作出决定，依法应当先行立案，请立即处理。"
    open_todo(
        case=case,
        kind=TodoKind.REGISTER_FIRST,
        words=late if suit else "调解申请还没有办理，请尽快转调解中心。",
        by=by,
        today=today,
    )
    announce(case=case, event=Escalated(filing_id=row.pk) if suit else CentreUrged(filing_id=row.pk), by=by)


@transaction.atomic
def not_late(*, case: Case, by: By, today: date) -> None:
    """The term to decide had not ended after all, or another one runs: the head is asked no more, and should it end is
    asked anew."""
    case = Case.lock(case.pk)
    Filing.objects.filter(case=case, escalated_on__isnull=False).update(escalated_on=None)
    finish_todo(case=case, kind=TodoKind.REGISTER_FIRST, by=by, today=today)


@transaction.atomic
def set_cause(*, filing: Filing, cause: str, by: By, today: date) -> Filing:
    """The clerk mends the cause of action; what follows from it (area, mediability) follows. The same changes nothing.

    Announces CauseSet: what was counted under the former cause is corrected on this day.
    """
    Case.lock(filing.case_id)
    row = Filing.objects.select_for_update(of=("self",)).select_related("case").get(pk=filing.pk)
    if row.state not in (FilingState.WAITING, FilingState.CORRECTING, FilingState.INSISTED):
        raise ActionRefused(told(row))
    if not (causes.exists(cause) and causes.cause(cause).selectable):
        raise ActionRefused("没有这个案由，请从列表中选择。", field="cause")
    former = row.case.cause
    if cause == former:
        return row
    set_case(
        case=row.case,
        cause=cause,
        cause_name=causes.cause(cause).name,
        key_area=next(iter(causes.key_areas(cause)), ""),
    )
    found = {Mediability.MAY: "yes", Mediability.NEVER: "no", Mediability.DIVORCE: "divorce"}[mediable(cause).value]
    record_facts(case=row.case, facts={FactKey.MEDIABLE: found}, source="clerk", today=today)
    announce(case=row.case, event=CauseSet(filing_id=row.pk, former=former, cause=cause), by=by)
    return row
