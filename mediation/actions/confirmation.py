"""Judicial confirmation: applied for together, examined and ruled on by a judge (民诉法205–206; 解释351–358)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, close_deadlines, set_deadline
from common.cases.events import By, CaseEvent, Channel
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.law.transitions import TransitionError, check
from mediation.events import (
    ConfirmationAccepted,
    ConfirmationOpened,
    ConfirmationRefused,
    ConfirmationSought,
    ConfirmationWithdrawn,
    Confirmed,
)
from mediation.models import Agreement, Confirmation, Join, Mediation
from mediation.rules import may_decide, term_words
from mediation.states import (
    CONFIRMATION_STEPS,
    ConfirmationState,
    NotAcceptedGround,
    Outcome,
    RejectedGround,
)

from .course import locked, need_party
from .outcome import appoint_judge, change, offered
from .signing import need_authority

TERMS = ["confirmation_acceptance", "confirmation_decision"]


def _move(row: Confirmation, to: ConfirmationState) -> None:
    try:
        check(CONFIRMATION_STEPS, ConfirmationState(row.state), to)
    except TransitionError as error:
        raise ActionRefused(str(error)) from error
    row.state = to


def _of_agreement(pk: int) -> tuple[Case, Mediation, Agreement]:
    case, mediation = locked(Agreement.objects.values_list("mediation_id", flat=True).get(pk=pk))
    return case, mediation, Agreement.objects.select_for_update().get(pk=pk)


def _open(pk: int) -> tuple[Case, Agreement, Confirmation]:
    case, _, agreement = _of_agreement(Confirmation.objects.values_list("agreement_id", flat=True).get(pk=pk))
    return case, agreement, Confirmation.objects.select_for_update().get(pk=pk)


@transaction.atomic
def apply(*, agreement: Agreement, by: By, today: date) -> Confirmation:
    """A party applies, or joins the other's application; with the last one it is made (民诉法205: 共同, 30 days)."""
    case, mediation, row = _of_agreement(agreement.pk)
    party = need_party(case, by)
    need_authority(case, party, by, today)
    return _join(case, mediation, row, party, by, today, witness_id=None)


@transaction.atomic
def apply_at_counter(*, agreement: Agreement, party_id: int, by: By, today: date) -> Confirmation:
    """An oral or paper application, written down by staff (解释353)."""
    case, mediation, row = _of_agreement(agreement.pk)
    if by.channel not in (Channel.COUNTER, Channel.STATION) or by.user_id is None:
        raise ActionRefused("请由窗口工作人员登记。")
    party = row.parties.filter(pk=party_id).first()
    if party is None:
        raise ActionRefused("请选择提出申请的当事人。", field="party")
    return _join(case, mediation, row, party, by, today, witness_id=by.user_id)


def _join(
    case: Case,
    mediation: Mediation,
    row: Agreement,
    party: Party,
    by: By,
    today: date,
    witness_id: int | None,
) -> Confirmation:
    found = row.confirmations.select_for_update().exclude(state=ConfirmationState.WITHDRAWN).first()
    if found is not None and found.joins.filter(party=party).exists():
        return found
    if found is not None and found.state != ConfirmationState.JOINING:
        raise ActionRefused(f"这份协议的司法确认现在是“{found.state_label}”。")
    if Outcome.CONFIRMATION not in offered(case, mediation, row, today):
        raise ActionRefused(
            f"这份协议不能申请司法确认，或者已超过调解协议生效之日起{term_words('confirmation_application')}。"
        )
    if not row.parties.filter(pk=party.pk).exists():
        raise ActionRefused("您不是这份协议的当事人。")
    events: list[CaseEvent] = []
    if found is None:
        found = Confirmation.objects.create(agreement=row, case=case, opened_on=today)
        events.append(ConfirmationOpened(confirmation_id=found.pk))
    Join.objects.create(confirmation=found, party=party, on=today, channel=by.channel, witness_id=witness_id)
    wanted = set(row.parties.values_list("pk", flat=True))
    if wanted <= set(found.joins.values_list("party_id", flat=True)):
        events = [_file(case, row, found, by, today)]
    for event in events:
        announce(case=case, event=event, by=by)
    return found


def _file(case: Case, row: Agreement, found: Confirmation, by: By, today: date) -> CaseEvent:
    _move(found, ConfirmationState.APPLIED)
    found.applied_on = today
    found.judge_id = appoint_judge(case, by=by, today=today)
    found.save(update_fields=["state", "applied_on", "judge"])
    change(row, Outcome.CONFIRMATION, today, by)
    row.save(update_fields=["outcome", "outcome_on", "outcome_by"])
    close_deadlines(case=case, today=today, terms=["confirmation_application"])
    # Three days to decide on accepting (司法确认规定4).
    set_deadline(
        case=case,
        term="confirmation_acceptance",
        holder="judge",
        start=today,
        by=by,
        subject=f"confirmation:{found.pk}",
    )
    return ConfirmationSought(confirmation_id=found.pk)


def _need_judge(row: Confirmation, by: By) -> None:
    if row.judge_id is None or row.judge_id != by.user_id:
        raise ActionRefused("只有指定审查本案的法官可以办理。")


@transaction.atomic
def name_judge(*, confirmation: Confirmation, by: By, today: date) -> Confirmation:
    """Appoint again when nobody could be appointed on the day of the application."""
    case, _, row = _open(confirmation.pk)
    if row.judge_id is None:
        row.judge_id = appoint_judge(case, by=by, today=today)
        row.save(update_fields=["judge"])
    return row


@transaction.atomic
def accept(*, confirmation: Confirmation, by: By, today: date) -> Confirmation:
    """The judge accepts the application: fifteen days to rule (司法确认规定5)."""
    case, _, row = _open(confirmation.pk)
    _need_judge(row, by)
    if row.state == ConfirmationState.ACCEPTED:
        return row
    _move(row, ConfirmationState.ACCEPTED)
    row.accepted_on = today
    row.save(update_fields=["state", "accepted_on"])
    subject = f"confirmation:{row.pk}"
    close_deadlines(case=case, today=today, terms=["confirmation_acceptance"], subject=subject)
    set_deadline(case=case, term="confirmation_decision", holder="judge", start=today, by=by, subject=subject)
    announce(case=case, event=ConfirmationAccepted(confirmation_id=row.pk), by=by)
    return row


@transaction.atomic
def do_not_accept(
    *, confirmation: Confirmation, ground: NotAcceptedGround, record: str, by: By, today: date
) -> Confirmation:
    """裁定不予受理, on one of the five grounds of 解释355."""
    case, agreement, row = _open(confirmation.pk)
    _need_judge(row, by)
    if not record.strip():
        raise ActionRefused("请写明理由。", field="record")
    _move(row, ConfirmationState.NOT_ACCEPTED)
    row.ground, row.record, row.decided_on = ground, record.strip(), today
    row.save(update_fields=["state", "ground", "record", "decided_on"])
    _give_back(case, agreement, today, by)
    announce(
        case=case,
        event=ConfirmationRefused(confirmation_id=row.pk, outcome=ConfirmationState.NOT_ACCEPTED, ground=ground),
        by=by,
    )
    return row


@transaction.atomic
def rule(
    *,
    confirmation: Confirmation,
    confirm: bool,
    both_present: bool,
    examined_on: date,
    checks: dict[str, bool],
    record: str,
    by: By,
    today: date,
    ground: RejectedGround | NotAcceptedGround | None = None,
) -> Confirmation:
    """The judge examined with both parties present (解释356) and signs the ruling: effective, or rejected on a ground.

    `checks` maps each ground of 解释358 to "looked at, and absent". A ground of 355 found after accepting rejects too
    (解释355第2款).
    """
    case, agreement, row = _open(confirmation.pk)
    _need_judge(row, by)
    wanted = {g.value: bool(checks.get(g.value)) for g in RejectedGround}
    wrong = may_decide(
        both_present=both_present, checks=wanted, refuse=not confirm, ground=str(ground or ""), record=record
    )
    if wrong.value:
        raise ActionRefused(wrong.value, field="record")
    if row.accepted_on is not None and not row.accepted_on <= examined_on <= today:
        raise ActionRefused("审查日期应在受理之后、今天之前。", field="examined_on")
    _move(row, ConfirmationState.CONFIRMED if confirm else ConfirmationState.REJECTED)
    row.both_present, row.checks, row.record = both_present, wanted, record.strip()
    row.examined_on, row.decided_on, row.ground = examined_on, today, "" if confirm else str(ground or "")
    row.save(update_fields=["state", "both_present", "checks", "record", "examined_on", "decided_on", "ground"])
    close_deadlines(case=case, today=today, terms=TERMS, subject=f"confirmation:{row.pk}")
    if confirm:
        announce(case=case, event=Confirmed(confirmation_id=row.pk, judge_id=by.user_id or 0), by=by)
        return row
    _give_back(case, agreement, today, by)
    event = ConfirmationRefused(confirmation_id=row.pk, outcome=ConfirmationState.REJECTED, ground=row.ground)
    announce(case=case, event=event, by=by)
    return row


def _give_back(case: Case, agreement: Agreement, today: date, by: By) -> None:
    """Refused or withdrawn: the agreement binds as a contract as before, and may be changed or sued on (民诉法206)."""
    change(agreement, Outcome.NONE, today, By(user_id=by.user_id, channel=by.channel))
    agreement.save(update_fields=["outcome", "outcome_on", "outcome_by"])
    close_deadlines(case=case, today=today, terms=TERMS)


@transaction.atomic
def withdraw(*, confirmation: Confirmation, by: By, today: date) -> Confirmation:
    """A party withdraws before the ruling (解释357): granted."""
    case, agreement, row = _open(confirmation.pk)
    need_party(case, by)
    if row.state == ConfirmationState.WITHDRAWN:
        return row
    filed = row.state != ConfirmationState.JOINING
    _move(row, ConfirmationState.WITHDRAWN)
    row.save(update_fields=["state"])
    if filed:
        _give_back(case, agreement, today, by)
    announce(case=case, event=ConfirmationWithdrawn(confirmation_id=row.pk), by=by)
    return row
