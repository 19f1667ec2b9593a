"""An appeal: taken in, its papers sent out and up, and what the court above decided (民诉法171-180)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction

from common.cases.actions import (
    announce,
    close_deadlines,
    finish_todo,
    keep_deadlines,
    open_todo,
    set_deadline,
)
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.cases.states import DeadlineState, Disposal, Holder, TodoKind
from common.courts.queries import court_above
from common.delivery.queries import APPEALS
from common.law.articles import Finding, art
from common.law.terms import said
from common.web.wording import day_words
from triage.trial import queries, rules
from triage.trial.actions.signing import paper_signer
from triage.trial.events import AppealCorrected, Appealed, AppealEnded, AppealLeft, RegisteredAnew
from triage.trial.models import Appeal, AppealCopy, AppealOutcome, Closing
from triage.trial.states import AppealResult

# What runs while the case is above; the fee of an appeal is the court's above: how much and until when is told here.
TERMS = ("appeal_copy", "appeal_answer", "appeal_file", "appeal_fee")
_ONE_DAY = timedelta(days=1)


@transaction.atomic
def record_appeal(
    *,
    case: Case,
    party: Party,
    on: date,
    by: By,
    today: date,
    received_on: date | None = None,
    disputed: int | None = None,
    signer: str = "",
) -> Closing:
    """A party appealed on paper, on a day on which it still could (民诉法171, 173). The same party again changes
    nothing; of another one too the first opened the second instance. What had been taken for effective is not.

    `disputed`: the fen of what was judged that it does not accept: by them it prepays (办法17; 解释202). `signer`: the
    name under it, the party's own where none is said; an agent's mandate names the power (民诉法62第2款). The copies go
    out in five days from the day on which the court had the appeal, today where it is not said (174); a to-do stands
    until the court above has decided.
    """
    case = Case.lock(case.pk)
    row = Closing.objects.select_for_update().filter(case=case, undone_on__isnull=True).first()
    if row is None:
        raise ActionRefused("案件结案后才能登记上诉。")
    if row.appeals.filter(party=party).exists():
        return row
    if row.appeal_result:
        raise ActionRefused(f"二审结果已经登记：{AppealResult(row.appeal_result).label}，不能再登记上诉。")
    came = received_on or today
    if on > today:
        raise ActionRefused("上诉日期不能晚于今天。", field="on")
    if not on <= came <= today:
        raise ActionRefused("收到上诉状的日期应当在提交之日和今天之间。", field="received_on")
    term = queries.appeal_of(case, party)
    if term is None:
        raise ActionRefused(f"{party.name}对本案裁判不能上诉，请核对。", field="party")
    if term.due is not None and on > term.due:
        raise ActionRefused(f"上诉期到 {day_words(term.due, year=True)}，这一天已经过了，请核对。", field="on")
    if on < row.on:
        raise ActionRefused("上诉日期不能早于结案日期。", field="on")
    if disputed is None and rules.disputes_money(row.way, case.cause, case.amount).value:
        raise ActionRefused("请填写不服一审判决部分的金额，上诉案件受理费按它计算。", field="disputed")
    signed = paper_signer(party=party, act=Disposal.APPEAL, typed=signer, on=on)
    if row.appealed_on is None:
        row.appealed_on, row.appealed_by_id = on, party.pk
        row.save(update_fields=["appealed_on", "appealed_by"])
    appeal = Appeal.objects.create(closing=row, party=party, on=on, disputed=disputed, signer=signed.words)
    keep_deadlines(case=case, terms=list(APPEALS), on=on, subject=term.subject)  # nobody reminds who has appealed
    set_deadline(case=case, term="appeal_copy", holder=Holder.COURT_CLERK, start=came, subject=appeal.subject, by=by)
    _open_todo(case, appeal, by, today)
    announce(case=case, event=Appealed(closing_id=row.pk, party_id=party.pk, on=on, disputed=disputed), by=by)
    return row


def _open_todo(case: Case, appeal: Appeal, by: By, today: date) -> None:
    words = f"{appeal.party.name}已上诉：请送达上诉状副本，报送案卷；上级法院有结果后登记。"
    open_todo(case=case, kind=TodoKind.APPEAL, subject=appeal.subject, words=words, by=by, today=today)


@transaction.atomic
def follow_appeal(
    *,
    case: Case,
    copies: Mapping[tuple[int, int], date] | None = None,
    paid: Mapping[int, date] | None = None,
    sent_on: date | None = None,
    by: By,
    today: date,
) -> Closing:
    """What was done of the appeals, each with its day: the copy of one (its id) reached one of the others (its id), who
    has fifteen days from then, and the file goes up five days after the last of them (民诉法174; 解释316); an appellant
    prepaid for its own (办法22第2款); the file went up."""
    case = Case.lock(case.pk)
    row = _running(case)
    appeals = {each.pk: each for each in row.appeals.filter(outcome=None).select_related("party")}
    for (pk, party_id), on in (copies or {}).items():
        _copied(case, appeals.get(pk), party_id, on, by, today)
    for pk, on in (paid or {}).items():
        _prepaid(case, appeals.get(pk), on, today)
    if copies:
        _file_up(case, row, by)  # before the day on which it went up: one form may say both
    if sent_on:
        if not (row.appealed_on and row.appealed_on <= sent_on <= today):
            raise ActionRefused("报送案卷的日期应当在上诉之日和今天之间。", field="sent_on")
        keep_deadlines(case=case, terms=["appeal_file"], on=sent_on)
    if not (copies or paid or sent_on):
        raise ActionRefused("请至少填写一项已经办理的日期。", field="sent_on")
    return row


def _copied(case: Case, appeal: Appeal | None, party_id: int, on: date, by: By, today: date) -> None:
    party = case.parties.filter(pk=party_id, left_on__isnull=True).first()
    if appeal is None or party is None or party == appeal.party:
        raise ActionRefused("这份上诉已经结束，或者收副本的不是本案其他当事人。请刷新后再看。")
    field = f"copy_{appeal.pk}_{party_id}"
    if not appeal.on <= on <= today:
        raise ActionRefused(f"{party.name}收到副本的日期应当在上诉之日和今天之间。", field=field)
    if AppealCopy.objects.filter(appeal=appeal, party=party).exists():
        raise ActionRefused(f"{party.name}收到这份副本的日期已经登记。", field=field)
    AppealCopy.objects.create(appeal=appeal, party=party, on=on)
    set_deadline(
        case=case,
        term="appeal_answer",
        holder=Holder.PARTY,
        party_id=party.pk,
        subject=f"{appeal.subject}:{party.subject}",
        start=on,
        by=by,
        noted=Finding(None, (), f"{party.called(case.kind)}{party.name}，对{appeal.party.name}的上诉"),
    )
    if not queries.uncopied(appeal):
        # The last of them, in whatever order they are written down.
        last = max(AppealCopy.objects.filter(appeal=appeal).values_list("on", flat=True), default=on)
        keep_deadlines(case=case, terms=["appeal_copy"], subject=appeal.subject, on=last)


def _prepaid(case: Case, appeal: Appeal | None, on: date, today: date) -> None:
    if appeal is None:
        raise ActionRefused("这份上诉已经结束，请刷新后再看。")
    if not appeal.on <= on <= today:
        raise ActionRefused("预交的日期应当在上诉之日和今天之间。", field=f"paid_{appeal.pk}")
    own = appeal.party.subject
    keep_deadlines(case=case, terms=["appeal_fee"], on=on, subject=own)
    close_deadlines(case=case, terms=["appeal_fee"], subject=own, today=today)  # before the notice had reached it


def _file_up(case: Case, row: Closing, by: By) -> None:
    """The others may answer; whether they do or not, the file goes up when the last one's days are over."""
    if any(queries.uncopied(each) for each in row.appeals.filter(outcome=None)):
        return
    answers = case.deadlines.filter(term="appeal_answer", due__isnull=False).exclude(state=DeadlineState.VOID)
    start = max((row.due for row in answers if row.due), default=None)
    if start is None:
        return
    soon = said("自答辩期满之日起计算；答辩状先到的，收到后{term:appeal_file}内报送", start)
    note = Finding(None, (art("民诉法", 174, 2),), soon)
    set_deadline(case=case, term="appeal_file", holder=Holder.COURT_CLERK, start=start, by=by, noted=note)


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
    there are several; with the last one what the first court made binds, from when nobody else may appeal (158, 171).
    Set aside and tried again, somebody registers it, before other judges (41第3款). The same again is the same."""
    case = Case.lock(case.pk)
    had = Closing.objects.filter(case=case, undone_on__isnull=True).first()
    if had is not None and had.appeal_result:
        if had.appeal_result == result:
            return had
        label = AppealResult(had.appeal_result).label
        raise ActionRefused(f"二审结果已经登记：{label}。登记错了的，请先更正。", field="result")
    row = _running(case)
    if not result.fits(row.way):
        raise ActionRefused(f"对{row.way_label}的上诉没有“{result.label}”这种结果，请核对。", field="result")
    if on > today or (row.appealed_on and on < row.appealed_on):
        raise ActionRefused("送达各方的日期应当在上诉之日和今天之间。", field="on")
    if not row.on <= made_on <= on:
        raise ActionRefused("二审文书的日期应当在一审结案之日和送达之日之间。", field="made_on")
    if not number.strip():
        raise ActionRefused("请填二审案号。", field="number")
    if result.tried_again and bears:
        raise ActionRefused("第一审法院还要审理的，诉讼费由以后的裁判决定，请不要选负担。", field="bears")
    if result.says_who_bears and not bears:
        raise ActionRefused(f"{result.label}的，请选择案件受理费由谁负担。", field="bears")
    running = list(row.appeals.filter(outcome=None).select_related("party"))
    ends = [_leaving(running, party)] if result.leaves else running
    last = len(ends) == len(running)
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
    for each in ends:
        Appeal.objects.filter(pk=each.pk).update(outcome=outcome)
        _stop(case, each, by, today)
    if not last:
        event = AppealLeft(closing_id=row.pk, party_id=ends[0].party_id, result=result.value)
        announce(case=case, event=event, by=by)
        return row
    row.appeal_result, row.appeal_ended_on = result, effect
    row.save(update_fields=["appeal_result", "appeal_ended_on"])
    close_deadlines(case=case, today=today, terms=list(TERMS), met=False)
    finish_todo(case=case, kind=TodoKind.APPEAL, by=by, today=today)
    if result.tried_again:
        _tried_again(case, result, on, by, today)
    announce(case=case, event=AppealEnded(closing_id=row.pk, result=result.value, on=effect, bears=tuple(bears)), by=by)
    return row


def _leaving(running: Sequence[Appeal], party: Party | None) -> Appeal:
    if party is None and len(running) == 1:
        return running[0]
    found = next((each for each in running if each.party == party), None)
    if found is None:
        raise ActionRefused("有几位上诉人，请选是谁的上诉结束。", field="party")
    return found


def _after_others(case: Case, row: Closing, on: date, today: date) -> date:
    """The last appeal is gone: since when the judgment binds; not while somebody else may appeal (民诉法158, 171)."""
    appellants = set(row.appeals.values_list("party_id", flat=True))
    ends = [each.on for each in row.outcomes.filter(undone_on__isnull=True)] + [on]
    for party in case.parties.filter(left_on__isnull=True).exclude(pk__in=appellants).order_by("pk"):
        term = queries.appeal_of(case, party)
        if term is None:
            continue
        if term.due is None or term.due >= today:
            until = day_words(term.due, year=True) if term.due else "送达以后"
            words = f"{party.name}还可以上诉（到{until}），判决还不能生效。期满以后再登记撤回上诉。"
            raise ActionRefused(words, field="on")
        ends.append(term.due + _ONE_DAY)
    return max(ends)


def _stop(case: Case, appeal: Appeal, by: By, today: date) -> None:
    """Nothing of this appeal is waited for any more."""
    ends = [("appeal_copy", appeal.subject), ("appeal_fee", appeal.party.subject)]
    copies = appeal.copies.select_related("party")
    ends += [("appeal_answer", f"{appeal.subject}:{copy.party.subject}") for copy in copies]
    for term, subject in ends:
        close_deadlines(case=case, today=today, terms=[term], subject=subject, met=False)
    finish_todo(case=case, kind=TodoKind.APPEAL, subject=appeal.subject, by=by, today=today)


def _tried_again(case: Case, result: AppealResult, on: date, by: By, today: date) -> None:
    """The first court has a day to register it from the ruling and the file (审限规定6), and somebody to do it."""
    set_deadline(case=case, term="remand_filing", holder=Holder.COURT_CLERK, start=on, by=by)
    words = "上级法院发回重审：请以新案号登记，另行组成合议庭审理；原来预交的受理费转入重审。"
    if result is AppealResult.ORDERED:
        words = "上级法院撤销驳回起诉的裁定，指令审理：请登记后继续审理；原来预交的受理费转入审理。"
    open_todo(case=case, kind=TodoKind.SENT_BACK, words=words, by=by, today=today)


@transaction.atomic
def register_anew(*, case: Case, number: str, on: date, by: By, today: date) -> Closing:
    """What the first court is to try, again or at last, was registered under a number of its own, with other judges
    (民诉法41第3款; 审限规定6). The same again is the same."""
    case = Case.lock(case.pk)
    row = Closing.objects.select_for_update().filter(case=case, undone_on__isnull=True).first()
    ended = row.appeal_ended_on if row is not None and queries.to_be_tried(row) else None
    if row is None or ended is None:
        raise ActionRefused("上级法院没有把本案发回，不用登记新案号。")
    if row.anew_number:
        return row
    if not number.strip():
        raise ActionRefused("请填新案号。", field="number")
    if not ended <= on <= today:
        raise ActionRefused("登记的日期应当在二审文书送达之日和今天之间。", field="on")
    row.anew_number, row.anew_on = number.strip()[:60], on
    row.save(update_fields=["anew_number", "anew_on"])
    keep_deadlines(case=case, terms=["remand_filing"], on=on)
    finish_todo(case=case, kind=TodoKind.SENT_BACK, by=by, today=today)
    announce(case=case, event=RegisteredAnew(closing_id=row.pk, number=row.anew_number, on=on), by=by)
    return row


@transaction.atomic
def correct_appeal(*, case: Case, why: str, by: By, today: date, seen: int | None = None) -> Closing:
    """The newest result of the second instance was written down wrongly: it is taken back, the appeals it ended go on,
    and what had followed of it is undone, or is somebody's to look into. `seen`: the result that stood on the page."""
    case = Case.lock(case.pk)
    row = Closing.objects.select_for_update().filter(case=case, undone_on__isnull=True).first()
    outcome = queries.outcome_of(row) if row is not None else None
    if row is None or outcome is None or (seen is not None and seen != outcome.pk):
        raise ActionRefused("这项二审结果已经更正，或者刚刚有了新的结果。请刷新后再看。")
    if not why.strip():
        raise ActionRefused("请写明哪里登记错了。", field="why")
    outcome.undone_on, outcome.why = today, why.strip()[:300]
    outcome.save(update_fields=["undone_on", "why"])
    again = list(row.appeals.filter(outcome=outcome).select_related("party"))
    row.appeals.filter(outcome=outcome).update(outcome=None)
    ended = bool(row.appeal_result)
    anew = row.anew_number
    row.appeal_result, row.appeal_ended_on, row.anew_number, row.anew_on = "", None, "", None
    row.save(update_fields=["appeal_result", "appeal_ended_on", "anew_number", "anew_on"])
    for each in row.appeals.filter(outcome=None).select_related("party"):
        _open_todo(case, each, by, today)
    result = AppealResult(outcome.result)
    if result.tried_again:
        _not_tried_again(case, anew, by, today)
    event = AppealCorrected(
        closing_id=row.pk, result=result.value, ended=ended, bears=queries.bears_at_closing(case, row) if again else ()
    )
    announce(case=case, event=event, by=by)
    return row


def _not_tried_again(case: Case, number: str, by: By, today: date) -> None:
    close_deadlines(case=case, today=today, terms=["remand_filing"], met=False)
    finish_todo(case=case, kind=TodoKind.SENT_BACK, by=by, today=today)
    if number:
        words = f"二审结果登记有误，已经更正：案件并没有发回，请撤销用 {number} 作的登记，并告诉各方。"
        open_todo(case=case, kind=TodoKind.REOPENED, subject="appeal", words=words, by=by, today=today)


def _running(case: Case) -> Closing:
    row = Closing.objects.select_for_update(of=("self",)).select_related("appealed_by")
    found = row.filter(case=case, undone_on__isnull=True, appealed_on__isnull=False, appeal_result="").first()
    if found is None:
        raise ActionRefused("本案没有正在进行的上诉。")
    return found
