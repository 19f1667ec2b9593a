"""What waits for a judge, and the examination of a confirmation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.cases.access import as_court
from common.law import clock
from common.law.articles import art
from common.people.states import Role
from common.web.acts import posted, tried
from common.web.doors import door
from common.web.wording import moment_words
from mediation.confirmation import actions as confirming
from mediation.confirmation import queries
from mediation.confirmation.forms import AcceptForm, CallForm, RuleForm
from mediation.confirmation.queries import Situation
from mediation.confirmation.states import ConfirmationState, NotAcceptedGround
from mediation.course.views.base import as_judge, form_page, home
from mediation.outcome import queries as outcome_queries


@door("staff", roles=("judge",))
def judge(request: HttpRequest) -> HttpResponse:
    """调解书 and confirmations that wait for this judge."""
    today = clock.today()
    papers = outcome_queries.papers_to_review(request.user)
    context = {
        "today": today,
        "papers": list(papers.filter(as_court(request.user, case="mediation__case"))[:200]),
        "confirmations": list(queries.confirmations_to_examine(request.user).filter(as_court(request.user))[:200]),
        "role": Role.JUDGE.label,
    }
    return render(request, "mediation/confirmation/judge_list.html", context)


@door("staff", roles=("judge",))
def call_parties(request: HttpRequest, uid: str) -> HttpResponse:
    """Call both parties to be present when the agreement is examined."""
    found, today, by = as_judge(request, uid, Situation)
    row = found.confirmation
    if row is None or row.state != ConfirmationState.ACCEPTED:
        return home(found)
    form = CallForm(posted(request), initial={"meets_at": row.meets_at, "place": row.place})

    def act() -> None:
        data = form.cleaned_data
        confirming.call_parties(confirmation=row, at=data["meets_at"], place=data["place"], by=by, today=today)

    if tried(request, form, act, "已通知各方到场。"):
        return redirect("mediation:confirmation", uid)
    return form_page(
        request,
        found,
        form,
        title="通知各方到场核实",
        button="通知各方到场",
        articles=[art("民诉解释", 356)],
    )


@door("staff", roles=("judge",))
def confirmation(request: HttpRequest, uid: str) -> HttpResponse:
    """Accept or not; then examine with both present and rule."""
    found, today, by = as_judge(request, uid, Situation)
    row, agreement = found.confirmation, found.agreement
    waiting = (ConfirmationState.APPLIED, ConfirmationState.ACCEPTED)
    if row is None or agreement is None or row.state not in waiting:
        return home(found)
    first = row.state == ConfirmationState.APPLIED
    form: AcceptForm | RuleForm = (
        AcceptForm(posted(request))
        if first
        else RuleForm(
            posted(request),
            latest=today,
            parties=list(agreement.parties.order_by("side", "order", "id")),
            initial={"examined_on": today},
        )
    )

    def act() -> None:
        data = form.cleaned_data
        if isinstance(form, AcceptForm):
            if data["accepts"]:
                confirming.accept(confirmation=row, by=by, today=today)
            else:
                ground = NotAcceptedGround(data["ground"])
                confirming.do_not_accept(confirmation=row, ground=ground, record=data["record"], by=by, today=today)
            return
        confirming.rule(
            confirmation=row,
            confirm=data["confirm"],
            present=form.present(),
            examined_on=data["examined_on"],
            checks=form.checks(),
            record=data["record"],
            ground=form.chosen(),
            by=by,
            today=today,
        )

    if tried(request, form, act, "已办理，文书正在送达。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        lead=[]
        if first or row.meets_at is None
        else [f"已通知各方到场：{moment_words(row.meets_at, today=today)}，{row.place}。"],
        call="" if first else "mediation:call_parties",
        title="是否受理司法确认申请" if first else "审查调解协议",
        button="提交" if first else "签发裁定",
        template="mediation/outcome/judge.html",
        articles=[art("民诉法", 205), art("民诉解释", 355)]
        if first
        else [art("民诉法", 206), art("民诉解释", 356), art("民诉解释", 358)],
        agreement=agreement,
        items=list(agreement.items.select_related("debtor", "creditor")),
        people=[p.name for p in agreement.parties.order_by("side", "order")],
    )
