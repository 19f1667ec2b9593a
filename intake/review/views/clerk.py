"""The clerk: the list, the review of one filing, each act with a page that asks once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.cases.access import as_court, by_of
from common.cases.events import By, Channel
from common.cases.rules import sought
from common.courts.queries import parameter
from common.fields import choices_of
from common.law import causes, clock
from common.people.queries import courts_of
from common.people.states import Role
from common.web.acts import posted, pressed, shown, tried
from common.web.doors import door, found_or_404
from common.web.paging import page
from intake.filing.access import CLERKS, filings_of, may_review
from intake.filing.models import Filing
from intake.filing.states import FilingState
from intake.review import actions, queries
from intake.review.access import DESK, reads_review
from intake.review.forms import CauseForm, CorrectionForm, ReturnForm
from intake.review.rules import correction_articles, insistence_articles
from intake.review.states import CORRECTION_REASONS, RETURN_REASONS


@door("staff", roles=DESK)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Filings by the day they were first received, each with its legal due day; filters and paging in the address."""
    today = clock.today()
    asked = {key: request.GET.get(key, "") for key in ("q", "state", "wish", "channel", "cause", "court", "sort")}
    seen = filings_of(request.user, today).filter(
        as_court(request.user), case__court__in=courts_of(request.user, today, map(Role, DESK))
    )
    falling = asked.get("sort") == "-received"
    order = ("-first_received_on", "-id") if falling else ("first_received_on", "id")
    listed = page(queries.worklist(seen, asked), request.GET, order=order)
    context = {
        "page": listed,
        "rows": queries.desk_rows(listed.rows, today),
        "today": today,
        "states": list(FilingState),
        "channels": choices_of(Channel),
        "asked": asked,
        "sought": sought(asked["q"], codes=True),
        "default_sort": "received",
    }
    return render(request, "intake/review/desk.html", context)


def _filing(request: HttpRequest, uid: str, today: date, tables: Sequence[Prefetch[Any, Any, Any]] = ()) -> Filing:
    filing = found_or_404(filings_of(request.user, today).prefetch_related(*tables), case__uid=uid)
    if not reads_review(filing.case, request.user, today):
        raise Http404
    return filing


@door("staff", roles=DESK)
@require_safe
def review(request: HttpRequest, uid: str) -> HttpResponse:
    """Everything about a filing on one page."""
    today = clock.today()
    filing = _filing(request, uid, today, queries.TO_REVIEW)
    text = request.GET.get("cause", "")
    context = {
        "filing": filing,
        "case": filing.case,
        "page": queries.review_page(filing, today),
        "may": may_review(filing.case, request.user, today),
        "open": filing.state in (FilingState.WAITING, FilingState.CORRECTING, FilingState.INSISTED),
        "causes": causes.find(text, 12) if text else (),
        "text": text,
        "today": today,
    }
    return render(request, "intake/review/review.html", context)


def _act(
    request: HttpRequest, uid: str, template: str, done: str, do: Callable[[Filing, Any, date], Any]
) -> HttpResponse:
    """A page that says what will happen, and the act itself. Who comes second is told who did what."""
    today = clock.today()
    filing = _filing(request, uid, today, queries.TO_DECIDE)
    if not may_review(filing.case, request.user, today):
        messages.warning(request, "只有本院立案员或者庭长可以办理。")
        return redirect("intake:review", uid)
    if request.method == "POST":
        by = by_of(request, filing.case, today)
        went = pressed(request, lambda: do(filing, by, today), done)
        return redirect("intake:desk") if went else redirect("intake:review", uid)
    context = {
        "filing": filing,
        "case": filing.case,
        "page": queries.grounds_of(filing),
        "today": today,
    }
    return render(request, template, context)


@door("staff", roles=CLERKS)
def register(request: HttpRequest, uid: str) -> HttpResponse:
    """登记立案."""

    def do(filing: Filing, by: By, today: date) -> Any:
        return actions.register(filing=filing, by=by, today=today)

    return _act(
        request,
        uid,
        "intake/review/register.html",
        "已登记立案，案号已经编好，通知书正在制作；做不出来的，会列在待办里。",
        do,
    )


@door("staff", roles=CLERKS)
def divert(request: HttpRequest, uid: str) -> HttpResponse:
    """转调解中心."""

    def do(filing: Filing, by: By, today: date) -> Any:
        return actions.divert(filing=filing, by=by, today=today)

    return _act(request, uid, "intake/review/divert.html", "已转调解中心。", do)


@door("staff", roles=CLERKS)
def ask(request: HttpRequest, uid: str) -> HttpResponse:
    """要求补正: what was ticked on the review, a reason and words for each, one notice for all."""
    today = clock.today()
    filing = _filing(request, uid, today)
    typed = posted(request)
    targets = (typed.getlist("mark") if typed else []) or request.GET.getlist("mark")
    marked = queries.marked_labels(filing, targets)
    days = parameter("correction_days", today).number
    sent = bool(typed) and "days" in typed
    second = filing.corrections.exists()
    form = CorrectionForm(typed if sent else None, marked=marked, second=second, initial={"days": days})

    def act() -> Any:
        return actions.ask_correction(
            filing=filing,
            items=form.items(),
            days=form.cleaned_data["days"],
            again=form.cleaned_data.get("again", ""),
            by=by_of(request, filing.case, today),
            today=today,
        )

    if tried(request, form, act, f"补正通知已发出，共 {len(marked)} 处。"):
        return redirect("intake:desk")
    context = {
        "filing": filing,
        "case": filing.case,
        "form": form,
        "marked": marked,
        "reasons": CORRECTION_REASONS,
        "grounds": correction_articles(),
        "second": second,
    }
    return shown(request, "intake/review/ask.html", context)


@door("staff", roles=CLERKS)
def send_back(request: HttpRequest, uid: str) -> HttpResponse:
    """退回, with a coded reason and words; the filer may insist."""
    today = clock.today()
    filing = _filing(request, uid, today)
    form = ReturnForm(posted(request))

    def act() -> Any:
        by = by_of(request, filing.case, today)
        return actions.send_back(filing=filing, by=by, today=today, **form.cleaned_data)

    if tried(request, form, act, "已退回并记录在册，通知书正在制作；做不出来的，会列在待办里。"):
        return redirect("intake:desk")
    context = {
        "filing": filing,
        "case": filing.case,
        "form": form,
        "reasons": RETURN_REASONS,
        "grounds": insistence_articles(),
    }
    return shown(request, "intake/review/send_back.html", context)


@door("staff", roles=CLERKS)
@require_POST
def cause(request: HttpRequest, uid: str) -> HttpResponse:
    """Mend the cause of action."""
    today = clock.today()
    filing = _filing(request, uid, today)
    form = CauseForm(request.POST)
    if form.is_valid():
        by, chosen = by_of(request, filing.case, today), form.cleaned_data["cause"]
        pressed(request, lambda: actions.set_cause(filing=filing, cause=chosen, by=by, today=today), "案由已更改。")
    return redirect("intake:review", uid)
