"""What every act on a mediation begins with: locking, and who may act in which state."""

from __future__ import annotations

from datetime import date

from common.cases.actions import need_power
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.cases.states import Disposal
from common.web.wording import day_words
from mediation.course import queries
from mediation.course.models import Mediation
from mediation.course.states import EndReason, MediationState


def locked(mediation_id: int) -> tuple[Case, Mediation]:
    """The case and the mediation, locked in this order (house rule)."""
    case_id = Mediation.objects.values_list("case_id", flat=True).get(pk=mediation_id)
    case = Case.lock(case_id)
    row = Mediation.objects.select_for_update(of=("self",)).select_related("mediator__user").get(pk=mediation_id)
    return case, row


def open_one(case: Case) -> Mediation | None:
    """The open mediation of a case that is already locked."""
    rows = Mediation.objects.select_for_update(of=("self",)).filter(case=case, ended_on__isnull=True)
    return rows.select_related("mediator__user").first()


def need_open(mediation: Mediation, today: date) -> None:
    """Open, and within its period: after the last day nothing is done in it, whether or not a sweep has ended it since
    (在线调解25第6项). Only what was agreed in time makes it longer. Before there is a period, within the time that the
    court waits for one."""
    if mediation.end_reason == EndReason.AGREED:
        raise ActionRefused("各方都已在调解协议上签名，协议已经生效，不能再办理这一项。")
    if not queries.is_open(mediation):
        reason = EndReason(mediation.end_reason).label if mediation.end_reason else ""
        raise ActionRefused(f"调解已经终结（{reason}），不能再办理这一项。")
    if mediation.due is not None and mediation.due < today:
        raise ActionRefused(f"调解期限到 {day_words(mediation.due, today=today)}已满，没有延长，不能再办理这一项。")
    waits = queries.waits_until(mediation)
    if waits is not None and waits < today:
        raise ActionRefused(
            f"答复是否调解、确定调解员的时间到 {day_words(waits, today=today)}已满，不能再办理这一项。"
            "案件按后续程序办理，不影响您的权利。"
        )


def need_running(mediation: Mediation, today: date) -> None:
    need_open(mediation, today)
    if mediation.state != MediationState.RUNNING:
        raise ActionRefused("调解员接受之后才能办理这一项。")


def need_mediator(mediation: Mediation, by: By) -> None:
    if mediation.mediator is None or mediation.mediator.user_id != by.user_id:
        raise ActionRefused("只有本案的调解员可以办理这一项。")


def need_party(case: Case, by: By) -> Party:
    """The party this person acts for, still in the case."""
    party = Party.objects.filter(pk=by.party_id, case=case, left_on__isnull=True).first() if by.party_id else None
    if party is None:
        raise ActionRefused("只有本案当事人可以办理这一项。")
    return party


def need_decider(case: Case, by: By, today: date) -> Party:
    """The party itself, or who may settle for it (民诉法60, 62; 解释147): the act asks what the page asked before it
    offered it. What any agent may say takes `need_party`."""
    party = need_party(case, by)
    need_power(party=party, by=by, act=Disposal.SETTLE, today=today)
    return party
