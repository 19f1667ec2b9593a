"""The other side: in by code and identity, then the complaint, an address, an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.cases.access import by_of, party_for, stands_in, visible_to
from common.cases.models import Case, Party
from common.cases.states import Side
from common.delivery.actions import confirm_address
from common.delivery.models import ServiceAddress
from common.delivery.queries import current_address, notice_runs
from common.delivery.states import EChannel
from common.law import clock
from common.law.terms import term
from common.people.access import person_of
from common.web import pace, visitor
from common.web.acts import each_tried, posted, pressed, tried
from common.web.doors import door, found_or_404
from common.web.wording import day_words
from intake.door import actions, queries
from intake.door.access import respondent_of
from intake.door.forms import AddressForm, AnswerForm, DoorForm
from intake.door.models import Answer, DefendantDoor
from intake.door.rules import pleading_from
from intake.elements.rules.forms import answer_form
from intake.filing.actions import add_case_evidence
from intake.filing.models import Filing

_PROVEN = "intake_door"
WRONG = "案件码或者身份信息不对，或者多次输错暂时不能再试。请核对后半小时再来，也可以拨打 12368 或者到法院窗口办理。"


@door("public")
def door_page(request: HttpRequest) -> HttpResponse:
    """Code and identity. Wrong, locked and absent look alike."""
    form = DoorForm(posted(request))
    if request.method == "POST" and form.is_valid():
        place, hall = visitor.place(request), visitor.in_hall(request)
        found = actions.try_door(now=clock.now(), place=place, hall=hall, **form.cleaned_data)
        if found is not None:
            request.session[_PROVEN] = found.pk
            return redirect("intake:door_enter")
        pace.failed(request)
        form.add_error(None, WRONG)
    return render(request, "intake/door/door.html", {"form": form})


@door("signed_in")
def door_enter(request: HttpRequest) -> HttpResponse:
    """Signed in after the code was proven: link the account to the party (在线诉讼规则第十条)."""
    today = clock.today()
    row = DefendantDoor.objects.select_related("party__case__court").filter(pk=request.session.get(_PROVEN, 0)).first()
    if row is None:
        return redirect("intake:door")
    if request.method == "POST":
        by, user_id = by_of(request, row.party.case, today), person_of(request).pk
        entered = pressed(request, lambda: actions.enter_door(door=row, user_id=user_id, by=by, today=today))
        if entered:
            del request.session[_PROVEN]
            invited = row.party.side != Side.CLAIMANT
            return redirect("intake:respond" if invited else "casefile:case", entered.value.uid)
    context = {"party": row.party, "case": row.party.case, "verified": person_of(request).is_verified}
    return render(request, "intake/door/door_enter.html", context)


def _mine(request: HttpRequest, uid: str, tables: Sequence[Prefetch[Any, Any, Any]] = ()) -> tuple[Case, Party]:
    today = clock.today()
    case = found_or_404(visible_to(request.user, today).select_related("court").prefetch_related(*tables), uid=uid)
    party = respondent_of(case, request.user, today)
    if party is None:
        raise Http404
    return case, party


@door("signed_in")
def respond(request: HttpRequest, uid: str) -> HttpResponse:
    """What was claimed, and what one can do about it."""
    case, party = _mine(request, uid, queries.TO_RESPOND)
    page = queries.respond_page(case, party)
    context = {"case": case, "party": party, "page": page, "today": clock.today()}
    return render(request, "intake/door/respond.html", context)


@door("signed_in")
def address(request: HttpRequest, uid: str) -> HttpResponse:
    """送达地址确认书 and consent to electronic service, which may be taken back by confirming anew; of any party, for
    whom nobody else confirms it."""
    today = clock.today()
    case = found_or_404(visible_to(request.user, today).select_related("court"), uid=uid)
    party = party_for(case, request.user, today)
    if party is None:
        raise Http404
    at_window = stands_in(case, request.user)
    phone = party.reached_at if at_window else party.reached_at or person_of(request).phone
    now = current_address(party)
    initial: dict[str, Any] = {
        "recipient_name": now.recipient_name if now else party.takes_papers,
        "postal": (now.postal if now else "") or party.address,
        "phone": (now.phone if now else "") or phone,
    }
    initial["kept"] = ["yes"] if party.address_kept else []
    form = AddressForm(posted(request), initial=initial)

    def act() -> Any:
        given = form.cleaned_data
        consents = given["e_consent"] == "yes"
        return confirm_address(
            party=party,
            by=by_of(request, case, today),
            recipient_name=given["recipient_name"],
            postal=given["postal"],
            phone=given["phone"],
            e_consent=consents,
            e_channel=_way(party, at_window) if consents else EChannel.NONE,
            kept=bool(given["kept"]),
        )

    runs = notice_runs(party)

    def words(_row: ServiceAddress) -> str:
        ended = "公告不再算，文书送到这里。" if runs and not notice_runs(party) else ""
        return f"送达地址已确认。{ended}以后变更，请回到这里重新确认。"

    if tried(request, form, act, words):
        return redirect("casefile:case" if party.side == Side.CLAIMANT else "intake:respond", uid)
    return render(request, "intake/door/address.html", {"case": case, "form": form, "party": party})


def _way(party: Party, at_window: bool) -> EChannel:
    """Who has no account reads no inbox: a message to the telephone."""
    return EChannel.SMS if at_window and party.user_id is None else EChannel.PORTAL


@door("signed_in")
def give_answer(request: HttpRequest, uid: str) -> HttpResponse:
    """答辩: the element form where the complaint has one, and always one's own words."""
    case, party = _mine(request, uid)
    today = clock.today()
    if case.closed_on is not None and request.method == "GET":
        return redirect("intake:respond", uid)
    filing = Filing.objects.filter(case=case).first()
    spec = answer_form(filing.spec) if filing and filing.wish == "sue" else None
    form = AnswerForm(posted(request), request.FILES or None, spec=spec)
    if request.method == "POST" and form.is_valid():
        by, said = by_of(request, case, today), form.cleaned_data
        rows = each_tried(
            form,
            "files",
            said["files"],
            lambda file: add_case_evidence(case=case, party=party, upload=file, by=by, today=today),
        )

        def act() -> Answer:
            return actions.give_answer(
                party=party,
                once=said["once"],
                pleading=pleading_from(spec, form.answers(), said["text"]),
                document=rows[0].document if rows else None,
                by=by,
                today=today,
            )

        within = term("answer_copy", case.received_on).spoken

        def words(row: Answer) -> str:
            if row.once != said["once"]:
                return f"这份答辩 {day_words(row.given_on, today=today)}已经交过，法院收到了，不用再交。"
            return f"答辩已提交，法院会在{within}内把副本送给对方。"

        if tried(request, form, act, words):
            return redirect("intake:respond", uid)
    return render(request, "intake/door/give_answer.html", {"case": case, "form": form, "party": party})
