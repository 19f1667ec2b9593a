"""What happens while a case is tried: hearings, rulings proposed, a longer term, drafts handed over."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.cases.access import as_court, by_of, visible_to
from common.cases.actions import leave_out
from common.cases.models import Case
from common.cases.queries import number_of
from common.cases.states import LeftOutGround
from common.law import clock
from common.law.articles import art
from common.law.procedures import Procedure, trial_term
from common.people.queries import memberships_of, staff_of
from common.people.states import Role
from common.web.acts import shown, tried
from common.web.doors import door, found_or_404
from common.web.paging import page
from triage import actions, queries
from triage.access import leads, may_close, may_grant, may_propose, may_record_hearing
from triage.forms import ExtendForm, ExtensionForm, HandOverForm, HearingForm, LeftOutForm, ProposeForm
from triage.models import Ruling, TermExtension
from triage.rules import longer_term
from triage.states import EXTENSION_OPEN, DismissalGround, ExtensionState, HearingMode, RulingKind, TransferGround


def _case(request: HttpRequest, uid: str) -> Case:
    rows = visible_to(request.user, clock.today()).select_related("court").prefetch_related("numbers")
    return found_or_404(rows, uid=uid)


@door("staff", roles=("judge", "assistant", "court_clerk"))
@require_http_methods(["GET", "POST"])
def hearing(request: HttpRequest, uid: str) -> HttpResponse:
    """登记开庭: the day and the way, by the bench of the case."""
    case, today = _case(request, uid), clock.today()
    assignment = case.assignments.filter(until__isnull=True).first()
    if not may_record_hearing(case, assignment, request.user, today):
        raise Http404
    form = HearingForm(request.POST or None, registered=case.registered_on, today=today)

    def act() -> Any:
        values = form.cleaned_data
        return actions.record_hearing(
            case=case,
            on=values["on"],
            mode=HearingMode(values["mode"]),
            note=values["note"],
            by=by_of(request, case, today),
            today=today,
        )

    if tried(request, form, act, "开庭已登记。"):
        return redirect("casefile:case", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "held": case.hearings.order_by("on"),
        "ground": [art("民诉法", 150), art("民诉解释", 279), art("民诉解释", 260), art("在线诉讼", 4)],
        "today": today,
    }
    return shown(request, "triage/hearing.html", context)


@door("staff", roles=("judge", "clerk", "triage_officer"))
@require_http_methods(["GET", "POST"])
def propose_ruling(request: HttpRequest, uid: str) -> HttpResponse:
    """拟驳回起诉 or 移送管辖: a draft on a judge's list."""
    today = clock.today()
    posts = memberships_of(request.user, today)
    mine = Case.objects.filter(court__in=[post.court_id for post in posts], registered_on__isnull=False)
    case = found_or_404(mine.select_related("court").prefetch_related("numbers"), uid=uid)
    assignment = case.assignments.filter(until__isnull=True).first()
    if not may_propose(case, assignment, request.user, today):
        raise Http404
    form = ProposeForm(request.POST or None)

    def act() -> Any:
        return _proposed(request, case, form.cleaned_data)

    def words(made: Ruling) -> str:
        own = made.judge_id == request.user.pk
        return "裁定已拟好，请核对后签发。" if own else f"裁定已拟好，等待{made.judge.display_name}签发。"

    if done := tried(request, form, act, words):
        own = done.value.judge_id == request.user.pk
        return redirect("triage:ruling", pk=done.value.pk) if own else redirect("casefile:case", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "ground": [art("民诉解释", 208, 3), art("民诉法", 37), art("民诉解释", 35), art("民诉解释", 211)],
        "today": today,
    }
    return shown(request, "triage/propose.html", context)


def _proposed(request: HttpRequest, case: Case, values: dict[str, Any]) -> Ruling:
    today = clock.today()
    by = by_of(request, case, today)
    if values["kind"] == RulingKind.TRANSFER:
        ground = TransferGround(values["transfer_ground"])
        return actions.seek_transfer(
            case=case, ground=ground, court=values["court"], words=values["words"], by=by, today=today
        )
    return actions.seek_dismissal(
        case=case, ground=DismissalGround(values["ground"]), words=values["words"], by=by, today=today
    )


@door("staff", roles=("judge",))
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, uid: str) -> HttpResponse:
    """The judge asks for a longer trial term."""
    case, today = _case(request, uid), clock.today()
    if not may_close(case, request.user):
        raise Http404
    term = trial_term(Procedure(case.procedure), case.received_on) if case.procedure else None
    running = queries.trial_deadline(case, lapsed=True)
    form = ExtendForm(request.POST or None, most=term.value.extension_months if term else 1)

    def act() -> Any:
        values = form.cleaned_data
        return actions.seek_extension(
            case=case, months=values["months"], reason=values["reason"], by=by_of(request, case, today), today=today
        )

    if tried(request, form, act, "申请已提交，等待院长批准。批准之前，审理期限不变。"):
        return redirect("casefile:case", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "running": running,
        "procedure": queries.procedure_label(case.procedure),
        "ground": term.articles if term else (),
        "today": today,
    }
    return shown(request, "triage/extend.html", context)


@door("staff", roles=("judge", "assistant", "court_clerk"))
@require_http_methods(["GET", "POST"])
def left_out(request: HttpRequest, uid: str) -> HttpResponse:
    """Days that are not counted in the trial term (解释243; 审限规定9)."""
    case, today = _case(request, uid), clock.today()
    assignment = case.assignments.filter(until__isnull=True).first()
    if not may_record_hearing(case, assignment, request.user, today):
        raise Http404
    form = LeftOutForm(request.POST or None)

    def act() -> Any:
        values = form.cleaned_data
        return leave_out(
            case=case,
            ground=LeftOutGround(values["ground"]),
            first=values["first"],
            last=values["last"],
            by=by_of(request, case, today),
            today=today,
        )

    if tried(request, form, act, "已登记。审理期限已经重新计算。"):
        return redirect("triage:left_out", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "running": queries.trial_deadline(case, lapsed=True),
        "rows": case.left_out.order_by("first", "pk"),
        "ground": [art("民诉解释", 243), art("审限规定", 9)],
        "today": today,
    }
    return shown(request, "triage/left_out.html", context)


@door("staff", roles=("division_head", "president"))
@require_safe
def extensions(request: HttpRequest) -> HttpResponse:
    """Requests for a longer trial term, the soonest day first."""
    today = clock.today()
    found = queries.extensions_in(leads(request.user, today)).filter(as_court(request.user))
    rows = page(found, request.GET, order=("old_due", "pk"))
    for row in rows.rows:
        row.number = number_of(row.case)
    return render(request, "triage/extensions.html", {"page": rows, "today": today})


@door("staff", roles=("division_head", "president"))
@require_http_methods(["GET", "POST"])
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: the head of division sends it on or not, the president decides."""
    today = clock.today()
    rows = TermExtension.objects.filter(as_court(request.user), case__court__in=leads(request.user, today))
    row = found_or_404(rows.select_related("case__court", "asked_by", "endorsed_by", "decided_by"), pk=pk)
    president = may_grant(row.case, request.user, today)
    waits = row.state == ExtensionState.ASKED or (president and row.state == ExtensionState.ENDORSED)
    form = ExtensionForm(request.POST or None, president=president)

    def act() -> Any:
        return _decided(request, row, form.cleaned_data)

    if tried(request, form, act, lambda words: words):
        return redirect("triage:extensions")
    procedure = Procedure(row.case.procedure)
    found = longer_term(
        procedure,
        on=row.case.received_on,
        months=row.months,
        granted=0,
        today=row.asked_on,
        term_ends=row.old_due,
    )
    context = {
        "row": row,
        "case": row.case,
        "number": number_of(row.case),
        "form": form,
        "waits": waits,
        "open": row.state in EXTENSION_OPEN,
        "note": found.note,
        "ground": trial_term(procedure, row.case.received_on).articles,
        "today": today,
    }
    return shown(request, "triage/extension.html", context)


def _decided(request: HttpRequest, row: TermExtension, values: dict[str, Any]) -> str:
    today = clock.today()
    given: dict[str, Any] = {"extension": row, "words": values["words"], "today": today}
    given["by"] = by_of(request, row.case, today)
    if values["outcome"] == "refuse":
        actions.refuse_extension(**given, president=may_grant(row.case, request.user, today))
        return "已登记不同意，审理期限不变。"
    if values["outcome"] == "endorse":
        actions.endorse_extension(**given)
        return "已报院长批准。"
    done = actions.grant_extension(**given)
    return f"已批准，审理期限到 {done.due}。"


@door("staff", roles=("division_head", "president"))
@require_safe
def court_rulings(request: HttpRequest) -> HttpResponse:
    """待签裁定 of the court with their judges; those of judges who left are marked."""
    today = clock.today()
    courts = leads(request.user, today)
    rows = page(queries.drafts_in(courts).filter(as_court(request.user)), request.GET, order=("drafted_on", "pk"))
    left = set(queries.drafts_left(today).filter(pk__in=[row.pk for row in rows.rows]).values_list("pk", flat=True))
    for row in rows.rows:
        row.number, row.left = number_of(row.case), row.pk in left
    return render(request, "triage/court_rulings.html", {"page": rows, "today": today})


@door("staff", roles=("division_head", "president"))
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft ruling to another judge of the court."""
    today = clock.today()
    rows = Ruling.objects.filter(as_court(request.user), case__court__in=leads(request.user, today))
    row = found_or_404(rows.select_related("case__court", "judge"), pk=pk)
    barred = queries.conflicted(row.case) | {row.judge_id}
    posts = staff_of(row.case.court_id, Role.JUDGE, today)
    free = {post.user_id: post.user.display_name for post in posts if post.user_id not in barred}
    form = HandOverForm(request.POST or None, judges=[(str(key), name) for key, name in free.items()])

    def act() -> Any:
        return actions.hand_over_ruling(
            ruling=row,
            judge_id=int(form.cleaned_data["judge"]),
            by=by_of(request, row.case, today),
            today=today,
        )

    if tried(request, form, act, lambda done: f"已转交{free[done.judge_id]}。"):
        return redirect("triage:court_rulings")
    context = {"ruling": row, "case": row.case, "form": form, "free": free, "today": today}
    return shown(request, "triage/hand_over.html", context)
