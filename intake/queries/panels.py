"""The panel on the case page, and what the other side reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from common.cases.access import is_provisional, may_dispose, party_for, stands_in
from common.cases.models import Case, CaseFact, Claim, Deadline, Party
from common.cases.queries import PARTICIPATIONS, Offer, Panel, Row
from common.cases.states import FactKey, Side
from common.delivery.models import ServiceAddress
from common.documents.models import Paper
from common.law.articles import art
from common.law.papers import PaperKind
from common.web.wording import day_words
from intake.access import may_review, names_agents, reads_review
from intake.models import Answer, Evidence, Filing
from intake.rules.review import suable, withdrawable
from intake.states import ON_THE_DESK, FilingState

# Ends after which suing is possible and nothing one is asked to think of.
WENT_WELL = ("mediated", "confirmed", "self_settled", "withdrawn")


def _stand(case: Case, filing: Filing) -> str:
    """How the review stands, in words; a judge's refusal ends what the filer insisted on."""
    return "法官裁定不予受理" if case.closing == "inadmissible" else FilingState(filing.state).label


def panel(case: Case, user: Any, today: date) -> Panel | None:
    """What intake shows on the case page."""
    filing = Filing.objects.filter(case=case).defer("answers").first()
    if filing is None:
        return None
    rows = [
        Row("收到", day_words(filing.first_received_on, today=today)),
        Row("立案审查", _stand(case, filing), badge=_tone(filing.state)),
    ]
    if may_review(case, user, today):
        open_state = filing.state in (*ON_THE_DESK, FilingState.INSISTED)
        words = "审查这件申请" if open_state else "查看立案材料"
        offers = [Offer(words, "intake:review", (case.uid,), main=open_state)]
        if case.closed_on is None:
            offers += [
                Offer("委托手续", "intake:mandates", (case.uid,)),
                Offer("给当事人查看码", "intake:codes", (case.uid,)),
            ]
        return Panel("立案", rows, offers, order=10)
    party = party_for(case, user, today)
    if party is None:
        # A judge or a mediator reads the papers on the case page; the review is its court's desk.
        desk = reads_review(case, user, today)
        return Panel("立案", rows, [Offer("查看立案材料", "intake:review", (case.uid,))] if desk else [], order=10)
    if party.side == Side.CLAIMANT:
        offers = _filer_offers(case, filing, user, today) if party.left_on is None else [_papers(case)]
        return Panel("立案", rows, offers, _filer_notice(filing, _unchecked(case, party, user, today)), order=10)
    answered = Answer.objects.filter(case=case, party=party).exists()
    offers = [
        Offer(
            "查看起诉材料，提交答辩" if case.is_suit else "查看申请材料",
            "intake:respond",
            (case.uid,),
            main=not answered and case.closed_on is None,
            articles=(art("民诉法", 128) if case.is_suit else art("在线调解", 15),),
        )
    ]
    if case.closed_on is None and names_agents(case, user, today) is not None:
        offers.append(_agents(case))
    if not case.is_suit:  # nobody sued: there is nothing to answer, only a mediation to agree to or not
        return Panel("申请", rows[:1], offers, order=10)
    return Panel("应诉", [*rows[:1], Row("答辩", "已提交" if answered else "尚未提交")], offers, order=10)


def other_filers(case: Case, party: Party | None) -> list[str]:
    """The names of the others on the filer's side who are still in the case."""
    rows = case.parties.filter(side=Side.CLAIMANT, left_on__isnull=True).order_by("order")
    return [row.name for row in rows if party is None or row.pk != party.pk]


def _tone(state: str) -> str:
    return {"waiting": "go", "correcting": "wait", "registered": "ok", "diverted": "ok", "returned": "late"}.get(
        state, ""
    )


def _papers(case: Case) -> Offer:
    return Offer("收件回执和起诉状" if case.is_suit else "收件回执和申请书", "intake:receipt", (case.uid,))


def _agents(case: Case) -> Offer:
    return Offer("委托代理人", "intake:agents", (case.uid,), articles=(art("民诉法", 61),))


def _filer_offers(case: Case, filing: Filing, user: Any, today: date) -> list[Offer]:
    offers = [_papers(case)]
    if filing.state == FilingState.CORRECTING:
        offers.insert(0, Offer("补正材料", "intake:correct", (case.uid,), main=True, articles=(art("立案规定", 7),)))
    if filing.state == FilingState.RETURNED and filing.wish == "sue":
        offers.insert(0, Offer("坚持起诉", "intake:insist", (case.uid,), articles=(art("立案规定", 7),)))
    if withdrawable(state=filing.state, stage=case.stage).value and may_dispose(case, user, today):
        offers.append(Offer("撤回申请", "intake:withdraw", (case.uid,)))
    open_claims = case.claims.filter(state="open").count() if case.closed_on else 0
    found = suable(wish=filing.wish, ended=case.closed_on is not None, closing=case.closing, open_claims=open_claims)
    if found.value:
        words, main = "起诉（已填的内容都带过去）", case.closing not in WENT_WELL
        offers.insert(0, Offer(words, "intake:sue_after", (case.uid,), main=main, articles=found.articles))
    if case.closed_on is None:
        offers.append(Offer("补充证据", "intake:more_evidence", (case.uid,)))
        if names_agents(case, user, today) is not None:
            offers.append(_agents(case))
    return offers


def _unchecked(case: Case, party: Party, user: Any, today: date) -> bool:
    """Whether this person speaks here by a mandate the court has yet to check. No query for the party itself."""
    return party.user_id != user.pk and not stands_in(case, user) and is_provisional(party, user.pk, today)


def _filer_notice(filing: Filing, unchecked: bool) -> str:
    if filing.state == FilingState.CORRECTING:
        return "法院请您补正材料，只需要改标出的地方。"
    if filing.state == FilingState.RETURNED:
        return filing.return_words
    if unchecked:
        return "法院核对授权委托书原件以后，您才能代为同意调解、和解、撤回。请带原件到立案窗口。"
    return ""


# --- The other side --------------------------------------------------------------------------------------------------


# What the other side's page reads with the case.
TO_RESPOND = (
    PARTICIPATIONS,
    Prefetch("claims", Claim.objects.order_by("order")),
    Prefetch("facts", CaseFact.objects.filter(key=FactKey.MEDIABLE)),
    Prefetch("deadlines", Deadline.objects.filter(term="answer").order_by("id")),
    Prefetch(
        "evidence",
        Evidence.objects.filter(removed=False).select_related("party", "document").order_by("order", "id"),
    ),
    Prefetch("answers", Answer.objects.order_by("id")),
    Prefetch(
        "papers",
        Paper.objects.filter(kind__in=[PaperKind.COMPLAINT, PaperKind.ORAL_RECORD]).defer("context").order_by("id"),
    ),
)


@dataclass(frozen=True)
class RespondPage:
    claims: list[Any]
    complaint: Paper | None
    evidence: list[Evidence]
    answers: list[Any]
    due: Deadline | None
    mediable: bool
    address: bool  # whether one is known


def respond_page(case: Any, party: Party) -> RespondPage:
    """What the respondent sees: the complaint, the evidence, what they answered, and by when. `case` comes with
    `TO_RESPOND`."""
    papers, facts = list(case.papers.all()), {each.key: each.value for each in case.facts.all()}
    terms = [each for each in case.deadlines.all() if each.party_id == party.pk]
    return RespondPage(
        claims=list(case.claims.all()),
        complaint=papers[-1] if papers else None,
        evidence=list(case.evidence.all()),
        answers=[each for each in case.answers.all() if each.party_id == party.pk],
        due=terms[-1] if terms else None,
        mediable=facts.get(FactKey.MEDIABLE) != "no",
        address=ServiceAddress.objects.filter(party=party, superseded_at__isnull=True).exists(),
    )
