"""How an appeal ends: what the court above decided, what is tried anew by it, and a result that was written down
wrongly (民诉法177-182; 解释318, 328-330, 335, 336)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from common.cases.actions import (
    announce,
    ask_again,
    close_deadlines,
    finish_todo,
    open_todo,
    revive_deadlines,
    set_deadline,
)
from common.cases.events import By
from common.cases.models import Case, Deadline, Party, Todo
from common.cases.rules import ActionRefused
from common.cases.states import DeadlineState, Holder, TodoKind
from common.courts.queries import court_above
from common.delivery.actions import call_back
from common.delivery.queries import APPEALS
from common.law.papers import PaperKind
from common.people.states import Role
from common.web.wording import day_words
from triage.teams.queries import tried_since
from triage.trial import queries
from triage.trial.actions.appealing import TERMS, ask_to_follow, ask_to_record, file_up, gone_up, running, unpaid
from triage.trial.events import AppealCorrected, AppealEnded, AppealLeft, AppealStruck
from triage.trial.models import Appeal, AppealOutcome, Closing
from triage.trial.states import AppealResult, StrikeReason

_ONE_DAY = timedelta(days=1)


@transaction.atomic
def end_appeal(
    *,
    case: Case,
    result: AppealResult,
    on: date,
    number: str,
    made_on: date,
    by: By,
    today: date,
    party: Party | None = None,
    bears: Sequence[tuple[int, int | None]] = (),
) -> Closing:
    """What became of the appeal, by which paper of the court above, of `made_on`, served on everybody on `on` (民诉法
    177-180, 182), and who bears the fee of the first instance now: a changed judgment, a 调解书 and a withdrawn suit
    say it (办法30, 31, 34), of the others the first one holds. An appeal taken back ends itself alone, `party`'s where
    there are several, whenever the court above permits it (180; 解释335); with the last one what the first court made
    binds, from when nobody else may appeal: while somebody may, it is as if nobody had appealed yet (158, 171).
    Set aside and tried again, somebody registers it, before other judges (41第3款). The same again is the same."""
    case = Case.lock(case.pk)
    had = Closing.objects.filter(case=case, undone_on__isnull=True).first()
    if had is not None and had.appeal_result:
        if had.appeal_result == result:
            return had
        label = AppealResult(had.appeal_result).label
        raise ActionRefused(f"二审结果已经登记：{label}。登记错了的，请先更正。", field="result")
    row = running(case)
    appeals = [each for each in queries.appeals_of(case) if each.outcome is None]
    if not result.fits(row.way):
        raise ActionRefused(f"对{row.way_label}的上诉没有“{result.label}”这种结果，请核对。", field="result")
    ends = [_leaving(appeals, party)] if result.leaves else appeals
    _need_paper(ends, on, number, made_on, today)
    if result.says_who_bears and not bears:
        raise ActionRefused(f"{result.label}的，请选择案件受理费由谁负担。", field="bears")
    if result.without_fee and bears:
        raise ActionRefused(f"{result.label}的，二审文书不定受理费由谁负担，请不要选。", field="bears")
    last = len(ends) == len(appeals)
    effect = _after_others(case, row, on, today) if result.leaves and last else on
    outcome = AppealOutcome.objects.create(
        closing=row,
        result=result,
        court=court_above(case.court),
        number=number.strip()[:60],
        made_on=made_on,
        on=on,
        recorded_by_id=by.user_id,
        recorded_on=today,
    )
    before = _waited_for(case)
    for each in ends:
        Appeal.objects.filter(pk=each.pk).update(outcome=outcome)
        _stop(case, each, by, today)
    if effect is None or not last:
        _leave(case, row, last, by, today)
        left = AppealLeft(
            closing_id=row.pk,
            party_id=ends[0].party_id,
            result=result.value,
            last=last,
            outcome_id=outcome.pk,
            **_ended(case, before),
        )
        announce(case=case, event=left, by=by)
        return row
    row.appeal_result, row.appeal_ended_on = result, effect
    row.save(update_fields=["appeal_result", "appeal_ended_on"])
    # What was set aside nobody is reminded to appeal against.
    close_deadlines(case=case, today=today, terms=[*TERMS, *(() if result.binds else APPEALS)], met=False)
    finish_todo(case=case, kind=TodoKind.APPEAL, by=by, today=today)
    ended = AppealEnded(
        closing_id=row.pk,
        result=result.value,
        on=effect,
        bears=tuple(bears),
        outcome_id=outcome.pk,
        **_ended(case, before),
    )
    if result.tried_again:
        _tried_again(case, result, on, by, today)
    announce(case=case, event=ended, by=by)
    return row


def _waited_for(case: Case) -> tuple[set[int], set[int]]:
    """What is asked of anybody in the appeals: the deadlines that run, or were missed and wait for somebody, and the
    to-dos."""
    runs = Q(state__in=[DeadlineState.OPEN, DeadlineState.WAITING])
    late = Q(state=DeadlineState.LAPSED, dealt_on__isnull=True) | Q(again_on__isnull=False)
    terms = Deadline.objects.filter(runs | late, case=case, term__in=[*TERMS, *APPEALS])
    todos = Todo.objects.filter(case=case, what=TodoKind.APPEAL, done_on=None)
    return set(terms.values_list("pk", flat=True)), set(todos.values_list("pk", flat=True))


def _ended(case: Case, before: tuple[set[int], set[int]]) -> dict[str, tuple[int, ...]]:
    """What of that is asked no more."""
    terms, todos = (tuple(sorted(had - has)) for had, has in zip(before, _waited_for(case), strict=True))
    return {"terms": terms, "todos": todos}


def _need_paper(ends: Sequence[Appeal], on: date, number: str, made_on: date, today: date) -> None:
    """ActionRefused for days on which no paper of the court above can have ended these appeals: it is younger than the
    last of them."""
    last = max(ends, key=lambda each: each.on)
    since = f"{last.party.name}上诉之日（{day_words(last.on, year=True)}）"
    if not last.on <= on <= today:
        raise ActionRefused(f"送达各方的日期应当在{since}和今天之间。", field="on")
    if not last.on <= made_on <= on:
        raise ActionRefused(f"二审文书的日期应当在{since}和送达之日之间。", field="made_on")
    if not number.strip():
        raise ActionRefused("请填二审案号。", field="number")


def _leaving(running: Sequence[Appeal], party: Party | None) -> Appeal:
    if party is None and len(running) == 1:
        return running[0]
    found = next((each for each in running if each.party == party), None)
    if found is None:
        raise ActionRefused("有几位上诉人，请选是谁的上诉结束。", field="party")
    return found


def _after_others(case: Case, row: Closing, on: date, today: date) -> date | None:
    """The last appeal is gone: since when what the first court made binds; None while somebody else may appeal (民诉法
    158, 171)."""
    appellants = set(row.appeals.values_list("party_id", flat=True))
    ends = [each.on for each in row.outcomes.filter(undone_on__isnull=True)] + [on]
    for party in queries.parties_to(row).exclude(pk__in=appellants):
        term = queries.appeal_of(case, party)
        if term is None:
            continue
        if term.due is None or term.due >= today:
            return None
        ends.append(term.due + _ONE_DAY)
    return max(ends)


def _leave(case: Case, row: Closing, last: bool, by: By, today: date) -> None:
    """One appeal is gone. Of the others all copies may be out by that, so that the file goes up; with the `last`
    nothing is before the court above, and whether anything comes there is for those who still may appeal."""
    if not last:
        if not gone_up(case):
            file_up(case, row, by, today)
        return
    row.appealed_on = row.appealed_by = None
    row.save(update_fields=["appealed_on", "appealed_by"])
    close_deadlines(case=case, today=today, terms=list(TERMS), met=False)


def _stop(case: Case, appeal: Appeal, by: By, today: date) -> None:
    """Nothing of this appeal is waited for any more."""
    ends = [("appeal_copy", appeal.subject)]
    payer = queries.joint_with(appeal.closing).get(appeal.party_id, appeal.party_id)
    running = Appeal.objects.filter(closing=appeal.closing_id, outcome=None).select_related("closing")
    if not queries.paid_with(running, f"party:{payer}"):  # who appealed together with it still wants it paid
        ends.append(("appeal_fee", f"party:{payer}"))
        call_back(case=case, kinds=[PaperKind.APPEAL_FEE_NOTICE], by=by, party_id=payer)
    copies = appeal.copies.all()
    ends += [(term, copy.subject) for copy in copies for term in ("appeal_answer", "appeal_answer_copy")]
    for term, subject in ends:
        close_deadlines(case=case, today=today, terms=[term], subject=subject, met=False)
    for subject in (appeal.subject, unpaid(appeal.party.subject)):
        finish_todo(case=case, kind=TodoKind.APPEAL, subject=subject, by=by, today=today)


def _tried_again(case: Case, result: AppealResult, on: date, by: By, today: date) -> None:
    """The first court has a day to register it from the ruling and the file (审限规定6), and somebody to do it."""
    set_deadline(case=case, term="remand_filing", holder=Holder.CLERK, start=on, by=by)
    words = "上级法院发回重审：请以新案号登记，另行组成合议庭审理；原来预交的受理费转入重审。"
    if result is AppealResult.ORDERED:
        words = "上级法院撤销驳回起诉的裁定，指令审理：请登记后继续审理；已交的受理费转入审理，没交的另行通知。"
    open_todo(case=case, kind=TodoKind.SENT_BACK, words=words, by=by, today=today)


@transaction.atomic
def correct_appeal(*, case: Case, why: str, by: By, today: date, seen: int | None = None) -> Closing:
    """The newest result of the second instance was written down wrongly: it is taken back, the appeals it ended go on
    with their terms (`resume_appeals`), and what had followed of it is undone, or is somebody's to look into. `seen`:
    the result that stood on the page."""
    case = Case.lock(case.pk)
    row = Closing.objects.select_for_update().filter(case=case, undone_on__isnull=True).first()
    outcome = queries.outcome_of(row) if row is not None else None
    if row is None and queries.carried_out(case) is not None:
        since = day_words(tried_since(case) or today, year=True)
        words = f"本案已按上级法院的指令在 {since}登记立案，不能再收回这项结果。"
        raise ActionRefused(words + "确实登记错了的，请告诉庭长，由法官裁定怎么办。", field="why")
    if row is None or outcome is None or (seen is not None and seen != outcome.pk):
        raise ActionRefused("这项二审结果已经更正，或者刚刚有了新的结果。请刷新后再看。")
    if not why.strip():
        raise ActionRefused("请写明哪里登记错了。", field="why")
    outcome.undone_on, outcome.why = today, why.strip()[:300]
    outcome.save(update_fields=["undone_on", "why"])
    again = row.appeals.filter(outcome=outcome).update(outcome=None)
    ended = bool(row.appeal_result) or row.appealed_on is None
    first = row.appeals.filter(outcome=None).order_by("pk").first()
    if row.appealed_on is None and first is not None:
        row.appealed_on, row.appealed_by_id = first.on, first.party_id
    row.appeal_result, row.appeal_ended_on = "", None
    row.save()
    result = AppealResult(outcome.result)
    if result.tried_again:
        _not_tried_again(case, by, today)
    event = AppealCorrected(
        closing_id=row.pk,
        outcome_id=outcome.pk,
        result=result.value,
        ended=ended,
        bears=queries.bears_at_closing(case, row) if again else (),
    )
    announce(case=case, event=event, by=by)
    return row


@transaction.atomic
def strike_appeal(
    *, case: Case, appeal_id: int, why: StrikeReason, by: By, today: date, copy_of: int | None = None
) -> Closing:
    """An appeal that runs was written down by mistake, of another day or sum; or that its copy had reached `copy_of`:
    it is taken back with what was asked for by it, and what it had ended is asked again. The right one is recorded
    anew. What the court above has decided on stays (`correct_appeal`)."""
    case = Case.lock(case.pk)
    row = running(case)
    appeals = [each for each in queries.appeals_of(case) if each.outcome is None]
    appeal = next((each for each in appeals if each.pk == appeal_id), None)
    copies = [] if appeal is None else [each for each in appeal.copies.all() if copy_of in (None, each.party_id)]
    if appeal is None or (copy_of is not None and not copies):
        raise ActionRefused("这项登记已经更正，或者上诉已经结束。请刷新后再看。", field="what")
    if copy_of is None and appeal.party_id in queries.joint_with(row).values():
        raise ActionRefused(f"有人和{appeal.party.name}共同上诉，请先收回那一份上诉的登记。", field="what")
    for copy in copies:
        for term in ("appeal_answer", "appeal_answer_copy"):
            close_deadlines(case=case, today=today, terms=[term], subject=copy.subject, met=False)
        copy.delete()
    if not gone_up(case):
        close_deadlines(case=case, today=today, terms=["appeal_file"], met=False)
    if copy_of is not None:
        ask_again(case=case, terms=["appeal_copy"], subject=appeal.subject, by=by)
    else:
        _strike(case, row, appeal, [each for each in appeals if each.pk != appeal_id], by, today)
    event = AppealStruck(
        closing_id=row.pk,
        party_id=appeal.party_id,
        why=why.value,
        copy_of=copy_of,
        last=row.appealed_on is None,
    )
    announce(case=case, event=event, by=by)
    return row


def _strike(case: Case, row: Closing, appeal: Appeal, others: Sequence[Appeal], by: By, today: date) -> None:
    """This appeal is none: its party may appeal as if it had not, and of the others the first opened the second
    instance."""
    Appeal.objects.filter(pk=appeal.pk).delete()
    _stop(case, appeal, by, today)
    ask_again(case=case, terms=APPEALS, subject=appeal.party.subject, by=by)
    ask_to_record(case, appeal.party, by, today)
    row.appealed_on, row.appealed_by_id = (others[0].on, others[0].party_id) if others else (None, None)
    row.save(update_fields=["appealed_on", "appealed_by"])
    if others and not gone_up(case):
        file_up(case, row, by, today)


@transaction.atomic
def resume_appeals(*, case: Case, outcome_id: int, by: By, today: date) -> None:
    """What this result had ended, and was no result, stands again: each appeal's copies, answers, fee and to-do, and
    the file; what it had begun of them ends. Days that passed meanwhile have passed, and somebody looks at them."""
    case = Case.lock(case.pk)
    outcome = AppealOutcome.objects.select_related("closing").get(pk=outcome_id)
    terms, todos = queries.ended_by(outcome)
    appeals = [each for each in queries.appeals_of(case) if each.outcome is None]
    for each in appeals:
        ask_to_follow(case, each, by, today)
    owed = [unpaid(each.party.subject) for each in appeals]
    for row in Todo.objects.filter(case=case, pk__in=todos, subject__in=owed).order_by("pk"):
        role = Role(row.role)
        open_todo(case=case, kind=TodoKind.APPEAL, subject=row.subject, words=row.words, role=role, by=by, today=today)
    revive_deadlines(case=case, ended=terms, by=by)  # also of who has not appealed yet
    if any(queries.uncopied(each) for each in appeals):
        close_deadlines(case=case, today=today, terms=["appeal_file"], met=False)
    elif not gone_up(case):
        file_up(case, outcome.closing, by, today)


def _not_tried_again(case: Case, by: By, today: date) -> None:
    close_deadlines(case=case, today=today, terms=["remand_filing"], met=False)
    finish_todo(case=case, kind=TodoKind.SENT_BACK, by=by, today=today)
