"""The papers of mediation, frozen when their event happens. Context is plain values; the words stand in templates."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.events import Audience
from common.cases.models import Case, Event, Party
from common.cases.states import PartyKind, side_label
from common.documents.rules import PaperRequest
from common.law.articles import Article, art
from common.law.clock import SHANGHAI
from common.law.money import yuan
from common.law.numbers import mask
from common.law.papers import PaperKind
from common.law.regimes import Route
from common.rooms import Makers, on
from mediation import events
from mediation.models import Agreement, Confirmation, Mediation, SettledPoints
from mediation.rules import consents_first, paper_fee, period, term_words
from mediation.states import ConfirmationState, EndReason, NotAcceptedGround, RejectedGround

# --- Pieces ----------------------------------------------------------------------------------------------------------


def _base(case: Case, day: date, grounds: list[Article]) -> dict[str, Any]:
    return {
        "day": day.isoformat(),
        "court": case.court.name,
        "cause": case.cause_name or "纠纷",
        "case_title": case.title,
        "grounds": [article.cite for article in grounds],
    }


def _party(party: Party, called: str) -> dict[str, Any]:
    natural = party.kind == PartyKind.NATURAL
    return {
        "called": called,
        "name": party.name,
        "gender": party.gender,
        "born": f"{party.birth_date:%Y年%-m月%-d日}" if party.birth_date else "",
        "id_number": mask(party.id_number) if natural and party.id_number else "",
        "uscc": "" if natural else party.id_number,
        "address": party.address,
        "representative": party.legal_representative,
        "agents": [
            f"{each.name}，{each.unit}" if each.unit else each.name
            for each in party.representations.filter(until__isnull=True).order_by("id")
        ],
    }


def _items(agreement: Agreement) -> list[dict[str, Any]]:
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


def _signatures(rows: Any) -> list[dict[str, str]]:
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


def _organisation(mediation: Mediation) -> str:
    mediator = mediation.mediator
    if mediator is None:
        return ""
    return f"{mediator.organisation or mediator.centre.name}调解员{mediator.user.display_name}"


def _number(case: Case, *kinds: str) -> str:
    row = case.numbers.filter(kind__in=kinds).order_by("-pk").first()
    return row.text if row else ""


def _agreement_context(case: Case, agreement: Agreement, day: date, *, joint: bool) -> dict[str, Any]:
    """`joint`: in a confirmation both are applicants (申请人)."""
    people = list(agreement.parties.order_by("side", "order", "id"))
    called = {p.pk: "申请人" if joint else side_label(p.side, case.kind) for p in people}
    return {
        "parties": [_party(p, called[p.pk]) for p in people],
        "names": "、".join(p.name for p in people),
        "facts": agreement.facts,
        "items": _items(agreement),
        "costs": agreement.costs,
        "whole": agreement.whole,
        "organisation": _organisation(agreement.mediation),
        "effective": f"{agreement.effective_on:%Y年%-m月%-d日}" if agreement.effective_on else "",
        "signed_on": agreement.effective_on.isoformat() if agreement.effective_on else day.isoformat(),
        "signatures": _signatures(agreement.signatures),
    }


def _to_each(people: Any, request: dict[str, Any]) -> list[PaperRequest]:
    """The same paper to each party, each served by itself."""
    return [
        PaperRequest(**request, audience=Audience.SIDE, party_id=party.pk, serve=True)
        for party in people.order_by("side", "order", "id")
    ]


# --- Papers ----------------------------------------------------------------------------------------------------------


def opened(record: Event, event: events.Opened) -> list[PaperRequest]:
    """调解告知书: the two roads side by side, before anybody says yes (在线调解7)."""
    case, route = record.case, Route(event.route)
    ordinary, summary = (period(route, summary=each, on=case.received_on) for each in (False, True))
    context = _base(
        case, record.day, [art("民诉法", 125), art("在线调解", 4), art("在线调解", 18), art("在线调解", 24)]
    )
    context |= {
        "after_filing": consents_first(route).value,
        "only_mediation": route is Route.MEDIATION_ONLY,
        "days": ordinary.value[1],
        "days_summary": summary.value[1],
        "confirm_term": term_words("confirmation_application", case.received_on),
        "paper_fee": paper_fee(case.cause, case.amount, record.day).value,
    }
    return [
        PaperRequest(
            kind=PaperKind.INVITATION,
            title=PaperKind.INVITATION.label,
            context={**context, "to": party.name},
            audience=Audience.SIDE,
            party_id=party.pk,
        )
        for party in case.parties.filter(left_on__isnull=True).order_by("side", "order", "id")
    ]


def agreed(record: Event, event: events.Agreed) -> list[PaperRequest]:
    """调解协议书, with every signature in it, served on the parties (在线调解19; 特邀19, 24)."""
    case = record.case
    agreement = Agreement.objects.select_related("mediation__mediator__user", "mediation__mediator__centre").get(
        pk=event.agreement_id
    )
    context = _base(case, record.day, [art("在线调解", 19), art("特邀调解", 24)])
    context |= _agreement_context(case, agreement, record.day, joint=False)
    request = {
        "kind": PaperKind.AGREEMENT,
        "title": PaperKind.AGREEMENT.label,
        "context": context,
        "number": _number(case, "诉前调", "调解", "民初"),
    }
    return _to_each(agreement.parties, request)


def points_signed(record: Event, event: events.PointsSigned) -> list[PaperRequest]:
    """无争议事实记载: signed by all, it goes to the trial team (在线调解18, 22)."""
    case = record.case
    points = SettledPoints.objects.select_related("mediation__mediator__user").get(pk=event.points_id)
    context = _base(case, record.day, [art("在线调解", 18), art("在线调解", 22)])
    people = list(points.parties.order_by("side", "order", "id"))
    context |= {
        "parties": [_party(p, side_label(p.side, case.kind)) for p in people],
        "facts": list(points.facts),
        "issues": list(points.issues),
        "signatures": _signatures(points.signatures),
    }
    return [
        PaperRequest(
            kind=PaperKind.POINTS,
            title=PaperKind.POINTS.label,
            context=context,
            audience=Audience.ALL,
        )
    ]


def ended(record: Event, event: events.Failed | events.Reported) -> list[PaperRequest]:
    """调解终结报告 to the court (特邀26; 在线调解21): written by the mediator, or nothing yet."""
    case = record.case
    mediation = Mediation.objects.select_related("mediator__user", "mediator__centre").get(pk=event.mediation_id)
    if not mediation.reported:
        return []
    reason = EndReason(mediation.end_reason)
    context = _base(
        case, record.day, [art("在线调解", 21), art("在线调解", 25, None, reason.item), art("特邀调解", 26)]
    )
    context |= {
        "to": case.court.name,
        "organisation": _organisation(mediation),
        "opened": f"{mediation.opened_on:%Y年%-m月%-d日}",
        "ended": f"{mediation.ended_on:%Y年%-m月%-d日}",
        "reason": reason.label,
        "summary": mediation.summary,
        "costly": mediation.costly,
        "hints": mediation.hints,
        "sessions": [
            {"number": row.number, "day": f"{row.held_on:%Y年%-m月%-d日}", "mode": row.mode_label}
            for row in mediation.sessions.filter(held_on__isnull=False).order_by("number")
        ],
        "reasons": [
            # The code alone: what a party said in its own words stays with the mediator (在线调解18).
            {"name": row.party.name, "words": row.code_label}
            for row in mediation.reasons.select_related("party")
        ],
        "signer": mediation.mediator.user.display_name if mediation.mediator else "",
    }
    return [
        PaperRequest(
            kind=PaperKind.REPORT,
            title=PaperKind.REPORT.label,
            context=context,
            audience=Audience.STAFF,
        )
    ]


def paper_made(record: Event, event: events.PaperMade) -> list[PaperRequest]:
    """民事调解书 (民诉法100): claims, facts, result; effective on the last receipt (解释149)."""
    case = record.case
    agreement = Agreement.objects.select_related(
        "mediation__mediator__user", "mediation__mediator__centre", "paper_judge"
    ).get(pk=event.agreement_id)
    context = _base(case, record.day, [])
    context |= _agreement_context(case, agreement, record.day, joint=False)
    context |= {
        "registered": f"{case.registered_on:%Y年%-m月%-d日}" if case.registered_on else "",
        "claims": list(case.claims.order_by("order").values_list("text", flat=True)),
        "found": agreement.paper_facts,
        "judge": agreement.paper_judge.display_name if agreement.paper_judge else "",
    }
    request = {
        "kind": PaperKind.MEDIATION_PAPER,
        "title": PaperKind.MEDIATION_PAPER.label,
        "context": context,
        "number": _number(case, "民初"),
    }
    return _to_each(agreement.parties, request)


def _confirmation(pk: int) -> Confirmation:
    return Confirmation.objects.select_related(
        "agreement__mediation__mediator__user", "agreement__mediation__mediator__centre", "judge"
    ).get(pk=pk)


def accepted(record: Event, event: events.ConfirmationAccepted) -> list[PaperRequest]:
    """受理通知书 (司法确认规定4)."""
    case, row = record.case, _confirmation(event.confirmation_id)
    context = _base(
        case, record.day, [art("民诉法", 205), art("司法确认", 4), art("司法确认", 5), art("民诉解释", 356)]
    )
    context |= {
        "names": "、".join(row.agreement.parties.order_by("side", "order", "id").values_list("name", flat=True)),
        "applied": f"{row.applied_on:%Y年%-m月%-d日}" if row.applied_on else "",
        "judge": row.judge.display_name if row.judge else "",
    }
    request = {
        "kind": PaperKind.CONFIRMATION_ACCEPTANCE,
        "title": PaperKind.CONFIRMATION_ACCEPTANCE.label,
        "context": context,
        "number": _number(case, "诉前调确", "民特"),
    }
    return _to_each(row.agreement.parties, request)


def ground_of(row: Confirmation) -> Article:
    """The item of 解释355 or 358 that the ruling rests on."""
    if row.ground in set(NotAcceptedGround):
        return art("民诉解释", 355, 1, NotAcceptedGround(row.ground).item)
    return art("民诉解释", 358, None, RejectedGround(row.ground).item)


def ruled(record: Event, event: events.Confirmed | events.ConfirmationRefused) -> list[PaperRequest]:
    """民事裁定书: effective, 驳回申请, or 不予受理 (民诉法206; 解释355, 358)."""
    case, row = record.case, _confirmation(event.confirmation_id)
    outcome = ConfirmationState(row.state)
    context = _base(case, record.day, [])
    context |= _agreement_context(case, row.agreement, record.day, joint=True)
    context |= {
        "outcome": outcome.value,
        "statute": art("民诉法", 206).cite,
        "applied": f"{row.applied_on:%Y年%-m月%-d日}" if row.applied_on else "",
        "accepted": f"{row.accepted_on:%Y年%-m月%-d日}" if row.accepted_on else "",
        "record": row.record,
        "ground": row.ground_label,
        "basis": ground_of(row).cite if row.ground else "",
        "judge": row.judge.display_name if row.judge else "",
    }
    request = {
        "kind": PaperKind.CONFIRMATION_RULING,
        "title": PaperKind.CONFIRMATION_RULING.label,
        "context": context,
        "number": _number(case, "诉前调确", "民特"),
    }
    return _to_each(row.agreement.parties, request)


PAPERS = Makers(
    on(events.Opened, opened),
    on(events.Agreed, agreed),
    on(events.PointsSigned, points_signed),
    on(events.Failed, ended),
    on(events.Reported, ended),
    on(events.PaperMade, paper_made),
    on(events.ConfirmationAccepted, accepted),
    on(events.Confirmed, ruled),
    on(events.ConfirmationRefused, ruled),
)

LAYOUTS = {
    kind: (f"mediation/papers/{template}.html",)
    for kind, template in {
        PaperKind.INVITATION: "invitation",
        PaperKind.AGREEMENT: "agreement",
        PaperKind.MEDIATION_PAPER: "mediation_paper",
        PaperKind.POINTS: "points",
        PaperKind.REPORT: "report",
        PaperKind.CONFIRMATION_ACCEPTANCE: "acceptance",
        PaperKind.CONFIRMATION_RULING: "ruling",
    }.items()
}
