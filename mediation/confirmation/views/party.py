"""What a party does with an agreement that may be confirmed: choose how to end, withdraw, settle anew."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from common.law.articles import art
from common.law.regimes import Route
from common.web.acts import posted, tried
from common.web.doors import door
from mediation.confirmation import actions as confirming
from mediation.confirmation.queries import Situation
from mediation.confirmation.states import ConfirmationState
from mediation.course.forms import EmptyForm
from mediation.course.rules import term_words
from mediation.course.views.base import as_party, form_page, home
from mediation.outcome import actions as outcome_actions
from mediation.outcome.forms import FinishForm
from mediation.texts.states import Outcome
from mediation.texts.views.base import as_settler


@door("signed_in")
def finish(request: HttpRequest, uid: str) -> HttpResponse:
    """What to do with an effective agreement; also where the other side joins an application for confirmation."""
    found, today, by = as_settler(request, uid, Situation)
    if found.agreement is None or found.party is None or not found.options:
        return home(found)
    agreement = found.agreement
    form = FinishForm(
        posted(request), options=found.options, claimant=found.party.side == "claimant" and not found.said
    )

    def act() -> None:
        how = Outcome(form.cleaned_data["how"])
        if how is Outcome.PAPER_SOUGHT:
            outcome_actions.seek_paper(agreement=agreement, by=by, today=today)
        elif how is Outcome.CONFIRMATION:
            confirming.apply(agreement=agreement, by=by, today=today)
        else:
            outcome_actions.finish(agreement=agreement, how=how, by=by, today=today)

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
def withdraw_confirmation(request: HttpRequest, uid: str) -> HttpResponse:
    """Withdraw the application before the ruling."""
    found, today, by = as_party(request, uid, Situation)
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
    found, today, by = as_party(request, uid, Situation)
    if not found.resumable:
        return home(found)
    form = EmptyForm(posted(request))

    def resume() -> None:
        confirming.mediate_again(case=found.case, by=by, today=today)

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
