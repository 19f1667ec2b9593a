"""What every act on an effective agreement shares: locking it, what may be chosen, and the move."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.law.regimes import Route
from common.law.transitions import TransitionError, check
from mediation.course import queries
from mediation.course.actions.locking import locked
from mediation.course.models import Mediation
from mediation.course.states import MediationState
from mediation.outcome.rules import options, subject_of
from mediation.texts.actions.keeping import ENDED, promise_no_more
from mediation.texts.models import Agreement
from mediation.texts.states import OUTCOME_MOVES, AgreementState, Outcome


def opened(pk: int) -> tuple[Case, Mediation, Agreement]:
    case, mediation = locked(Agreement.objects.values_list("mediation_id", flat=True).get(pk=pk))
    return case, mediation, Agreement.objects.select_for_update().get(pk=pk)


def offered(case: Case, mediation: Mediation, row: Agreement, today: date) -> tuple[Outcome, ...]:
    """What may be chosen for this agreement today."""
    if row.state != AgreementState.EFFECTIVE or row.effective_on is None or row.outcome != Outcome.NONE:
        return ()
    route = Route(mediation.route)
    # A part settled inside a case that goes on is the trial's to close; only route A has nothing that goes on.
    if mediation.state != MediationState.AGREED and route is not Route.MEDIATION_ONLY:
        return ()
    return options(
        route,
        cause=case.cause,
        confirm_after_filing=getattr(settings, "CONFIRM_AFTER_FILING", False),
        within_term=today <= queries.term_end("confirmation_application", row.effective_on, case.received_on),
        on=case.received_on,
        subject=subject_of(row.subject),
    ).value


def change(row: Agreement, to: Outcome, today: date, by: By) -> None:
    """Move the outcome; ActionRefused where the table does not allow it."""
    try:
        check(OUTCOME_MOVES, Outcome(row.outcome), to)
    except TransitionError as error:
        raise ActionRefused(f"协议现在是“{row.outcome_label}”，不能再这样办理。") from error
    row.outcome, row.outcome_on, row.outcome_by_id = to, today, by.party_id
    if to in ENDED:
        promise_no_more(row.mediation.case, row, today, met=to is Outcome.PERFORMED)
