"""Papers with signatures in them: the agreement, the undisputed facts; and the pieces later papers take over."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template.loader import render_to_string

from common.cases.events import Audience
from common.cases.models import Case, Event, Party
from common.cases.states import PartyKind, side_label
from common.documents.rules import PaperRequest
from common.law.articles import art
from common.law.clock import SHANGHAI
from common.law.money import yuan
from common.law.numbers import mask
from common.law.papers import PaperKind
from common.law.regimes import NumberKind
from common.rooms import Makers, on
from mediation.course.documents import frame, number_of, organisation
from mediation.texts import events
from mediation.texts.models import Agreement, SettledPoints
from mediation.texts.queries import lacks_hand
from mediation.texts.states import ClaimWay


def party_context(party: Party, called: str) -> dict[str, Any]:
    """A party as the head of a paper shows it; `called`: 原告, 申请人 …"""
    natural = party.kind == PartyKind.NATURAL
    return {
        "called": called,
        "name": party.name,
        "gender": party.gender,
        "born": f"{party.birth_date:%Y年%-m月%-d日}" if party.birth_date else "",
        "id_number": mask(party.id_number) if natural and party.id_number else "",
        "uscc": "" if natural else party.id_number,
        "address": party.told_address,
        "head": party.head_words,
        "agents": [
            f"{each.name}，{each.unit}" if each.unit else each.name
            for each in party.representations.filter(until__isnull=True).order_by("id")
        ],
    }


def items(agreement: Agreement) -> list[dict[str, Any]]:
    """Each term in words. The mediator writes whole sentences; who, what and when stand beside them in the tables."""
    return [
        {
            "text": item.text,
            "debtor": item.debtor.name if item.debtor else "",
            "creditor": item.creditor.name if item.creditor else "",
            "amount": yuan(item.amount) if item.amount is not None else "",
            "due": f"{item.due_on:%Y年%-m月%-d日}" if item.due_on else "",
        }
        for item in agreement.items.select_related("debtor", "creditor").order_by("order")
    ]


def signatures(rows: Any) -> list[dict[str, str]]:
    """Who signed, how and when, as it stands under a text."""
    return [
        {
            "role": "调解员" if row.mediator_id else "当事人",
            "name": row.words,
            "image": f"data:image/png;base64,{row.image}" if row.image else "",
            "how": (
                f"当面签名，见证人{row.witness.display_name}"
                if row.witness
                else "手写签名并经短信验证码核验"
                if row.image
                else "填写姓名确认并经短信验证码核验"
            ),
            "at": row.at.astimezone(SHANGHAI).strftime("%Y年%-m月%-d日 %H:%M"),
        }
        for row in rows.select_related("witness", "mediator", "party").order_by("id")
    ]


COMMITTEE = "人民调解委员会"


def head_of(agreement: Agreement, case: Case) -> str:
    """Whose paper an agreement is: a people's mediation committee's own (人民调解法28, 29), else the court's."""
    mediator = agreement.mediation.mediator
    return mediator.unit if mediator is not None and mediator.unit.endswith(COMMITTEE) else case.court.name


def claims(agreement: Agreement) -> list[dict[str, str]]:
    """What becomes of each claim, in the order of the suit."""
    rows = agreement.claims.order_by("order")
    ways = agreement.claim_ways
    return [
        {
            "pk": str(row.pk),
            "text": row.text.rstrip("。"),
            "way": ClaimWay(ways.get(str(row.pk), ClaimWay.SETTLED)).label,
        }
        for row in rows
    ]


def text_of(case: Case, agreement: Agreement) -> str:
    """The text of the agreement as HTML: rendered once when it goes out, then read, hashed, signed and printed."""
    context = agreement_context(case, agreement, agreement.drafted_on, joint=False)
    return render_to_string("mediation/texts/papers/text.html", context).strip()


def agreement_context(case: Case, agreement: Agreement, day: date, *, joint: bool) -> dict[str, Any]:
    """`joint`: in a confirmation both are applicants (申请人)."""
    people = list(agreement.parties.order_by("side", "order", "id"))
    called = {p.pk: "申请人" if joint else side_label(p.side, case.kind) for p in people}
    return {
        "parties": [party_context(p, called[p.pk]) for p in people],
        "names": "、".join(p.name for p in people),
        "facts": agreement.facts,
        "items": items(agreement),
        "total": yuan(sum(item.amount or 0 for item in agreement.items.all())),
        "claims_settled": claims(agreement),
        "difference": agreement.difference,
        "text": agreement.paper,
        "mark": agreement.mark,
        "costs": agreement.costs,
        "whole": agreement.whole,
        "organisation": organisation(agreement.mediation),
        "effective": f"{agreement.effective_on:%Y年%-m月%-d日}" if agreement.effective_on else "",
        "signed_on": agreement.effective_on.isoformat() if agreement.effective_on else day.isoformat(),
        "signatures": signatures(agreement.signatures),
        "unsigned": agreement.hand_words,
    }


def to_each(people: Any, request: dict[str, Any]) -> list[PaperRequest]:
    """The same paper to each party, each served by itself."""
    return [
        PaperRequest(**request, audience=Audience.SIDE, party_id=party.pk, serve=True)
        for party in people.order_by("side", "order", "id")
    ]


def agreed(record: Event, event: events.Agreed | events.Countersigned | events.HandWaived) -> list[PaperRequest]:
    """调解协议书, with every signature in it, served on the parties (在线调解19; 特邀19, 24). While the mediator's is
    waited for there is none yet."""
    case = record.case
    agreement = Agreement.objects.select_related("mediation__mediator__user", "mediation__mediator__centre").get(
        pk=event.agreement_id
    )
    if lacks_hand(agreement):
        return []
    context = frame(case, record.day, [art("在线调解", 19), art("特邀调解", 24)])
    context |= agreement_context(case, agreement, record.day, joint=False)
    context["head"] = head_of(agreement, case)
    request = {
        "kind": PaperKind.AGREEMENT,
        "title": PaperKind.AGREEMENT.label,
        "context": context,
        "number": number_of(case, NumberKind.PRE_SUIT, NumberKind.INTERNAL, NumberKind.CIVIL_FIRST),
    }
    return to_each(agreement.parties, request)


def points_signed(record: Event, event: events.PointsSigned) -> list[PaperRequest]:
    """无争议事实记载: signed by all, it goes to the trial team (在线调解18, 22)."""
    case = record.case
    points = SettledPoints.objects.select_related("mediation__mediator__user").get(pk=event.points_id)
    context = frame(case, record.day, [art("在线调解", 18), art("在线调解", 22)])
    people = list(points.parties.order_by("side", "order", "id"))
    context |= {
        "parties": [party_context(p, side_label(p.side, case.kind)) for p in people],
        "facts": list(points.facts),
        "issues": list(points.issues),
        "signatures": signatures(points.signatures),
    }
    return [
        PaperRequest(
            kind=PaperKind.POINTS,
            title=PaperKind.POINTS.label,
            context=context,
            audience=Audience.ALL,
        )
    ]


PAPERS = Makers(
    on(events.Agreed, agreed),
    on(events.Countersigned, agreed),
    on(events.HandWaived, agreed),
    on(events.PointsSigned, points_signed),
)


LAYOUTS = {
    PaperKind.AGREEMENT: ("mediation/texts/papers/agreement.html",),
    PaperKind.POINTS: ("mediation/texts/papers/points.html",),
}
