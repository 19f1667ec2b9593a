"""Rulings: proposed, signed or declined by a judge, handed over by a leader."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_safe

from common.cases.access import as_court, by_of
from common.cases.models import Case
from common.cases.queries import number_of
from common.documents.adapters.pdf import render_pdf
from common.law import clock
from common.law.articles import art
from common.people.access import person_of
from common.people.queries import staff_of
from common.people.states import Role
from common.web.acts import posted, shown, tried
from common.web.doors import door, found_or_404
from common.web.paging import page
from triage.teams.queries import conflicted
from triage.trial import actions, queries
from triage.trial.access import judge_courts, leads, may_propose
from triage.trial.documents import ruling_context
from triage.trial.forms import DeclineForm, HandOverForm, ProposeForm, SignForm
from triage.trial.models import Ruling
from triage.trial.states import DismissalGround, DropReason, RulingKind, TransferGround


@door("staff", roles=("judge",))
@require_safe
def rulings(request: HttpRequest) -> HttpResponse:
    """待签裁定 of this judge, oldest first."""
    rows = page(
        queries.drafts_of(person_of(request).pk).filter(
            as_court(request.user), case__court__in=judge_courts(request.user, clock.today())
        ),
        request.GET,
        order=("drafted_on", "pk"),
    )
    for row in rows.rows:
        row.number = number_of(row.case)
    return render(request, "triage/trial/rulings.html", {"page": rows, "today": clock.today()})


def _ruling(request: HttpRequest, pk: int) -> Ruling:
    """Only one's own; foreign looks like absent."""
    rows = Ruling.objects.filter(
        as_court(request.user), judge=request.user.pk, case__court__in=judge_courts(request.user, clock.today())
    ).select_related("case", "case__court", "judge", "ended_by")
    return found_or_404(rows, pk=pk)


@door("staff", roles=("judge",))
@require_safe
def ruling(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it would be issued, with 签发 and 不予签发."""
    return _ruling_page(request, _ruling(request, pk), None)


def _ruling_page(
    request: HttpRequest, row: Ruling, form: DeclineForm | None, sign_form: SignForm | None = None
) -> HttpResponse:
    today = clock.today()
    day = (row.signed_on or today).isoformat()
    paper = ruling_context(row, row.case, day)
    context = {
        "ruling": row,
        "case": row.case,
        "number": number_of(row.case),
        "paper": paper,
        "body": render_to_string("triage/trial/papers/ruling_body.html", paper),
        "decline": form or DeclineForm(kind=row.kind),
        "sign": sign_form or SignForm(kind=row.kind),
        "form": form or sign_form,
        "open": row.state == "draft",
        "today": today,
    }
    return render(request, "triage/trial/ruling.html", context, status=422 if form or sign_form else 200)


@door("staff", roles=("judge",))
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as PDF; not kept, and marked by its missing seal."""
    row = _ruling(request, pk)
    number = number_of(row.case)
    day = (row.signed_on or clock.today()).isoformat()
    context = {**ruling_context(row, row.case, day), "title": "民事裁定书", "number": number}
    response = HttpResponse(render_pdf("triage/trial/papers/ruling.html", context), content_type="application/pdf")
    response["Content-Disposition"] = "inline"
    return response


@door("staff", roles=("judge",))
@require_http_methods(["POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    row, today = _ruling(request, pk), clock.today()
    form = SignForm(request.POST, kind=row.kind)

    def act() -> Any:
        words = form.cleaned_data.get("words", "")
        return actions.sign_ruling(ruling=row, by=by_of(request, row.case, today), today=today, words=words)

    if tried(request, form, act, "裁定已签发，裁定书正在生成并送达。"):
        return redirect("triage:rulings")
    return _ruling_page(request, row, None, form)


@door("staff", roles=("judge",))
@require_http_methods(["POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    row, today = _ruling(request, pk), clock.today()
    form = DeclineForm(request.POST, kind=row.kind)

    def act() -> Any:
        return actions.decline_ruling(
            ruling=row,
            reason=DropReason(form.cleaned_data["reason"]),
            words=form.cleaned_data["words"],
            by=by_of(request, row.case, today),
            today=today,
        )

    if tried(request, form, act, "已登记不予签发，本案按理由继续办理。"):
        return redirect("triage:rulings")
    return _ruling_page(request, row, form)


@door("staff", roles=("judge", "clerk", "triage_officer"))
@require_http_methods(["GET", "POST"])
def propose_ruling(request: HttpRequest, uid: str) -> HttpResponse:
    """拟驳回起诉 or 移送管辖: a draft on a judge's list."""
    today = clock.today()
    case = found_or_404(
        queries.proposable(person_of(request), today).select_related("court").prefetch_related("numbers"), uid=uid
    )
    assignment = case.assignments.filter(until__isnull=True).first()
    if not may_propose(case, assignment, request.user, today):
        raise Http404
    form = ProposeForm(posted(request))

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
    return shown(request, "triage/trial/propose.html", context)


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
    return render(request, "triage/trial/court_rulings.html", {"page": rows, "today": today})


@door("staff", roles=("division_head", "president"))
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft ruling to another judge of the court."""
    today = clock.today()
    rows = Ruling.objects.filter(as_court(request.user), case__court__in=leads(request.user, today))
    row = found_or_404(rows.select_related("case__court", "judge"), pk=pk)
    barred = conflicted(row.case) | {row.judge_id}
    posts = staff_of(row.case.court_id, Role.JUDGE, today)
    free = {post.user_id: post.user.display_name for post in posts if post.user_id not in barred}
    form = HandOverForm(posted(request), judges=[(str(key), name) for key, name in free.items()])

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
    return shown(request, "triage/trial/hand_over.html", context)
