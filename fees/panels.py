"""What the fee office shows on the home page and on the case page: the parts of its wings, joined."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from common.cases.access import is_staff_on, party_for
from common.cases.models import Case, Party
from common.cases.queries import DeskItem, Offer, Panel, Row
from common.cases.states import ENDED, Side
from common.law.articles import art
from common.law.money import yuan
from common.people.access import memberships_of
from common.people.states import Role
from fees.money.access import courts_as, is_finance, may_receive
from fees.money.models import FeeNotice, Receipt, Refund
from fees.money.queries import current_of, with_due
from fees.money.states import PAYABLE, NoticeState, RefundState, Verdict
from fees.relief.access import DECIDERS, may_decide_relief
from fees.relief.models import Relief
from fees.relief.states import ReliefState
from fees.review.access import PRESIDENT
from fees.review.queries import waiting_reviews


def desk(user: Any, today: date) -> list[DeskItem]:
    """What waits for this person: requests to decide, refunds, money to look into; for a litigant, fees to pay."""
    found: list[DeskItem] = []
    deciding = courts_as(user, DECIDERS, today)
    if deciding:
        rows = Relief.objects.filter(state=ReliefState.PENDING, case__court__in=deciding)
        found.append(DeskItem("缓减免申请待决定", rows.count(), reverse("fees:reliefs")))
    presiding = courts_as(user, PRESIDENT, today)
    if presiding:
        late = Q(due_on__lt=today)
        counts = waiting_reviews(presiding).order_by().aggregate(all=Count("pk"), late=Count("pk", filter=late))
        found.append(DeskItem("诉讼费用复核", counts["all"], reverse("fees:reviews"), due=counts["late"]))
    finance = courts_as(user, (Role.FINANCE,), today)
    if finance:
        due = with_due(Refund.objects.filter(state=RefundState.DUE, case__court__in=finance), "refund")
        late = Q(due_on__lt=today)
        counts = due.aggregate(all=Count("pk"), late=Count("pk", filter=late))
        found.append(DeskItem("待退还诉讼费", counts["all"], reverse("fees:refunds"), due=counts["late"]))
        doubtful = Receipt.objects.filter(verdict=Verdict.WRONG_AMOUNT, refund__isnull=True)
        count = doubtful.filter(payment__case__court__in=finance).count()
        if count:
            found.append(DeskItem("金额不符的到账", count, reverse("fees:finance"), due=count))
    if not memberships_of(user, today):
        mine = FeeNotice.objects.filter(state=NoticeState.OPEN, party__participations__user=user.pk)
        notice = mine.select_related("case").order_by("pk").distinct()[:5]
        found += [
            DeskItem(f"交纳案件受理费：{each.case.title}", 1, reverse("fees:pay", args=[each.case.uid]))
            for each in notice
        ]
    return found


def panel(case: Case, user: Any, today: date) -> Panel | None:
    """What the fee office shows of a case on the case page; None while there is nothing to show or do."""
    notice = current_of(case.fee_notices.all())
    party = party_for(case, user, today)
    staff = is_staff_on(case, user, today)
    settlement = case.settlements.filter(undone_on__isnull=True).order_by("-pk").first()
    reliefs = list(case.reliefs.order_by("pk"))
    if not staff:
        reliefs = [relief for relief in reliefs if party is not None and relief.party_id == party.pk]
    rows: list[Row] = []
    offers: list[Offer] = []
    if notice is not None:
        rows += _notice_rows(notice)
    for relief in reliefs:
        words = f"申请{relief.get_kind_asked_display()}：{ReliefState(relief.state).label}"
        rows.append(Row("缓减免申请", words, badge="wait" if relief.state == ReliefState.PENDING else ""))
        if relief.state == ReliefState.PENDING and may_decide_relief(case, user, today):
            offers.append(Offer("审查缓减免申请", "fees:relief_decide", (relief.pk,), main=True))
    if settlement is not None and (settlement.final or settlement.refund):
        rows.append(Row("结算", f"案件受理费 {yuan(settlement.final)} 元，应退 {yuan(settlement.refund)} 元"))
    if party is not None:
        offers += _party_offers(case, party, notice, reliefs)
        if (notice is not None and party.side == Side.CLAIMANT) or settlement is not None:
            offers.append(Offer("申请复核诉讼费用", "fees:review", (case.uid,), articles=[art("收费办法", 43)]))
    if notice is not None and notice.state in PAYABLE and notice.left and may_receive(case, user, today):
        offers.append(Offer("窗口收费", "fees:counter", (case.uid,)))
    if is_finance(case, user, today) and settlement is not None and settlement.final:
        offers.append(Offer("登记诉讼费用负担", "fees:apportion", (case.uid,), articles=[art("收费办法", 29)]))
    if not rows and not offers:
        return None
    return Panel(title="诉讼费用", rows=rows, offers=offers, order=40)


def _notice_rows(notice: FeeNotice) -> list[Row]:
    badge = {"paid": "ok", "open": "wait", "lapsed": "late"}.get(notice.state, "")
    if notice.state == NoticeState.NOT_DUE:
        return [Row("案件受理费", notice.get_not_due_display(), badge="ok")]
    words = f"{yuan(notice.amount)} 元{'（已减半）' if notice.halved else ''}"
    rows = [Row("案件受理费", words), Row("交费情况", notice.state_label, badge=badge)]
    if notice.relieved:
        rows.append(Row("已减免", f"{yuan(notice.relieved)} 元"))
    return rows


def _party_offers(case: Case, party: Party, notice: FeeNotice | None, reliefs: Sequence[Relief]) -> list[Offer]:
    found: list[Offer] = []
    payable = notice is not None and notice.state in PAYABLE and notice.left and notice.party_id == party.pk
    if payable or (notice is not None and party.side == Side.CLAIMANT and notice.state == NoticeState.PAID):
        words = "交纳案件受理费" if payable else "查看交费情况"
        found.append(Offer(words, "fees:pay", (case.uid,), main=bool(payable), articles=[art("收费办法", 22)]))
    pending = any(relief.state == ReliefState.PENDING and relief.party_id == party.pk for relief in reliefs)
    if pending and case.stage not in ENDED:
        found.append(Offer("撤回缓减免申请", "fees:relief_withdraw", (case.uid,)))
    if party.side == Side.CLAIMANT and case.is_suit and case.stage not in ENDED and not pending:
        paid = notice is not None and notice.state in (NoticeState.PAID, NoticeState.NOT_DUE)
        if not paid:
            found.append(
                Offer(
                    "申请缓交、减交、免交诉讼费",
                    "fees:relief",
                    (case.uid,),
                    hint="交纳确有困难的可以申请",
                    articles=[art("收费办法", 44)],
                )
            )
    return found
