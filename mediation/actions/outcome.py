"""What becomes of an agreement after registration: performed, withdrawn, or a 调解书 (2025意见4; 民诉法100, 102)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction

from common.cases.actions import admit, announce, finish_todo, open_todo, set_claims
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import Capacity
from common.law.regimes import Route
from common.law.transitions import TransitionError, check
from mediation import queries
from mediation.events import PaperEffective, PaperMade, PaperSought, Performed, WentBack
from mediation.models import Agreement, Mediation, PaperReceipt
from mediation.rules import last_receipt, options
from mediation.states import OUTCOME_STEPS, AgreementState, Outcome

from .agreement import settled_by
from .course import locked, need_party

JUDGE_MISSING = "mediation.judge"


def _open(pk: int) -> tuple[Case, Mediation, Agreement]:
    case, mediation = locked(Agreement.objects.values_list("mediation_id", flat=True).get(pk=pk))
    return case, mediation, Agreement.objects.select_for_update().get(pk=pk)


def offered(case: Case, mediation: Mediation, row: Agreement, today: date) -> tuple[Outcome, ...]:
    """What may be chosen for this agreement today."""
    if row.state != AgreementState.EFFECTIVE or row.effective_on is None or row.outcome != Outcome.NONE:
        return ()
    route = Route(mediation.route)
    # A part settled inside a case that goes on is the trial's to close; only route A has nothing that goes on.
    if not row.whole and route is not Route.MEDIATION_ONLY:
        return ()
    return options(
        route,
        cause=case.cause,
        confirm_after_filing=getattr(settings, "CONFIRM_AFTER_FILING", False),
        within_term=today <= queries.term_end("confirmation_application", row.effective_on),
    ).value


def change(row: Agreement, to: Outcome, today: date, by: By) -> None:
    """Move the outcome; ActionRefused where the table does not allow it."""
    try:
        check(OUTCOME_STEPS, Outcome(row.outcome), to)
    except TransitionError as error:
        raise ActionRefused(f"协议现在是“{row.outcome_label}”，不能再这样办理。") from error
    row.outcome, row.outcome_on, row.outcome_by_id = to, today, by.party_id


def appoint_judge(case: Case, *, by: By, today: date) -> int | None:
    """Admit the case's judge, or the one of the court with the fewest open cases; without any, a to-do."""
    judge_id = queries.least_loaded_judge(case, today)
    if judge_id is None:
        open_todo(
            case=case,
            what=JUDGE_MISSING,
            words="本院没有可以指定的法官，请指定法官审查调解协议。",
            role="division_head",
            by=by,
            today=today,
        )
        return None
    admit(case=case, user_id=judge_id, capacity=Capacity.JUDGE, by=by, today=today)
    finish_todo(case=case, what=JUDGE_MISSING, by=by, today=today)
    return judge_id


@transaction.atomic
def finish(*, agreement: Agreement, how: Outcome, by: By, today: date) -> Agreement:
    """Performed at once, or the suit is withdrawn: closed 其他方式 without a fee (2025意见4). A claimant says so."""
    case, mediation, row = _open(agreement.pk)
    party = need_party(case, by)
    if how not in (Outcome.PERFORMED, Outcome.WITHDRAWN):
        raise ActionRefused("请选择已经履行，或者撤回起诉。", field="how")
    if row.outcome == how:
        return row
    if party.side != "claimant":
        raise ActionRefused("已经履行或者撤回起诉，由起诉的一方确认。")
    if how not in offered(case, mediation, row, today):
        raise ActionRefused(f"协议现在是“{row.outcome_label}”，不能再这样办理。")
    change(row, how, today, by)
    row.save(update_fields=["outcome", "outcome_on", "outcome_by"])
    announce(case=case, event=Performed(agreement_id=row.pk, how=how), by=by)
    return row


@transaction.atomic
def seek_paper(*, agreement: Agreement, by: By, today: date) -> Agreement:
    """A party asks the court for a 调解书 (民诉法100; 在线调解20第2款). Two asking at once is one request."""
    case, mediation, row = _open(agreement.pk)
    need_party(case, by)
    if row.outcome == Outcome.PAPER_SOUGHT:
        return row
    if Outcome.PAPER_SOUGHT not in offered(case, mediation, row, today):
        raise ActionRefused(f"协议现在是“{row.outcome_label}”，不能再请求制作调解书。")
    change(row, Outcome.PAPER_SOUGHT, today, by)
    row.paper_sought_on = today
    row.paper_judge_id = appoint_judge(case, by=by, today=today)
    row.save(update_fields=["outcome", "outcome_on", "outcome_by", "paper_sought_on", "paper_judge"])
    announce(case=case, event=PaperSought(agreement_id=row.pk), by=by)
    return row


@transaction.atomic
def make_paper(*, agreement: Agreement, facts: str, voluntary: bool, lawful: bool, by: By, today: date) -> Agreement:
    """The judge reviewed the agreement (民诉法99: voluntary, not against the law) and signs the 调解书."""
    case, _, row = _open(agreement.pk)
    if not case.participations.filter(user=by.user_id, capacity=Capacity.JUDGE, until__isnull=True).exists():
        raise ActionRefused("只有本案法官可以制作调解书。")
    if row.outcome == Outcome.PAPER_MADE:
        return row
    if not voluntary or not lawful:
        raise ActionRefused("自愿、合法两项都核对无误，才能制作调解书。", field="voluntary")
    if not facts.strip():
        raise ActionRefused("请写明案件的事实。", field="facts")
    change(row, Outcome.PAPER_MADE, today, By(user_id=by.user_id, channel=by.channel, party_id=row.outcome_by_id))
    row.paper_judge_id, row.paper_made_on, row.paper_facts = by.user_id, today, facts.strip()
    row.save(update_fields=["outcome", "outcome_on", "paper_judge", "paper_made_on", "paper_facts"])
    announce(case=case, event=PaperMade(agreement_id=row.pk, judge_id=by.user_id or 0), by=by)
    return row


@transaction.atomic
def paper_received(*, case: Case, party_id: int, on: date, by: By, today: date) -> Agreement | None:
    """Service of the 调解书 on a party is recorded; the last receipt makes it effective, on that day (解释149).

    Called when delivery announces that a paper of kind `mediation_paper` was served. Telling twice changes nothing.
    """
    case = Case.lock(case.pk)
    row = (
        Agreement.objects.select_for_update()
        .filter(mediation__case=case, outcome=Outcome.PAPER_MADE, parties=party_id)
        .first()
    )
    if row is None:
        return None
    PaperReceipt.objects.get_or_create(agreement=row, party_id=party_id, defaults={"on": on})
    known = dict(row.receipts.values_list("party_id", "on"))
    days = {pk: known.get(pk) for pk in row.parties.values_list("pk", flat=True)}
    last = last_receipt(days).value
    if last is None:
        return row
    change(row, Outcome.PAPER_EFFECTIVE, today, By(user_id=by.user_id, channel=by.channel, party_id=row.outcome_by_id))
    row.paper_effective_on = last
    row.save(update_fields=["outcome", "outcome_on", "paper_effective_on"])
    announce(case=case, event=PaperEffective(agreement_id=row.pk, on=last), by=by)
    return row


@transaction.atomic
def go_back(*, agreement: Agreement, by: By, today: date) -> Agreement:
    """A party goes back on it before the last receipt of the 调解书: trial without delay (民诉法102; 解释149)."""
    case, _, row = _open(agreement.pk)
    party = need_party(case, by)
    if row.outcome == Outcome.WENT_BACK:
        return row
    change(row, Outcome.WENT_BACK, today, by)
    row.save(update_fields=["outcome", "outcome_on", "outcome_by"])
    set_claims(case=case, claim_ids=settled_by(row), state="open")
    announce(case=case, event=WentBack(agreement_id=row.pk, party_id=party.pk), by=by)
    return row
