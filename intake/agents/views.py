"""Agents named in the course of a case: the party's page, and the clerk's look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import uuid5

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.cases.access import by_of, holds, visible_to
from common.cases.events import Audience, By, Channel
from common.cases.models import Case, Party, Representation
from common.cases.states import Authority
from common.documents.actions import receive
from common.documents.models import Document
from common.documents.states import PAPERS
from common.law import clock
from common.people.access import person_of
from common.people.states import Role
from common.web.acts import at_field, posted, pressed, shown, tried
from common.web.doors import door, found_or_404
from intake.agents import actions, queries
from intake.agents.access import names_agents, speaks_here, stands_for
from intake.agents.forms import AgentForm, RecordForm, RefuseMandateForm
from intake.agents.queries import MandatesPage
from intake.door.views.window import case_at_window
from intake.filing.access import CLERKS
from intake.mandates.models import Mandate
from intake.mandates.rules import mandate_articles, release_articles
from intake.mandates.states import Relation

DECIDED = "已办理，当事人会收到通知。"
# Each file asked for: its kind, and what it is called.
FILES = {"mandate": ("mandate", "授权委托书"), "proof": ("mandate_proof", "代理人身份和关系证明")}


def _mine(request: HttpRequest, uid: str, today: date) -> tuple[Case, Party]:
    case = found_or_404(visible_to(request.user, today).select_related("court"), uid=uid)
    party = names_agents(case, request.user, today)
    if party is None:
        raise Http404
    return case, party


@door("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def agents(request: HttpRequest, uid: str) -> HttpResponse:
    """The party's agents, and naming one more; for an agent its own mandates, and handing in another. Of one who speaks
    already (`?of=`) a new mandate takes the place of the former."""
    today = clock.today()
    case = found_or_404(visible_to(request.user, today).select_related("court"), uid=uid)
    party, own = names_agents(case, request.user, today), speaks_here(case, request.user, today)
    parties = stands_for(case, request.user, today)
    if not parties:
        raise Http404
    speaking = own if party is None else list(party.representations.filter(until__isnull=True).order_by("id"))
    of = next((each for each in speaking if str(each.pk) == request.GET.get("of")), None)
    form = AgentForm(
        posted(request),
        request.FILES or None,
        own=person_of(request) if party is None else None,
        parties=parties,
        initial=queries.as_recorded(of) if of else None,
    )
    by = by_of(request, case, today)
    if request.method == "POST" and form.is_valid():
        given, asked = form.cleaned_data, parties
        if party is None:
            given |= {"name": own[0].name, "phone": own[0].phone}
            asked = [each for each in parties if str(each.pk) in given["parties"]]
        if _name(request, asked, form, by, today):
            return redirect("intake:agents", uid)
    context = {
        "case": case,
        "party": party,
        "form": form,
        "of": of,
        "page": queries.agents_of(party) if party else queries.own_of(own),
        "grounds": mandate_articles(),
        "today": today,
    }
    return shown(request, "intake/agents/agents.html", context)


def _name(request: HttpRequest, parties: Sequence[Party], form: AgentForm, by: By, today: date) -> bool:
    """Name the agent for each of these with both files, which each of them has as its own, or keep nothing; False (with
    the words at the field) when that cannot be done."""
    given: dict[str, Any] = form.cleaned_data
    agent = actions.Agent(
        name=given["name"],
        phone=given["phone"],
        relation=Relation(given["relation"]),
        unit=given["unit"],
        authority=Authority(given["authority"]),
        powers=tuple(given["powers"]),
    )

    @transaction.atomic  # files of an agent who is refused are not kept
    def act() -> list[Mandate]:
        return [
            actions.name_agent(
                party=party,
                agent=agent,
                document=_keep(given, "mandate", party, by, today),
                proof=_keep(given, "proof", party, by, today),
                once=uuid5(given["once"], str(party.pk)),
                by=by,
                today=today,
            )
            for party in parties
        ]

    def words(rows: list[Mandate]) -> str:
        registered = all(each.representation_id for each in rows)
        return "代理人已登记。" if registered else "委托手续已提交，法院核对后生效，并通知对方。"

    return tried(request, form, act, words) is not None


def _keep(given: dict[str, Any], field: str, party: Party, by: By, today: date) -> Document:
    """Receive the file of one field; what cannot be taken is said at that field."""
    kind, title = FILES[field]
    sent = given[field][0]
    upload = UploadedFile(file=sent.file, name=sent.name, size=sent.size)  # stays where it is, for the next party
    return at_field(
        field,
        lambda: receive(
            upload=upload,
            by=by,
            today=today,
            kind=kind,
            title=title,
            case=party.case,
            party=party,
            audience=Audience.SIDE,
            takes=PAPERS,
        ),
    )


@door("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """解除委托 by the party, or 辞去代理 by the agent itself, after asking once."""
    today = clock.today()
    case = found_or_404(visible_to(request.user, today).select_related("court"), uid=uid)
    party, own = names_agents(case, request.user, today), speaks_here(case, request.user, today)
    row = next((each for each in own if each.pk == pk), None)  # whoever they act for now: it is theirs to give up
    resigns = row is not None
    if row is None:
        row = found_or_404(Representation.objects.filter(party=party, until__isnull=True), pk=pk)
    if request.method == "POST":
        actions.release_agent(representation=row, by=by_of(request, case, today), today=today)
        done = f"您不再是{row.party.name}的代理人" if resigns else f"已解除对{row.name}的委托"
        messages.success(request, f"{done}，法院会通知当事人和对方。" if resigns else f"{done}，法院会通知对方。")
        stays = bool(stands_for(case, request.user, today))
        return redirect("intake:agents", uid) if stays else redirect("workbench:home")
    context = {"case": case, "row": row, "resigns": resigns, "grounds": release_articles()}
    return render(request, "intake/agents/agent_release.html", context)


@door("signed_in")
@require_http_methods(["POST"])
def take_back(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Take back a mandate the court has not looked at yet."""
    today = clock.today()
    case, party = _mine(request, uid, today)
    row = found_or_404(party.mandates.all(), pk=pk)
    by = by_of(request, case, today)
    done = "已告诉法院，这份委托书作废。" if queries.brought_by_agent(row) else "已收回。"
    pressed(request, lambda: actions.take_back_mandate(mandate=row, by=by, today=today), done)
    return redirect("intake:agents", uid)


def _deciding(page: MandatesPage, act: str, pk: str, by: By, today: date) -> Callable[[], Any] | None:
    """What a button does that asks for nothing more; None when somebody was faster."""
    mandate = next((each for each in page.waiting if str(each.pk) == pk), None)
    named = next((each for each in page.unchecked if str(each.pk) == pk), None)
    speaker = next((each for each in page.unlinked if str(each.pk) == pk), None)
    doubt = next((each for each in page.doubts if str(each.pk) == pk), None)
    if act == "looked" and doubt is not None:
        return lambda: actions.looked_into(todo=doubt, by=by, today=today)
    if act == "confirm" and mandate is not None:
        return lambda: actions.confirm_mandate(mandate=mandate, by=by, today=today)
    if act == "check" and named is not None:
        return lambda: actions.check_mandate(representation=named, by=by, today=today)
    if act == "link" and speaker is not None:
        return lambda: actions.link_agent(representation=speaker, by=by, today=today)
    return None


def _refusing(page: MandatesPage, form: RefuseMandateForm, pk: str, by: By, today: date) -> Callable[[], Mandate]:
    mandate = next(each for each in page.waiting if str(each.pk) == pk)
    return lambda: actions.refuse_mandate(mandate=mandate, words=form.cleaned_data["words"], by=by, today=today)


@door("staff", roles=(*CLERKS, Role.COUNSELLOR))
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """An agent stands at the window with the mandate: the clerk sees the originals, and the agent is recorded before
    anything is done by it (民诉法62; 民诉解释88, 89)."""
    today = clock.today()
    case = found_or_404(visible_to(request.user, today).select_related("court"), uid=uid)
    if not holds(case, request.user, (*CLERKS, Role.COUNSELLOR), today):
        raise Http404
    party = found_or_404(case.parties.filter(left_on__isnull=True), pk=pk)
    form = RecordForm(posted(request), request.FILES or None)
    by = By(user_id=request.user.pk, channel=Channel.COUNTER, party_id=party.pk)
    if request.method == "POST" and form.is_valid() and _name(request, [party], form, by, today):
        return redirect("counter:begin", uid)
    context = {
        "case": case,
        "party": party,
        "called": party.called(case.kind),
        "form": form,
        "page": queries.agents_of(party),
        "grounds": mandate_articles(),
        "today": today,
    }
    return shown(request, "intake/agents/record.html", context)


@door("staff", roles=CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def mandates(request: HttpRequest, uid: str) -> HttpResponse:
    """The mandates handed in: confirm, or say what is missing; an agent's account may be linked later."""
    today = clock.today()
    case = case_at_window(request, uid, today)
    page = queries.mandates_of(case)
    act, pk = request.POST.get("act", ""), request.POST.get("pk", "")
    forms = {
        each.pk: RefuseMandateForm(request.POST if act == "refuse" and pk == str(each.pk) else None, mandate=each.pk)
        for each in page.waiting
    }
    if request.method == "POST":
        by = by_of(request, case, today)
        form = next((form for form in forms.values() if form.is_bound), None)
        do = _refusing(page, form, pk, by, today) if form else _deciding(page, act, pk, by, today)
        if do is None:
            messages.info(request, "这一项已经办理。")
        elif form is None:
            pressed(request, do, DECIDED)
        if do is None or form is None or tried(request, form, do, DECIDED):
            return redirect("intake:mandates", uid)
    context = {
        "case": case,
        "page": page,
        "rows": [(each, forms[each.pk], *queries.whence(each)) for each in page.waiting],
        "wrong": next((form for form in forms.values() if form.errors), None),
        "grounds": mandate_articles(),
        "today": today,
    }
    return render(request, "intake/agents/mandates.html", context, status=422 if context["wrong"] else 200)
