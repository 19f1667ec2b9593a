"""Opening a mediation, each party's answer, and the one click that stops it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.access import disposes, is_unchecked
from common.cases.actions import announce, finish_todo, need_checked, need_guardian, need_proven, set_deadline
from common.cases.events import By, CaseEvent, Channel
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import Disposal, Holder, TodoKind
from common.courts.queries import parameter
from common.law.regimes import Route
from common.law.transitions import move
from mediation.course import queries
from mediation.course.actions.ending import leave
from mediation.course.actions.locking import locked, need_open, need_party, open_one
from mediation.course.actions.mediators import propose_next
from mediation.course.events import Consented, Opened
from mediation.course.models import Consent, Mediation
from mediation.course.rules import consents_first, may_answer, may_name
from mediation.course.states import CONSENT_MOVES, MEDIATION_MOVES, ConsentState, MediationState

_SAID = {"given": ConsentState.GIVEN, "declined": ConsentState.DECLINED, "unreachable": ConsentState.UNREACHABLE}


@transaction.atomic
def open_mediation(*, case: Case, by: By, today: date, consented: list[int]) -> Mediation:
    """Open a mediation and ask every party; those in `consented` (party pks) agreed when they filed, unless an agent
    without the power to settle said it for them: they are asked themselves (`may_answer`).

    Opening it again returns the one that is open. Where the rule allows, a mediator is proposed at once; a roster
    without anybody puts a to-do on the clerks' list and rolls nothing back.
    """
    case = Case.lock(case.pk)
    had = open_one(case)
    if had is not None:
        return had
    route = Route(case.route) if case.route else Route.MEDIATION_ONLY
    consented = [pk for pk in consented if pk not in queries.spoken_for_without_power(case, today)]
    mediation = Mediation.objects.create(case=case, route=route, opened_on=today)
    events: list[CaseEvent] = [Opened(mediation_id=mediation.pk, route=route)]
    for party in queries.parties_of(case):
        agreed = party.pk in consented
        Consent.objects.create(
            mediation=mediation,
            party=party,
            asked_on=today,
            state=ConsentState.GIVEN if agreed else ConsentState.ASKED,
            answered_on=today if agreed else None,
            channel=case.channel if agreed else "",
        )
        if agreed:
            events.append(Consented(mediation_id=mediation.pk, party_id=party.pk))
    set_deadline(
        case=case,
        term="mediation_waiting",
        holder=Holder.CLERK,
        start=today,
        by=by,
        subject=mediation.subject,
        amount=parameter("mediation_waiting_days", today).number,
    )
    if consents_first(route).value:
        # The court itself asks the other side; the term is the one the mediator would have (在线调解15).
        set_deadline(
            case=case, term="contact_other_side", holder=Holder.CLERK, start=today, by=by, subject=mediation.subject
        )
    events += go_on(case, mediation, by=by, today=today)
    for event in events:
        announce(case=case, event=event, by=by)
    return mediation


def go_on(case: Case, mediation: Mediation, *, by: By, today: date) -> list[CaseEvent]:
    """After an answer: propose a mediator when enough have agreed, or let the parties choose for two working days."""
    if mediation.state != MediationState.ASKING:
        return []
    rows = queries.consents(mediation)
    if may_name(Route(mediation.route), queries.sides(rows)).value:
        return []
    mediation.choosing_since = today
    if all(row.leaves_to_court for row in rows if row.state == ConsentState.GIVEN):
        return propose_next(case, mediation, by=by, today=today)
    move(mediation, MediationState.CHOOSING, MEDIATION_MOVES)
    mediation.save(update_fields=["state", "choosing_since"])
    set_deadline(case=case, term="choose_mediator", holder=Holder.PARTY, start=today, by=by, subject=mediation.subject)
    return []


@transaction.atomic
def consent(*, mediation: Mediation, by: By, today: date, leaves_to_court: bool = True) -> Mediation:
    """A party agrees to mediation (在线调解4; 民诉法125), or an agent with 特别授权 (`may_answer`). Twice is once."""
    case, mediation = locked(mediation.pk)
    need_open(mediation, today)
    party = need_party(case, by)
    at_window = by.channel in (Channel.COUNTER, Channel.STATION)
    need_proven(party=party, by=by, field="answer")
    need_checked(party=party, by=by, today=today, field="answer")
    found = may_answer(yes=True, may_dispose=disposes(party, by, Disposal.SETTLE, today))
    if not found.value:
        raise ActionRefused(f"{found.note}。", field="answer")
    recorded_by = by.user_id if at_window else None
    return _answer(case, mediation, party.pk, "given", by, today, leaves_to_court, recorded_by=recorded_by)


@transaction.atomic
def record_answer(*, mediation: Mediation, party_id: int, answer: str, by: By, today: date) -> Mediation:
    """Staff or the mediator write down what a party said at the counter or by telephone: `given`, `declined` or
    `unreachable`. `by.channel` says where."""
    case, mediation = locked(mediation.pk)
    need_open(mediation, today)
    if by.user_id is None or by.channel in (Channel.WEB, Channel.PHONE) or answer not in _SAID:
        raise ActionRefused("请选择当事人在哪里答复，以及答复的内容。")
    if answer == "given" and (party := case.parties.filter(pk=party_id).first()) is not None:
        need_guardian(party=party, by=by, today=today, field="answer")  # a yes is no child's to give (民诉法60)
    return _answer(case, mediation, party_id, answer, by, today, leaves_to_court=True, recorded_by=by.user_id)


def _answer(
    case: Case,
    mediation: Mediation,
    party_id: int,
    answer: str,
    by: By,
    today: date,
    leaves_to_court: bool,
    recorded_by: int | None,
) -> Mediation:
    row = mediation.consents.select_for_update(of=("self",)).select_related("party").filter(party=party_id).first()
    if row is None:
        raise ActionRefused("本案没有这位当事人。")
    if row.state == _SAID[answer]:
        return mediation
    if row.state == ConsentState.DECLINED:
        raise ActionRefused(f"{row.party.name}已经表示不同意调解。")
    if answer != "given":
        event = leave(case, mediation, row, state=_SAID[answer], by=by, today=today)
        events = [event] + (go_on(case, mediation, by=by, today=today) if mediation.ended_on is None else [])
    else:
        move(row, ConsentState.GIVEN, CONSENT_MOVES)
        row.answered_on, row.channel = today, by.channel
        row.recorded_by_id, row.leaves_to_court = recorded_by, leaves_to_court
        row.save(update_fields=["state", "answered_on", "channel", "recorded_by", "leaves_to_court"])
        events = [Consented(mediation_id=mediation.pk, party_id=row.party_id)]
        events += go_on(case, mediation, by=by, today=today)
    if not mediation.consents.filter(state=ConsentState.ASKED).exists():
        finish_todo(case=case, kind=TodoKind.CONTACT, by=by, today=today)
    for event in events:
        announce(case=case, event=event, by=by)
    return mediation


@transaction.atomic
def decline(*, mediation: Mediation, by: By, today: date) -> Mediation:
    """One click, at any time, no reason asked: this party does not want (more) mediation (民诉法125; 在线调解25第4项).
    Any agent may say it: nothing is disposed of. But what the party itself agreed to is not stopped by somebody whose
    mandate the court has not seen.

    Stopping twice is one stop. Where others of the same side go on, only this party leaves.
    """
    case, mediation = locked(mediation.pk)
    party = need_party(case, by)
    row = mediation.consents.select_for_update(of=("self",)).select_related("party").get(party=party.pk)
    if row.state == ConsentState.DECLINED:
        return mediation
    need_open(mediation, today)
    if row.state == ConsentState.GIVEN and by.user_id is not None and is_unchecked(party, by.user_id, today):
        raise ActionRefused(
            "当事人已经同意调解，法院还没有核对您的委托手续，您不能代为停止。请带授权委托书原件到法院窗口核对，"
            "也可以由当事人本人办理。"
        )
    event = leave(case, mediation, row, state=ConsentState.DECLINED, by=by, today=today)
    events = [event] + (go_on(case, mediation, by=by, today=today) if mediation.ended_on is None else [])
    for each in events:
        announce(case=case, event=each, by=by)
    return mediation
