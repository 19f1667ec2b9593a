"""调解书 that wait for a judge."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from common.cases.models import Participation
from common.cases.states import Capacity
from common.people.models import Anyone
from common.people.queries import serving
from common.people.states import Role
from mediation.texts.models import Agreement
from mediation.texts.states import AgreementState, Outcome


def paper_bears(agreement_id: int) -> tuple[list[tuple[int, int | None]], bool]:
    """Who bears the fee as this 调解书 says: party and fen, None for all of it; and whether no other one beside it says
    a part."""
    row = Agreement.objects.select_related("mediation").get(pk=agreement_id)
    beside = Agreement.objects.filter(mediation=row.mediation, state=AgreementState.EFFECTIVE).exclude(pk=row.pk)
    return [(party, fen) for party, fen in row.paper_bears], not beside.exists()


def papers_to_review(user: Anyone) -> QuerySet[Agreement]:
    """调解书 asked of this judge: those of cases they are admitted to."""
    mine = Participation.objects.filter(user=user.pk, capacity=Capacity.JUDGE, until__isnull=True).values("case_id")
    rows = Agreement.objects.filter(mediation__case__in=mine, outcome=Outcome.PAPER_SOUGHT)
    return rows.select_related("mediation__case__court").order_by("paper_sought_on", "id")


def papers_without_judge(today: date) -> QuerySet[Agreement]:
    """调解书 that were asked for and lie before nobody who is a judge of the court today."""
    rows = Agreement.objects.filter(outcome=Outcome.PAPER_SOUGHT).order_by("pk")
    return rows.filter(~serving(Role.JUDGE, today, user="paper_judge", court="mediation__case__court"))
