"""What the parties say of the time to answer, and the refusal of a hearing or a judgment that comes before its end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from common.cases.actions import announce, set_deadline
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.queries import party_abroad
from common.cases.rules import ActionRefused
from common.cases.states import Holder, Side, Stage, TodoKind
from common.courts.queries import calendar
from common.law.articles import Finding
from common.law.procedures import Procedure
from common.law.terms import deadline
from triage.trial import queries, rules
from triage.trial.events import AnswerAgreed, AnswerWaived
from triage.trial.models import AnswerTerm
from triage.trial.states import AnswerChoice, SaidHow


def need_answered(*, case: Case, on: date, act: str, field: str = "") -> None:
    """ActionRefused while somebody sued has not been served, or may still answer on that day (民诉法128; 解释266), and
    when nobody is sued any more (122)."""
    _need_guardians(case, act, field)
    stands = queries.stands_of(case)
    if rules.nobody_sued(stands, on).value:
        raise ActionRefused(
            f"本案已经没有被告，不能{act}。请先追加被告；原告不追加的，按撤诉或者驳回起诉办理。", field=field
        )
    found = rules.unanswered(stands, on)
    if found.value:
        raise ActionRefused(rules.too_early(found.value, act, case.procedure), field=field)


def need_may_answer(*, case: Case, on: date, field: str = "") -> None:
    """ActionRefused where somebody's time to answer is known to run on the day of a hearing to come."""
    found = rules.may_answer_still(queries.stands_of(case), on)
    if found.value:
        raise ActionRefused(rules.too_early(found.value, "开庭", case.procedure), field=field)


def _need_guardians(case: Case, act: str, field: str) -> None:
    """Whoever cannot sue alone is neither heard nor judged without somebody who acts for it (民诉法60, 153)."""
    asked = set(case.todos.filter(what=TodoKind.GUARDIAN, done_on__isnull=True).values_list("subject", flat=True))
    for party in case.parties.filter(left_on__isnull=True).order_by("pk") if asked else ():
        if party.subject in asked and not party.guardian:
            words = f"{party.name}没有法定代理人，不能{act}。请先登记法定代理人；确定以前可以中止诉讼。"
            raise ActionRefused(words, field=field)


def need_heard(*, case: Case, on: date, why: str, field: str = "") -> None:
    """ActionRefused for a judgment over somebody who did not come and was not called in time (民诉法147; 解释261), or
    was in the case at no hearing (145). In summary procedure
    and small claims the judge may say `why` there was none and how everybody was heard all the same (162)."""
    if absent := rules.uncalled(queries.comings_of(case), on).value:
        raise ActionRefused(
            f"{rules.uncalled_words(absent)}，不能缺席判决。请另定开庭时间，重新送达传票；"
            "其实到庭了的，在“登记开庭”里更正。",
            field=field,
        )
    heard = queries.hearings_of(case)
    missed = rules.unheard(queries.stands_of(case), heard, on).value
    if not missed:
        return
    names = "、".join(each.called for each in missed)
    words = (
        f"{names}参加诉讼后还没有开过庭，不能判决。请先开庭并登记"
        if heard
        else "本案还没有开庭，不能判决。请先开庭并登记"
    )
    if not rules.may_judge_unheard(case.procedure).value:
        raise ActionRefused(f"{words}。", field=field)
    if not why.strip():
        raise ActionRefused(
            f"{words}；以其他方式听取了各方陈述的，请在“没有开庭的理由”里写明。", field="unheard" if field else ""
        )


@transaction.atomic
def waive_answer(
    *, case: Case, parties: Collection[Party], how: SaidHow, on: date, note: str = "", by: By, today: date
) -> list[AnswerTerm]:
    """These parties said on `on` that they need no time to answer (解释266第3款, 275第3款). Each says it for itself;
    it takes effect when all of both sides have, and holds in the procedure it was said in. Said again, the first
    stays."""
    case = _open(case, how, on, today)
    found = []
    for party in _of(case, parties, on):
        row, made = AnswerTerm.objects.get_or_create(
            party=party,
            choice=AnswerChoice.WAIVED,
            procedure=case.procedure,
            defaults={
                "case": case,
                "how": how,
                "on": on,
                "note": note.strip()[:200],
                "recorded_by_id": by.user_id,
                "recorded_on": today,
            },
        )
        found.append(row)
        if made:
            announce(case=case, event=AnswerWaived(answer_term_id=row.pk, party_id=party.pk, on=on), by=by)
    return found


@transaction.atomic
def agree_answer(
    *, case: Case, party: Party, last: date, how: SaidHow, on: date, note: str = "", by: By, today: date
) -> AnswerTerm:
    """The respondent wants to answer in writing and agreed to the last day the court fixed (解释266第1款, 275第2款):
    its term ends then, counted from the receipt as the law's own. In small claims within the length of the law."""
    case = _open(case, how, on, today)
    (row,) = _of(case, [party], on)
    if row.side != Side.RESPONDENT:
        raise ActionRefused("答辩期是被告的，请选择被告。", field="parties")
    stand = next(each for each in queries.stands_of(case) if each.party_id == row.pk)
    if stand.served_on is None:
        raise ActionRefused(f"{stand.called}还没有收到起诉状副本，请先送达，再约定答辩期。", field="parties")
    if party_abroad(row).value:
        raise ActionRefused("这位被告在中国没有住所，答辩期按法律规定，不能缩短。", field="parties")
    if last <= on or last <= stand.served_on:
        raise ActionRefused("约定的最后一天，应当在收到起诉状副本和约定之后。", field="last")
    most = deadline("answer_small", on, calendar(), on=case.received_on).value
    if case.procedure == Procedure.SMALL and most.day is not None and last > most.day:
        raise ActionRefused(f"小额诉讼的答辩期最长到 {most.day:%Y-%m-%d}，请改早。", field="last")
    had = AnswerTerm.objects.filter(party=row, choice=AnswerChoice.AGREED, last=last).first()
    if had is not None:
        return had
    said = AnswerTerm.objects.create(
        case=case,
        party=row,
        choice=AnswerChoice.AGREED,
        procedure=case.procedure,
        how=how,
        on=on,
        last=last,
        note=note.strip()[:200],
        recorded_by_id=by.user_id,
        recorded_on=today,
    )
    set_deadline(
        case=case,
        term="answer",
        holder=Holder.PARTY,
        party_id=row.pk,
        subject=f"party:{row.pk}",
        start=stand.served_on,
        amount=(last - stand.served_on).days,
        by=by,
        noted=Finding(None, rules.may_say(case.procedure, how).articles, "经被告同意，由法院确定"),
    )
    announce(case=case, event=AnswerAgreed(answer_term_id=said.pk, party_id=row.pk, last=last), by=by)
    return said


def _open(case: Case, how: SaidHow, on: date, today: date) -> Case:
    case = Case.lock(case.pk)
    if case.stage != Stage.TRIAL:
        raise ActionRefused(f"本案现在处于“{case.stage_label}”阶段，不能登记答辩期的约定。")
    found = rules.may_say(case.procedure, how)
    if found.value:
        raise ActionRefused(found.value, field="how")
    if on > today:
        raise ActionRefused("表示的日期不能晚于今天。", field="on")
    if case.registered_on is not None and on < case.registered_on:
        raise ActionRefused(f"表示的日期不能早于立案之日（{case.registered_on}）。", field="on")
    return case


def _of(case: Case, parties: Collection[Party], on: date) -> list[Party]:
    """These, as they are now: of the case, of one of its sides, and in it on that day."""
    sides = (Side.CLAIMANT, Side.RESPONDENT)
    rows = Party.objects.select_related("case").filter(case=case, pk__in=[each.pk for each in parties])
    found = list(rows.filter(side__in=sides, left_on__isnull=True, joined_on__lte=on).order_by("pk"))
    if not found or len(found) != len(parties):
        raise ActionRefused("请选择表示的当事人；已经退出本案的、当时还没有参加的，不能登记。", field="parties")
    return found
