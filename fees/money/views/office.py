"""Staff pages: money at the counter, refunds, the finance office's overview."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.cases.access import as_court, by_of, visible_to
from common.cases.events import Channel
from common.cases.queries import number_of
from common.law import clock
from common.law.money import daxie, yuan
from common.people.states import Role
from common.web.acts import posted, pressed, shown, tried
from common.web.doors import door, found_or_404
from common.web.paging import page
from fees.money import actions, queries
from fees.money.access import COUNTER, courts_as, is_finance, may_prepare, may_release, refund_courts
from fees.money.forms import CounterForm, FailedForm, RefundForm, ReturnForm
from fees.money.models import FeeNotice, Refund
from fees.money.states import CounterMethod, NoticeState, RefundState


@door("staff", roles=("finance", "clerk"))
@require_http_methods(["GET", "POST"])
def counter(request: HttpRequest, uid: str) -> HttpResponse:
    """Money received at the counter, with the number of the fiscal ticket. `?notice=` says whose, of several."""
    today = clock.today()
    case = found_or_404(
        visible_to(request.user, today)
        .filter(as_court(request.user, case="pk"), court__in=courts_as(request.user, COUNTER, today))
        .select_related("court"),
        uid=uid,
    )
    notices = queries.payable_notices(case)
    asked = request.GET.get("notice", "")
    notice = next((row for row in notices if str(row.pk) == asked), next(iter(notices), None))
    form = CounterForm(posted(request), initial={"amount": notice.left if notice else None})

    def received(notice: FeeNotice) -> Any:
        values = form.cleaned_data
        return actions.receive_counter(
            notice=notice,
            amount=values["amount"],
            method=CounterMethod(values["method"]),
            ticket=values["ticket"],
            once=values["once"],
            by=by_of(request, case, today, channel=Channel.COUNTER),
            today=today,
        )

    cash = form.data.get("method") == CounterMethod.CASH
    words = "收款已登记。现金收据在本案的文书里，请打印后交给交款人。" if cash else "收款已登记。"
    if notice is not None and tried(request, form, partial(received, notice), words):
        return redirect("casefile:case", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "notice": notice,
        "others": [row for row in notices if row != notice],
        "capitals": daxie(notice.left) if notice else "",
        "form": form,
        "today": today,
    }
    return shown(request, "fees/money/counter.html", context)


@door("staff", roles=("finance", "division_head"))
@require_safe
def refunds(request: HttpRequest) -> HttpResponse:
    """Refunds to make, oldest first; `?state=paid` shows those made."""
    today = clock.today()
    state = request.GET.get("state", RefundState.DUE)
    state = state if state in set(RefundState) else RefundState.DUE
    courts = refund_courts(request.user, today)
    rows = page(queries.refunds_of(courts, state).filter(as_court(request.user)), request.GET, order=("made_on", "pk"))
    for row in rows.rows:
        row.number = number_of(row.case)
    context = {"page": rows, "state": state, "states": list(RefundState), "today": today}
    return render(request, "fees/money/refunds.html", context)


@door("staff", roles=("finance", "division_head"))
@require_http_methods(["GET", "POST"])
def refund(request: HttpRequest, pk: int) -> HttpResponse:
    """One compares what goes back with the books, another releases it (`may_prepare`, `may_release`)."""
    today = clock.today()
    courts = refund_courts(request.user, today)
    row = found_or_404(
        queries.with_due(
            Refund.objects.filter(as_court(request.user), case__court__in=courts), "refund"
        ).select_related("case", "party", "by", "prepared_by", "notice", "receipt__payment"),
        pk=pk,
    )
    by = by_of(request, row.case, today)
    if request.method == "POST" and "compared" in request.POST:
        if not may_prepare(row, request.user, today):
            raise PermissionDenied("退费由本院财务核对登记。")
        pressed(request, lambda: actions.prepare_refund(refund=row, by=by, today=today), "已核对登记，请另一个人放款。")
        return redirect("fees:refund", pk)
    failing = row.state == RefundState.PAID and is_finance(row.case, request.user, today)
    failed = FailedForm(posted(request) if failing else None)

    def fail() -> Any:
        return actions.take_back_failed(refund=row, words=failed.cleaned_data["words"], by=by, today=today)

    if failing and tried(request, failed, fail, "已登记银行退回，请重新核对、放款。"):
        return redirect("fees:refund", pk)
    form = RefundForm(None if failing else posted(request))

    def act() -> Any:
        return actions.make_refund(refund=row, voucher=form.cleaned_data["voucher"], by=by, today=today)

    if tried(request, form, act, "已登记放款。"):
        return redirect("fees:refunds")
    context = {
        "refund": row,
        "case": row.case,
        "number": number_of(row.case),
        "capitals": daxie(row.amount),
        "paid_in": queries.paid_in(row),
        "money": row.notice.money if row.notice else None,
        "form": failed if failing else form,
        "failing": failing,
        "open": row.state == RefundState.DUE,
        "prepares": may_prepare(row, request.user, today),
        "releases": may_release(row, request.user, today),
        "due_on": row.due_on,
        "today": today,
    }
    return shown(request, "fees/money/refund.html", context)


@door("staff", roles=("finance",))
@require_http_methods(["GET", "POST"])
def doubtful(request: HttpRequest, uid: str) -> HttpResponse:
    """Money that was more than its order: looked into, and given back."""
    today = clock.today()
    case = found_or_404(
        visible_to(request.user, today)
        .filter(as_court(request.user, case="pk"), court__in=courts_as(request.user, (Role.FINANCE,), today))
        .select_related("court"),
        uid=uid,
    )
    rows = {str(row.pk): row for row in queries.to_return(case)}
    named = [
        (pk, f"{yuan(row.amount)} 元，订单 {yuan(row.payment.amount)} 元，{row.number}") for pk, row in rows.items()
    ]
    form = ReturnForm(posted(request), receipts=named, initial={"receipt": next(iter(rows), None)})

    def act() -> Any:
        values, by = form.cleaned_data, by_of(request, case, today)
        return actions.return_receipt(receipt=rows[values["receipt"]], words=values["words"], by=by, today=today)

    if tried(request, form, act, "已登记退还。请另一位财务人员在退费页面核对并办理。"):
        return redirect("fees:refunds")
    context = {"case": case, "number": number_of(case), "rows": list(rows.values()), "form": form, "today": today}
    return shown(request, "fees/money/doubtful.html", context)


@door("staff", roles=("finance",))
@require_safe
def finance(request: HttpRequest) -> HttpResponse:
    """Notices by state and the money that needs a look."""
    today = clock.today()
    state = request.GET.get("state", "")
    state = state if state in set(NoticeState) else ""
    courts = courts_as(request.user, (Role.FINANCE,), today)
    rows = page(
        queries.notices_of(courts, state).filter(as_court(request.user)), request.GET, order=("-issued_on", "-pk")
    )
    for row in rows.rows:
        row.number = number_of(row.case)
    context = {
        "page": rows,
        "state": state,
        "states": list(NoticeState),
        "doubtful": list(queries.doubtful_receipts(courts).filter(as_court(request.user, case="payment__case"))[:20]),
        "today": today,
    }
    return render(request, "fees/money/finance.html", context)
