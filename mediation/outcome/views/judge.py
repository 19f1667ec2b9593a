"""The judge reviews an agreement; the desk or the judge writes down who went back on it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from common.cases.access import by_of
from common.cases.events import Channel
from common.cases.queries import bearers
from common.law.articles import art
from common.web.acts import posted, tried
from common.web.doors import door
from mediation.course.views.base import as_judge, enter, form_page, home
from mediation.course.views.staff import DESK
from mediation.outcome import actions
from mediation.outcome.forms import PaperForm, PaperRefusalForm, RegretForm
from mediation.outcome.queries import Situation
from mediation.outcome.states import Regret
from mediation.texts.states import Outcome, PaperRefusal


@door("staff", roles=("judge",))
def paper(request: HttpRequest, uid: str) -> HttpResponse:
    """Review an agreement and sign the 调解书."""
    found, today, by = as_judge(request, uid, Situation)
    agreement = found.agreement
    if agreement is None or agreement.outcome != Outcome.PAPER_SOUGHT:
        return home(found)
    form = PaperForm(posted(request), initial={"facts": agreement.facts}, parties=bearers(found.case))

    def act() -> None:
        data = form.cleaned_data
        actions.make_paper(
            agreement=agreement,
            facts=data["facts"],
            voluntary=data["voluntary"],
            lawful=data["lawful"],
            bears=form.bearers,
            by=by,
            today=today,
        )

    if tried(request, form, act, "调解书已签发，正在送达。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="制作调解书",
        button="签发调解书",
        template="mediation/outcome/judge.html",
        articles=[
            art("民诉法", 99),
            art("民诉法", 100),
            art("特邀调解", 20),
            art("民诉解释", 149),
            art("收费办法", 31),
        ],
        agreement=agreement,
        refuse="mediation:refuse_paper",
        items=list(agreement.items.select_related("debtor", "creditor")),
        people=[p.name for p in agreement.parties.order_by("side", "order")],
    )


@door("staff", roles=("judge",))
def refuse_paper(request: HttpRequest, uid: str) -> HttpResponse:
    """No 调解书 of this agreement: the case goes on."""
    found, today, by = as_judge(request, uid, Situation)
    agreement = found.agreement
    if agreement is None or agreement.outcome != Outcome.PAPER_SOUGHT:
        return home(found)
    form = PaperRefusalForm(posted(request))

    def act() -> None:
        data = form.cleaned_data
        ground = PaperRefusal(data["ground"])
        actions.refuse_paper(agreement=agreement, ground=ground, words=data["words"], by=by, today=today)

    if tried(request, form, act, "已登记，案件继续办理。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="不予制作调解书",
        button="不予制作",
        lead=["协议解决的请求恢复办理，案件转入分流和审理。各方会收到理由。"],
        articles=[art("民诉法", 99), art("在线调解", 21), art("在线调解", 23)],
    )


@door("staff", roles=(*DESK, "court_clerk", "judge"))
def regret(request: HttpRequest, uid: str) -> HttpResponse:
    """A party refused the 调解书 or went back on the agreement, and said so at the desk or to the judge."""
    found, today = enter(request, uid, Situation)
    agreement = found.agreement
    if agreement is None or not found.regrettable or not (found.is_desk or found.is_judge):
        raise Http404
    parties = list(agreement.parties.order_by("side", "order", "id"))
    form = RegretForm(posted(request), parties=parties)

    def act() -> None:
        data = form.cleaned_data
        actions.record_regret(
            agreement=agreement,
            party_id=int(data["party"]),
            how=Regret(data["how"]),
            by=by_of(request, None, today, channel=Channel.COUNTER),
            today=today,
        )

    if tried(request, form, act, "已登记，案件转入审理。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="登记拒收或者反悔",
        button="登记",
        lead=["调解书不适用留置送达：当事人拒绝签收或者签收前反悔的，调解书不生效，案件转入审理。"],
        articles=[art("民诉法", 102), art("民诉解释", 133), art("民诉解释", 149)],
    )
