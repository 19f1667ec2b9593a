"""The head of division decides who signs in place of a mediator who did not."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from common.cases.access import by_of, holds
from common.cases.states import TodoKind
from common.law.articles import art
from common.people.states import Role
from common.web.acts import posted, tried
from common.web.doors import door
from mediation.course.queries import suited
from mediation.course.views.base import enter, form_page, home
from mediation.texts import actions
from mediation.texts.forms import WAIVE, CountersignForm
from mediation.texts.queries import Situation


@door("staff", roles=("division_head", "president"))
def countersign(request: HttpRequest, uid: str) -> HttpResponse:
    """One act: another mediator signs, or nobody is waited for. Who decides it does not read the text (在线调解18)."""
    found, today = enter(request, uid, Situation)
    if not holds(found.case, request.user, {Role.DIVISION_HEAD, Role.PRESIDENT}, today):
        raise Http404
    agreement = found.unsigned
    asked = found.case.todos.filter(what=TodoKind.COUNTERSIGN, done_on__isnull=True).exists()
    if agreement is None or not asked:
        return home(found)
    rows = [each for each in suited(found.case, today) if each.pk != found.mediation.mediator_id]
    form = CountersignForm(posted(request), mediators=rows)

    def act() -> None:
        choice, by = form.cleaned_data["choice"], by_of(request, None, today)
        if choice == WAIVE:
            actions.waive_hand(agreement=agreement, words=form.cleaned_data["words"], by=by, today=today)
        else:
            actions.name_hand(agreement=agreement, mediator_id=int(choice), by=by, today=today)

    if tried(request, form, act, "已办理，各方已收到通知。"):
        return home(found)
    who = found.mediation.mediator.user.display_name if found.mediation.mediator is not None else "调解员"
    return form_page(
        request,
        found,
        form,
        title="决定由谁签名",
        button="决定由谁签名",
        lead=[
            f"各方当事人都已在调解协议上签名，协议已经生效，{who}一直没有签名。请另定一位调解员签名，或者决定不再等。"
        ],
        articles=[art("在线调解", 19), art("特邀调解", 24)],
    )
