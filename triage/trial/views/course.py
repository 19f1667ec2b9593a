"""What happens while a case is tried: hearings, a longer term."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.cases import actions as cases
from common.cases.access import as_court, by_of, holds, visible_to
from common.cases.models import Case
from common.cases.queries import number_of
from common.cases.states import OF_TRIAL, LeftOutGround, Side
from common.delivery.states import SERVERS
from common.law import clock
from common.law.articles import art
from common.law.procedures import Procedure, trial_term
from common.people.models import Anyone
from common.web.acts import posted, shown, tried
from common.web.doors import door, found_or_404
from common.web.paging import page
from triage.sorting.queries import procedure_label
from triage.trial import actions, queries
from triage.trial.access import leads, may_close, may_grant, may_record_hearing
from triage.trial.forms import (
    AnswerTermForm,
    CountAgainForm,
    ExtendForm,
    ExtensionForm,
    FixHearingForm,
    HearingForm,
    LeftOutForm,
)
from triage.trial.models import TermExtension
from triage.trial.rules import GROUND, called_ahead, longer_term, unanswered, waivable
from triage.trial.states import EXTENSION_OPEN, AnswerChoice, ExtensionState, HearingMode, SaidHow


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
    people = queries.attenders(case, today)
    form = HearingForm(posted(request), registered=case.registered_on, people=people, today=today)

    def act() -> Any:
        values = form.cleaned_data
        return actions.record_hearing(
            case=case,
            on=values["on"],
            mode=HearingMode(values["mode"]),
            came=values["came"],
            note=values["note"],
            by=by_of(request, case, today),
            today=today,
        )

    def words(row: Any) -> str:
        gone = queries.absent(row)
        return f"开庭已登记。{'、'.join(gone)}没有到庭。" if gone else "开庭已登记，各方都到庭了。"

    if tried(request, form, act, words):
        return redirect("casefile:case", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "held": [(row, queries.absent(row)) for row in case.hearings.order_by("on")],
        "answers": answers_shown(case, request.user, today),
        "ground": [
            art("民诉法", 140),
            art("民诉法", 147),
            art("民诉法", 150),
            art("民诉解释", 279),
            art("民诉解释", 260),
            art("在线诉讼", 4),
        ],
        "today": today,
    }
    return shown(request, "triage/trial/hearing.html", context)


@door("staff", roles=("judge", "assistant", "court_clerk"))
@require_http_methods(["GET", "POST"])
def fix_hearing(request: HttpRequest, uid: str) -> HttpResponse:
    """定开庭时间: everybody is called to it, by the bench of the case."""
    case, today = _case(request, uid), clock.today()
    assignment = case.assignments.filter(until__isnull=True).first()
    if not may_record_hearing(case, assignment, request.user, today):
        raise Http404
    form = FixHearingForm(posted(request), today=today, initial={"mode": HearingMode.IN_PERSON})

    def act() -> Any:
        values = form.cleaned_data
        return actions.fix_hearing(
            case=case,
            at=clock.moment(datetime.combine(values["on"], values["time"])),
            place=values["place"],
            mode=HearingMode(values["mode"]),
            agreed=values["agreed"],
            by=by_of(request, case, today),
            today=today,
        )

    if tried(request, form, act, "开庭时间已定，传票已经交付送达。"):
        return redirect("casefile:case", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "fixed": queries.fixed(case),
        "answers": answers_shown(case, request.user, today),
        "ahead": called_ahead(case.procedure),
        "today": today,
    }
    return shown(request, "triage/trial/fix_hearing.html", context)


def answers_shown(case: Case, user: Anyone, today: date) -> dict[str, Any]:
    """Whom a hearing or a judgment still waits for, and where it is mended: what the clerk may serve is a link for who
    may serve it."""
    found = unanswered(queries.stands_of(case), today)
    clerk = holds(case, user, frozenset(SERVERS), today)
    return {
        "waits": [(each, queries.copy_of(each.party_id) if clerk else None) for each in found.value],
        "waivable": waivable(case.procedure),
        "ground": found.articles,
        "case": case,
    }


@door("staff", roles=("judge", "assistant", "court_clerk"))
@require_http_methods(["GET", "POST"])
def answer_term(request: HttpRequest, uid: str) -> HttpResponse:
    """答辩期: the parties need none, or a respondent agreed to its last day (解释266, 275)."""
    case, today = _case(request, uid), clock.today()
    assignment = case.assignments.filter(until__isnull=True).first()
    if not may_record_hearing(case, assignment, request.user, today):
        raise Http404
    sides = case.parties.filter(side__in=(Side.CLAIMANT, Side.RESPONDENT), left_on__isnull=True)
    people = {str(party.pk): party for party in sides.order_by("side", "order")}
    choices = [(pk, f"{party.called(case.kind)}{party.name}") for pk, party in people.items()]
    form = AnswerTermForm(posted(request), parties=choices, today=today, initial={"on": today})

    def act() -> Any:
        values = form.cleaned_data
        said: dict[str, Any] = {"case": case, "how": SaidHow(values["how"]), "on": values["on"]}
        said |= {"note": values["note"], "by": by_of(request, case, today), "today": today}
        chosen = [people[pk] for pk in values["parties"]]
        if values["choice"] == AnswerChoice.AGREED:
            return actions.agree_answer(party=chosen[0], last=values["last"], **said)
        return actions.waive_answer(parties=chosen, **said)

    if tried(request, form, act, "已登记。"):
        return redirect("triage:answer_term", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "rows": queries.answer_terms(case),
        "answers": answers_shown(case, request.user, today),
        "ground": GROUND,
        "today": today,
    }
    return shown(request, "triage/trial/answer_term.html", context)


@door("staff", roles=("judge",))
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, uid: str) -> HttpResponse:
    """The judge asks for a longer trial term."""
    case, today = _case(request, uid), clock.today()
    if not may_close(case, request.user):
        raise Http404
    term = trial_term(Procedure(case.procedure), case.received_on) if case.procedure else None
    running = queries.trial_deadline(case, lapsed=True)
    form = ExtendForm(posted(request), most=term.value.extension_months if term else 1)

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
        "procedure": procedure_label(case.procedure),
        "ground": term.articles if term else (),
        "today": today,
    }
    return shown(request, "triage/trial/extend.html", context)


@door("staff", roles=("judge", "assistant", "court_clerk"))
@require_http_methods(["GET", "POST"])
def left_out(request: HttpRequest, uid: str) -> HttpResponse:
    """Days that are not counted in the trial term (解释243; 审限规定9)."""
    case, today = _case(request, uid), clock.today()
    assignment = case.assignments.filter(until__isnull=True).first()
    if not may_record_hearing(case, assignment, request.user, today):
        raise Http404
    form = LeftOutForm(posted(request))

    def act() -> Any:
        values = form.cleaned_data
        return cases.leave_out(
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
        "rows": case.left_out.filter(ground__in=OF_TRIAL).order_by("first", "pk"),
        "ground": [art("民诉解释", 243), art("审限规定", 9)],
        "today": today,
    }
    return shown(request, "triage/trial/left_out.html", context)


@door("staff", roles=("judge", "assistant", "court_clerk"))
@require_http_methods(["GET", "POST"])
def count_again(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Days that were left out by mistake count in the trial term again; what was right of them is recorded anew."""
    case, today = _case(request, uid), clock.today()
    assignment = case.assignments.filter(until__isnull=True).first()
    if not may_record_hearing(case, assignment, request.user, today):
        raise Http404
    row = found_or_404(case.left_out.filter(removed_on=None, ground__in=OF_TRIAL), pk=pk)
    form = CountAgainForm(posted(request))

    def act() -> Any:
        by = by_of(request, case, today)
        return cases.count_again(left_out=row, words=form.cleaned_data["words"], by=by, today=today)

    if tried(request, form, act, "已更正。审理期限已经重新计算；期间登记错的，请重新登记。"):
        return redirect("triage:left_out", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "row": row,
        "running": queries.trial_deadline(case, lapsed=True),
        "ground": [art("民诉解释", 243), art("审限规定", 9)],
        "today": today,
    }
    return shown(request, "triage/trial/count_again.html", context)


@door("staff", roles=("division_head", "president"))
@require_safe
def extensions(request: HttpRequest) -> HttpResponse:
    """Requests for a longer trial term, the soonest day first."""
    today = clock.today()
    found = queries.extensions_in(leads(request.user, today)).filter(as_court(request.user))
    rows = page(found, request.GET, order=("old_due", "pk"))
    for row in rows.rows:
        row.number = number_of(row.case)
    return render(request, "triage/trial/extensions.html", {"page": rows, "today": today})


@door("staff", roles=("division_head", "president"))
@require_http_methods(["GET", "POST"])
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: the head of division sends it on or not, the president decides."""
    today = clock.today()
    rows = TermExtension.objects.filter(as_court(request.user), case__court__in=leads(request.user, today))
    row = found_or_404(rows.select_related("case__court", "asked_by", "endorsed_by", "decided_by"), pk=pk)
    president = may_grant(row.case, request.user, today)
    waits = row.state == ExtensionState.ASKED or (president and row.state == ExtensionState.ENDORSED)
    form = ExtensionForm(posted(request), president=president)

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
    return shown(request, "triage/trial/extension.html", context)


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
