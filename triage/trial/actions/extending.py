"""A longer trial term: the judge asks, the head of division passes it on, the president decides.

The statute names the president alone (民诉法152, 164, 168); the head of division may turn a request down or send it on.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, close_deadlines, finish_todo, open_todo, set_deadline
from common.cases.events import By
from common.cases.models import Case, Deadline
from common.cases.queries import counted_end, end_found
from common.cases.rules import ActionRefused
from common.cases.states import Holder, Stage, TodoKind
from common.courts.queries import calendar
from common.law.articles import Finding
from common.law.procedures import Procedure, trial_term
from common.law.terms import Unit
from common.law.terms import term as law_term
from common.law.transitions import move
from common.people.queries import staff_of
from common.people.states import Role
from common.web.wording import day_words
from triage.teams.queries import tried_since
from triage.teams.states import TRIAL
from triage.trial import queries
from triage.trial.events import TermExtended, TermExtensionAsked, TermExtensionEndorsed, TermExtensionRefused
from triage.trial.models import TermExtension
from triage.trial.rules import longer_term
from triage.trial.states import EXTENSION_MOVES, EXTENSION_OPEN, ExtensionState


@transaction.atomic
def seek_extension(*, case: Case, months: int, reason: str, by: By, today: date) -> TermExtension:
    """The judge of the case asks for `months` more, with the reason; one request at a time."""
    case = Case.lock(case.pk)
    if case.stage != Stage.TRIAL or not case.procedure:
        raise ActionRefused(f"本案现在处于“{case.stage_label}”阶段，不能申请延长审理期限。")
    if not reason.strip():
        raise ActionRefused("请写明需要延长的特殊情况。", field="reason")
    rows = TermExtension.objects.filter(case=case, asked_on__gte=tried_since(case) or case.received_on)
    if rows.filter(state__in=EXTENSION_OPEN).exists():
        raise ActionRefused("本案已有一项延长审理期限的申请正在审批。")
    procedure = Procedure(case.procedure)
    term = trial_term(procedure, case.received_on).value.extension
    running = queries.trial_deadline(case, lapsed=True)
    found = longer_term(
        procedure,
        on=case.received_on,
        months=months,
        granted=rows.filter(state=ExtensionState.GRANTED, term=term).count(),
        today=today,
        term_ends=running.due if running else None,
    )
    if found.value or running is None or running.due is None:
        raise ActionRefused(found.value, field="months")
    _need_days(case, running, term, months, today)
    row = TermExtension.objects.create(
        case=case,
        term=term,
        months=months,
        reason=reason.strip()[:500],
        old_due=running.due,
        asked_by_id=by.user_id,
        asked_on=today,
    )
    heads = staff_of(case.court_id, Role.DIVISION_HEAD, today)
    _ask(case, row, Role.DIVISION_HEAD if heads else Role.PRESIDENT, by, today)
    announce(case=case, event=TermExtensionAsked(extension_id=row.pk, months=months), by=by)
    return row


def _need_days(case: Case, running: Deadline, term: str, months: int, today: date) -> None:
    """ActionRefused where the longer term would be over on the day on which it is born: nobody is given days that have
    passed (民诉法152, 164, 168)."""
    start, amount, left_out = _lengthened(case, running, months)
    longer = Deadline(case=case, term=term, amount=amount, left_out=left_out, subject=running.subject, start=start)
    due = end_found(longer, case.received_on, start, calendar()).value.day if start else None
    if due is not None and due < today:
        words = f"延长 {months} 个月后，审理期限也已在 {day_words(due, today=today)}届满。请尽快结案，不再延长。"
        raise ActionRefused(words, field="months")


def _ask(case: Case, row: TermExtension, role: Role, by: By, today: date) -> None:
    finish_todo(case=case, kind=TodoKind.EXTENSION, by=by, today=today)
    words = f"法官申请延长审理期限 {row.months} 个月，请{'批准' if role is Role.PRESIDENT else '审核'}。"
    open_todo(case=case, kind=TodoKind.EXTENSION, words=words, role=role, by=by, today=today)


def _open(extension: TermExtension, to: ExtensionState) -> tuple[Case, TermExtension]:
    case = Case.lock(extension.case_id)
    rows = TermExtension.objects.select_for_update(of=("self",)).select_related("decided_by", "endorsed_by")
    row = rows.get(pk=extension.pk)
    who = row.decided_by or row.endorsed_by
    faster = f"{who.display_name if who else '系统'}已经处理：{ExtensionState(row.state).label}。"
    move(row, to, EXTENSION_MOVES, faster)
    return case, row


@transaction.atomic
def endorse_extension(*, extension: TermExtension, words: str = "", by: By, today: date) -> TermExtension:
    """The head of division agrees and lays it before the president."""
    case, row = _open(extension, ExtensionState.ENDORSED)
    row.endorsed_by_id, row.endorsed_on, row.words = by.user_id, today, words.strip()[:300]
    row.save()
    _ask(case, row, Role.PRESIDENT, by, today)
    announce(case=case, event=TermExtensionEndorsed(extension_id=row.pk), by=by)
    return row


@transaction.atomic
def refuse_extension(
    *, extension: TermExtension, words: str, by: By, today: date, president: bool = True
) -> TermExtension:
    """The president does not agree, or the head of division before it was sent on; the term stays as it was."""
    if not words.strip():
        raise ActionRefused("请写明不同意的理由。", field="words")
    case, row = _open(extension, ExtensionState.REFUSED)
    if row.endorsed_on is not None and not president:
        raise ActionRefused("这项申请已报院长批准，由院长决定。")
    row.decided_by_id, row.decided_on, row.words = by.user_id, today, words.strip()[:300]
    row.save()
    finish_todo(case=case, kind=TodoKind.EXTENSION, by=by, today=today)
    announce(case=case, event=TermExtensionRefused(extension_id=row.pk), by=by)
    return row


@transaction.atomic
def grant_extension(*, extension: TermExtension, words: str = "", by: By, today: date) -> TermExtension:
    """The president approves (民诉法152, 164, 168): term and extension are one length from the day the term began, so
    that neither a holiday nor a short month in between makes it longer or shorter (解释258: 累计)."""
    case, row = _open(extension, ExtensionState.GRANTED)
    note = f"经院长批准延长 {row.months} 个月，原届满日 {row.old_due}"
    running = queries.trial_deadline(case, lapsed=True)
    if running is None or running.start is None:
        raise ActionRefused("本案没有正在计算的审理期限。")
    _need_days(case, running, row.term, row.months, today)
    start, amount, left_out = _lengthened(case, running, row.months)
    close_deadlines(case=case, today=today, subject=TRIAL, met=False)
    deadline = set_deadline(
        case=case,
        term=row.term,
        holder=Holder.JUDGE,
        by=by,
        start=start,
        subject=TRIAL,
        amount=amount,
        left_out=left_out,
        noted=Finding(row.months, (), note),
    )
    row.due, row.decided_by_id, row.decided_on = deadline.due, by.user_id, today
    row.words = words.strip()[:300] or row.words
    row.save()
    finish_todo(case=case, kind=TodoKind.EXTENSION, by=by, today=today)
    announce(case=case, event=TermExtended(extension_id=row.pk, months=row.months, due=row.due), by=by)
    return row


def _lengthened(case: Case, running: Deadline, months: int) -> tuple[date | None, int, int]:
    """(start, months, days left out) of the longer term: one sum from the day it began, or, of a term that is not
    counted in months, so many months from its last day by count."""
    rule = law_term(running.term, case.received_on, running.start)
    if rule.unit is not Unit.MONTHS:
        return counted_end(case, running), months, 0
    return running.start, (running.amount or rule.counted(Unit.MONTHS)) + months, running.left_out


def void_extensions(*, case: Case, by: By, today: date) -> int:
    """The term asked to be longer counts no more (closed, converted): the request falls away. Inside the caller's
    transaction, the case locked."""
    finish_todo(case=case, kind=TodoKind.EXTENSION, by=by, today=today)
    rows = TermExtension.objects.filter(case=case, state__in=EXTENSION_OPEN)
    return rows.update(state=ExtensionState.VOID, decided_on=today)
