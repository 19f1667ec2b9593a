"""What waits for a judge, and the examination of a confirmation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.cases.access import as_court
from common.law import clock
from common.law.articles import art
from common.people.states import Role
from common.web.acts import posted, tried
from common.web.doors import door
from mediation.confirmation import actions as confirming
from mediation.confirmation import queries
from mediation.confirmation.forms import AcceptForm, RuleForm
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
        else RuleForm(posted(request), latest=today, initial={"examined_on": today})
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
            both_present=data["both_present"],
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
