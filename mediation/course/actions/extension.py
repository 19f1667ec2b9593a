"""A longer period, by consent of all (在线调解24; 2025意见3)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, close_deadlines, set_deadline
from common.cases.events import By, CaseEvent
from common.cases.models import Case
from common.cases.queries import counted_end
from common.cases.rules import ActionRefused
from common.cases.states import Holder
from common.law.regimes import Route
from common.law.transitions import move
from mediation.course.actions.locking import locked, need_decider, need_mediator, need_open
from mediation.course.events import Extended, ExtensionAsked
from mediation.course.models import Extension, ExtensionAnswer, Mediation
from mediation.course.rules import extension as may_extend
from mediation.course.states import EXTENSION_MOVES, ConsentState, ExtensionState


@transaction.atomic
def ask_extension(*, mediation: Mediation, days: int, by: By, today: date) -> Extension:
    """The mediator or a party asks for `days` more; asking, a party agrees."""
    case, mediation = locked(mediation.pk)
    need_open(mediation, today)
    if mediation.due is None:
        raise ActionRefused("调解期限尚未起算，不需要延长。")
    party = need_decider(case, by, today) if by.party_id is not None else None
    if party is None:
        need_mediator(mediation, by)
    if mediation.extensions.filter(state=ExtensionState.ASKED).exists():
        raise ActionRefused("已有一项延长正在征求各方意见。")
    before = mediation.extensions.filter(state=ExtensionState.GRANTED).exists()
    wrong = may_extend(Route(mediation.route), days=days, extended_before=before, on=case.received_on)
    if wrong.value:
        raise ActionRefused(wrong.value, field="days")
    row = Extension.objects.create(mediation=mediation, days=days, asked_on=today, asked_by_id=by.user_id)
    events: list[CaseEvent] = [ExtensionAsked(extension_id=row.pk, days=days)]
    if party is not None:
        ExtensionAnswer.objects.create(extension=row, party=party, agrees=True, channel=by.channel, on=today)
        events += _decide(case, mediation, row, by, today)
    for event in events:
        announce(case=case, event=event, by=by)
    return row


@transaction.atomic
def answer_extension(*, extension: Extension, agrees: bool, by: By, today: date) -> Extension:
    """A party agrees or not; one no is enough to leave the period as it is."""
    case, mediation = locked(Extension.objects.values_list("mediation_id", flat=True).get(pk=extension.pk))
    row = Extension.objects.select_for_update().get(pk=extension.pk)
    party = need_decider(case, by, today)
    need_open(mediation, today)
    if row.state != ExtensionState.ASKED:
        raise ActionRefused(f"这项延长已有结果：{row.state_label}。")
    ExtensionAnswer.objects.update_or_create(
        extension=row, party=party, defaults={"agrees": agrees, "channel": by.channel, "on": today}
    )
    for event in _decide(case, mediation, row, by, today):
        announce(case=case, event=event, by=by)
    return row


def _decide(case: Case, mediation: Mediation, row: Extension, by: By, today: date) -> list[CaseEvent]:
    answers = dict(row.answers.values_list("party_id", "agrees"))
    given = set(mediation.consents.filter(state=ConsentState.GIVEN).values_list("party_id", flat=True))
    if not all(answers.values()):
        move(row, ExtensionState.REFUSED, EXTENSION_MOVES)
        row.decided_on = today
        row.save(update_fields=["state", "decided_on"])
        return []
    if not given <= set(answers) or mediation.due is None:
        return []
    subject = mediation.subject
    key = "mediation_c_extension" if Route(mediation.route) is Route.ENTRUSTED_AFTER_FILING else mediation.term
    running = case.deadlines.filter(term=mediation.term, subject=subject).latest("pk")
    close_deadlines(case=case, today=today, terms=[mediation.term], subject=subject)
    # Counted from the day the former period ends, so that nothing of it is lost by agreeing early: from the end by
    # count, for the days it waited for a working day are not part of it.
    deadline = set_deadline(
        case=case,
        term=key,
        holder=Holder.MEDIATOR,
        start=counted_end(case, running),
        by=by,
        subject=subject,
        amount=row.days,
    )
    move(row, ExtensionState.GRANTED, EXTENSION_MOVES)
    row.decided_on, row.due = today, deadline.due
    row.save(update_fields=["state", "decided_on", "due"])
    mediation.term, mediation.due = key, deadline.due
    mediation.save(update_fields=["term", "due"])
    return [Extended(mediation_id=mediation.pk, days=row.days)]
