"""The papers of the review, frozen when their event happens. Context is plain values."""

from __future__ import annotations

from typing import Any

from common.cases.events import Audience
from common.cases.models import Event, Party
from common.cases.queries import number_of, party_abroad, signed_by
from common.cases.states import FactKey
from common.documents.rules import PaperRequest
from common.law.articles import art
from common.law.papers import PaperKind
from common.rooms import Makers, on
from intake.door.models import DefendantDoor
from intake.door.rules import shown_code
from intake.filing.documents import base_of, claimants, complaint_of, parties_of, respondents, served_on
from intake.filing.models import Evidence, Filing
from intake.filing.rules.oral import record_title
from intake.review import events
from intake.review.models import Correction
from intake.review.rules import label_of


def corrected(record: Event, event: events.Corrected) -> list[PaperRequest]:
    """The complaint as it reads after the correction."""
    suit = record.case.is_suit
    context = complaint_of(record.case, parties_of(record.case), record.day) | {"suit": suit}
    spoken = record_title("sue" if suit else "mediate") if context["oral"] else ""
    return [
        PaperRequest(
            kind=PaperKind.COMPLAINT,
            title=f"{spoken or ('民事起诉状' if suit else '调解申请书')}（补正后）",
            context=context,
            audience=Audience.ALL,
        )
    ]


def correction_requested(record: Event, event: events.CorrectionRequested) -> list[PaperRequest]:
    """One notice listing everything (登记立案规定第七条; 在线诉讼规则第九条第二项)."""
    correction = Correction.objects.select_related("filing").get(pk=event.correction_id)
    context = base_of(record.case, record.day) | {
        "items": correction_items(correction),
        "days": correction.days,
        "again": correction.again,
        "grounds": [art("立案规定", 7).cite, art("在线诉讼", 9).cite],
    }
    return [
        served_on(each, PaperKind.CORRECTION_NOTICE, PaperKind.CORRECTION_NOTICE.label, context | {"name": each.name})
        for each in claimants(parties_of(record.case))
    ]


def correction_items(correction: Correction) -> list[dict[str, str]]:
    """What is to be corrected, in words: [{label, message}]."""
    form = correction.filing.spec
    titles = dict(Evidence.objects.filter(case=correction.filing.case_id).values_list("document__uid", "title"))
    found = []
    for each in correction.items:
        if each.get("question"):
            label = label_of(form, correction.filing.wish, each["question"])
        else:
            label = f"文件：{titles.get(each.get('document', ''), '需要补充的材料')}"
        found.append({"label": label, "message": each["message"]})
    return found


def registered(record: Event, event: events.Registered) -> list[PaperRequest]:
    """To the claimants the notice of acceptance; to each respondent the complaint, the notice to respond and the door.

    民事诉讼法第一百二十六、一百二十八条; 在线诉讼规则第九条第一项.
    """
    case = record.case
    parties = parties_of(case)
    base = base_of(case, record.day) | {"number": number_of(case)}
    mediates = case.facts.filter(key=FactKey.ACCEPTS_MEDIATION).exclude(value="no").exists()
    accept = base | {
        "mediates": mediates,
        "respondents": "、".join(each.name for each in respondents(parties)),
        "cause": case.cause_name,
        "grounds": [art("民诉法", 126).cite, art("在线诉讼", 9).cite],
    }
    found = [
        served_on(each, PaperKind.ACCEPTANCE_NOTICE, PaperKind.ACCEPTANCE_NOTICE.label, accept | {"name": each.name})
        for each in claimants(parties)
    ]
    complaint = complaint_of(case, parties, record.day)
    names = "、".join(each.name for each in claimants(parties))
    called = f"{record_title('sue') if complaint['oral'] else '民事起诉状'}副本"
    doors = dict(DefendantDoor.objects.filter(party__case=case).values_list("party_id", "code"))
    respond = base | {"claimants": names}
    for each in respondents(parties):
        code = shown_code(doors[each.pk]) if each.pk in doors else ""
        copy = complaint | {"suit": True, "number": base["number"], "copy": True, "name": each.name, "code": code}
        found.append(served_on(each, PaperKind.COMPLAINT_COPY, called, copy))
        found.append(
            served_on(
                each,
                PaperKind.RESPOND_NOTICE,
                PaperKind.RESPOND_NOTICE.label,
                respond | _answers(each) | {"name": each.name, "code": code},
            )
        )
    return found


def _answers(party: Party) -> dict[str, Any]:
    """How long the respondent has to answer: longer without domicile in China (民诉法285)."""
    abroad = party_abroad(party).value
    articles = (art("民诉法", 285 if abroad else 128), art("民诉法", 130), art("民诉法", 68))
    return {"abroad": abroad, "grounds": [article.cite for article in articles]}


def returned(record: Event, event: events.Returned) -> list[PaperRequest]:
    """退回并记录在册, with the way on: 坚持起诉 (登记立案规定第七、九条)."""
    filing = Filing.objects.get(pk=event.filing_id)
    context = base_of(record.case, record.day) | {
        "words": filing.return_words,
        "suit": filing.wish == "sue",
        "grounds": [art("立案规定", 7).cite, art("立案规定", 9).cite],
    }
    return [
        served_on(each, PaperKind.RETURN_NOTICE, PaperKind.RETURN_NOTICE.label, context | {"name": each.name})
        for each in claimants(parties_of(record.case))
    ]


def insisted(record: Event, event: events.Insisted) -> list[PaperRequest]:
    """What the filer says against the return, on file for the judge who rules (登记立案规定第七条)."""
    filing = Filing.objects.get(pk=event.filing_id)
    people = claimants(parties_of(record.case))
    context = base_of(record.case, record.day) | {
        "returned": filing.return_words,
        "words": filing.insisted_words,
        "signers": "、".join(signed_by(each, record.actor_id, record.day) for each in people),
        "grounds": [art("立案规定", 7).cite],
    }
    return [
        PaperRequest(
            kind=PaperKind.INSISTENCE,
            title="坚持起诉申请书",
            context=context,
            audience=Audience.SIDE,
            party_id=people[0].pk,
        )
    ]


PAPERS = Makers(
    on(events.Corrected, corrected),
    on(events.CorrectionRequested, correction_requested),
    on(events.Registered, registered),
    on(events.Returned, returned),
    on(events.Insisted, insisted),
)

LAYOUTS = {
    kind: (f"intake/review/papers/{template}.html",)
    for kind, template in {
        PaperKind.CORRECTION_NOTICE: "correction_notice",
        PaperKind.ACCEPTANCE_NOTICE: "acceptance_notice",
        PaperKind.RESPOND_NOTICE: "respond_notice",
        PaperKind.RETURN_NOTICE: "return_notice",
        PaperKind.INSISTENCE: "insistence",
    }.items()
}
