"""The litigant waits for the money; whose case it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.cases.access import party_for, visible_to
from common.cases.models import Case, Party
from common.cases.queries import number_of
from common.law import clock
from common.web.doors import door, found_or_404
from fees.money import queries
from fees.money.access import may_pay
from fees.money.adapters.cashier import cashier_url
from fees.money.models import Payment
from fees.money.states import PaymentState


def case_of(
    request: HttpRequest, uid: str, tables: Sequence[Prefetch[Any, Any, Any]] = queries.OF_PARTY
) -> tuple[Case, Party]:
    """A case in which this person is, or speaks for, a party; with what the page reads of it."""
    today = clock.today()
    case = found_or_404(visible_to(request.user, today).select_related("court").prefetch_related(*tables), uid=uid)
    party = party_for(case, request.user, today)
    if party is None:
        raise PermissionDenied("这一页供本案当事人交费使用。窗口收费请从案件页面进入。")
    return case, party


@door("signed_in")
@require_safe
def waiting(request: HttpRequest, uid: str, ref: str) -> HttpResponse:
    """Back from the cashier: 正在确认, refreshed until the money is recorded. Never says paid before it is."""
    case, party = case_of(request, uid)
    payment = found_or_404(Payment.objects.filter(case=case).select_related("notice", "notice__party"), ref=ref)
    if not may_pay(payment.notice, party):
        raise PermissionDenied("这笔支付由另一方当事人发起。")
    context = {
        "case": case,
        "number": number_of(case),
        "payment": payment,
        "waiting": payment.state == PaymentState.STARTED,
        "came": queries.came_of(payment),
        "address": f"{cashier_url()}/pay/{payment.ref}",
    }
    response = render(request, "fees/money/waiting.html", context)
    if payment.state == PaymentState.STARTED:
        response["Refresh"] = "5"  # without a script
    return response
