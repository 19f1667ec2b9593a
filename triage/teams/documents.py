"""The paper of an assignment: the small-claims information."""

from __future__ import annotations

from typing import Any

from common.cases.events import Audience
from common.cases.models import Case, Event, Party
from common.cases.queries import number_of
from common.documents.rules import PaperRequest
from common.law.articles import art
from common.law.papers import PaperKind
from common.law.procedures import Procedure
from common.rooms import Makers, on
from triage.teams.events import Assigned
from triage.teams.models import Assignment


def case_of(record: Event) -> Case:
    """The case of an event, as papers print it: with its court and its numbers."""
    return Case.objects.select_related("court").prefetch_related("numbers").get(pk=record.case_id)


def parties_of(case: Case) -> list[Party]:
    """Everybody still in the case, side by side, with their agents: whom most papers are served on."""
    return list(case.parties.filter(left_on__isnull=True).order_by("side", "order").prefetch_related("representations"))


def to_each(case: Case, parties: list[Party], **request: Any) -> list[PaperRequest]:
    """The same paper for each of these parties, read by its side and served."""
    return [
        PaperRequest(
            audience=Audience.SIDE,
            party_id=party.pk,
            serve=True,
            number=number_of(case),
            **request,
        )
        for party in parties
    ]


def _small_claims(case: Case, record: Event, judge: str) -> list[PaperRequest]:
    """解释274: tribunal, one instance, term and fee are told when small claims apply."""
    context = {
        "day": record.day.isoformat(),
        "court": case.court.name,
        "case": case.title,
        "judge": judge,
        "grounds": [art("民诉法", 165).cite, art("民诉法", 168).cite, art("民诉解释", 274).cite],
    }
    return to_each(
        case,
        parties_of(case),
        kind=PaperKind.SMALL_CLAIMS_NOTICE,
        title="小额诉讼告知书",
        context=context,
    )


def _assigned(record: Event, event: Assigned) -> list[PaperRequest]:
    case = case_of(record)
    if case.procedure != Procedure.SMALL:
        return []
    row = Assignment.objects.select_related("judge").get(pk=event.assignment_id)
    return _small_claims(case, record, row.judge.display_name)


PAPERS = Makers(on(Assigned, _assigned))

LAYOUTS = {PaperKind.SMALL_CLAIMS_NOTICE: ("triage/teams/papers/small_claims.html",)}
