"""The papers of a filing, frozen when their event happens: receipt and complaint. Context is plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from common.cases.events import Audience
from common.cases.models import Case, Event, Party, Representation
from common.cases.queries import signed_by
from common.cases.states import Authority, PartyKind, Side, side_label
from common.documents.rules import PaperRequest
from common.documents.rules.withheld import LEADS
from common.law.articles import art
from common.law.clock import SHANGHAI
from common.law.money import daxie, yuan
from common.law.numbers import mask
from common.law.papers import PaperKind
from common.law.terms import filing_term
from common.rooms import Makers, on
from intake.filing import events
from intake.filing.models import Evidence, Filing, OralRecord
from intake.filing.rules.complaint import to_prove
from intake.filing.rules.oral import record_articles, record_title
from intake.filing.rules.printed import OF_PARTY, printed

Block = dict[str, Any]
# The questions about a party that its paragraph places; what else was answered follows at its end.
_HEADING = OF_PARTY | {
    *("id_type", "ethnicity", "employer", "habitual_residence", "domicile", "home"),
    *("org_kind", "body_kind", "operator_id_number", "job_title"),
    *("guardian_id_type", "guardian_id_number", "guardian_phone"),
}

# What leads to somebody: of whom is to be kept from the other side, none of it is told.
_LEADS = ("habitual_residence", "domicile", "home", "employer", "guardian_phone")


def base_of(case: Case, day: date) -> dict[str, Any]:
    """What every paper of intake says of its case."""
    return {"day": day.isoformat(), "court": case.court.name, "case": case.title, "cause": case.cause_name}


def parties_of(case: Case) -> list[Party]:
    """All parties with who speaks for them, side by side. Two queries."""
    return list(case.parties.order_by("side", "order").prefetch_related("representations"))


def claimants(parties: list[Party]) -> list[Party]:
    """Those still in the case; of a case everybody left, all (its papers are printed again later)."""
    people = [each for each in parties if each.side == Side.CLAIMANT]
    return [each for each in people if each.left_on is None] or people


def respondents(parties: list[Party]) -> list[Party]:
    """Those still in the case."""
    return [each for each in parties if each.side == Side.RESPONDENT and each.left_on is None]


def party_block(party: Party, kind: str, said: Mapping[str, str] = MappingProxyType({})) -> Block:
    """One paragraph of the complaint's heading (民事诉讼法第一百二十四条第一、二项). ``said``: question ->
    words, what the filing answered of this party and the case does not keep."""
    natural = party.kind == PartyKind.NATURAL
    if party.address_kept:
        said = {key: words for key, words in said.items() if key not in _LEADS}
    words = [party.name, *(_natural(party, said) if natural else _unit(party, said))]
    words.append(_labelled("", said, "guardian_id_type") + _labelled("号码", said, "guardian_id_number"))
    words.append(_labelled("法定代理人联系电话", said, "guardian_phone"))
    words += [said[each] for each in said if each not in _HEADING]
    speaking = [each for each in party.representations.all() if each.until is None]
    return {
        "role": side_label(party.side, kind),
        "words": "，".join(each for each in words if each) + "。",
        "agents": [_agent(each) for each in speaking],
    }


def _agent(row: Representation) -> str:
    """Who speaks for the party, of which office, and how far the power reaches."""
    reach = Authority(row.authority).label + (f"：{'、'.join(row.powers)}" if row.powers else "")
    return "，".join(each for each in (row.name, row.unit, reach) if each)


def _labelled(label: str, said: Mapping[str, str], key: str) -> str:
    return f"{label}{said[key]}" if said.get(key) else ""


def _natural(party: Party, said: Mapping[str, str]) -> list[str]:
    born, number = party.birth_date, mask(party.id_number) if party.id_number else ""
    usual, registered = said.get("habitual_residence", ""), said.get("domicile", "")
    return [
        party.gender,
        f"{born.year}年{born.month}月{born.day}日出生" if born else "",
        said.get("ethnicity", ""),
        _labelled("工作单位", said, "employer"),
        f"{_labelled('', said, 'id_type') or '公民身份'}号码{number}" if number else "",
        "住址由法院保存" if party.address_kept else f"住{party.address}" if party.address else "",
        f"户籍所在地{registered}" if usual and registered and registered != usual else "",
        _labelled("住所在", said, "home"),
        f"联系电话{mask(party.phone)}" if party.phone and not party.address_kept else "",
        party.head_words if party.guardian else "",
    ]


def _unit(party: Party, said: Mapping[str, str]) -> list[str]:
    return [
        said.get("org_kind") or said.get("body_kind") or "",
        f"统一社会信用代码{party.id_number}" if party.id_number else "",
        party.head_words,
        _labelled("公民身份号码", said, "operator_id_number"),
        _labelled("职务", said, "job_title"),
        "住所地由法院保存" if party.address_kept else f"住所地{party.address}" if party.address else "",
        _labelled("住所在", said, "home"),
        f"联系电话{mask(party.phone)}" if party.phone and not party.address_kept else "",
    ]


def complaint_of(case: Case, parties: list[Party], day: date) -> dict[str, Any]:
    """The context of the complaint as the case stands (民事诉讼法第一百二十四条)."""
    filing = Filing.objects.select_related("draft").get(case=case)
    owner = filing.draft.owner_id if filing.draft else None
    told = printed(filing.spec, filing.wish, filing.answers, filing.first_received_on)
    evidence = Evidence.objects.filter(case=case, removed=False).order_by("order", "id")
    said = {each.pk: told.people.get((each.side, each.order), {}) for each in parties}
    return base_of(case, filing.first_received_on) | {
        LEADS: {str(each.pk): _leads(said[each.pk]) for each in parties if not each.address_kept},
        "parties": [party_block(each, case.kind, said[each.pk]) for each in parties],
        "claims": [
            {"text": each.text, "amount": _beside(each.text, each.amount)} for each in case.claims.order_by("order")
        ],
        "beside": told.claims,
        "total": yuan(case.amount) if case.amount is not None else "",
        "capitals": daxie(case.amount) if case.amount is not None else "",
        "sections": told.sections,
        "evidence": [{"title": each.title, "proves": each.proves} for each in evidence],
        "oral": filing.oral,
        "signers": "、".join(signed_by(each, owner, day) for each in claimants(parties)),
    }


def _leads(said: Mapping[str, str]) -> list[str]:
    return [said[key] for key in _LEADS if said.get(key)]


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
    context = complaint_of(case, parties, day) | {"suit": suit}
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
    filing = Filing.objects.get(pk=event.filing_id)
    suit = event.wish == "sue"
    evidence = Evidence.objects.filter(case=case, removed=False).order_by("order", "id")
    parties = parties_of(case)
    people = claimants(parties)
    statement = _statement(case, parties, day)
    receipt = base_of(case, day) | {
        "names": "、".join(each.name for each in people),
        "at": record.at.astimezone(SHANGHAI).strftime("%Y年%m月%d日 %H:%M"),
        "number": f"收 {case.uid}",
        "suit": suit,
        "term": filing_term(case.cause),
        "channel": case.get_channel_display(),
        "amount": yuan(case.amount) if case.amount is not None else "",
        "materials": [statement.title.removeprefix("民事"), *[each.title for each in evidence]],
        "still": to_prove(filing.spec, filing.answers),
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


def served_on(party: Party, kind: PaperKind, title: str, context: dict[str, Any]) -> PaperRequest:
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


PAPERS = Makers(on(events.Filed, filed))

LAYOUTS = {
    kind: (f"intake/filing/papers/{template}.html",)
    for kind, template in {
        PaperKind.COMPLAINT: "complaint",
        PaperKind.ORAL_RECORD: "oral_record",
        PaperKind.RECEIPT: "receipt",
        PaperKind.COMPLAINT_COPY: "complaint",
    }.items()
}
