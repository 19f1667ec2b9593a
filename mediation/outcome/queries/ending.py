"""Whether anything is left to be done with the agreements of a case."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from common.cases.models import Case
from common.cases.states import DeadlineState, Stage
from common.law.regimes import Route
from mediation.course.models import Mediation
from mediation.course.states import EndReason, MediationState
from mediation.texts.models import Agreement
from mediation.texts.states import CONCLUDED, AgreementState, Outcome


def all_concluded(case: Case) -> bool:
    """Whether nothing is left to be done with any agreement of the newest mediation: only then is the case over."""
    newest = case.mediations.order_by("-pk").values("pk")[:1]
    rows = Agreement.objects.filter(mediation__in=newest, state=AgreementState.EFFECTIVE)
    return not rows.exclude(outcome__in=CONCLUDED).exists()


def settled_between(case: Case, mediation: Mediation) -> bool:
    """Whether the parties settled between themselves after filing and the case has not gone to a team yet: it may be
    closed without a fee on the claimants' word (2025意见4; 在线调解25第2项)."""
    return (
        mediation.end_reason == EndReason.SELF_SETTLED
        and Route(mediation.route) is Route.ENTRUSTED_AFTER_FILING
        and case.stage in (Stage.MEDIATION, Stage.SORTING, Stage.PAYMENT)
    )


def any_paper(case: Case) -> bool:
    """Whether a 调解书 has taken effect in the case."""
    return Agreement.objects.filter(mediation__case=case, outcome=Outcome.PAPER_EFFECTIVE).exists()


def fee_bears(case: Case) -> list[tuple[int, int | None]]:
    """Who bears the fee by the 调解书 in effect: party and fen, None for all of it (办法31)."""
    rows = Agreement.objects.filter(mediation__case=case, outcome=Outcome.PAPER_EFFECTIVE).order_by("pk")
    return [(party, fen) for said in rows.values_list("paper_bears", flat=True) for party, fen in said]


def to_be_ended_since(case: Case) -> date | None:
    """Since when agreements that settle a registered suit as a whole wait for what the parties make of them: the day
    the last of these took effect; None where none waits. A part that was settled beside a suit that goes on is the
    trial's to close."""
    newest = case.mediations.order_by("-pk").first()
    if newest is None or newest.state != MediationState.AGREED or case.registered_on is None:
        return None
    rows = Agreement.objects.filter(mediation=newest, state=AgreementState.EFFECTIVE, outcome=Outcome.NONE)
    last: date | None = rows.aggregate(last=Max("effective_on"))["last"]
    return last


def is_over_for(agreement: Agreement, term: str, today: date) -> bool:
    """Whether the time of this agreement is over: its own for confirmation, one for all to choose an end (each
    confirmation has its own thirty days, 民诉法205)."""
    rows = agreement.mediation.case.deadlines.filter(term=term, subject__in=("", f"agreement:{agreement.pk}"))
    last = rows.order_by("-pk").first()
    return last is not None and last.state == DeadlineState.LAPSED and last.ended_on == today
