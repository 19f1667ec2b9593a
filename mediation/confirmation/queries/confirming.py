"""What may still be confirmed, is being examined, or may be mediated anew."""

from __future__ import annotations

from datetime import date

from common.cases.models import Case
from common.cases.states import Stage
from common.law.regimes import Route
from mediation.confirmation.states import ConfirmationState
from mediation.course.queries import term_end
from mediation.course.states import MediationState
from mediation.outcome.rules import may_confirm, subject_of
from mediation.texts.models import Agreement
from mediation.texts.states import AgreementState, Outcome


def may_resume(case: Case) -> bool:
    """Whether the dispute may be mediated anew: nobody sued, it was closed because confirmation was refused, and no
    mediation is open (民诉法206). One query."""
    if case.stage != Stage.CLOSED or case.closing != "unconfirmed" or case.registered_on is not None:
        return False
    return not case.mediations.filter(ended_on__isnull=True).exists()


def is_examining(case: Case) -> bool:
    """Whether a judge still examines an agreement of the case for confirmation."""
    return case.confirmations.filter(state__in=[ConfirmationState.APPLIED, ConfirmationState.ACCEPTED]).exists()


def confirmable(case: Case, today: date) -> list[tuple[int, date]]:
    """(pk, day of effect) of each agreement for which confirmation may still be applied for today (民诉法205).

    Of an agreement on a part only where nobody has sued: elsewhere the part is the trial's to close.
    """
    found = []
    rows = Agreement.objects.filter(mediation__case=case, state=AgreementState.EFFECTIVE, outcome=Outcome.NONE)
    for row in rows.select_related("mediation").order_by("pk"):
        route, whole = Route(row.mediation.route), row.mediation.state == MediationState.AGREED
        day = row.effective_on
        if day is None or route is Route.ENTRUSTED_AFTER_FILING or not (whole or route is Route.MEDIATION_ONLY):
            continue
        if (
            today <= term_end("confirmation_application", day, case.received_on)
            and may_confirm(case.cause, subject_of(row.subject)).value
        ):
            found.append((row.pk, day))
    return found
