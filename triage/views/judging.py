"""The judge's lists and pages: rulings to sign, cases by due day, closing, converting."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.cases.access import as_court, by_of, visible_to
from common.cases.events import Audience
from common.cases.models import Case
from common.cases.queries import number_of
from common.documents.actions import receive
from common.documents.adapters.pdf import render_pdf
from common.documents.states import MediaType
from common.law import clock
from common.law.papers import PaperKind
from common.law.procedures import Procedure
from common.people.access import person_of
from common.web.acts import shown, tried
from common.web.doors import door, found_or_404
from common.web.paging import page
from triage import actions, queries
from triage.access import may_close, may_reassign
from triage.documents import ruling_context
from triage.forms import CloseForm, ConvertForm, DecideObjectionForm, DeclineForm, RecuseForm, SignForm
from triage.models import Ruling, SmallClaimsObjection
from triage.states import ClosingWay, DropReason


@door("staff", roles=("judge",))
@require_safe
def rulings(request: HttpRequest) -> HttpResponse:
    """待签裁定 of this judge, oldest first."""
    rows = page(
        queries.drafts_of(person_of(request).pk).filter(as_court(request.user)), request.GET, order=("drafted_on", "pk")
    )
    for row in rows.rows:
        row.number = number_of(row.case)
    return render(request, "triage/rulings.html", {"page": rows, "today": clock.today()})


def _ruling(request: HttpRequest, pk: int) -> Ruling:
    """Only one's own; foreign looks like absent."""
    rows = Ruling.objects.filter(as_court(request.user), judge=request.user.pk).select_related(
        "case", "case__court", "judge", "ended_by"
    )
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
    context = {
        "ruling": row,
        "case": row.case,
        "number": number_of(row.case),
        "paper": ruling_context(row, row.case, day),
        "decline": form or DeclineForm(kind=row.kind),
        "sign": sign_form or SignForm(kind=row.kind),
        "form": form or sign_form,
        "open": row.state == "draft",
        "today": today,
    }
    return render(request, "triage/ruling.html", context, status=422 if form or sign_form else 200)


@door("staff", roles=("judge",))
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as PDF; not kept, and marked by its missing seal."""
    row = _ruling(request, pk)
    number = number_of(row.case)
    day = (row.signed_on or clock.today()).isoformat()
    context = {**ruling_context(row, row.case, day), "title": "民事裁定书", "number": number}
    response = HttpResponse(render_pdf("triage/papers/ruling.html", context), content_type="application/pdf")
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


@door("staff", roles=("judge",))
@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """Open cases of this judge, the soonest trial term first."""
    today = clock.today()
    rows = list(queries.cases_of(person_of(request).pk).filter(as_court(request.user)).order_by("since", "pk")[:500])
    for row in rows:
        row.number = number_of(row.case)
        terms = row.case.trial_terms
        row.term = terms[0] if terms else None
        row.procedure = queries.procedure_label(row.case.procedure)
    rows.sort(key=lambda row: (row.term is None, row.term.due if row.term else today, row.pk))
    return render(request, "triage/my_cases.html", {"rows": rows, "today": today})


def _case(request: HttpRequest, uid: str) -> Case:
    """A case this judge has now."""
    rows = visible_to(request.user, clock.today()).select_related("court")
    case = found_or_404(rows, uid=uid)
    return found_or_404(
        Case.objects.filter(
            as_court(request.user, case="pk"),
            pk=case.pk,
            assignments__judge=request.user.pk,
            assignments__until__isnull=True,
        )
        .select_related("court")
        .distinct(),
        pk=case.pk,
    )


@door("staff", roles=("judge",))
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, uid: str) -> HttpResponse:
    """结案: the way, and the judgment where it is one."""
    case, today = _case(request, uid), clock.today()
    form = CloseForm(request.POST or None, request.FILES or None)

    def act() -> Any:
        values, by = form.cleaned_data, by_of(request, case, today)
        document_id = None
        if values["document"]:
            document = receive(
                upload=values["document"][0],
                by=by,
                today=today,
                kind=PaperKind.JUDGMENT,
                title=PaperKind.JUDGMENT.label,
                case=case,
                audience=Audience.ALL,
                takes=frozenset([MediaType.PDF]),
            )
            document_id = document.pk
        return actions.close(case=case, way=values["way"], by=by, today=today, document_id=document_id)

    closes = may_close(case, request.user)
    if closes and tried(request, form, act, lambda done: f"已结案：{ClosingWay(done.way).label}。"):
        return redirect("triage:my_cases")
    context = {"case": case, "number": number_of(case), "form": form, "today": today}
    return shown(request, "triage/close.html", context)


@door("staff", roles=("judge",))
@require_http_methods(["GET", "POST"])
def convert(request: HttpRequest, uid: str) -> HttpResponse:
    """Turn the procedure into another; a ruling is drafted where the law wants one."""
    case, today = _case(request, uid), clock.today()
    form = ConvertForm(request.POST or None)

    def act() -> Any:
        to = Procedure(form.cleaned_data["to"])
        return actions.seek_conversion(case=case, to=to, by=by_of(request, case, today), today=today)

    def words(made: Any) -> str:
        drafted = isinstance(made, Ruling)
        return "裁定已拟好，请签发。" if drafted else f"本案已适用{Procedure(form.cleaned_data['to']).label}审理。"

    if done := tried(request, form, act, words, field="to"):
        drafted = isinstance(done.value, Ruling)
        return redirect("triage:ruling", pk=done.value.pk) if drafted else redirect("triage:my_cases")
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "procedure": queries.procedure_label(case.procedure),
        "today": today,
    }
    return shown(request, "triage/convert.html", context)


@door("staff", roles=("judge",))
@require_http_methods(["GET", "POST"])
def decide_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """The judge examines an objection to small claims (解释279)."""
    today = clock.today()
    rows = SmallClaimsObjection.objects.filter(
        as_court(request.user), case__assignments__judge=request.user.pk, case__assignments__until__isnull=True
    ).select_related("case", "case__court", "party")
    row = found_or_404(rows, pk=pk)
    form = DecideObjectionForm(request.POST or None)

    def act() -> Any:
        outcome = form.cleaned_data["outcome"]
        upheld = outcome != "rejected"
        return actions.decide_objection(
            objection=row,
            upheld=upheld,
            to=Procedure(outcome) if upheld else Procedure.SUMMARY,
            words=form.cleaned_data["words"],
            by=by_of(request, row.case, today),
            today=today,
        )

    if tried(request, form, act, "异议已处理。"):
        return redirect("triage:my_cases")
    context = {"objection": row, "case": row.case, "form": form, "today": today}
    return shown(request, "triage/objection_decide.html", context)


@door("staff", roles=("division_head", "president"))
@require_http_methods(["GET", "POST"])
def recuse(request: HttpRequest, uid: str) -> HttpResponse:
    """回避: record it and give the case to another team."""
    today = clock.today()
    seen = visible_to(request.user, today).filter(as_court(request.user, case="pk"))
    case = found_or_404(seen.select_related("court"), uid=uid)
    row = (
        case.assignments.filter(until__isnull=True)
        .select_related("team__judge", "team__assistant", "team__court_clerk", "team__mediator")
        .first()
    )
    people = []
    if row is not None:
        team = row.team
        members = (team.judge, team.assistant, team.court_clerk, team.mediator)
        people = [(str(each.pk), each.display_name) for each in members if each is not None]
    form = RecuseForm(request.POST or None, people=people)

    def act() -> Any:
        return actions.recuse(
            case=case,
            user_id=int(form.cleaned_data["user"]),
            ground=form.cleaned_data["ground"],
            by=by_of(request, case, today),
            today=today,
        )

    if may_reassign(case, request.user, today) and tried(request, form, act, "已登记回避，案件已重新分配。"):
        return redirect("casefile:case", case.uid)
    context = {"case": case, "team": row.team if row else None, "form": form, "today": today}
    return shown(request, "triage/recuse.html", context)
