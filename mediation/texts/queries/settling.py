"""What is settled of a dispute by its agreements."""

from __future__ import annotations

from django.db.models import Q

from common.cases.models import Case
from mediation.course.queries import parties_of
from mediation.texts.models import Agreement
from mediation.texts.rules import Cover, Settled
from mediation.texts.rules import settled as settled_by
from mediation.texts.states import VOID, AgreementState


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


def open_claims(case: Case) -> bool:
    """Whether anything of the dispute is not settled."""
    return not settled(case).whole
