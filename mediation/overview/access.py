"""What a mediator's seat in a case rests on (settings.MEDIATING)."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from common.fields.conditions import built_once
from common.people.access import held_on
from mediation.course.models import Mediation, Proposal
from mediation.course.states import ProposalState
from mediation.roster.models import Mediator
from mediation.texts.queries import without_hand

_ASKED = (ProposalState.PROPOSED, ProposalState.DISCLOSED)


@built_once
def mediating(today: date) -> Q:
    """The condition for seats of mediators that still rest on something (在线调解18; 解释146): on the roster today, in
    a mediation that runs, asked to take one, or with an agreement that waits for their hand (特邀24). What they have
    yet to report of one that is over they report without the case (`mediation:end`)."""
    listed = Mediator.objects.filter(held_on(today)).order_by().values("pk")
    theirs = Mediation.objects.filter(case=OuterRef("case"), mediator__user=OuterRef("user"), mediator__in=listed)
    asked = Proposal.objects.filter(
        mediation__case=OuterRef("case"), mediation__ended_on__isnull=True, state__in=_ASKED
    )
    asked = asked.filter(mediator__user=OuterRef("user"), mediator__in=listed)
    unsigned = without_hand().filter(mediation__case=OuterRef("case"), mediation__mediator__user=OuterRef("user"))
    unsigned = unsigned.filter(mediation__mediator__in=listed)
    return Q(Exists(theirs.filter(ended_on__isnull=True))) | Q(Exists(asked)) | Q(Exists(unsigned.order_by()))
