"""What a party does with an agreement: end, ask for a 调解书 or confirmation, go back, settle anew."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from common.law.articles import art
from common.law.regimes import Route
from common.web.acts import posted, tried
from common.web.doors import door
from mediation import actions
from mediation.actions import confirmation as confirming
from mediation.forms import EmptyForm, FinishForm
from mediation.rules import term_words
from mediation.states import ConfirmationState, Outcome

from .base import as_party, as_settler, form_page, home


@door("signed_in")
def finish(request: HttpRequest, uid: str) -> HttpResponse:
    """What to do with an effective agreement; also where the other side joins an application for confirmation."""
    found, today, by = as_settler(request, uid)
    if found.agreement is None or found.party is None or not found.options:
        return home(found)
    agreement = found.agreement
    form = FinishForm(
        posted(request), options=found.options, claimant=found.party.side == "claimant" and not found.said
    )

    def act() -> None:
        how = Outcome(form.cleaned_data["how"])
        if how is Outcome.PAPER_SOUGHT:
            actions.seek_paper(agreement=agreement, by=by, today=today)
        elif how is Outcome.CONFIRMATION:
            confirming.apply(agreement=agreement, by=by, today=today)
        else:
            actions.finish(agreement=agreement, how=how, by=by, today=today)

    if tried(request, form, act, "已经办好。"):
        return home(found)
    lead = ["协议已经生效，请按约定履行。下面是可以选择的了结方式；都不选也可以，协议照样有效。"]
    if found.confirmation is not None and found.confirmation.state == ConfirmationState.JOINING:
        lead = ["对方已申请司法确认，需要您共同申请。"]
    return form_page(
        request,
        found,
        form,
        title="选择怎样了结",
        button="确定",
        lead=[*lead, *([found.options_note] if found.options_note else [])],
        articles=[art("在线调解", 20), art("民诉法", 205 if found.route is not Route.C else 100)],
    )


@door("signed_in")
def finish_between(request: HttpRequest, uid: str) -> HttpResponse:
    """Settled between themselves: the suit is taken back, or what was agreed is performed, before any fee."""
    found, today, by = as_settler(request, uid)
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
def go_back(request: HttpRequest, uid: str) -> HttpResponse:
    """Go back on an agreement before the 调解书 has reached everybody."""
    found, today, by = as_settler(request, uid)
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


@door("signed_in")
def withdraw_confirmation(request: HttpRequest, uid: str) -> HttpResponse:
    """Withdraw the application before the ruling."""
    found, today, by = as_party(request, uid)
    row = found.confirmation
    if row is None or not found.joined:
        raise Http404
    form = EmptyForm(posted(request))
    if tried(request, form, lambda: confirming.withdraw(confirmation=row, by=by, today=today), "已撤回司法确认申请。"):
        return home(found)
    within = term_words("confirmation_application", found.case.received_on)
    return form_page(
        request,
        found,
        form,
        title="撤回司法确认申请",
        button="撤回申请",
        lead=[f"裁定作出前可以撤回。撤回后协议仍然有效；协议生效后{within}内还可以再次共同申请。"],
        articles=[art("民诉解释", 357)],
    )


@door("signed_in")
def again(request: HttpRequest, uid: str) -> HttpResponse:
    """Confirmation was refused: settle anew instead of suing, or before it."""
    found, today, by = as_party(request, uid)
    if not found.resumable:
        return home(found)
    form = EmptyForm(posted(request))
    resume = lambda: actions.mediate_again(case=found.case, by=by, today=today)  # noqa: E731
    if tried(request, form, resume, "已请求再次调解，正在征求对方意见。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="再次调解",
        button="请求再次调解",
        lead=[
            "司法确认未获支持的，可以通过调解变更原来的协议，或者达成新的协议；也可以直接起诉。",
            "对方同意后，由调解员另行组织；再次调解期间也可以随时停止。",
        ],
        articles=[art("民诉法", 206)],
    )
