"""Which judge reviews an agreement for a 调解书, or examines it for confirmation (民诉法99; 司法确认规定6)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import admit, announce, finish_todo, one_by_one, open_todo, release, undoable
from common.cases.events import SYSTEM, By, CaseEvent
from common.cases.models import Case
from common.cases.rules import NeedsPerson
from common.cases.states import Capacity, TodoKind
from mediation.confirmation import queries
from mediation.confirmation.events import JudgeNamed
from mediation.confirmation.models import Confirmation
from mediation.outcome import queries as outcome_queries
from mediation.texts.models import Agreement


@transaction.atomic
def name_judge(*, case: Case, by: By, today: date) -> None:
    """Appoint the case's judge, or the one of the court with the fewest open cases, to what waits for a judge in it and
    has none, or whose judge is a judge of this court no more. Nothing waits: nothing happens.

    Raises NeedsPerson when the court has no judge.
    """
    case = Case.lock(case.pk)
    papers = list(
        outcome_queries.papers_without_judge(today).filter(mediation__case=case).select_for_update(of=("self",))
    )
    rulings = list(queries.confirmations_without_judge(today).filter(case=case).select_for_update(of=("self",)))
    if not papers and not rulings:
        return
    judge_id = queries.least_loaded_judge(case, today)
    if judge_id is None:
        raise NeedsPerson("本院没有可以指定的法官，请指定法官审查调解协议。")
    for gone in {row.paper_judge_id for row in papers} | {row.judge_id for row in rulings}:
        if gone is not None and gone != judge_id:
            release(case=case, capacity=Capacity.JUDGE, by=by, today=today, user_id=gone)
    admit(case=case, user_id=judge_id, capacity=Capacity.JUDGE, by=by, today=today)
    events: list[CaseEvent] = []
    for paper in papers:
        Agreement.objects.filter(pk=paper.pk).update(paper_judge=judge_id)
        events.append(JudgeNamed(judge_id=judge_id, agreement_id=paper.pk))
    for ruling in rulings:
        Confirmation.objects.filter(pk=ruling.pk).update(judge=judge_id)
        events.append(JudgeNamed(judge_id=judge_id, confirmation_id=ruling.pk))
    for event in events:
        announce(case=case, event=event, by=by)


def name_judges_left(*, today: date) -> int:
    """Whatever lies before somebody who is a judge of the court no more goes to another; the daily sweep. Returns how
    many cases were helped. Where the court has nobody, the head of division has a to-do."""
    papers = outcome_queries.papers_without_judge(today).values_list("mediation__case", flat=True)
    rulings = queries.confirmations_without_judge(today).values_list("case", flat=True)
    cases = sorted({*papers, *rulings})

    @transaction.atomic
    def hand_on(pk: int) -> bool:
        case = Case.objects.get(pk=pk)
        try:
            with undoable():
                name_judge(case=case, by=SYSTEM, today=today)
        except NeedsPerson as missing:
            open_todo(case=case, kind=TodoKind.NAME_JUDGE, words=str(missing), by=SYSTEM, today=today)
            return False
        finish_todo(case=case, kind=TodoKind.NAME_JUDGE, by=SYSTEM, today=today)
        return True

    return one_by_one("另行指定审查法官", [(pk, pk) for pk in cases], hand_on, today=today)
