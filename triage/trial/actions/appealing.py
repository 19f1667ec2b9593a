"""An appeal: taken in, its papers sent out and up, and what the court above decided (民诉法171-180)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from common.cases.actions import announce, close_deadlines, finish_todo, keep_deadlines, open_todo, set_deadline
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.cases.states import Holder, TodoKind
from common.law.articles import Finding, art
from common.law.terms import said
from common.web.wording import day_words
from triage.trial import queries, rules
from triage.trial.events import Appealed, AppealEnded
from triage.trial.models import Appeal, Closing
from triage.trial.states import AppealResult

# What runs while the case is above; the fee of an appeal is the court's above: how much and until when is told here.
TERMS = ("appeal_copy", "appeal_answer", "appeal_file", "appeal_fee")


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
) -> Closing:
    """A party appealed on paper, on a day on which it still could (民诉法171, 173). The same party again changes
    nothing; of another one too the first opened the second instance. What had been taken for effective is not.

    `disputed`: the fen of what was judged that it does not accept: by them it prepays (办法17; 解释202). The copies go
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
    first = row.appealed_on is None
    if first:
        row.appealed_on, row.appealed_by_id = on, party.pk
        row.save(update_fields=["appealed_on", "appealed_by"])
    Appeal.objects.create(closing=row, party=party, on=on, disputed=disputed)
    own = "" if first else party.subject  # its copies have days of their own
    set_deadline(case=case, term="appeal_copy", holder=Holder.COURT_CLERK, start=came, subject=own, by=by)
    words = f"{party.name}已上诉：请送达上诉状副本，报送案卷；上级法院有结果后登记。"
    open_todo(case=case, kind=TodoKind.APPEAL, words=words, by=by, today=today)
    announce(case=case, event=Appealed(closing_id=row.pk, party_id=party.pk, on=on, disputed=disputed), by=by)
    return row


@transaction.atomic
def follow_appeal(
    *,
    case: Case,
    copied_on: date | None = None,
    fee_paid_on: date | None = None,
    fee_paid_by: Party | None = None,
    sent_on: date | None = None,
    by: By,
    today: date,
) -> Closing:
    """What was done of the appeal, each with its day: the copies reached the other side, which has fifteen days from
    then, and the file goes up five days after (民诉法174); an appellant prepaid (办法22第2款), `fee_paid_by` where
    there are several; the file went up."""
    case = Case.lock(case.pk)
    row = _running(case)
    done = {"copied_on": copied_on, "fee_paid_on": fee_paid_on, "sent_on": sent_on}
    if not any(done.values()):
        raise ActionRefused("请至少填写一项已经办理的日期。", field="copied_on")
    for field, day in done.items():
        if day and not (row.appealed_on and row.appealed_on <= day <= today):
            raise ActionRefused("日期应当在上诉之日和今天之间。", field=field)
    if copied_on:
        keep_deadlines(case=case, terms=["appeal_copy"], on=copied_on)
        _answer(case, row.appealed_by, copied_on, by)
    if fee_paid_on:
        _prepaid(case, row, fee_paid_by, fee_paid_on, today)
    if sent_on:
        keep_deadlines(case=case, terms=["appeal_file"], on=sent_on)
    return row


def _prepaid(case: Case, row: Closing, party: Party | None, on: date, today: date) -> None:
    appellants = set(row.appeals.values_list("party_id", flat=True))
    if party is None and len(appellants) > 1:
        raise ActionRefused("有几位上诉人，请选是谁预交的。", field="fee_paid_by")
    payer = party.pk if party is not None else row.appealed_by_id
    if payer not in appellants:
        raise ActionRefused("请选择上诉人。", field="fee_paid_by")
    own = f"party:{payer}"
    keep_deadlines(case=case, terms=["appeal_fee"], on=on, subject=own)
    close_deadlines(case=case, terms=["appeal_fee"], subject=own, today=today)  # before the notice had reached it


def _answer(case: Case, appellant: Party | None, copied_on: date, by: By) -> None:
    """The others may answer; whether they do or not, the file goes up when their days are over."""
    parties = case.parties.filter(left_on__isnull=True).order_by("pk")
    ends = [_term(case, "appeal_answer", party, copied_on, by) for party in parties if party != appellant]
    start = max((end for end in ends if end), default=copied_on)
    soon = said("自答辩期满之日起计算；答辩状先到的，收到后{term:appeal_file}内报送", start)
    note = Finding(None, (art("民诉法", 174, 2),), soon)
    set_deadline(case=case, term="appeal_file", holder=Holder.COURT_CLERK, start=start, by=by, noted=note)


def _term(case: Case, term: str, party: Party | None, start: date, by: By) -> date | None:
    if party is None:
        return None
    row = set_deadline(
        case=case,
        term=term,
        holder=Holder.PARTY,
        party_id=party.pk,
        subject=party.subject,
        start=start,
        by=by,
        noted=Finding(None, (), f"{party.called(case.kind)}{party.name}"),
    )
    return row.due


@transaction.atomic
def end_appeal(
    *,
    case: Case,
    result: AppealResult,
    on: date,
    by: By,
    today: date,
    bears: Sequence[tuple[int, int | None]] = (),
) -> Closing:
    """What became of the appeal, with effect of `on` (民诉法177, 180, 182), and who bears the fee of the first instance
    now: a changed judgment says it (办法30), of the others the first one holds. Sent back, the case is tried anew
    before other judges (民诉法41第3款): somebody registers it. The same again is the same."""
    case = Case.lock(case.pk)
    had = Closing.objects.filter(case=case, undone_on__isnull=True).first()
    if had is not None and had.appeal_result:
        if had.appeal_result == result:
            return had
        raise ActionRefused(f"二审结果已经登记：{AppealResult(had.appeal_result).label}。")
    row = _running(case)
    if on > today or (row.appealed_on and on < row.appealed_on):
        raise ActionRefused("生效的日期应当在上诉之日和今天之间。", field="on")
    if result is AppealResult.SENT_BACK and bears:
        raise ActionRefused("发回重审的，诉讼费由重审后的裁判决定，请不要选负担。", field="bears")
    if result in (AppealResult.WITHDRAWN, AppealResult.DEEMED):
        _need_nobody_else(case, row, on)
    row.appeal_result, row.appeal_ended_on = result, on
    row.save(update_fields=["appeal_result", "appeal_ended_on"])
    close_deadlines(case=case, today=today, terms=list(TERMS), met=False)
    finish_todo(case=case, kind=TodoKind.APPEAL, by=by, today=today)
    if result is AppealResult.SENT_BACK:
        words = "上级法院发回重审：请以新案号登记，另行组成合议庭审理；原来预交的受理费转入重审。"
        open_todo(case=case, kind=TodoKind.SENT_BACK, words=words, by=by, today=today)
    announce(case=case, event=AppealEnded(closing_id=row.pk, result=result.value, on=on, bears=tuple(bears)), by=by)
    return row


def _need_nobody_else(case: Case, row: Closing, on: date) -> None:
    """An appeal withdrawn puts a judgment into effect only when nobody else appealed or still may (民诉法158, 171)."""
    appellants = set(row.appeals.values_list("party_id", flat=True))
    if len(appellants) > 1:
        raise ActionRefused("有几位上诉人：一人撤回的，其他人的上诉继续，由上级法院裁判后再登记结果。", field="result")
    for party in case.parties.filter(left_on__isnull=True).exclude(pk__in=appellants).order_by("pk"):
        term = queries.appeal_of(case, party)
        if term is not None and (term.due is None or term.due >= on):
            until = day_words(term.due, year=True) if term.due else "送达以后"
            words = f"{party.name}还可以上诉（到{until}），判决还不能生效。期满以后再登记撤回上诉。"
            raise ActionRefused(words, field="on")


def _running(case: Case) -> Closing:
    row = Closing.objects.select_for_update(of=("self",)).select_related("appealed_by")
    found = row.filter(case=case, undone_on__isnull=True, appealed_on__isnull=False, appeal_result="").first()
    if found is None:
        raise ActionRefused("本案没有正在进行的上诉。")
    return found
