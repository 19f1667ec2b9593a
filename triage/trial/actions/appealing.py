"""An appeal: taken in, its papers sent out and up (民诉法171-174)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q

from common.cases.access import server_of
from common.cases.actions import announce, close_deadlines, finish_todo, keep_deadlines, open_todo, set_deadline
from common.cases.events import By
from common.cases.models import Case, Deadline, Party
from common.cases.rules import ActionRefused
from common.cases.states import DeadlineState, Disposal, Holder, TodoKind
from common.delivery.queries import ANEW, APPEALS
from common.law.articles import Finding, art
from common.law.terms import said
from common.people.states import Role
from common.web.wording import day_words
from triage.trial import queries, rules
from triage.trial.actions.signing import paper_signer
from triage.trial.events import AppealAnswered, AppealAnswerSent, AppealCopied, Appealed, AppealFileSent
from triage.trial.models import Appeal, AppealCopy, Closing
from triage.trial.states import AppealResult

# What runs while the case is above; the fee of an appeal is the court's above: how much and until when is told here.
TERMS = ("appeal_copy", "appeal_answer", "appeal_answer_copy", "appeal_file", "appeal_fee")
Days = Mapping[tuple[int, int], date]  # an appeal (its id) and one of the others (its id) -> the day


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
    joint: Party | None = None,
) -> Closing:
    """A party appealed on paper, on a day on which it still could (民诉法171, 173). The same again changes nothing,
    another of the same party is refused; of another one too the first opened the second instance. What had been taken
    for effective is not.

    `disputed`: the fen of what was judged that it does not accept: by them it prepays (办法17; 解释202); `joint`: who
    of its own side has appealed together with it, and prepays for both (202第2款). `signer`: the name under it, the
    party's own where none is said; an agent's mandate names the power (民诉法62第2款). The copies go
    out in five days from the day on which the court had the appeal, today where it is not said (174), or, where nobody
    else is a party, the file goes up in them; a to-do stands until the court above has decided.
    """
    case = Case.lock(case.pk)
    row = Closing.objects.select_for_update().filter(case=case, undone_on__isnull=True).first()
    if row is None:
        raise ActionRefused("案件结案后才能登记上诉。")
    first = _together(row, party, joint) if joint else None
    if first is not None:
        disputed = first.disputed
    if had := row.appeals.filter(party=party).select_related("outcome", "party").first():
        _need_same(had, on, disputed)
        return row
    if row.appeal_result:
        raise ActionRefused(f"二审结果已经登记：{AppealResult(row.appeal_result).label}，不能再登记上诉。")
    came = received_on or today
    term = _need_days(row, party, on, came, today)
    if disputed is None and rules.disputes_money(row.way, case.cause, case.amount).value:
        raise ActionRefused("请填写不服一审判决部分的金额，上诉案件受理费按它计算。", field="disputed")
    signed = paper_signer(party=party, act=Disposal.APPEAL, typed=signer, on=on)
    if row.appealed_on is None:
        row.appealed_on, row.appealed_by_id = on, party.pk
        row.save(update_fields=["appealed_on", "appealed_by"])
    appeal = Appeal.objects.create(closing=row, party=party, on=on, disputed=disputed, signer=signed.words)
    keep_deadlines(case=case, terms=list(APPEALS), on=on, subject=term.subject)  # nobody reminds who has appealed
    if queries.uncopied(appeal):
        set_deadline(
            case=case,
            term="appeal_copy",
            holder=server_of(case, today),
            party_id=party.pk,  # who waits for it
            subject=appeal.subject,
            start=came,
            by=by,
        )
    else:
        file_up(case, row, by, today, came=came)
    ask_to_follow(case, appeal, by, today)
    finish_todo(case=case, kind=TodoKind.REOPENED, subject=anew(party.subject), by=by, today=today)
    with_ = queries.joint_with(row).get(first.party_id, first.party_id) if first else None
    event = Appealed(closing_id=row.pk, party_id=party.pk, on=on, disputed=disputed, joint=with_)
    announce(case=case, event=event, by=by)
    return row


def _need_days(row: Closing, party: Party, on: date, came: date, today: date) -> Deadline:
    """The party's time to appeal; ActionRefused on a day on which it could not."""
    if on > today:
        raise ActionRefused("上诉日期不能晚于今天。", field="on")
    if not on <= came <= today:
        raise ActionRefused("收到上诉状的日期应当在提交之日和今天之间。", field="received_on")
    term = queries.appeal_of(row.case, party)
    if term is None:
        raise ActionRefused(f"{party.name}对本案裁判不能上诉，请核对。", field="party")
    if term.due is not None and on > term.due:
        raise ActionRefused(f"上诉期到 {day_words(term.due, year=True)}，这一天已经过了，请核对。", field="on")
    if on < row.on:
        raise ActionRefused("上诉日期不能早于结案日期。", field="on")
    return term


def _together(row: Closing, party: Party, joint: Party) -> Appeal:
    """The appeal of the other one with whom this party appealed together, by one paper."""
    found = row.appeals.filter(party=joint, outcome=None).first()
    if found is None or joint.side != party.side or joint == party:
        raise ActionRefused("共同上诉的应当是同一方、已经登记上诉的人，请核对。", field="joint")
    return found


def _need_same(had: Appeal, on: date, disputed: int | None) -> None:
    """ActionRefused for another appeal of who has appealed already; the same form sent twice is the same appeal."""
    if had.outcome is not None:
        ended = f"{had.party.name}的上诉已经结束：{had.outcome.label}。不能再登记一次。"
        raise ActionRefused(ended, field="party")
    if (had.on, had.disputed) != (on, disputed):
        there = f"{had.party.name}的上诉已经登记，是 {day_words(had.on, year=True)}提交的，不用再登记。"
        raise ActionRefused(there, field="party")


def ask_to_follow(case: Case, appeal: Appeal, by: By, today: date) -> None:
    """Whoever sends the papers of the case has the appeal on the list until the court above has decided."""
    what = "请送达上诉状副本，报送案卷" if queries.parties_to(appeal.closing).count() > 1 else "请报送案卷"
    words = f"{appeal.party.name}已上诉：{what}；上级法院有结果后登记。"
    role = Role(server_of(case, today))
    open_todo(case=case, kind=TodoKind.APPEAL, subject=appeal.subject, words=words, role=role, by=by, today=today)


def ask_to_record(case: Case, party: Party, by: By, today: date) -> None:
    """What was written down of its appeal was wrong and is taken back: whoever did so has the right one to write down,
    or to say that there is none. An appeal that was lodged in time is never lost by a slip of the court's."""
    words = f"{party.name}的上诉登记已收回：上诉了的，请按上诉状重新登记；没有上诉的，点“已经核对”。"
    role, subject = Role(server_of(case, today)), anew(party.subject)
    open_todo(case=case, kind=TodoKind.REOPENED, subject=subject, words=words, role=role, by=by, today=today)


def anew(own: str) -> str:
    """Of the to-do about an appeal that is to be written down anew: whose."""
    return f"{ANEW}{own}"


@transaction.atomic
def follow_appeal(
    *,
    case: Case,
    copies: Days | None = None,
    answers: Days | None = None,
    passed_on: Days | None = None,
    paid: Mapping[int, date] | None = None,
    sent_on: date | None = None,
    by: By,
    today: date,
) -> Closing:
    """What was done of the appeals, each with its day: the copy of one (its id) reached one of the others (its id), who
    has fifteen days from then; its answer came, and reached the appellant, within five days; the file goes up five days
    after the last answer, or the last of those days (民诉法174; 解释316); an appellant prepaid for its own (办法22第2
    款); the file went up."""
    case = Case.lock(case.pk)
    row = running(case)
    appeals = {each.pk: each for each in queries.appeals_of(case) if each.outcome is None}
    told: list[AppealCopied | AppealAnswered | AppealAnswerSent | AppealFileSent] = []
    for (pk, party_id), on in (copies or {}).items():
        told.append(_copied(case, appeals.get(pk), party_id, on, by, today))
    for (pk, party_id), on in (answers or {}).items():
        told.append(_answered(case, appeals.get(pk), party_id, on, by, today))
    for (pk, party_id), on in (passed_on or {}).items():
        told.append(_passed_on(case, appeals.get(pk), party_id, on, today))
    for pk, on in (paid or {}).items():
        _prepaid(case, appeals.get(pk), on, by, today)
    if copies or (answers and not gone_up(case)):
        file_up(case, row, by, today)  # before the day on which it went up: one form may say both
    if sent_on:
        _need_answers(case, row, sent_on, today)
        keep_deadlines(case=case, terms=["appeal_file"], on=sent_on)
        told.append(AppealFileSent(closing_id=row.pk, on=sent_on))
    if not (told or paid):
        raise ActionRefused("请至少填写一项已经办理的日期。", field="sent_on")
    for event in told:
        announce(case=case, event=event, by=by)
    return row


def _need_answers(case: Case, row: Closing, sent_on: date, today: date) -> None:
    """The file goes up with the answers, or when there are none: not before every copy is out and every answer has come
    or has had its days (民诉法174)."""
    if not (row.appealed_on and row.appealed_on <= sent_on <= today):
        raise ActionRefused("报送案卷的日期应当在上诉之日和今天之间。", field="sent_on")
    running = [each for each in queries.appeals_of(case) if each.outcome is None]
    if missing := [f"{party.name}（{each.party.name}的上诉）" for each in running for party in queries.uncopied(each)]:
        words = f"还没有登记收到上诉状副本的：{'、'.join(missing)}。先登记副本送达，等答辩期过了再报送。"
        raise ActionRefused(words, field="sent_on")
    dues = _answer_days(case)
    for copy in (copy for each in running for copy in each.copies.all()):
        due = dues.get(copy.subject)
        came = copy.answered_on is not None and copy.answered_on <= sent_on
        if not came and (due is None or sent_on <= due):
            until = f"到 {day_words(due, year=True)}" if due else "还没有开始"
            words = f"{copy.party.name}的答辩期{until}，答辩状也没有登记。答辩状到了，或者答辩期过了，再报送案卷。"
            raise ActionRefused(words, field="sent_on")


def _answer_days(case: Case) -> dict[str, date]:
    """The last days to answer, each by the copy it is about."""
    rows = case.deadlines.filter(term="appeal_answer").exclude(state=DeadlineState.VOID).order_by("pk")
    return {subject: due for subject, due in rows.values_list("subject", "due") if due is not None}


def _copied(case: Case, appeal: Appeal | None, party_id: int, on: date, by: By, today: date) -> AppealCopied:
    party = queries.parties_to(appeal.closing).filter(pk=party_id).first() if appeal else None
    if appeal is None or party is None or party == appeal.party:
        raise ActionRefused("这份上诉已经结束，或者收副本的不是本案其他当事人。请刷新后再看。")
    field = f"copy_{appeal.pk}_{party_id}"
    if not appeal.on <= on <= today:
        raise ActionRefused(f"{party.name}收到副本的日期应当在上诉之日和今天之间。", field=field)
    if AppealCopy.objects.filter(appeal=appeal, party=party).exists():
        raise ActionRefused(f"{party.name}收到这份副本的日期已经登记。", field=field)
    copy = AppealCopy.objects.create(appeal=appeal, party=party, on=on)
    set_deadline(
        case=case,
        term="appeal_answer",
        holder=Holder.PARTY,
        party_id=party.pk,
        subject=copy.subject,
        start=on,
        by=by,
        noted=Finding(None, (), f"{party.called(case.kind)}{party.name}，对{appeal.party.name}的上诉"),
    )
    if not queries.uncopied(appeal):
        # The last of them, in whatever order they are written down.
        last = max(AppealCopy.objects.filter(appeal=appeal).values_list("on", flat=True), default=on)
        keep_deadlines(case=case, terms=["appeal_copy"], subject=appeal.subject, on=last)
    return AppealCopied(appeal_id=appeal.pk, party_id=party.pk, on=on)


def _copy(appeal: Appeal | None, party_id: int) -> AppealCopy:
    found = AppealCopy.objects.filter(appeal=appeal, party=party_id).select_related("appeal__party", "party").first()
    if appeal is None or found is None:
        raise ActionRefused("这份上诉已经结束，或者对方还没有收到上诉状副本。请刷新后再看。")
    return found


def _answered(case: Case, appeal: Appeal | None, party_id: int, on: date, by: By, today: date) -> AppealAnswered:
    """An answer came, in its days or after them: its copy goes to the appellant within five days (民诉法174第1款)."""
    copy = _copy(appeal, party_id)
    field = f"answer_{copy.appeal_id}_{party_id}"
    if not copy.on <= on <= today:
        raise ActionRefused(f"{copy.party.name}的答辩状到法院的日期应当在收到副本之日和今天之间。", field=field)
    if copy.answered_on is not None:
        raise ActionRefused(f"{copy.party.name}的答辩状已经登记。", field=field)
    copy.answered_on = on
    copy.save(update_fields=["answered_on"])
    keep_deadlines(case=case, terms=["appeal_answer"], subject=copy.subject, on=on)
    set_deadline(
        case=case,
        term="appeal_answer_copy",
        holder=server_of(case, today),
        party_id=copy.appeal.party_id,
        subject=copy.subject,
        start=on,
        by=by,
        noted=Finding(None, (), f"{copy.party.name}的答辩状"),
    )
    return AppealAnswered(appeal_id=copy.appeal_id, party_id=party_id, on=on)


def _passed_on(case: Case, appeal: Appeal | None, party_id: int, on: date, today: date) -> AppealAnswerSent:
    copy = _copy(appeal, party_id)
    field = f"passed_{copy.appeal_id}_{party_id}"
    if copy.answered_on is None:
        raise ActionRefused(f"请先登记{copy.party.name}的答辩状到法院的日期。", field=field)
    if not copy.answered_on <= on <= today:
        raise ActionRefused("上诉人收到答辩状副本的日期应当在答辩状到法院之日和今天之间。", field=field)
    copy.passed_on = on
    copy.save(update_fields=["passed_on"])
    keep_deadlines(case=case, terms=["appeal_answer_copy"], subject=copy.subject, on=on)
    return AppealAnswerSent(appeal_id=copy.appeal_id, party_id=party_id, on=on)


def _prepaid(case: Case, appeal: Appeal | None, on: date, by: By, today: date) -> None:
    if appeal is None:
        raise ActionRefused("这份上诉已经结束，请刷新后再看。")
    if not appeal.on <= on <= today:
        raise ActionRefused("预交的日期应当在上诉之日和今天之间。", field=f"paid_{appeal.pk}")
    payer = queries.joint_with(appeal.closing).get(appeal.party_id, appeal.party_id)
    own = f"party:{payer}"
    keep_deadlines(case=case, terms=["appeal_fee"], on=on, subject=own)
    close_deadlines(case=case, terms=["appeal_fee"], subject=own, today=today)  # before the notice had reached it
    for each in queries.paid_with(queries.appeals_of(case), own):
        finish_todo(case=case, kind=TodoKind.APPEAL, subject=unpaid(each.party.subject), by=by, today=today)


def unpaid(own: str) -> str:
    """Of the to-do about an appeal whose fee was not prepaid in time: whose, by the subject of the term."""
    return f"unpaid:{own}"


@transaction.atomic
def ask_unpaid(*, case: Case, own: str, by: By, today: date) -> None:
    """The fee of an appeal was not prepaid in time: the file goes up with that, and the court above decides (解释318).
    `own`: the subject of the term, whose it is."""
    case = Case.lock(case.pk)
    running = [each for each in queries.appeals_of(case) if each.outcome is None]
    for each in queries.paid_with(running, own):
        words = f"{each.party.name}没有按期预交上诉案件受理费：请核对送达和交费，由上级法院裁定是否按自动撤回上诉处理。"
        role = Role(server_of(case, today))
        subject = unpaid(each.party.subject)
        open_todo(case=case, kind=TodoKind.APPEAL, subject=subject, words=words, role=role, by=by, today=today)


def gone_up(case: Case) -> bool:
    """Whether the file is above already, in time or late."""
    sent = Q(state=DeadlineState.MET) | Q(dealt_on__isnull=False, dealt_by=None)
    return Deadline.objects.filter(sent, case=case, term="appeal_file").exists()


def file_up(case: Case, row: Closing, by: By, today: date, *, came: date | None = None) -> None:
    """Nobody's answer is waited for any more: the file goes up within five days from the last one that came, or from
    the last day of who gave none (民诉法174). `came`: where there is nobody to answer, the day of the appeal."""
    appeals = [each for each in queries.appeals_of(case) if each.outcome is None]
    if not appeals or any(queries.uncopied(each) for each in appeals):
        return
    dues = _answer_days(case)
    copies = [copy for each in appeals for copy in each.copies.all()]
    ends = [_earliest(copy.answered_on, dues.get(copy.subject)) for copy in copies]
    start = max((day for day in ends if day), default=came)
    if start is None or case.deadlines.filter(term="appeal_file", state=DeadlineState.OPEN, start=start).exists():
        return
    words = "没有对方当事人的，自收到上诉状之日起计算"
    if ends:
        early = all(copy.answered_on for copy in copies)
        words = "自收到最后一份答辩状之日起计算" if early else _UNTIL_ANSWERED
    note = Finding(None, (art("民诉法", 174, 2),), said(words, start))
    set_deadline(case=case, term="appeal_file", holder=server_of(case, today), start=start, by=by, noted=note)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


_UNTIL_ANSWERED = "自答辩期满之日起计算；答辩状先到的，收到后{term:appeal_file}内报送"


def running(case: Case) -> Closing:
    row = Closing.objects.select_for_update(of=("self",)).select_related("appealed_by")
    found = row.filter(case=case, undone_on__isnull=True, appealed_on__isnull=False, appeal_result="").first()
    if found is None:
        raise ActionRefused("本案没有正在进行的上诉。")
    return found
