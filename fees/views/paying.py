"""The litigant's pages: the notice and how it is worked out, paying, waiting for the money, asking for relief."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common.cases.access import by_of, party_for, visible_to
from common.cases.events import Audience
from common.cases.models import Case, Party
from common.cases.queries import number_of
from common.cases.states import PartyKind, Side
from common.documents.actions import receive
from common.law import clock
from common.law.articles import art
from common.law.money import daxie
from common.web.acts import pressed, shown, tried
from common.web.doors import door, found_or_404
from fees import actions, queries
from fees.adapters.cashier import CashierUnavailable, cashier, cashier_url
from fees.forms import PayForm, ReliefForm
from fees.models import FeeNotice, Payment, Relief
from fees.states import PAYABLE, PaymentState, ReliefGround, ReliefKind, ReliefState


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


def _may_pay(notice: FeeNotice, party: Party) -> bool:
    """The payer, or another claimant: several claimants owe it together."""
    return notice.party_id == party.pk or (party.side == Side.CLAIMANT and notice.party.side == Side.CLAIMANT)


@door("signed_in")
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, uid: str) -> HttpResponse:
    """What to pay, in figures and capitals, how it was worked out, by when, and what to do if one cannot."""
    case, party = case_of(request, uid, queries.TO_PAY)
    today = clock.today()
    page = queries.pay_page(case, party)
    if page is None or not _may_pay(page.notice, party):
        return render(request, "fees/nothing.html", {"case": case, "number": number_of(case)})
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
        "money": page.money,
        "payable": payable,
        "capitals": daxie(notice.left),
        "term": page.term,
        "payments": page.payments,
        "under_way": page.under_way,
        "reliefs": page.reliefs,
        "refunds": page.refunds,
        "pay": PayForm(),
        "ground": [art("收费办法", 20), art("收费办法", 22)],
        "today": today,
    }
    return render(request, "fees/pay.html", context)


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
    return render(request, "fees/to_cashier.html", context)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


@door("signed_in")
@require_safe
def waiting(request: HttpRequest, uid: str, ref: str) -> HttpResponse:
    """Back from the cashier: 正在确认, refreshed until the money is recorded. Never says paid before it is."""
    case, party = case_of(request, uid)
    payment = found_or_404(Payment.objects.filter(case=case).select_related("notice", "notice__party"), ref=ref)
    if not _may_pay(payment.notice, party):
        raise PermissionDenied("这笔支付由另一方当事人发起。")
    context = {
        "case": case,
        "number": number_of(case),
        "payment": payment,
        "waiting": payment.state == PaymentState.STARTED,
        "address": f"{cashier_url()}/pay/{payment.ref}",
    }
    response = render(request, "fees/waiting.html", context)
    if payment.state == PaymentState.STARTED:
        response["Refresh"] = "5"  # without a script
    return response


@door("signed_in")
@require_http_methods(["GET", "POST"])
def relief_withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """Take back a request for relief that nobody has decided, after asking once."""
    case, party = case_of(request, uid)
    today = clock.today()
    row = Relief.objects.filter(case=case, party=party, state=ReliefState.PENDING).first()
    if row is None:
        messages.info(request, "没有正在审查的申请。")
        return redirect("casefile:case", uid)
    if request.method == "POST":
        by = by_of(request, case, today)
        pressed(
            request,
            lambda: actions.withdraw_relief(relief=row, by=by, today=today),
            "申请已撤回。请按通知交纳案件受理费。",
        )
        return redirect("fees:pay", uid)
    context = {"case": case, "number": number_of(case), "relief": row, "ground": [art("民诉解释", 213)]}
    return render(request, "fees/relief_withdraw.html", context)


@door("signed_in")
@require_http_methods(["GET", "POST"])
def relief(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask to defer, reduce or waive the fee, with proof."""
    case, party = case_of(request, uid)
    today = clock.today()
    if party.side != Side.CLAIMANT:
        raise PermissionDenied("案件受理费由原告预交，您不需要申请。")
    natural = party.kind == PartyKind.NATURAL
    form = ReliefForm(request.POST or None, request.FILES or None, natural=natural)

    def act() -> Any:
        values, by = form.cleaned_data, by_of(request, case, today)
        proofs = [
            receive(
                upload=upload,
                by=by,
                today=today,
                kind="relief_proof",
                case=case,
                party=party,
                audience=Audience.SIDE,
            ).pk
            for upload in values["proof"]
        ]
        return actions.seek_relief(
            case=case,
            party=party,
            kind_asked=ReliefKind(values["kind_asked"]),
            ground=ReliefGround(values["ground"]),
            words=values["words"],
            document_ids=proofs,
            once=values["once"],
            by=by,
            today=today,
        )

    if tried(request, form, act, "申请已提交。审查期间不需要交费，也不会按撤诉处理。"):
        return redirect("casefile:case", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "ground": [
            art("收费办法", 44),
            art("收费办法", 45),
            art("收费办法", 46),
            art("收费办法", 47),
            art("收费办法", 48),
        ],
    }
    return shown(request, "fees/relief.html", context)
