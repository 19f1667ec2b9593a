"""The judge's cases by due day: closing, converting, objections."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.cases.access import acts_for_court, as_court, by_of, visible_to
from common.cases.events import Audience
from common.cases.models import Case
from common.cases.queries import bearers, number_of
from common.documents.actions import receive
from common.documents.states import MediaType
from common.law import clock
from common.law.articles import art
from common.law.procedures import Procedure
from common.people.access import person_of
from common.web.acts import posted, shown, tried
from common.web.doors import door, found_or_404
from triage.sorting.queries import procedure_label
from triage.trial import actions, queries
from triage.trial.access import judge_courts, may_close, may_record_appeal
from triage.trial.forms import (
    AnewForm,
    AppealCourseForm,
    AppealForm,
    AppealResultForm,
    CloseForm,
    ConvertForm,
    CorrectAppealForm,
    DecideObjectionForm,
    StrikeForm,
)
from triage.trial.models import Appeal, Closing, Ruling, SmallClaimsObjection
from triage.trial.states import AppealResult, ClosingWay, StrikeReason
from triage.trial.views.course import answers_shown


@door("staff", roles=("judge",))
@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """Open cases of this judge, the soonest trial term first."""
    today = clock.today()
    rows = list(
        queries.cases_of(person_of(request).pk).filter(
            as_court(request.user), case__court__in=judge_courts(request.user, today)
        )[:500]
    )
    for row in rows:
        row.number = number_of(row.case)
        terms = row.case.trial_terms
        row.term = terms[0] if terms else None
        row.procedure = procedure_label(row.case.procedure)
    return render(request, "triage/trial/my_cases.html", {"rows": rows, "today": today})


def _case(request: HttpRequest, uid: str) -> Case:
    """A case this judge has now, and may act in."""
    rows = visible_to(request.user, clock.today()).select_related("court")
    case = found_or_404(rows, uid=uid)
    if not acts_for_court(case, request.user):
        raise PermissionDenied
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
    """结案: the way, the judgment where it is one, and who bears the fee."""
    case, today = _case(request, uid), clock.today()
    form = CloseForm(posted(request), request.FILES or None, parties=bearers(case))

    @transaction.atomic  # a judgment whose closing is refused is nobody's to read
    def act() -> Any:
        values, by = form.cleaned_data, by_of(request, case, today)
        document_id = None
        if values["document"] and (paper := ClosingWay(values["way"]).paper):
            document = receive(
                upload=values["document"][0],
                by=by,
                today=today,
                kind=paper,
                title=paper.label,
                case=case,
                audience=Audience.ALL,
                takes=frozenset([MediaType.PDF]),
            )
            document_id = document.pk
        return actions.close(
            case=case,
            way=values["way"],
            by=by,
            today=today,
            document_id=document_id,
            bears=form.bearers,
            unheard=values["unheard"],
        )

    closes = may_close(case, request.user)
    if closes and tried(request, form, act, lambda done: f"已结案：{ClosingWay(done.way).label}。"):
        return redirect("triage:my_cases")
    context = {"case": case, "number": number_of(case), "form": form, "today": today}
    context["answers"] = answers_shown(case, request.user, today)
    return shown(request, "triage/trial/close.html", context)


def _appealed(request: HttpRequest, uid: str) -> Case:
    today = clock.today()
    case = found_or_404(
        visible_to(request.user, today).filter(as_court(request.user, case="pk")).select_related("court"), uid=uid
    )
    if not may_record_appeal(case, request.user, today):
        raise PermissionDenied("上诉由本院法官、书记员或者窗口登记。")
    return case


def _running(case: Case) -> list[Appeal]:
    return [each for each in queries.appeals_of(case) if each.outcome is None]


@door("staff", roles=("judge", "court_clerk", "clerk"))
@require_http_methods(["GET", "POST"])
def appeal_course(request: HttpRequest, uid: str) -> HttpResponse:
    """上诉的办理: who appealed and who they are now, the copies, the fee of each appeal and the file, each with the day
    on which it was done."""
    case, today = _appealed(request, uid), clock.today()
    closing = case.closings.filter(undone_on__isnull=True).first()
    if closing is not None and queries.to_be_tried(closing):
        return _anew(request, case, closing, today)
    running = _running(case)
    appeals = [(each, queries.uncopied(each)) for each in running]
    prepays = closing is not None and queries.prepays(closing.pk)
    joint = queries.joint_with(closing) if closing is not None else {}
    striking = request.method == "POST" and "strike" in request.POST
    strike = StrikeForm(posted(request) if striking else None, appeals=running)
    form = AppealCourseForm(None if striking else posted(request), appeals=appeals, prepays=prepays, joint=joint)

    def take_back() -> Any:
        values: dict[str, Any] = {**strike.struck, "why": StrikeReason(strike.cleaned_data["why"])}
        return actions.strike_appeal(case=case, **values, by=by_of(request, case, today), today=today)

    if striking and tried(request, strike, take_back, "已收回，请登记正确的。已经通知当事人。"):
        return redirect("casefile:case", case.uid)

    def act() -> Any:
        return actions.follow_appeal(
            case=case,
            copies=form.days("copy"),
            answers=form.days("answer"),
            passed_on=form.days("passed"),
            paid=form.paid,
            sent_on=form.cleaned_data["sent_on"],
            by=by_of(request, case, today),
            today=today,
        )

    if not striking and tried(request, form, act, "已登记。"):
        return redirect("casefile:case", case.uid)
    context = {
        "case": case,
        "number": number_of(case),
        "form": form,
        "appeals": queries.appeals_of(case),
        "running": form.fieldsets,
        "strike": strike,
        "roles": [(role.called(each.called(case.kind)), each) for role, each in queries.second_roles(case)],
        "prepays": prepays,
        "joint": joint,
        "alone": closing is not None and queries.parties_to(closing).count() == 1,
        "ground": [art("民诉法", 174), art("民诉解释", 315), art("民诉解释", 316), art("收费办法", 22, 2)],
        "today": today,
    }
    return shown(request, "triage/trial/appeal_course.html", context)


@door("staff", roles=("judge", "court_clerk", "clerk"))
@require_http_methods(["GET", "POST"])
def appeal_result(request: HttpRequest, uid: str) -> HttpResponse:
    """二审结果: what the court above decided, since when, and who bears the fee; once recorded, to put it right."""
    case, today = _appealed(request, uid), clock.today()
    closing = case.closings.filter(undone_on__isnull=True).first() or queries.carried_out(case)
    asked = closing is not None and ("correct" in request.GET or closing.appealed_on is None)
    one_left = asked and closing is not None and queries.outcome_of(closing) is not None
    if closing is not None and (closing.appeal_result or one_left):
        return _correct_result(request, case, closing, today)
    appellants = [(str(each.party_id), each.party.name) for each in _running(case)]
    way = closing.way if closing is not None else ""
    form = AppealResultForm(posted(request), parties=bearers(case), way=way, appellants=appellants)

    def act() -> Any:
        values = form.cleaned_data
        party = case.parties.get(pk=values["party"]) if values.get("party") else None
        return actions.end_appeal(
            case=case,
            result=AppealResult(values["result"]),
            on=values["on"],
            number=values["number"],
            made_on=values["made_on"],
            party=party,
            bears=form.bearers,
            by=by_of(request, case, today),
            today=today,
        )

    if tried(request, form, act, "二审结果已登记。"):
        return redirect("casefile:case", case.uid)
    ground = [art("民诉法", 178), art("民诉法", 180), art("民诉解释", 330)]
    if way == ClosingWay.JUDGMENT:
        ground = [art("民诉法", 177), art("民诉法", 179), art("民诉法", 180), art("民诉解释", 336), art("收费办法", 30)]
    left = [each for each in queries.appeals_of(case) if each.outcome is not None]
    context = {"case": case, "number": number_of(case), "form": form, "ground": ground, "today": today, "left": left}
    return shown(request, "triage/trial/appeal_result.html", context)


def _anew(request: HttpRequest, case: Case, closing: Closing, today: date) -> HttpResponse:
    form = AnewForm(posted(request), initial={"on": today})

    def act() -> Any:
        by = by_of(request, case, today)
        return actions.register_anew(case=case, on=form.cleaned_data["on"], by=by, today=today)

    if tried(request, form, act, "已用新案号登记，已经通知各方。"):
        return redirect("casefile:case", case.uid)
    context = {"case": case, "number": number_of(case), "form": form, "today": today}
    context["sent_back"] = closing.appeal_result == AppealResult.SENT_BACK
    context["ground"] = [art("民诉法", 41, 3) if context["sent_back"] else art("民诉解释", 330), art("审限规定", 6)]
    return shown(request, "triage/trial/appeal_anew.html", context)


def _correct_result(request: HttpRequest, case: Case, closing: Closing, today: date) -> HttpResponse:
    outcome = queries.outcome_of(closing)
    form = CorrectAppealForm(posted(request), initial={"seen": outcome.pk if outcome else 0})

    def act() -> Any:
        values, by = form.cleaned_data, by_of(request, case, today)
        return actions.correct_appeal(case=case, why=values["why"], seen=values["seen"], by=by, today=today)

    if tried(request, form, act, "已经更正：上诉继续，请登记正确的结果。"):
        return redirect("triage:appeal_result", case.uid)
    context = {"case": case, "number": number_of(case), "form": form, "outcome": outcome, "today": today}
    return shown(request, "triage/trial/appeal_correct.html", context)


@door("staff", roles=("judge", "court_clerk", "clerk"))
@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, uid: str) -> HttpResponse:
    """登记上诉: an appeal came in on paper; until the court above has decided nothing takes effect."""
    case, today = _appealed(request, uid), clock.today()
    who = [(str(row.pk), f"{row.called(case.kind)}{row.name}") for row in queries.may_appeal(case)]
    recorded = [(str(each.party_id), each.party.name) for each in _running(case)]
    form = AppealForm(posted(request), parties=who, money=queries.asks_by_money(case), running=recorded)

    def act() -> Any:
        party = case.parties.get(pk=form.cleaned_data["party"])
        with_ = form.cleaned_data.get("joint")
        by = by_of(request, case, today)
        on, came = form.cleaned_data["on"], form.cleaned_data["received_on"]
        return actions.record_appeal(
            case=case,
            party=party,
            on=on,
            received_on=came,
            disputed=form.cleaned_data.get("disputed"),
            signer=form.cleaned_data["signer"],
            joint=case.parties.get(pk=with_) if with_ else None,
            by=by,
            today=today,
        )

    if tried(request, form, act, "上诉已登记，已经通知当事人。"):
        return redirect("casefile:case", case.uid)
    ground = [art("民诉法", 171), art("民诉法", 173), art("民诉法", 158), art("收费办法", 17), art("收费办法", 22, 2)]
    context = {"case": case, "number": number_of(case), "form": form, "ground": ground, "today": today, "who": who}
    closing = case.closings.filter(undone_on__isnull=True).first()
    context["prepays"] = closing is not None and queries.prepays(closing.pk)
    context["refused"] = closing is not None and closing.way == ClosingWay.INADMISSIBLE
    return shown(request, "triage/trial/appeal.html", context)


@door("staff", roles=("judge",))
@require_http_methods(["GET", "POST"])
def convert(request: HttpRequest, uid: str) -> HttpResponse:
    """Turn the procedure into another; a ruling is drafted where the law wants one."""
    case, today = _case(request, uid), clock.today()
    form = ConvertForm(posted(request))

    def act() -> Any:
        to, why = Procedure(form.cleaned_data["to"]), form.cleaned_data["words"]
        return actions.seek_conversion(case=case, to=to, words=why, by=by_of(request, case, today), today=today)

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
        "procedure": procedure_label(case.procedure),
        "today": today,
    }
    return shown(request, "triage/trial/convert.html", context)


@door("staff", roles=("judge",))
@require_http_methods(["GET", "POST"])
def decide_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """The judge examines an objection to small claims (解释279)."""
    today = clock.today()
    rows = SmallClaimsObjection.objects.filter(
        as_court(request.user),
        case__court__in=judge_courts(request.user, clock.today()),
        case__assignments__judge=request.user.pk,
        case__assignments__until__isnull=True,
    ).select_related("case", "case__court", "party")
    row = found_or_404(rows, pk=pk)
    form = DecideObjectionForm(posted(request))

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
    return shown(request, "triage/trial/objection_decide.html", context)
