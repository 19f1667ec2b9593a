"""What intake shows on the case page and on the home page: one of each for all its wings."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, Value
from django.urls import reverse

from common.cases.access import party_for
from common.cases.models import Case
from common.cases.queries import DeskItem, Offer, Panel, Row
from common.cases.states import Side
from common.people.access import memberships_of
from common.people.models import User
from common.web.wording import day_words
from intake.agents.queries import agents_offers, mandates_offers, unchecked_notice
from intake.door.queries import address_offers, answer_row, code_offers, has_answered, respond_offer, to_answer
from intake.filing.access import CLERKS, may_review
from intake.filing.models import Draft, Filing
from intake.filing.queries import REVIEW_TERMS, evidence_offers, papers_offer, suing_offers, to_sue
from intake.filing.rules.printed import beside_claims
from intake.filing.states import DraftState, FilingState
from intake.review.access import reads_review
from intake.review.queries import (
    read_offer,
    reply_notice,
    reply_offers,
    returned,
    review_offer,
    review_row,
    withdrawal_offers,
)
from intake.review.queries.desk import OURS
from intake.wards.queries import guardians_offers, unproved_notice

# What waits for a litigant: (mark of the row, words, URL name).
_STEPS = (
    ("correct", "补正材料", "intake:correct"),
    ("answer", "提交答辩", "intake:respond"),
    ("sue", "起诉", "intake:sue_after"),
)


def desk(user: User, today: date) -> list[DeskItem]:
    """What waits on the home page: filings to review by due day for the desk, for a litigant drafts,
    corrections, answers and suits after mediation.

    One query.
    """
    courts = {post.court_id for post in memberships_of(user, today) if post.role in CLERKS}
    if courts:
        due = Q(
            case__deadlines__term__in=REVIEW_TERMS,
            case__deadlines__subject__in=OURS,
            case__deadlines__state__in=["open", "lapsed"],
            case__deadlines__due__lte=today,
        )
        waiting = Filing.objects.filter(case__court_id__in=courts, state=FilingState.WAITING)
        counts = waiting.aggregate(all=Count("pk", distinct=True), due=Count("pk", filter=due, distinct=True))
        return [DeskItem("立案审查", counts["all"], reverse("intake:desk"), due=counts["due"])]
    if memberships_of(user, today):
        return []
    correcting = Filing.objects.filter(
        state=FilingState.CORRECTING, case__participations__user=user.pk, case__participations__until__isnull=True
    ).values_list("case__uid", "case__title", Value("correct"))
    begun = Draft.objects.filter(owner=user.pk, state=DraftState.OPEN).values_list("uid", Value(""), Value("draft"))
    answering = to_answer(user, today).values_list("case__uid", "case__title", Value("answer"))
    suing = to_sue(user).values_list("case__uid", "case__title", Value("sue"))
    rows = list(correcting.union(begun, answering, suing, all=True))
    drafts = sum(1 for *_, what in rows if what == "draft")
    items = [DeskItem("接着填写没有提交的申请", drafts, reverse("intake:drafts"))] if drafts else []
    for what, words, page in _STEPS:
        asked = [(uid, title) for uid, title, each in rows if each == what]
        items += [DeskItem(f"{words}：{title}", 1, reverse(page, args=[uid])) for uid, title in asked[:5]]
    return items


def panel(case: Case, user: User, today: date) -> Panel | None:
    """What intake shows on the case page."""
    filing = Filing.objects.filter(case=case).first()
    if filing is None:
        return None
    received = Row("收到", day_words(filing.first_received_on, today=today))
    beside = [
        Row(each["label"], each["value"])
        for each in beside_claims(filing.spec, filing.wish, filing.answers, filing.first_received_on)
    ]
    rows = [received, review_row(case, filing), *beside]
    if may_review(case, user, today):
        offers = [review_offer(case, filing), *mandates_offers(case), *guardians_offers(case, user, today)]
        offers += code_offers(case)
        return Panel("立案", rows, offers, order=10)
    party = party_for(case, user, today)
    if party is None:
        # A judge or a mediator reads the papers on the case page; the review is its court's desk.
        offers = [read_offer(case)] if reads_review(case, user, today) else []
        return Panel("立案", rows, [*offers, *guardians_offers(case, user, today)], order=10)
    if party.side == Side.CLAIMANT:
        offers = _filer_offers(case, filing, user, today) if party.left_on is None else [papers_offer(case)]
        if party.left_on is None:
            offers = [*address_offers(case, party), *offers]
        notice = (
            reply_notice(filing) or unproved_notice(case, party, user) or unchecked_notice(case, party, user, today)
        )
        return Panel("立案", rows, offers, notice, returned(filing), order=10)
    answered = has_answered(case, party)
    offers = [respond_offer(case, party, answered), *agents_offers(case, user, today)]
    notice = unproved_notice(case, party, user)
    if not case.is_suit:  # nobody sued: there is nothing to answer, only a mediation to agree to or not
        return Panel("申请", [received, *beside], offers, notice, order=10)
    return Panel("应诉", [received, answer_row(case, answered), *beside], offers, notice, order=10)


def _filer_offers(case: Case, filing: Filing, user: User, today: date) -> list[Offer]:
    return [
        *suing_offers(case, filing),
        *reply_offers(case, filing),
        papers_offer(case),
        *withdrawal_offers(case, filing, user, today),
        *evidence_offers(case),
        *agents_offers(case, user, today),
    ]
