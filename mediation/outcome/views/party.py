"""What a party does after an agreement: end what was settled between them, go back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from common.law.articles import art
from common.web.acts import posted, tried
from common.web.doors import door
from mediation.course.forms import EmptyForm
from mediation.course.views.base import form_page, home
from mediation.outcome import actions
from mediation.outcome.forms import FinishForm, ReceivedForm
from mediation.outcome.queries import Situation
from mediation.texts import actions as texts_actions
from mediation.texts import queries as texts_queries
from mediation.texts.states import Outcome
from mediation.texts.views.base import as_settler


@door("signed_in")
def finish_between(request: HttpRequest, uid: str) -> HttpResponse:
    """Settled between themselves: the suit is taken back, or what was agreed is performed, before any fee."""
    found, today, by = as_settler(request, uid, Situation)
    if not found.between or found.party is None or found.party.side != "claimant" or found.said:
        return home(found)
    form = FinishForm(posted(request), options=(Outcome.PERFORMED, Outcome.WITHDRAWN), claimant=True)

    def act() -> None:
        how = Outcome(form.cleaned_data["how"])
        actions.finish_between(mediation=found.mediation, how=how, by=by, today=today)

    if tried(request, form, act, "已经办好。"):
        return redirect("casefile:case", found.case.uid)
    return form_page(
        request,
        found,
        form,
        title="已经自行和解",
        button="确定",
        lead=["案件了结，不交案件受理费。没有履行完毕、也不想撤回的，不用办理，案件继续。"],
        articles=[art("在线调解", 25, None, 2), art("2025意见", 4)],
    )


@door("signed_in")
def received(request: HttpRequest, uid: str) -> HttpResponse:
    """The creditor says which payment of the agreement has come."""
    found, today, by = as_settler(request, uid, Situation)
    if not found.owed:
        return home(found)
    form = ReceivedForm(posted(request), items=found.owed)

    def act() -> None:
        texts_actions.receive_payment(item_id=int(form.cleaned_data["item"]), by=by, today=today)

    if tried(request, form, act, "已登记，并告诉了付款的一方。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="登记收到付款",
        button="登记收到付款",
        lead=[
            "收到以后再登记，登记后不能改。登记后，这一笔不再提醒对方。",
            _not_come(texts_queries.may_enforce(found.case, found.party)),
        ],
        articles=[art("在线调解", 19, 2)],
    )


def _not_come(enforceable: bool) -> str:
    """What a creditor may do where nothing came: what a ruling or a 调解书 stands behind is enforced (民诉法206, 247),
    of what is only agreed the court is asked to judge (调解法32)."""
    if enforceable:
        return "过了约定的日子还没有到账的，不要登记，可以申请强制执行；最后一天写在案件页面的期限里。"
    return (
        "过了约定的日子还没有到账的，不要登记，可以按调解协议向法院起诉；"
        "还在申请期限内的，也可以和对方一起申请司法确认。"
    )


@door("signed_in")
def go_back(request: HttpRequest, uid: str) -> HttpResponse:
    """Go back on an agreement before the 调解书 has reached everybody."""
    found, today, by = as_settler(request, uid, Situation)
    agreement = found.agreement
    if agreement is None or not found.regrettable:
        raise Http404
    form = EmptyForm(posted(request))
    if tried(request, form, lambda: actions.go_back(agreement=agreement, by=by, today=today), "已记录，案件转入审理。"):
        return redirect("casefile:case", found.case.uid)
    return form_page(
        request,
        found,
        form,
        title="反悔，转入审理",
        button="反悔，转入审理",
        lead=[
            "调解书各方都签收后才生效。在此之前您可以反悔，案件转入审理，由法院及时裁判。",
            "反悔之后不能再恢复这份协议。",
        ],
        articles=[art("民诉法", 102), art("民诉解释", 149)],
    )
