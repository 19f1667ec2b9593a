"""A handler for tests: what the roof does with intake's events, without the other rooms."""

from __future__ import annotations

from typing import Any

from common.cases.actions import close_deadlines, give_number, set_case, set_deadline
from common.cases.actions.stage import advance
from common.cases.events import SYSTEM, Audience
from common.cases.models import Event, Party
from common.cases.states import Closing, Holder, Stage
from common.documents.actions import issue_paper
from intake.face import ROOM
from intake.filing.events import Filed
from intake.review.events import Corrected, CorrectionRequested, Registered, Returned
from yunfu_court.procedure.roads.dispute import DISPUTE

notices: list[Any] = []


def react(record: Event, event: Any) -> None:
    case = record.case
    if isinstance(event, Filed):
        set_deadline(case=case, term="filing_review", holder=Holder.CLERK, start=record.day, by=SYSTEM)
    if isinstance(event, CorrectionRequested):
        advance(
            case=case, to=Stage.CORRECTION, allowed=DISPUTE.transitions, cause=record.kind, by=SYSTEM, today=record.day
        )
        close_deadlines(case=case, today=record.day, terms=["filing_review"], met=False)
    if isinstance(event, Corrected):
        advance(case=case, to=Stage.REVIEW, allowed=DISPUTE.transitions, cause=record.kind, by=SYSTEM, today=record.day)
        set_deadline(case=case, term="filing_review_corrected", holder=Holder.CLERK, start=record.day, by=SYSTEM)
    if isinstance(event, Registered):
        set_case(case=case, registered_on=record.day)
        give_number(case=case, kind="民初", by=SYSTEM, today=record.day)
    if isinstance(event, Returned):
        advance(
            case=case,
            to=Stage.RETURNED,
            allowed=DISPUTE.transitions,
            cause=record.kind,
            by=SYSTEM,
            today=record.day,
            closing=Closing.RETURNED,
        )
    for wanted in ROOM.papers(record, event):
        issue_paper(
            case=case,
            event=record,
            kind=wanted.kind,
            title=wanted.title,
            context=wanted.context,
            audience=Audience(wanted.audience),
            party=Party.objects.get(pk=wanted.party_id) if wanted.party_id else None,
        )
    notices.extend(ROOM.notices(record, event))
