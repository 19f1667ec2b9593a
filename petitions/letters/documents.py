"""What the petition office writes: the receipt, the procedural reply, the answer, and what changes its day."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.events import Audience
from common.cases.models import Event, Party
from common.courts.queries import calendar
from common.documents.rules import PaperRequest, chinese_day
from common.law.articles import Article, art
from common.law.papers import PaperKind
from common.rooms import Makers, on
from petitions.letters.events import Acknowledged, Answered, Lodged, Prolonged, Reopened
from petitions.letters.models import Petition, Prolonging, Reply
from petitions.letters.queries import number_of, promise
from petitions.letters.rules import greeting, prolonged_text, reopened_text, title_of
from petitions.letters.states import Form, Level, Limb, Outcome, ReplyKind


def _petition(pk: int) -> Petition:
    return Petition.objects.select_related("case__court", "division", "owner").get(pk=pk)


def _party(petition: Petition) -> Party:
    return petition.case.parties.order_by("pk")[0]


def _contact(petition: Petition) -> str:
    court = petition.case.court
    return "，".join(part for part in (court.address, court.phone or "12368") if part)


def receipt_context(petition: Petition, *, code: str = "") -> dict[str, Any]:
    """The receipt; the query code only on the copy handed over at lodging, never on the one that is kept."""
    case = petition.case
    promised = [one.value.day for one in promise(petition, calendar())]
    answers = ["书面答复"] if len(promised) == 1 else ["告知怎么办", "过程或者结果答复"]
    return {
        "day": petition.lodged_on.isoformat(),
        "court": case.court.name,
        "rows": [
            ["登记编号", number_of(petition)],
            ["查询码", code or "见提交时出具的回执"],
            ["信访人", _party(petition).name],
            ["形式", petition.get_form_display()],
            ["反映事项", petition.get_about_display()],
            ["收到日期", chinese_day(case.received_on)],
            *([name, f"{chinese_day(day)}前" if day else "—"] for name, day in zip(answers, promised, strict=True)),
        ],
        "contact": _contact(petition),
        "basis": "、".join(article.cite for article in _received(petition)),
    }


def _received(petition: Petition) -> tuple[Article, ...]:
    """What the receipt rests on: of litigation matters the notice has its own rules (信访条例23第4款)."""
    if petition.level != Level.FIRST:
        return (art("信访条例", 35) if petition.level == Level.RECHECK else art("信访条例", 36, 1),)
    if petition.limb == Limb.LITIGATION:
        return (art("信访条例", 23, 1), art("信访条例", 23, 4))
    return (art("信访条例", 23, 1), art("信访条例", 23, 2))


def receipt(record: Event, happened: Lodged) -> list[PaperRequest]:
    petition = _petition(happened.petition_id)
    return [
        PaperRequest(
            kind=PaperKind.PETITION_RECEIPT,
            title=PaperKind.PETITION_RECEIPT.label,
            context=receipt_context(petition),
            audience=Audience.SIDE,
            party_id=_party(petition).pk,
            number=number_of(petition),
        )
    ]


def letter_context(petition: Petition, reply: Reply) -> dict[str, Any]:
    """The letter as signed: the frozen text, then what may be done against it, and what it rests on."""
    court = petition.case.court
    return {
        "day": reply.signed_on.isoformat(),
        "court": court.name,
        "to": _party(petition).name,
        "paragraphs": [
            *reply.text.split("\n"),
            f"以上答复依据{'、'.join(reply.basis)}作出。",
            *(reply.remedy.split("\n") if reply.remedy else ()),
        ],
        "closing": "特此答复。",
        "contact": _contact(petition),
    }


def letter_title(petition: Petition, reply: Reply) -> str:
    """信访处理意见书 only where one was issued under 信访条例31第6项."""
    if reply.kind == ReplyKind.PROCEDURAL:
        return PaperKind.PETITION_PROCEDURAL.label
    return title_of(Limb(petition.limb), Level(petition.level), Outcome(reply.code))


def _letter(reply_id: int, kind: PaperKind) -> list[PaperRequest]:
    reply = Reply.objects.select_related("petition__case__court").get(pk=reply_id)
    petition = reply.petition
    return [
        PaperRequest(
            kind=kind,
            title=letter_title(petition, reply),
            context=letter_context(petition, reply),
            audience=Audience.SIDE,
            party_id=_party(petition).pk,
            # Whoever gave no name is served nothing (信访条例23第2款): the answer lies behind number and code.
            serve=not petition.anonymous,
            number=number_of(petition),
        )
    ]


def procedural(record: Event, happened: Acknowledged) -> list[PaperRequest]:
    return _letter(happened.reply_id, PaperKind.PETITION_PROCEDURAL)


def result(record: Event, happened: Answered) -> list[PaperRequest]:
    return _letter(happened.reply_id, PaperKind.PETITION_ANSWER)


def _notice(petition: Petition, title: str, day: date, paragraphs: list[str]) -> list[PaperRequest]:
    """A letter of the day of the answer, to whoever gave a name: it reaches who has neither account nor telephone."""
    return [
        PaperRequest(
            kind=PaperKind.PETITION_NOTICE,
            title=title,
            context={
                "day": day.isoformat(),
                "court": petition.case.court.name,
                "to": _party(petition).name,
                "paragraphs": paragraphs,
                "closing": "特此告知。",
                "contact": _contact(petition),
            },
            audience=Audience.SIDE,
            party_id=_party(petition).pk,
            serve=not petition.anonymous,
            number=number_of(petition),
        )
    ]


def _start(petition: Petition) -> str:
    case = petition.case
    return greeting(form=Form(petition.form), received_on=case.received_on, number=number_of(petition))


def prolonged(record: Event, happened: Prolonged) -> list[PaperRequest]:
    """信访条例34: told in writing, with the reason."""
    asked = Prolonging.objects.select_related("petition__case__court").get(pk=happened.prolonging_id)
    text = prolonged_text(start=_start(asked.petition), days=asked.days, due=happened.due, reason=asked.reason)
    return _notice(asked.petition, "信访办理期限延长告知书", record.day, text)


def reopened(record: Event, happened: Reopened) -> list[PaperRequest]:
    petition = _petition(happened.petition_id)
    text = reopened_text(start=_start(petition), due=petition.due_on)
    return _notice(petition, "信访事项重新办理告知书", record.day, text)


PAPERS = Makers(
    on(Lodged, receipt),
    on(Acknowledged, procedural),
    on(Answered, result),
    on(Prolonged, prolonged),
    on(Reopened, reopened),
)


LAYOUTS = {
    PaperKind.PETITION_RECEIPT: ("petitions/letters/papers/receipt.html",),
    PaperKind.PETITION_PROCEDURAL: ("petitions/letters/papers/letter.html",),
    PaperKind.PETITION_ANSWER: ("petitions/letters/papers/letter.html",),
    PaperKind.PETITION_NOTICE: ("petitions/letters/papers/letter.html",),
}
