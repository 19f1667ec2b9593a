"""The answer as a paper. Context is plain values."""

from __future__ import annotations

from common.cases.events import Audience
from common.cases.models import Event
from common.cases.queries import number_of, signed_by
from common.documents.rules import PaperRequest
from common.law.papers import PaperKind
from common.rooms import Makers, on
from intake.door import events
from intake.door.models import Answer
from intake.filing.documents import base_of, claimants, parties_of, party_block, served_on


def answered(record: Event, event: events.Answered) -> list[PaperRequest]:
    """The answer as a paper, served on the claimants (民事诉讼法第一百二十八条: within five days)."""
    case = record.case
    answer = Answer.objects.select_related("party").get(pk=event.answer_id)
    context = base_of(case, record.day) | {
        "number": number_of(case),
        "party": party_block(answer.party, case.kind),
        "text": answer.text,
        "rows": answer.pleading.rows(),
        "attachment": answer.document.title if answer.document else "",
        "signer": signed_by(answer.party, record.actor_id, record.day),
    }
    found = [
        PaperRequest(
            kind=PaperKind.ANSWER,
            title="民事答辩状",
            context=context,
            audience=Audience.ALL,
        )
    ]
    if case.registered_on is not None:
        found += [
            served_on(each, PaperKind.ANSWER_COPY, PaperKind.ANSWER_COPY.label, context)
            for each in claimants(parties_of(case))
        ]
    return found


PAPERS = Makers(on(events.Answered, answered))

LAYOUTS = {
    kind: (f"intake/door/papers/{template}.html",)
    for kind, template in {
        PaperKind.ANSWER: "answer",
        PaperKind.ANSWER_COPY: "answer",
    }.items()
}
