"""Judicial confirmation: applied for together, examined and ruled on by a judge (民诉法205–206; 解释351–358)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from common.cases.actions import announce, close_deadlines, need_judge, set_deadline
from common.cases.events import By, CaseEvent, Channel
from common.cases.models import Case, Deadline, Party
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import DeadlineState, Holder
from common.courts.queries import calendar, sitting_hours
from common.law import clock
from common.law.papers import PaperKind
from common.law.sittings import day_refused, hour_refused
from common.law.transitions import move
from mediation.confirmation.events import (
    ConfirmationAccepted,
    ConfirmationLapsed,
    ConfirmationOpened,
    ConfirmationRefused,
    ConfirmationSought,
    ConfirmationWithdrawn,
    Confirmed,
    ExaminationSet,
)
from mediation.confirmation.models import Confirmation, Join
from mediation.confirmation.rules import may_decide
from mediation.confirmation.states import CONFIRMATION_MOVES, ConfirmationState, NotAcceptedGround, RejectedGround
from mediation.course import queries
from mediation.course.actions.locking import need_decider, need_party
from mediation.course.models import Mediation
from mediation.course.rules import term_words
from mediation.outcome.actions.steps import change, offered, opened
from mediation.texts.actions.keeping import enforceable
from mediation.texts.actions.settling import mark
from mediation.texts.actions.signing import need_authority
from mediation.texts.models import Agreement
from mediation.texts.states import Outcome

TERMS = ["confirmation_acceptance", "confirmation_decision"]


def _open(pk: int) -> tuple[Case, Agreement, Confirmation]:
    case, _, agreement = opened(Confirmation.objects.values_list("agreement_id", flat=True).get(pk=pk))
    return case, agreement, Confirmation.objects.select_for_update().get(pk=pk)


@transaction.atomic
def apply(*, agreement: Agreement, by: By, today: date) -> Confirmation:
    """A party applies, or joins the other's application; with the last one it is made (民诉法205: 共同, 30 days).

    At the window the clerk writes it down (解释353). The judge is appointed by a step of the procedure.
    """
    case, mediation, row = opened(agreement.pk)
    party = need_party(case, by)
    need_authority(case, party, by, today)
    return _join(case, mediation, row, party, by, today)


def _join(case: Case, mediation: Mediation, row: Agreement, party: Party, by: By, today: date) -> Confirmation:
    found = row.confirmations.select_for_update().exclude(state=ConfirmationState.WITHDRAWN).first()
    if found is not None and found.joins.filter(party=party).exists():
        return found
    if found is not None and found.state != ConfirmationState.JOINING:
        raise ActionRefused(f"这份协议的司法确认现在是“{found.state_label}”。")
    if Outcome.CONFIRMATION not in offered(case, mediation, row, today):
        within = term_words("confirmation_application", case.received_on)
        raise ActionRefused(f"这份协议不能申请司法确认，或者已超过调解协议生效之日起{within}。")
    if not row.parties.filter(pk=party.pk).exists():
        raise ActionRefused("您不是这份协议的当事人。")
    events: list[CaseEvent] = []
    if found is None:
        found = Confirmation.objects.create(agreement=row, case=case, opened_on=today)
        events.append(ConfirmationOpened(confirmation_id=found.pk))
    witness = by.user_id if by.channel in (Channel.COUNTER, Channel.STATION) else None
    Join.objects.create(confirmation=found, party=party, on=today, channel=by.channel, witness_id=witness)
    wanted = set(row.parties.values_list("pk", flat=True))
    if wanted <= set(found.joins.values_list("party_id", flat=True)):
        events = [_file(case, row, found, by, today)]
    for event in events:
        announce(case=case, event=event, by=by)
    found.refresh_from_db()  # the judge was appointed meanwhile
    return found


def _file(case: Case, row: Agreement, found: Confirmation, by: By, today: date) -> CaseEvent:
    move(found, ConfirmationState.APPLIED, CONFIRMATION_MOVES)
    found.applied_on = today
    found.save(update_fields=["state", "applied_on"])
    change(row, Outcome.CONFIRMATION, today, by)
    row.save(update_fields=["outcome", "outcome_on", "outcome_by"])
    close_deadlines(case=case, today=today, terms=["confirmation_application"], subject=f"agreement:{row.pk}")
    # Three days to decide on accepting (司法确认规定4).
    set_deadline(
        case=case,
        term="confirmation_acceptance",
        holder=Holder.JUDGE,
        start=today,
        by=by,
        subject=f"confirmation:{found.pk}",
    )
    return ConfirmationSought(confirmation_id=found.pk)


def _need_judge(row: Confirmation, by: By, today: date) -> None:
    if row.judge_id is None or row.judge_id != by.user_id:
        raise ActionRefused("只有指定审查本案的法官可以办理。")
    need_judge(case=row.case, by=by, today=today)


@transaction.atomic
def accept(*, confirmation: Confirmation, by: By, today: date) -> Confirmation:
    """The judge accepts the application: fifteen days to rule (司法确认规定5)."""
    case, _, row = _open(confirmation.pk)
    _need_judge(row, by, today)
    if row.state == ConfirmationState.ACCEPTED:
        return row
    move(row, ConfirmationState.ACCEPTED, CONFIRMATION_MOVES)
    row.accepted_on = today
    row.save(update_fields=["state", "accepted_on"])
    subject = f"confirmation:{row.pk}"
    close_deadlines(case=case, today=today, terms=["confirmation_acceptance"], subject=subject)
    set_deadline(case=case, term="confirmation_decision", holder=Holder.JUDGE, start=today, by=by, subject=subject)
    announce(case=case, event=ConfirmationAccepted(confirmation_id=row.pk), by=by)
    return row


@transaction.atomic
def do_not_accept(
    *, confirmation: Confirmation, ground: NotAcceptedGround, record: str, by: By, today: date
) -> Confirmation:
    """裁定不予受理, on one of the five grounds of 解释355."""
    case, agreement, row = _open(confirmation.pk)
    _need_judge(row, by, today)
    if not record.strip():
        raise ActionRefused("请写明理由。", field="record")
    move(row, ConfirmationState.NOT_ACCEPTED, CONFIRMATION_MOVES)
    row.ground, row.record, row.decided_on = ground, record.strip(), today
    row.save(update_fields=["state", "ground", "record", "decided_on"])
    _give_back(case, agreement, row, Outcome.UNCONFIRMED, today, by)
    announce(
        case=case,
        event=ConfirmationRefused(confirmation_id=row.pk, outcome=ConfirmationState.NOT_ACCEPTED, ground=ground),
        by=by,
    )
    return row


@transaction.atomic
def call_parties(*, confirmation: Confirmation, at: datetime, place: str, by: By, today: date) -> Confirmation:
    """The judge calls both parties to be present together (解释356). Called again, the new time holds."""
    case, _, row = _open(confirmation.pk)
    _need_judge(row, by, today)
    if row.state != ConfirmationState.ACCEPTED:
        raise ActionRefused(f"司法确认现在是“{row.state_label}”，不用通知到场。")
    if at <= clock.now():
        raise ActionRefused("约定的时间应在现在以后。", field="meets_at")
    if not place.strip():
        raise ActionRefused("请写明地点。", field="place")
    hours = sitting_hours(today)
    decide = Deadline.objects.filter(case=case, subject=f"confirmation:{row.pk}", state=DeadlineState.OPEN).first()
    until = decide.due if decide is not None and decide.due and decide.due >= today else None
    found = day_refused(clock.moment(at).date(), today=today, hours=hours, days=calendar(), until=until).value
    if words := found or hour_refused(at, hours).value:
        raise ActionRefused(words, field="meets_at")
    if (row.meets_at, row.place) == (at, place.strip()):
        return row
    row.meets_at, row.place = at, place.strip()[:120]
    row.save(update_fields=["meets_at", "place"])
    announce(case=case, event=ExaminationSet(confirmation_id=row.pk), by=by)
    return row


@transaction.atomic
def rule(
    *,
    confirmation: Confirmation,
    confirm: bool,
    present: Mapping[int, str],
    examined_on: date,
    checks: dict[str, bool],
    record: str,
    by: By,
    today: date,
    ground: RejectedGround | NotAcceptedGround | None = None,
) -> Confirmation:
    """The judge examined with both parties present (解释356) and signs the ruling: effective, or rejected on a ground.
    `present` maps each party to who came for it; whoever is not named did not come.

    `checks` maps each ground of 解释358 to "looked at, and absent". A ground of 355 found after accepting rejects too
    (解释355第2款).
    """
    case, agreement, row = _open(confirmation.pk)
    _need_judge(row, by, today)
    parties = set(agreement.parties.values_list("pk", flat=True))
    came = {str(pk): who.strip() for pk, who in sorted(present.items()) if pk in parties and who.strip()}
    both_present = len(came) == len(parties)
    wanted = {g.value: bool(checks.get(g.value)) for g in RejectedGround}
    wrong = may_decide(
        both_present=both_present, checks=wanted, refuse=not confirm, ground=str(ground or ""), record=record
    )
    if wrong.value:
        raise ActionRefused(wrong.value, field="record")
    if row.accepted_on is not None and not row.accepted_on <= examined_on <= today:
        raise ActionRefused("审查日期应在受理之后、今天之前。", field="examined_on")
    move(row, ConfirmationState.CONFIRMED if confirm else ConfirmationState.REJECTED, CONFIRMATION_MOVES)
    row.both_present, row.checks, row.record = both_present, wanted, record.strip()
    row.presence = came
    row.examined_on, row.decided_on, row.ground = examined_on, today, "" if confirm else str(ground or "")
    row.save(
        update_fields=["state", "both_present", "presence", "checks", "record", "examined_on", "decided_on", "ground"]
    )
    close_deadlines(case=case, today=today, terms=TERMS, subject=f"confirmation:{row.pk}")
    if confirm:
        _rights(case, agreement, row, by, today)
        announce(case=case, event=Confirmed(confirmation_id=row.pk, judge_id=by.user_id or 0), by=by)
        return row
    _give_back(case, agreement, row, Outcome.UNCONFIRMED, today, by)
    event = ConfirmationRefused(confirmation_id=row.pk, outcome=ConfirmationState.REJECTED, ground=row.ground)
    announce(case=case, event=event, by=by)
    return row


def _rights(case: Case, agreement: Agreement, row: Confirmation, by: By, today: date) -> None:
    """What each may do from the ruling on: object to it, from its receipt (解释372), or have it enforced."""
    for party_id in agreement.parties.order_by("id").values_list("pk", flat=True):
        set_deadline(
            case=case,
            term="confirmation_objection",
            holder=Holder.PARTY,
            party_id=party_id,
            awaits=Awaited(PaperKind.CONFIRMATION_RULING, party_id),
            subject=f"confirmation:{row.pk}:{party_id}",
            by=by,
        )
    enforceable(case, agreement, by, today)


def _give_back(case: Case, agreement: Agreement, row: Confirmation, to: Outcome, today: date, by: By) -> None:
    """Withdrawn: the agreement stands as it was (解释357). Refused: what it had settled is open again, to be settled
    anew or sued on (民诉法206)."""
    change(agreement, to, today, By(user_id=by.user_id, channel=by.channel))
    agreement.save(update_fields=["outcome", "outcome_on", "outcome_by"])
    mark(case)
    close_deadlines(case=case, today=today, terms=TERMS, subject=f"confirmation:{row.pk}")


@transaction.atomic
def withdraw(*, confirmation: Confirmation, by: By, today: date) -> Confirmation:
    """A party that joined in it, or who may settle for it, withdraws before the ruling (解释357): granted."""
    case, agreement, row = _open(confirmation.pk)
    party = need_decider(case, by, today)
    if row.state == ConfirmationState.WITHDRAWN:
        return row
    if not row.joins.filter(party=party).exists():
        raise ActionRefused("您没有参加这次司法确认申请，不用撤回；不想申请的，不用办理。")
    filed = row.state != ConfirmationState.JOINING
    move(row, ConfirmationState.WITHDRAWN, CONFIRMATION_MOVES)
    row.save(update_fields=["state"])
    if filed:
        _give_back(case, agreement, row, Outcome.NONE, today, by)
    announce(case=case, event=ConfirmationWithdrawn(confirmation_id=row.pk), by=by)
    return row


@transaction.atomic
def lapse(*, case: Case, by: By, today: date) -> None:
    """The thirty days are over and not all have joined (民诉法205): nothing can be applied for any more, and nobody is
    asked to join. The agreement stands."""
    case = Case.lock(case.pk)
    rows = Confirmation.objects.select_for_update(of=("self",)).select_related("agreement")
    for row in rows.filter(case=case, state=ConfirmationState.JOINING).order_by("pk"):
        effective = row.agreement.effective_on
        if effective is None or today <= queries.term_end("confirmation_application", effective, case.received_on):
            continue
        move(row, ConfirmationState.LAPSED, CONFIRMATION_MOVES)
        row.save(update_fields=["state"])
        announce(case=case, event=ConfirmationLapsed(confirmation_id=row.pk), by=by)
