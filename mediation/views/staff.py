"""What court staff do: write down answers, appoint, take signatures at the counter; and what the judge does."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from common.cases.access import by_of
from common.cases.events import Channel
from common.documents.rules import DocumentError
from common.law.articles import art
from common.web.acts import posted, tried
from common.web.doors import door
from mediation import actions, queries
from mediation.actions import confirmation as confirming
from mediation.forms import (
    AcceptForm,
    ContactForm,
    CounterForm,
    MediatorForm,
    PaperForm,
    PaperRefusalForm,
    RegretForm,
    RuleForm,
)
from mediation.models import Agreement
from mediation.states import ConfirmationState, NotAcceptedGround, Outcome, PaperRefusal, Regret

from .base import as_desk, as_judge, enter, form_page, home
from .signing import received

DESK = ("clerk", "counsellor", "triage_officer")


@door("signed_in")
def contact(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down what a party said at the counter or by telephone: staff, or the mediator who asked (在线调解15)."""
    found, today = enter(request, uid)
    if not (found.is_desk or found.is_mediator):
        raise Http404
    form = ContactForm(posted(request), consents=found.consents)

    def act() -> None:
        data = form.cleaned_data
        actions.record_answer(
            mediation=found.mediation,
            party_id=int(data["party"]),
            answer=data["answer"],
            by=by_of(request, None, today, channel=data["channel"]),
            today=today,
        )

    if tried(request, form, act, "已登记。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="登记当事人的答复",
        button="登记",
        lead=["登记当事人在窗口、服务站或者电话中的答复。拒绝调解不需要说明理由。"],
        articles=[art("在线调解", 15), art("特邀调解", 11)],
    )


@door("staff", roles=DESK)
def appoint(request: HttpRequest, uid: str) -> HttpResponse:
    """Name a mediator by hand."""
    found, today = as_desk(request, uid)
    if not found.needs_mediator:
        return home(found)
    rows = queries.suited(found.case, today)
    form = MediatorForm(posted(request), mediators=rows, leave=False)

    def act() -> None:
        chosen = int(form.cleaned_data["mediator"])
        by = by_of(request, None, today)
        actions.appoint(mediation=found.mediation, mediator_id=chosen, by=by, today=today)

    if tried(request, form, act, "已邀请。"):
        return home(found)
    lead = ["按擅长领域、地点和在办件数排列。"] if rows else ["名册中没有可以接受本案的调解员，请先在后台补充名册。"]
    return form_page(
        request,
        found,
        form,
        title="指定调解员",
        button="邀请",
        lead=lead,
        articles=[art("在线调解", 10), art("特邀调解", 12)],
    )


@door("staff", roles=DESK)
def counter(request: HttpRequest, uid: str) -> HttpResponse:
    """A party signs on paper before a clerk, who scans it and is the witness."""
    found, today = as_desk(request, uid)
    agreement = found.signing
    points = found.points
    texts = ([("agreement", "调解协议书")] if agreement else []) + ([("points", "无争议事实记载")] if points else [])
    if not texts:
        return home(found)
    parties = [row.party for row in found.consents]
    form = CounterForm(
        posted(request), request.FILES if request.method == "POST" else None, texts=texts, parties=parties
    )

    def act() -> None:
        data = form.cleaned_data
        by = by_of(request, None, today, channel=data["channel"])
        text = agreement if data["what"] == "agreement" else points
        if text is None:
            return
        party = next(each for each in parties if each.pk == int(data["party"]))
        scan = received(text, upload=data["scan"][0], party=party, by=by, today=today)
        signer = {"party_id": int(data["party"]), "name": data["name"], "scan": scan, "by": by, "today": today}
        if isinstance(text, Agreement):
            actions.sign_at_counter(agreement=text, **signer)
        else:
            actions.sign_points_at_counter(points=text, **signer)

    try:
        if tried(request, form, act, "签名已登记。"):
            return home(found)
    except DocumentError as wrong:
        form.add_error("scan", str(wrong))
    return form_page(
        request,
        found,
        form,
        title="窗口签名登记",
        button="登记签名",
        multipart=True,
        lead=["请先打印全文，由当事人核对身份后当面签名，再扫描上传。"],
        articles=[art("特邀调解", 24)],
    )


@door("staff", roles=("judge",))
def paper(request: HttpRequest, uid: str) -> HttpResponse:
    """Review an agreement and sign the 调解书."""
    found, today, by = as_judge(request, uid)
    agreement = found.agreement
    if agreement is None or agreement.outcome != Outcome.PAPER_SOUGHT:
        return home(found)
    form = PaperForm(posted(request), initial={"facts": agreement.facts})

    def act() -> None:
        data = form.cleaned_data
        actions.make_paper(
            agreement=agreement,
            facts=data["facts"],
            voluntary=data["voluntary"],
            lawful=data["lawful"],
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
        template="mediation/judge.html",
        articles=[art("民诉法", 99), art("民诉法", 100), art("特邀调解", 20), art("民诉解释", 149)],
        agreement=agreement,
        refuse="mediation:refuse_paper",
        items=list(agreement.items.select_related("debtor", "creditor")),
        people=[p.name for p in agreement.parties.order_by("side", "order")],
    )


@door("staff", roles=("judge",))
def refuse_paper(request: HttpRequest, uid: str) -> HttpResponse:
    """No 调解书 of this agreement: the case goes on."""
    found, today, by = as_judge(request, uid)
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
    found, today = enter(request, uid)
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


@door("staff", roles=("judge",))
def confirmation(request: HttpRequest, uid: str) -> HttpResponse:
    """Accept or not; then examine with both present and rule."""
    found, today, by = as_judge(request, uid)
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
        template="mediation/judge.html",
        articles=[art("民诉法", 205), art("民诉解释", 355)]
        if first
        else [art("民诉法", 206), art("民诉解释", 356), art("民诉解释", 358)],
        agreement=agreement,
        items=list(agreement.items.select_related("debtor", "creditor")),
        people=[p.name for p in agreement.parties.order_by("side", "order")],
    )
