"""What a party does: answer, choose, stop. Each works without JavaScript."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse

from common.cases.events import By
from common.delivery.actions import confirm_address
from common.delivery.queries import current_address
from common.delivery.states import EChannel
from common.law.articles import art
from common.law.regimes import Route
from common.web.acts import posted, tried
from common.web.doors import door
from common.web.wording import day_words
from mediation.course import actions, queries
from mediation.course.forms import AddressForm, AgreesForm, ConsentForm, EmptyForm, ExtendForm, MediatorForm, PickForm
from mediation.course.notices import until_words
from mediation.course.queries import Situation
from mediation.course.rules import longest_extension, paper_fee, period, term_words
from mediation.course.views.base import as_party, as_side, form_page, home


@door("signed_in")
def consent(request: HttpRequest, uid: str) -> HttpResponse:
    """The two roads side by side, and the answer."""
    found, today, by = as_party(request, uid, Situation)
    form = ConsentForm(posted(request), on=found.case.received_on)

    def act() -> None:
        if form.cleaned_data["answer"] == "declined":
            actions.decline(mediation=found.mediation, by=by, today=today)
        else:
            court = form.cleaned_data["who"] == "court"
            actions.consent(mediation=found.mediation, by=by, today=today, leaves_to_court=court)

    if tried(request, form, act, "已记下您的答复。"):
        return home(found)
    length = period(found.route, summary=False, on=found.case.received_on)
    return form_page(
        request,
        found,
        form,
        title="是否同意先行调解",
        button="提交答复",
        template="mediation/course/consent.html",
        articles=[art("民诉法", 125), art("在线调解", 4), art("在线调解", 18)],
        within=length.value[1].figures,
        paper_fee=paper_fee(found.case.cause, found.case.amount, today).value,
        after_filing=found.route is Route.ENTRUSTED_AFTER_FILING,
    )


@door("signed_in")
def decline(request: HttpRequest, uid: str) -> HttpResponse:
    """One page that says what happens next, one button, no reason asked. Any agent may say it for the party."""
    found, today, by = as_side(request, uid, Situation)
    form = EmptyForm(posted(request))

    def stop() -> None:
        actions.decline(mediation=found.mediation, by=by, today=today)

    if tried(request, form, stop, "已停止调解。接下来的办理会另行通知您。"):
        return home(found)
    after = {
        Route.MEDIATION_ONLY: "调解结束。您可以随时起诉，已填写的内容会带过去，不用重填；不起诉的，不会立案。",
        Route.ENTRUSTED_BEFORE_FILING: "调解结束，法院继续办理登记立案，已提交的材料不用重交。",
        Route.ENTRUSTED_AFTER_FILING: "调解结束，案件继续办理：分流后通知交纳案件受理费，然后转入审理。",
    }
    return form_page(
        request,
        found,
        form,
        title="不再调解",
        button="不再调解",
        lead=[
            after[found.route],
            "不需要说明理由，也不会因此对您产生不利影响。",
            "调解中为达成协议作出的让步，以后不能作为对您不利的证据。",
        ],
        articles=[art("在线调解", 25, None, 4), art("在线调解", 18)],
    )


@door("signed_in")
def nominate(request: HttpRequest, uid: str) -> HttpResponse:
    """Name a mediator, or leave it to the court."""
    found, today, by = as_party(request, uid, Situation)
    if not queries.may_choose(found, today):
        return home(found)
    mine = found.mine
    initial = {"mediator": str(mine.nominee_id or "") if mine else ""}
    form = MediatorForm(posted(request), mediators=queries.suited(found.case, today), leave=True, initial=initial)

    def act() -> None:
        chosen = form.cleaned_data["mediator"]
        actions.nominate(mediation=found.mediation, mediator_id=int(chosen) if chosen else None, by=by, today=today)

    if tried(request, form, act, "已记下您的选择。双方选择同一位的，就由这位调解员调解。"):
        return home(found)
    named = [
        f"{row.party.name}选择了{row.nominee.user.display_name}。"
        for row in queries.nominations(found.mediation)
        if row.nominee is not None and row.party_id != by.party_id
    ]
    return form_page(
        request,
        found,
        form,
        title="共同选择调解员",
        button="提交选择",
        lead=[
            f"双方在{term_words('choose_mediator', found.case.received_on)}内选择同一位的，由其调解；否则由法院指定。",
            *named,
        ],
        articles=[art("在线调解", 10)],
    )


@door("signed_in")
def disclosure(request: HttpRequest, uid: str) -> HttpResponse:
    """Say whether a mediator with a disclosed interest may go on."""
    found, today, by = as_party(request, uid, Situation)
    proposal = found.proposal
    if proposal is None or not proposal.disclosure:
        return home(found)
    form = AgreesForm(posted(request))
    last = queries.waits_until(found.mediation)
    by_when = f"最晚 {day_words(last, today=today)}答复；过了这一天还没有答复，这次调解就结束了。" if last else ""
    form.fields["agrees"].label = f"您是否仍同意由{proposal.mediator.user.display_name}调解？"

    def act() -> None:
        actions.answer_disclosure(proposal=proposal, agrees=form.cleaned_data["agrees"], by=by, today=today)

    if tried(request, form, act, "已记下您的答复。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="调解员披露的情况",
        button="提交答复",
        lead=[
            f"{proposal.mediator.user.display_name}披露：{proposal.disclosure}",
            f"不同意的，法院另请调解员。{by_when}",
        ],
        articles=[art("在线调解", 13), art("特邀调解", 15)],
    )


@door("signed_in")
def replace(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask for another mediator."""
    found, today, by = as_party(request, uid, Situation)
    form = EmptyForm(posted(request))
    if tried(
        request, form, lambda: actions.replace(mediation=found.mediation, by=by, today=today), "已另行邀请调解员。"
    ):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="更换调解员",
        button="更换调解员",
        lead=[
            "将另行邀请一位调解员，原来的调解期限继续计算。每件案件可以更换一次。",
            "更换之后仍不同意、也不愿与对方共同选择的，视为不愿调解。",
        ],
        articles=[art("在线调解", 14)],
    )


@door("signed_in")
def pick(request: HttpRequest, uid: str) -> HttpResponse:
    """Choose one of the offered times."""
    found, today, by = as_party(request, uid, Situation)
    session = found.offered
    if session is None:
        return home(found)
    form = PickForm(posted(request), times=session.times)

    def act() -> None:
        actions.choose_time(session=session, starts_at=form.chosen(), by=by, today=today)

    if tried(request, form, act, "已记下您的选择。各方选择同一时间后，会通知您。"):
        return home(found)
    place = f"，地点：{session.place}" if session.place else ""
    last = f"最晚 {day_words(found.pick_by, today=today)}选。" if found.pick_by else "提出的时间都过了。"
    return form_page(
        request,
        found,
        form,
        title="选择调解时间",
        button="提交选择",
        lead=[
            f"第 {session.number} 次调解，方式：{session.mode_label}{place}。",
            f"{last}各方都选同一个时间，才算定下来；都不方便的也请说一声，调解员会另提时间。",
        ],
        articles=[art("在线调解", 16)],
    )


@door("signed_in")
def extend(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask for a longer period."""
    found, today, by = as_party(request, uid, Situation)
    return extend_page(request, found, today, by)


def extend_page(request: HttpRequest, found: Situation, today: date, by: By) -> HttpResponse:
    """The same question, asked by a party or by the mediator."""
    form = ExtendForm(posted(request))

    def act() -> None:
        actions.ask_extension(mediation=found.mediation, days=form.cleaned_data["days"], by=by, today=today)

    if tried(request, form, act, "已征求各方意见，都同意后延长。"):
        return home(found)
    most = (
        f"立案后的调解最多延长 {days} 日，只能延长一次。"
        if (days := longest_extension(found.route, found.case.received_on)) is not None
        else "立案前的调解，各方同意多久就延长多久。"
    )
    return form_page(
        request,
        found,
        form,
        title="请求延长调解期限",
        button="征求各方意见",
        lead=[most, "从原来的期限届满之日起算；有一方不同意，就不延长。"],
        articles=[art("在线调解", 24)],
    )


@door("signed_in")
def extension(request: HttpRequest, uid: str) -> HttpResponse:
    """Agree to a longer period, or not."""
    found, today, by = as_party(request, uid, Situation)
    row = found.extension
    if row is None:
        return home(found)
    form = AgreesForm(posted(request))
    form.fields["agrees"].label = f"您是否同意延长 {row.days} 日？"

    def act() -> None:
        actions.answer_extension(extension=row, agrees=form.cleaned_data["agrees"], by=by, today=today)

    if tried(request, form, act, "已记下您的答复。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="是否延长调解期限",
        button="提交答复",
        lead=[
            "各方都同意才延长；不同意的，原来的期限届满后调解结束。",
            *([words] if (words := until_words(found.mediation)) else []),
        ],
        articles=[art("在线调解", 24)],
    )


@door("signed_in")
def address(request: HttpRequest, uid: str) -> HttpResponse:
    """The party confirms where papers reach it: one of the three things that go on (在线调解17; 实施意见9)."""
    found, _today, by = as_party(request, uid, Situation)
    party = found.party
    if party is None:
        raise Http404
    now = current_address(party)
    initial = {
        "recipient_name": now.recipient_name if now else party.takes_papers,
        "postal": now.postal if now else party.address,
        "phone": now.phone if now else party.reached_at,
        "kept": ["yes"] if party.address_kept else [],
    }
    form = AddressForm(posted(request), initial=initial)

    def act() -> None:
        data = form.cleaned_data
        confirm_address(
            party=party,
            by=by,
            recipient_name=data["recipient_name"],
            postal=data["postal"],
            phone=data["phone"],
            e_consent=data["e_consent"],
            e_channel=EChannel.PORTAL if data["e_consent"] else EChannel.NONE,
            kept=bool(data["kept"]),
        )

    if tried(request, form, act, "送达地址已确认。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="确认送达地址",
        button="确认",
        lead=["法院的文书会送到这里。调解不成的，审理中继续使用，不用重填。"],
        articles=[art("在线调解", 17), art("民诉解释", 137)],
    )
