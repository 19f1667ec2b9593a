"""A litigant asks for relief or takes the request back; a leader decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.cases.access import as_court, by_of
from common.cases.events import Audience
from common.cases.queries import number_of
from common.cases.states import ENDED, PartyKind, Side
from common.documents.actions import receive
from common.law import clock
from common.law.articles import art
from common.law.terms import term
from common.web.acts import posted, pressed, shown, tried
from common.web.doors import door, found_or_404
from common.web.paging import page
from fees.money.access import courts_as
from fees.money.queries import current_notice, with_due
from fees.money.views.paying import case_of
from fees.relief import actions, queries, rules
from fees.relief.access import DECIDERS
from fees.relief.forms import DecideForm, ReliefForm
from fees.relief.models import Relief
from fees.relief.states import RefusalReason, ReliefGround, ReliefKind, ReliefState


@door("staff", roles=("division_head", "president"))
@require_safe
def reliefs(request: HttpRequest) -> HttpResponse:
    """Requests that wait for a decision, oldest first."""
    courts = courts_as(request.user, DECIDERS, clock.today())
    rows = page(queries.waiting_reliefs(courts).filter(as_court(request.user)), request.GET, order=("asked_on", "pk"))
    for row in rows.rows:
        row.number = number_of(row.case)
    return render(request, "fees/relief/reliefs.html", {"page": rows, "today": clock.today()})


@door("staff", roles=("division_head", "president"))
@require_http_methods(["GET", "POST"])
def relief_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with its proof, and the decision."""
    today = clock.today()
    courts = courts_as(request.user, DECIDERS, today)
    rows = with_due(Relief.objects.filter(as_court(request.user), case__court__in=courts), "fee_relief")
    row = found_or_404(rows.select_related("case", "case__court", "party", "decided_by"), pk=pk)
    natural = row.party.kind == PartyKind.NATURAL
    initial = {"grant": row.kind_asked}
    ended = row.case.stage in ENDED and row.state == ReliefState.PENDING
    form = DecideForm(posted(request), natural=natural, today=today, ended=ended, initial=initial)

    def act() -> Any:
        values = form.cleaned_data
        grant = None if values["grant"] == "refuse" else ReliefKind(values["grant"])
        return actions.decide_relief(
            relief=row,
            grant=grant,
            percent=values["percent"] if grant == ReliefKind.REDUCE else None,
            until=values.get("until") if grant == ReliefKind.DEFER else None,
            refusal=RefusalReason(values["refusal"]) if grant is None else None,
            reason=values["reason"],
            by=by_of(request, row.case, today),
            today=today,
        )

    if tried(request, form, act, lambda done: f"决定已作出：{done.outcome}。决定书正在送达。"):
        return redirect("fees:reliefs")
    notice = current_notice(row.case)
    context = {
        "relief": row,
        "case": row.case,
        "number": number_of(row.case),
        "notice": notice,
        "proofs": list(row.documents.order_by("pk")),
        "natural": natural,
        "form": form,
        "open": row.state == ReliefState.PENDING,
        "due_on": row.due_on,
        "case_ends": None if ended else queries.case_ends(row.case),
        "ended": ended,
        "ground": [*rules.grounds(asked=row.asked, granted=row.given), art("收费办法", 49)]
        if ReliefKind.DEFER in (row.asked, row.given)
        else rules.grounds(asked=row.asked, granted=row.given),
        "today": today,
    }
    return shown(request, "fees/relief/relief_decide.html", context)


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
    return render(request, "fees/relief/relief_withdraw.html", context)


@door("signed_in")
@require_http_methods(["GET", "POST"])
def relief(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask to defer, reduce or waive the fee, with proof."""
    case, party = case_of(request, uid)
    today = clock.today()
    if party.side != Side.CLAIMANT:
        raise PermissionDenied("案件受理费由原告预交，您不需要申请。")
    natural = party.kind == PartyKind.NATURAL
    again = queries.asked_before(case, party)
    form = ReliefForm(posted(request), request.FILES or None, natural=natural, again=again)

    @transaction.atomic  # proof of a request that is refused is not kept
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
            news=values.get("news", ""),
            once=values["once"],
            by=by,
            today=today,
        )

    said = "审查期间，原来的交费期限不变。" if again else "审查期间不需要交费，也不会按撤诉处理。"
    within = term("fee_relief", case.received_on).figures
    if tried(request, form, act, f"申请已提交，法院最迟在 {within}内答复。{said}"):
        return redirect("casefile:case", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "again": again,
        "ground": [
            art("收费办法", 44),
            art("收费办法", 45),
            art("收费办法", 46),
            art("收费办法", 47),
            art("收费办法", 48),
        ],
    }
    return shown(request, "fees/relief/relief.html", context)
