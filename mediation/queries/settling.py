"""What is settled of a dispute, and what is left to do with its agreements."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from common.cases.models import Case
from common.cases.states import Stage
from common.law.regimes import Route
from mediation.models import Agreement, Mediation
from mediation.queries.course import parties_of, term_end
from mediation.rules import Cover, Settled, may_confirm, subject_of
from mediation.rules import settled as settled_by
from mediation.states import CONCLUDED, VOID, AgreementState, ConfirmationState, EndReason, MediationState, Outcome


def settled(case: Case, *, also: Agreement | None = None) -> Settled:
    """What the effective agreements settle together; with `also`, as if that one were effective too."""
    counts = Q(state=AgreementState.EFFECTIVE) & ~Q(outcome__in=VOID)
    if also is not None:
        counts |= Q(pk=also.pk)
    rows = Agreement.objects.filter(counts, mediation__case=case).prefetch_related("claims", "parties").order_by("pk")
    people = parties_of(case)
    return settled_by(
        claim_ids=list(case.claims.filter(state__in=["open", "settled"]).values_list("pk", flat=True)),
        claimant_ids=[each.pk for each in people if each.side == "claimant"],
        respondent_ids=[each.pk for each in people if each.side == "respondent"],
        covers=[
            Cover(frozenset(one.pk for one in row.claims.all()), frozenset(one.pk for one in row.parties.all()))
            for row in rows
        ],
    ).value


def all_concluded(case: Case) -> bool:
    """Whether nothing is left to be done with any agreement of the newest mediation: only then is the case over."""
    newest = case.mediations.order_by("-pk").values("pk")[:1]
    rows = Agreement.objects.filter(mediation__in=newest, state=AgreementState.EFFECTIVE)
    return not rows.exclude(outcome__in=CONCLUDED).exists()


def open_claims(case: Case) -> bool:
    """Whether anything of the dispute is not settled."""
    return not settled(case).whole


def settled_between(case: Case, mediation: Mediation) -> bool:
    """Whether the parties settled between themselves after filing and the case has not gone to a team yet: it may be
    closed without a fee on the claimants' word (2025意见4; 在线调解25第2项)."""
    return (
        mediation.end_reason == EndReason.SELF_SETTLED
        and Route(mediation.route) is Route.ENTRUSTED_AFTER_FILING
        and case.stage in (Stage.MEDIATION, Stage.SORTING, Stage.PAYMENT)
    )


def may_resume(case: Case) -> bool:
    """Whether the dispute may be mediated anew: nobody sued, it was closed because confirmation was refused, and no
    mediation is open (民诉法206). One query."""
    if case.stage != Stage.CLOSED or case.closing != "unconfirmed" or case.registered_on is not None:
        return False
    return not case.mediations.filter(ended_on__isnull=True).exists()


def is_mediating(case: Case) -> bool:
    return case.mediations.filter(ended_on__isnull=True).exists()


def any_paper(case: Case) -> bool:
    """Whether a 调解书 has taken effect in the case."""
    return Agreement.objects.filter(mediation__case=case, outcome=Outcome.PAPER_EFFECTIVE).exists()


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
