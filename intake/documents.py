"""The papers of intake, frozen when their event happens: receipt, complaint, notices. Context is plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.events import Audience
from common.cases.models import Case, Event, Party
from common.cases.queries import number_of, party_abroad, signed_by
from common.cases.states import FactKey, PartyKind, Side, side_label
from common.documents.rules import PaperRequest
from common.law.articles import art
from common.law.clock import SHANGHAI
from common.law.money import daxie, yuan
from common.law.numbers import mask
from common.law.papers import PaperKind
from common.rooms import Makers, on
from intake import events
from intake.models import Answer, Correction, DefendantDoor, Evidence, Filing, OralRecord
from intake.rules import answers as reading
from intake.rules.forms import answer_form, load
from intake.rules.oral import record_articles, record_title
from intake.rules.review import label_of, shown_code


def _base(case: Case, day: date) -> dict[str, Any]:
    return {"day": day.isoformat(), "court": case.court.name, "case": case.title, "cause": case.cause_name}


def _parties(case: Case) -> list[Party]:
    return list(case.parties.order_by("side", "order").prefetch_related("representations"))


def _claimants(parties: list[Party]) -> list[Party]:
    """Those still in the case; of a case everybody left, all (its papers are printed again later)."""
    people = [each for each in parties if each.side == Side.CLAIMANT]
    return [each for each in people if each.left_on is None] or people


def _respondents(parties: list[Party]) -> list[Party]:
    return [each for each in parties if each.side == Side.RESPONDENT and each.left_on is None]


def _party_block(party: Party, kind: str) -> dict[str, Any]:
    """One paragraph of the complaint's heading (民事诉讼法第一百二十四条第一、二项)."""
    parts = [party.name]
    if party.kind == PartyKind.NATURAL:
        if party.gender:
            parts.append(party.gender)
        if party.birth_date:
            parts.append(f"{party.birth_date.year}年{party.birth_date.month}月{party.birth_date.day}日出生")
        if party.id_number:
            parts.append(f"公民身份号码{mask(party.id_number)}")
    else:
        if party.id_number:
            parts.append(f"统一社会信用代码{party.id_number}")
        if party.legal_representative:
            parts.append(f"法定代表人（负责人）{party.legal_representative}")
    if party.address:
        parts.append(f"住{party.address}" if party.kind == PartyKind.NATURAL else f"住所地{party.address}")
    if party.phone:
        parts.append(f"联系电话{mask(party.phone)}")
    speaking = [each for each in party.representations.all() if each.until is None]
    agents = [f"{each.name}，{each.unit}" if each.unit else each.name for each in speaking]
    return {"role": side_label(party.side, kind), "words": "，".join(parts) + "。", "agents": agents}


def _complaint(case: Case, parties: list[Party], day: date) -> dict[str, Any]:
    filing = Filing.objects.select_related("draft").get(case=case)
    owner = filing.draft.owner_id if filing.draft else None
    form = load(filing.form)
    sections = []
    for section in form.for_wish(filing.wish):
        if section.repeat or section.special or section.key in ("claims", "agent", "service"):
            continue
        given = reading.of_section(filing.answers, section)
        rows = [
            {"label": each.label_for(filing.wish), "value": reading.words(each, given.get(each.key))}
            for each in section.shown(given)
            if not reading.blank(given.get(each.key))
        ]
        if rows:
            sections.append({"title": section.title_for(filing.wish).removeprefix("填写"), "rows": rows})
    evidence = Evidence.objects.filter(case=case, removed=False).order_by("order", "id")
    return _base(case, filing.first_received_on) | {
        "parties": [_party_block(each, case.kind) for each in parties],
        "claims": [
            {"text": each.text, "amount": _beside(each.text, each.amount)} for each in case.claims.order_by("order")
        ],
        "total": yuan(case.amount) if case.amount is not None else "",
        "capitals": daxie(case.amount) if case.amount is not None else "",
        "sections": sections,
        "evidence": [{"title": each.title, "proves": each.proves} for each in evidence],
        "oral": filing.oral,
        "signers": "、".join(signed_by(each, owner, day) for each in _claimants(parties)),
    }


def _beside(text: str, amount: int | None) -> str:
    """The amount to print after a claim, unless its words already name it."""
    shown = yuan(amount) if amount is not None else ""
    return "" if shown in text else shown


def _oral(filing: Filing) -> dict[str, Any]:
    """The foot of the record: how it was signed, by whom, before whom (民诉解释第二百六十五条)."""
    row = OralRecord.objects.select_related("clerk", "party").get(filing=filing)
    return {
        "signer": row.words,
        "way": row.way,
        "image": f"data:image/png;base64,{row.image}" if row.image else "",
        "clerk": row.clerk.display_name,
        "witness": row.witness,
        "at": row.at.astimezone(SHANGHAI).strftime("%Y年%-m月%-d日 %H时%M分"),
        "grounds": [each.cite for each in record_articles(filing.wish)],
    }


def _statement(case: Case, parties: list[Party], day: date) -> PaperRequest:
    """The complaint as it was handed in; spoken, the record of it with the signature (it stands in the complaint's
    place, 民诉解释第二百六十三条第一项)."""
    filing = Filing.objects.get(case=case)
    suit = filing.wish == "sue"
    context = _complaint(case, parties, day) | {"suit": suit}
    if filing.oral:
        context |= _oral(filing)
    return PaperRequest(
        kind=PaperKind.ORAL_RECORD if filing.oral else PaperKind.COMPLAINT,
        title=record_title(filing.wish) if filing.oral else "民事起诉状" if suit else "调解申请书",
        context=context,
        audience=Audience.ALL,
    )


def filed(record: Event, event: events.Filed) -> list[PaperRequest]:
    """A dated receipt at once (登记立案规定第二条第一款), and the complaint as it was submitted."""
    case, day = record.case, record.day
    suit = event.wish == "sue"
    evidence = Evidence.objects.filter(case=case, removed=False).order_by("order", "id")
    parties = _parties(case)
    people = _claimants(parties)
    statement = _statement(case, parties, day)
    receipt = _base(case, day) | {
        "names": "、".join(each.name for each in people),
        "at": record.at.astimezone(SHANGHAI).strftime("%Y年%m月%d日 %H:%M"),
        "number": f"收 {case.uid}",
        "suit": suit,
        "channel": case.get_channel_display(),
        "amount": yuan(case.amount) if case.amount is not None else "",
        "materials": [statement.title.removeprefix("民事"), *[each.title for each in evidence]],
        "grounds": [art("立案规定", 2).cite, art("民诉法", 126).cite] if suit else [art("在线调解", 8).cite],
    }
    return [
        PaperRequest(
            kind=PaperKind.RECEIPT,
            title="收件回执",
            context=receipt,
            audience=Audience.SIDE,
            party_id=people[0].pk,
        ),
        statement,
    ]


def corrected(record: Event, event: events.Corrected) -> list[PaperRequest]:
    """The complaint as it reads after the correction."""
    suit = record.case.is_suit
    context = _complaint(record.case, _parties(record.case), record.day) | {"suit": suit}
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
    context = _base(record.case, record.day) | {
        "items": correction_items(correction),
        "days": correction.days,
        "again": correction.again,
        "grounds": [art("立案规定", 7).cite, art("在线诉讼", 9).cite],
    }
    return [
        _to(each, PaperKind.CORRECTION_NOTICE, PaperKind.CORRECTION_NOTICE.label, context | {"name": each.name})
        for each in _claimants(_parties(record.case))
    ]


def correction_items(correction: Correction) -> list[dict[str, str]]:
    """What is to be corrected, in words: [{label, message}]."""
    form = load(correction.filing.form)
    titles = dict(Evidence.objects.filter(case=correction.filing.case_id).values_list("document__uid", "title"))
    found = []
    for each in correction.items:
        if each.get("question"):
            label = label_of(form, correction.filing.wish, each["question"])
        else:
            label = f"文件：{titles.get(each.get('document', ''), '需要补充的材料')}"
        found.append({"label": label, "message": each["message"]})
    return found


def _to(party: Party, kind: PaperKind, title: str, context: dict[str, Any]) -> PaperRequest:
    """A paper served on one party."""
    return PaperRequest(
        kind=kind,
        title=title,
        context=context,
        audience=Audience.SIDE,
        party_id=party.pk,
        serve=True,
        number=str(context.get("number", "")),
    )


def registered(record: Event, event: events.Registered) -> list[PaperRequest]:
    """To the claimants the notice of acceptance; to each respondent the complaint, the notice to respond and the door.

    民事诉讼法第一百二十六、一百二十八条; 在线诉讼规则第九条第一项.
    """
    case = record.case
    parties = _parties(case)
    base = _base(case, record.day) | {"number": number_of(case)}
    mediates = case.facts.filter(key=FactKey.ACCEPTS_MEDIATION).exclude(value="no").exists()
    accept = base | {
        "mediates": mediates,
        "respondents": "、".join(each.name for each in _respondents(parties)),
        "cause": case.cause_name,
        "grounds": [art("民诉法", 126).cite, art("在线诉讼", 9).cite],
    }
    found = [
        _to(each, PaperKind.ACCEPTANCE_NOTICE, PaperKind.ACCEPTANCE_NOTICE.label, accept | {"name": each.name})
        for each in _claimants(parties)
    ]
    complaint = _complaint(case, parties, record.day)
    names = "、".join(each.name for each in _claimants(parties))
    called = f"{record_title('sue') if complaint['oral'] else '民事起诉状'}副本"
    doors = dict(DefendantDoor.objects.filter(party__case=case).values_list("party_id", "code"))
    respond = base | {"claimants": names}
    for each in _respondents(parties):
        code = shown_code(doors[each.pk]) if each.pk in doors else ""
        copy = complaint | {"suit": True, "number": base["number"], "copy": True, "name": each.name, "code": code}
        found.append(_to(each, PaperKind.COMPLAINT_COPY, called, copy))
        found.append(
            _to(
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
    context = _base(record.case, record.day) | {
        "words": filing.return_words,
        "suit": filing.wish == "sue",
        "grounds": [art("立案规定", 7).cite, art("立案规定", 9).cite],
    }
    return [
        _to(each, PaperKind.RETURN_NOTICE, PaperKind.RETURN_NOTICE.label, context | {"name": each.name})
        for each in _claimants(_parties(record.case))
    ]


def insisted(record: Event, event: events.Insisted) -> list[PaperRequest]:
    """What the filer says against the return, on file for the judge who rules (登记立案规定第七条)."""
    filing = Filing.objects.get(pk=event.filing_id)
    people = _claimants(_parties(record.case))
    context = _base(record.case, record.day) | {
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


def answered(record: Event, event: events.Answered) -> list[PaperRequest]:
    """The answer as a paper, served on the claimants (民事诉讼法第一百二十八条: within five days)."""
    case = record.case
    answer = Answer.objects.select_related("party").get(pk=event.answer_id)
    filing = Filing.objects.filter(case=case).first()
    rows: list[dict[str, str]] = []
    form = answer_form(filing.form) if filing and answer.answers else None
    if form is not None:
        for section in form.sections:
            for each in section.fields:
                value = (answer.answers or {}).get(f"{section.key}.{each.key}")
                if not reading.blank(value):
                    rows.append({"label": each.label, "value": reading.words(each, value)})
    context = _base(case, record.day) | {
        "number": number_of(case),
        "party": _party_block(answer.party, case.kind),
        "text": answer.text,
        "rows": rows,
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
            _to(each, PaperKind.ANSWER_COPY, PaperKind.ANSWER_COPY.label, context)
            for each in _claimants(_parties(case))
        ]
    return found


PAPERS = Makers(
    on(events.Filed, filed),
    on(events.Corrected, corrected),
    on(events.CorrectionRequested, correction_requested),
    on(events.Registered, registered),
    on(events.Returned, returned),
    on(events.Insisted, insisted),
    on(events.Answered, answered),
)

LAYOUTS = {
    kind: (f"intake/papers/{template}.html",)
    for kind, template in {
        PaperKind.COMPLAINT: "complaint",
        PaperKind.ORAL_RECORD: "oral_record",
        PaperKind.RECEIPT: "receipt",
        PaperKind.CORRECTION_NOTICE: "correction_notice",
        PaperKind.ACCEPTANCE_NOTICE: "acceptance_notice",
        PaperKind.COMPLAINT_COPY: "complaint",
        PaperKind.RESPOND_NOTICE: "respond_notice",
        PaperKind.RETURN_NOTICE: "return_notice",
        PaperKind.INSISTENCE: "insistence",
        PaperKind.ANSWER: "answer",
        PaperKind.ANSWER_COPY: "answer",
    }.items()
}
