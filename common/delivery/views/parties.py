"""The party's pages of one service; what is handed over at the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.cases.access import at_window, by_of
from common.cases.rules import ActionRefused, guardian_needed
from common.delivery import actions, queries
from common.delivery.forms import (
    AcceptForm,
    CollectForm,
    ElsewhereForm,
)
from common.delivery.models import Service
from common.delivery.queries import accepts
from common.delivery.rules import BY_ACCEPTANCE, what_waits
from common.delivery.states import Effect, Method, ServiceState
from common.delivery.views.court import rule_of_day
from common.law import clock
from common.law.terms import name_of
from common.web.acts import posted, pressed, shown, tried
from common.web.doors import door, found_or_404
from common.web.forms import CourtForm


@door("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def collect(request: HttpRequest, uid: str) -> HttpResponse:
    """Whoever stands at the window takes their papers along (解释131): as the person that was identified."""
    today = clock.today()
    service = found_or_404(queries.services_to(request.user, today).select_related("case__court", "party"), uid=uid)
    visitor = at_window(request.user).get(service.case_id)
    if visitor is None:
        raise Http404
    rest = queries.to_collect(service.case, request.user).exclude(uid=uid).select_related("party__case")
    by = by_of(request, service.case, today)
    theirs = [row for row in rest if row.kind not in BY_ACCEPTANCE or accepts(row.party, by, today)]
    more = [(row.uid, f"《{row.title}》") for row in theirs]
    form = CollectForm(posted(request), others=more, initial={"together": [each for each, _ in more]})
    open_ = queries.to_collect(service.case, request.user).filter(pk=service.pk).exists()

    @transaction.atomic  # half of what was handed over is written down as nothing
    def act() -> list[Service]:
        chosen = [uid, *form.cleaned_data.get("together", [])]
        rows = list(queries.to_collect(service.case, request.user).filter(uid__in=chosen))
        if not rows:
            raise ActionRefused("这份文书刚才已经有结果，不用再领。请刷新后再看。")
        last = form.cleaned_data["identity"]
        told = [0] * (len(rows) - 1) + [len(rows)]  # of all of them one message tells, when the last is written down
        given = {"name": visitor.name, "identity": last, "by": by, "today": today}
        return [actions.hand_over(service=row, papers=papers, **given) for row, papers in zip(rows, told, strict=True)]

    if tried(request, form, act, lambda rows: f"已登记交给{visitor.name}，共 {len(rows)} 份。"):
        return redirect("casefile:case", uid=service.case.uid)
    context = {"service": service, "form": form, "open": open_, "visitor": visitor, "today": today}
    return shown(request, "delivery/collect.html", context)


@door("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def elsewhere(request: HttpRequest, uid: str) -> HttpResponse:
    """Whoever sued says where the other side is found: a paper did not reach it."""
    today = clock.today()
    service = found_or_404(queries.asked_of(request.user, today), uid=uid)
    form = ElsewhereForm(posted(request))
    by = by_of(request, service.case, today)
    runs = queries.notice_runs(service.party)

    def act() -> Service:
        return actions.say_where(service=service, by=by, today=today, **form.cleaned_data)

    def words(row: Service) -> str:
        if form.cleaned_data["unknown"]:
            return "已经告诉法院您不知道。法院决定怎么送，案件页面会写。"
        ended = "公告不再算，" if runs and not queries.notice_runs(row.party) else ""
        again = not queries.may_say(row.case).filter(pk=row.pk).exists()
        return f"已经告诉法院。{ended}{'文书照这个地址再送' if again else '法院看怎么送'}，案件页面会写。"

    if tried(request, form, act, words):
        return redirect("casefile:case", uid=service.case.uid)
    until = None
    if by.party_id:
        until = queries.may_still_say(service, by.party_id).values_list("due", flat=True).first()
    context: dict[str, Any] = {"service": service, "form": form, "today": today, "until": until, "notice": runs}
    context["waits"] = what_waits(service.kind)
    context["open"] = queries.may_say(service.case).filter(pk=service.pk).exists()
    return shown(request, "delivery/elsewhere.html", context)


@door("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, uid: str) -> HttpResponse:
    """The party's page of one service: the paper, the day, the way and what it starts. Opening what waits to be
    received electronically is receipt, and so a POST (在线诉讼31第2款)."""
    today = clock.today()
    found = queries.services_to(request.user, today).select_related("paper__document", "document", "case__court")
    service = found_or_404(found, uid=uid)
    if service.kind in BY_ACCEPTANCE and service.state == ServiceState.PENDING:
        return _to_sign(request, service, today)
    if request.method == "POST":
        by = replace(by_of(request, service.case, today), party_id=service.party_id)
        done = pressed(request, lambda: actions.confirm_receipt(service=service, by=by, today=today))
        if done and "open" in request.POST:
            return redirect(_file(service))
        return redirect("delivery:receipt", uid=uid)
    document = service.document or (service.paper.document if service.paper else None)
    return render(
        request,
        "delivery/receipt.html",
        {
            "service": service,
            "document": document,
            "day_rule": rule_of_day(service),
            "served": service.state == ServiceState.SERVED,
            "came_back": queries.came_back(service),
            "started": [(name_of(row.term, service.case.received_on), row) for row in queries.started(service)],
            "today": today,
            "to_confirm": service.state == ServiceState.PENDING and service.method == Method.ELECTRONIC,
        },
    )


def _to_sign(request: HttpRequest, service: Service, today: date) -> HttpResponse:
    """What binds by its signature: read first, then signed for, or not (民诉法100第3款, 102). What comes on paper is
    signed for on paper; that one does not sign for it is said here all the same."""
    by = replace(by_of(request, service.case, today), party_id=service.party_id)
    form = AcceptForm(posted(request))
    act = partial(actions.confirm_receipt, service=service, by=by, today=today)
    online = service.effect == Effect.SIGNING
    if online and tried(request, form, act, "您已经签收。各方都签收的那天，调解书生效。"):
        return redirect("delivery:receipt", uid=service.uid)
    context = {
        "service": service,
        "form": form,
        "file": _file(service),
        "online": online,
        "way": Method(service.method).label,
        "until": queries.sign_by(service),
    }
    context |= {"may": accepts(service.party, by, today), "today": today}
    if queries.nobody_acts(service.party):
        context["needed"] = guardian_needed(service.party.name)
    return shown(request, "delivery/sign.html", context)


@door("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, uid: str) -> HttpResponse:
    """A party does not sign for what would bind it by that."""
    today = clock.today()
    service = found_or_404(queries.services_to(request.user, today).select_related("case__court", "party"), uid=uid)
    if service.kind not in BY_ACCEPTANCE:
        raise Http404
    by = replace(by_of(request, service.case, today), party_id=service.party_id)
    form = CourtForm(posted(request))
    act = partial(actions.refuse_receipt, service=service, by=by, today=today)
    if tried(request, form, act, "已经登记：您没有签收，调解书不生效。"):
        return redirect("casefile:case", uid=service.case.uid)
    open_ = queries.unaccepted().filter(pk=service.pk).exists()
    return shown(request, "delivery/refuse.html", {"service": service, "form": form, "open": open_, "today": today})


def _file(service: Service) -> str:
    """Where the paper is read; one that is no file yet is made there."""
    document = service.document or (service.paper.document if service.paper else None)
    if document is None:
        return reverse("documents:paper", args=[service.paper_id])
    return reverse("documents:download", args=[document.uid]) + "?inline=1"
