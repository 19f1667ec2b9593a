"""What the other side reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from common.cases.models import Case, CaseFact, Claim, Deadline, Party
from common.cases.queries import PARTICIPATIONS, Offer, Row
from common.cases.states import FactKey
from common.delivery.models import ServiceAddress
from common.delivery.queries import current_address
from common.documents.models import Paper
from common.law.articles import art
from common.law.papers import PaperKind
from intake.door.models import Answer
from intake.filing.models import Evidence

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
    claims: list[Any]  # what is still asked of the respondent
    gone: list[Any]  # what was settled, decided or taken back: nothing is to be said to it any more
    complaint: Paper | None
    evidence: list[Evidence]
    answers: list[Any]
    due: Deadline | None
    mediable: bool
    address: bool  # whether one is known


def respond_page(case: Case, party: Party) -> RespondPage:
    """What the respondent sees: the complaint, the evidence, what they answered, and by when. `case` comes with
    `TO_RESPOND`."""
    papers, facts = list(case.papers.all()), {each.key: each.value for each in case.facts.all()}
    terms = [each for each in case.deadlines.all() if each.party_id == party.pk]
    return RespondPage(
        claims=[each for each in case.claims.all() if each.state == "open"],
        gone=[each for each in case.claims.all() if each.state != "open"],
        complaint=papers[-1] if papers else None,
        evidence=list(case.evidence.all()),
        answers=[each for each in case.answers.all() if each.party_id == party.pk],
        due=terms[-1] if terms else None,
        mediable=facts.get(FactKey.MEDIABLE) != "no",
        address=ServiceAddress.objects.filter(
            party=party, superseded_at__isnull=True, confirmed_at__isnull=False
        ).exists(),
    )


def has_answered(case: Case, party: Party) -> bool:
    return Answer.objects.filter(case=case, party=party).exists()


def answer_row(case: Case, answered: bool) -> Row:
    waits = "没有提交" if case.closed_on is not None else "尚未提交"
    return Row("答辩", "已提交" if answered else waits)


def respond_offer(case: Case, answered: bool) -> Offer:
    """The way to the complaint, and to the answer while one may be given."""
    return Offer(
        ("查看起诉材料" if case.closed_on is not None else "查看起诉材料，提交答辩")
        if case.is_suit
        else "查看申请材料",
        "intake:respond",
        (case.uid,),
        main=not answered and case.closed_on is None,
        articles=(art("民诉法", 128) if case.is_suit else art("在线调解", 15),),
    )


def address_offers(case: Case, party: Party) -> list[Offer]:
    """For a claimant whom another named, or whose agent took its papers until now: its own address is still to be
    confirmed (民诉解释137)."""
    if case.closed_on is not None:
        return []
    had = current_address(party)
    if had.confirmed_at is not None if had else party.order == 1:
        return []
    return [Offer("确认送达地址", "intake:address", (case.uid,), main=True)]


def code_offers(case: Case) -> list[Offer]:
    """For the window."""
    return [] if case.closed_on else [Offer("给当事人案件码", "intake:codes", (case.uid,))]
