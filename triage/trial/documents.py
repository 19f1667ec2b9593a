"""The papers of a trial: rulings, notices of conversion and closing."""

from __future__ import annotations

from typing import Any

from common.cases.events import Audience
from common.cases.models import Case, Event, Party
from common.cases.queries import number_of, party_abroad
from common.cases.states import FactKey, Side
from common.courts.queries import court_above
from common.documents.rules import PaperRequest
from common.law import clock
from common.law.articles import art
from common.law.papers import PaperKind
from common.law.procedures import Procedure
from common.notifications.queries import recipients_of
from common.rooms import Makers, on
from triage.teams.documents import case_of, parties_of, to_each
from triage.teams.models import Assignment
from triage.trial.events import AppealStruck, Closed, Converted, HearingFixed, RulingSigned
from triage.trial.models import Closing, FixedHearing, Ruling
from triage.trial.queries import withdrawing
from triage.trial.rules import appeal_term, called_ahead
from triage.trial.states import HearingMode, RulingKind, RulingState, StrikeReason


def party_blocks(case: Case, parties: list[Party]) -> list[dict[str, Any]]:
    """The heading of a ruling: who stands on which side, with agents. Numbers of identity stay out of it."""
    return [
        {
            "called": party.called(case.kind),
            "name": party.name,
            "address": party.told_address,
            "head": party.head_words,
            "agents": [
                f"{agent.name}，{agent.unit}" if agent.unit else agent.name
                for agent in party.representations.all()
                if agent.until is None
            ],
        }
        for party in parties
    ]


def _sides(ruling: Ruling, case: Case) -> tuple[list[Party], list[Party], bool]:
    """Whom a ruling names: all parties still in the case and whoever leaves it by this ruling; of a withdrawal those
    who leave; and whether other claimants go on."""
    rows = list(case.parties.order_by("side", "order").prefetch_related("representations"))
    claimants = [party.pk for party in rows if party.side == Side.CLAIMANT]
    named = set(withdrawing(ruling, claimants)) if ruling.kind == RulingKind.WITHDRAWAL else set()
    parties = [party for party in rows if party.left_on is None or party.pk in named]
    leaving = [party for party in parties if party.pk in named]
    stay = any(party.side == Side.CLAIMANT and party.pk not in named for party in parties)
    return parties, leaving, bool(leaving) and stay


def ruling_context(ruling: Ruling, case: Case, day: str) -> dict[str, Any]:
    """Everything a ruling prints. The page shows a draft from the same context."""
    facts = ruling.facts
    parties, leaving, part = _sides(ruling, case)
    claimants = "、".join(party.name for party in parties if party.side == Side.CLAIMANT)
    return {
        "day": day,
        "court": case.court.name,
        "case": case.title,
        "cause": case.cause_name,
        "what": ruling.kind,
        "parties": party_blocks(case, parties),
        "claimants": claimants,
        "movers": "、".join(party.name for party in leaving) or claimants,
        "part": part,
        "ground": facts.get("ground", ""),
        "words": facts.get("words", ""),
        "to_court": facts.get("court", ""),
        "received_on": case.received_on.isoformat(),
        "registered_on": case.registered_on.isoformat() if case.registered_on else "",
        "frm": Procedure(facts["from"]).label if facts.get("from") else "",
        "to": Procedure(facts["to"]).label if facts.get("to") else "",
        "judge": ruling.judge.display_name,
        "above": court_above(case.court),
        "appealable": bool(appeal_term(ruling.kind, case.procedure).value),
        "abroad": "、".join(party.name for party in parties if party_abroad(party).value),
        "articles": list(ruling.articles),
        "supplement": bool(facts.get("supplement")),
        "fee": facts.get("fee", {}),
        # Of a draft only whether money was received is known; the amounts are those settled by the signature.
        "draft": ruling.state == RulingState.DRAFT and case.facts.filter(key=FactKey.FEE_RECEIVED).exists(),
    }


def _ruling(record: Event, event: RulingSigned) -> list[PaperRequest]:
    ruling = Ruling.objects.select_related("judge").get(pk=event.ruling_id)
    case = case_of(record)
    parties, _, _ = _sides(ruling, case)  # whoever leaves by it has left by now, and is served all the same
    if ruling.kind == RulingKind.INADMISSIBLE:
        parties = [party for party in parties if party.side == Side.CLAIMANT]
    return to_each(
        case,
        parties,
        kind=PaperKind(f"ruling_{ruling.kind}"),
        title="民事裁定书",
        context=ruling_context(ruling, case, record.day.isoformat()),
    )


def _fixed(record: Event, event: HearingFixed) -> list[PaperRequest]:
    """Each party is called by summons, and who speaks for it by notice (民诉法139; 解释227)."""
    case = case_of(record)
    row = FixedHearing.objects.get(pk=event.hearing_id)
    judge = Assignment.objects.filter(case=case, until__isnull=True).select_related("judge").first()
    moment = clock.moment(row.at)
    context = {
        "day": record.day.isoformat(),
        "court": case.court.name,
        "case": case.title,
        "cause": case.cause_name,
        "on": moment.date().isoformat(),
        "time": f"{moment:%H:%M}",
        "place": row.place,
        "mode": HearingMode(row.mode).label,
        "changed": event.changed,
        "judge": judge.judge.display_name if judge else "",
    }
    ordinary = called_ahead(case.procedure).value  # in summary procedure they may be called at any time (解释261)
    own_law = (art("民诉法", 139), art("民诉解释", 227)) if ordinary else (art("民诉法", 162), art("民诉解释", 261))
    grounds = [each.cite for each in own_law]
    told: list[PaperRequest] = []
    for party in parties_of(case):
        sued = party.side != Side.CLAIMANT
        own = context | {"name": party.name, "called": party.called(case.kind), "head": party.head_words}
        absent = art("民诉法", 147 if sued else 146).cite
        summons = own | {"address": party.address, "sued": sued, "grounds": [*grounds, absent]}
        told += to_each(case, [party], kind=PaperKind.SUMMONS, title="传票", context=summons)
        agents = [each.name for each in party.representations.all() if each.until is None or each.until > record.day]
        if agents:
            notice = own | {"agents": "、".join(agents), "grounds": grounds}
            told += to_each(case, [party], kind=PaperKind.ATTEND_NOTICE, title="出庭通知书", context=notice)
    return told


def _converted(record: Event, event: Converted) -> list[PaperRequest]:
    """解释258第2款: the judges and what follows are told in writing."""
    case = case_of(record)
    row = Assignment.objects.filter(case=case, until__isnull=True).select_related("judge").first()
    context = {
        "day": record.day.isoformat(),
        "court": case.court.name,
        "case": case.title,
        "frm": Procedure(event.frm).label,
        "to": Procedure(event.to).label,
        "judge": row.judge.display_name if row else "",
        "registered_on": case.registered_on.isoformat() if case.registered_on else "",
        "grounds": [art("民诉解释", 258).cite],
    }
    return to_each(
        case,
        parties_of(case),
        kind=PaperKind.CONVERSION_NOTICE,
        title="转换审理程序通知书",
        context=context,
    )


def _closed(record: Event, event: Closed) -> list[PaperRequest]:
    """A notice of closing where no paper of the judge's tells it: other ways, and transfers without a ruling."""
    if event.way not in ("other", "transfer"):
        return []
    case = case_of(record)
    if case.rulings.filter(kind=RulingKind.TRANSFER, state=RulingState.SIGNED).exists():
        return []
    row = Closing.objects.get(pk=event.closing_id)
    context = {
        "day": record.day.isoformat(),
        "court": case.court.name,
        "case": case.title,
        "way": row.way_label,
        "grounds": [art("2025意见", 4).cite] if event.way == "other" else [art("民诉法", 37).cite],
    }
    return to_each(
        case,
        parties_of(case),
        kind=PaperKind.CLOSING_NOTICE,
        title="结案通知书",
        context=context,
    )


def _struck(record: Event, event: AppealStruck) -> list[PaperRequest]:
    """Who had appealed, or was said to have received the copy, reads what was written down wrongly and what holds now.
    It is no decision, and nothing runs from it: it is not served but on whom no message reaches."""
    case = case_of(record)
    appellant = case.parties.get(pk=event.party_id)
    to = case.parties.get(pk=event.copy_of) if event.copy_of else appellant
    context = {
        "day": record.day.isoformat(),
        "court": case.court.name,
        "case": case.title,
        "to": to.name,
        "appellant": appellant.name,
        "copy": event.copy_of is not None,
        "last": event.last,
        "why": StrikeReason(event.why).label,
        "grounds": [art("民诉法", 171).cite, art("民诉法", 174).cite],
    }
    return [
        PaperRequest(
            kind=PaperKind.APPEAL_CORRECTION,
            title="上诉登记更正通知书",
            context=context,
            audience=Audience.SIDE,
            party_id=to.pk,
            number=number_of(case),
            serve=not any(each.ways() for each in recipients_of(to, record.day)),
        )
    ]


PAPERS = Makers(
    on(HearingFixed, _fixed),
    on(Converted, _converted),
    on(RulingSigned, _ruling),
    on(Closed, _closed),
    on(AppealStruck, _struck),
)

LAYOUTS = {
    **{PaperKind(f"ruling_{kind}"): ("triage/trial/papers/ruling.html",) for kind in RulingKind},
    PaperKind.SUMMONS: ("triage/trial/papers/summons.html",),
    PaperKind.ATTEND_NOTICE: ("triage/trial/papers/attend.html",),
    PaperKind.CONVERSION_NOTICE: ("triage/trial/papers/conversion.html",),
    PaperKind.CLOSING_NOTICE: ("triage/trial/papers/closing.html",),
    PaperKind.APPEAL_CORRECTION: ("triage/trial/papers/appeal_correction.html",),
}
