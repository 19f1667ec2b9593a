"""What intake shows on the case page and on the home page: one of each for all its wings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, Value
from django.urls import reverse

from common.cases.access import is_provisional, may_dispose, party_for, stands_in
from common.cases.models import Case, Party
from common.cases.queries import DeskItem, Offer, Panel, Row
from common.cases.states import Side
from common.law.articles import art
from common.people.access import memberships_of
from common.web.wording import day_words
from intake.agents.access import names_agents
from intake.door.models import Answer
from intake.filing.access import CLERKS, may_review
from intake.filing.models import Draft, Filing
from intake.filing.queries import REVIEW_TERMS
from intake.filing.rules.suing import suable
from intake.filing.states import DraftState, FilingState
from intake.review.access import reads_review
from intake.review.queries.desk import OURS
from intake.review.rules import withdrawable
from intake.review.states import ON_THE_DESK


def desk(user: Any, today: date) -> list[DeskItem]:
    """What waits on the home page: filings to review by due day for the desk, drafts and corrections for the filer.

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
    ).values_list("case__uid", "case__title")
    begun = Draft.objects.filter(owner=user.pk, state=DraftState.OPEN).values_list("uid", Value(""))
    rows = list(correcting.union(begun, all=True))
    drafts = sum(1 for _, title in rows if not title)
    asked = [(uid, title) for uid, title in rows if title]
    items = [DeskItem("接着填写没有提交的申请", drafts, reverse("intake:drafts"))] if drafts else []
    items += [DeskItem(f"补正材料：{title}", 1, reverse("intake:correct", args=[uid])) for uid, title in asked[:5]]
    return items


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
