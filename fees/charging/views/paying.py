"""The litigant's page: the notice, how it is worked out, and paying it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.cases.access import by_of
from common.cases.models import Case, Party
from common.cases.queries import number_of
from common.law import clock
from common.law.articles import art
from common.law.money import daxie
from common.web.acts import pressed
from common.web.doors import door
from fees.charging import queries
from fees.charging.forms import PayForm
from fees.money import actions
from fees.money.access import may_pay
from fees.money.adapters.cashier import CashierUnavailable, cashier
from fees.money.models import FeeNotice
from fees.money.states import PAYABLE, TERM_OF, NoticeKind
from fees.money.views.paying import case_of


@door("signed_in")
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, uid: str) -> HttpResponse:
    """What to pay, in figures and capitals, how it was worked out, by when, and what to do if one cannot."""
    case, party = case_of(request, uid, queries.TO_PAY)
    today = clock.today()
    page = queries.pay_page(case, party)
    if page is None or not may_pay(page.notice, party):
        return render(request, "fees/charging/nothing.html", {"case": case, "number": number_of(case)})
    if request.method == "POST":
        form = PayForm(request.POST)
        if form.is_valid():
            return _start(request, case, party, page.notice, form)
    notice = page.notice
    payable = notice.state in PAYABLE and notice.left > 0
    context = {
        "case": case,
        "number": number_of(case),
        "notice": notice,
        "money": notice.money,
        "payable": payable,
        "asks": payable and not page.examined,
        "capitals": daxie(notice.left),
        "term": page.term,
        "payments": page.payments,
        "under_way": page.under_way,
        "reliefs": page.reliefs,
        "refunds": page.refunds,
        "pay": PayForm(),
        "days": TERM_OF[NoticeKind(notice.kind)],
        "ground": [art("收费办法", 29), art("民诉解释", 207)]
        if notice.kind == NoticeKind.FINAL
        else [art("收费办法", 20), art("收费办法", 22)],
        "today": today,
    }
    return render(request, "fees/charging/pay.html", context)


def _start(request: HttpRequest, case: Case, party: Party, notice: FeeNotice, form: PayForm) -> HttpResponse:
    today = clock.today()
    once, by = form.cleaned_data["once"], by_of(request, case, today)
    started = pressed(request, lambda: actions.start_payment(notice=notice, party=party, once=once, by=by, today=today))
    if started is None:
        return redirect("fees:pay", uid=case.uid)
    payment = started.value
    waiting = reverse("fees:waiting", args=[case.uid, payment.ref])
    try:
        address = cashier().start(
            payment,
            return_url=request.build_absolute_uri(waiting),
            notify_url=request.build_absolute_uri(reverse("fees:callback")),
        )
    except CashierUnavailable:
        messages.error(request, "收银台暂时没有应答，没有扣款。请稍后再试，也可以到窗口交纳。")
        return redirect("fees:pay", uid=case.uid)
    if _origin(address) in getattr(settings, "CSP_FORM_ACTION", ()):
        return redirect(address)
    # Where the page's policy does not let a form lead to the cashier, a link does.
    context = {"case": case, "payment": payment, "address": address}
    return render(request, "fees/charging/to_cashier.html", context)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
