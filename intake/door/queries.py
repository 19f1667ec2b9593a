"""What the other side reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from common.cases.access import not_over
from common.cases.models import Case, CaseFact, Claim, Deadline, Participation, Party
from common.cases.queries import PARTICIPATIONS, Offer, Row
from common.cases.states import DeadlineState, FactKey
from common.delivery.models import ServiceAddress
from common.delivery.queries import current_address
from common.documents.models import Paper
from common.law.articles import art
from common.law.papers import PaperKind
from common.law.terms import term
from common.people.models import User
from intake.door.models import Answer
from intake.filing.models import Evidence

ANSWER = "answer"  # the key of the time to answer
_RUN = {DeadlineState.OPEN, DeadlineState.WAITING}

# What the other side's page reads with the case.
TO_RESPOND = (
    PARTICIPATIONS,
    Prefetch("claims", Claim.objects.order_by("order")),
    Prefetch("facts", CaseFact.objects.filter(key=FactKey.MEDIABLE)),
    Prefetch("deadlines", Deadline.objects.filter(term=ANSWER).order_by("id")),
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


def to_answer(user: User, today: date) -> QuerySet[Deadline]:
    """The times to answer that wait or run for the parties this person is, or speaks for; not of who has answered."""
    mine = Participation.objects.filter(not_over(today), user=user.pk, party__isnull=False, party__left_on=None)
    given = Answer.objects.filter(case=OuterRef("case"), party=OuterRef("party"))
    runs = Deadline.objects.filter(~Exists(given), term=ANSWER, state__in=_RUN)
    return runs.filter(party__in=mine.order_by().values("party")).order_by()


def has_answered(case: Case, party: Party) -> bool:
    return Answer.objects.filter(case=case, party=party).exists()


def answer_row(case: Case, answered: bool) -> Row:
    waits = "没有提交" if case.closed_on is not None else "尚未提交"
    return Row("答辩", "已提交" if answered else waits)


def respond_offer(case: Case, party: Party, answered: bool) -> Offer:
    """The way to the complaint, and to the answer while one may be given; due it is while its time waits or runs. Who
    is only asked to mediate answers that alone; of a third party no answer is asked."""
    if not case.is_suit:
        return Offer("查看申请材料", "intake:respond", (case.uid,), articles=(art("在线调解", 15),))
    states = set(case.deadlines.filter(term=ANSWER, party=party, state__in=_RUN).values_list("state", flat=True))
    due = bool(states) and not answered and case.closed_on is None
    waits = due and DeadlineState.OPEN not in states
    return Offer(
        "查看起诉材料" if case.closed_on is not None else "查看起诉材料，提交答辩",
        "intake:respond",
        (case.uid,),
        main=due,
        hint=f"收到起诉状以后{term(ANSWER, case.received_on).spoken}内答辩。" if waits else "",
        articles=(art("民诉法", 128),),
        terms=[ANSWER],
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
