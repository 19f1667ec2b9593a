"""One petition at the officer's desk, and every act on it but the letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.cases.rules import ActionRefused
from common.courts.models import Division
from common.law import clock
from common.people.states import Role
from common.web.acts import posted, shown, tried
from common.web.doors import door, found_or_404
from petitions.letters import actions, queries
from petitions.letters.documents import letter_title
from petitions.letters.forms import (
    ComplainedForm,
    ConcludeForm,
    DecideForm,
    LinkForm,
    ProlongForm,
    ReopenForm,
    RerouteForm,
    SortForm,
    VersionForm,
)
from petitions.letters.models import Petition
from petitions.letters.rules import KINDS, answers_for
from petitions.letters.states import (
    IN_HAND,
    About,
    FollowUp,
    Level,
    Limb,
    PetitionState,
    Procedural,
    ReopenReason,
    ReplyKind,
    RouteReason,
)
from petitions.letters.views.desk import DOOR, as_it_is_now, by_at_desk, petition_at_desk


@door("staff", roles=DOOR)
@require_safe
def one(request: HttpRequest, uid: str) -> HttpResponse:
    """Content, suit, roads, letters, and the forms for what may be done now."""
    return _show(request, petition_at_desk(request, uid))


def _show(request: HttpRequest, petition: Petition, **bound: Any) -> HttpResponse:
    """The page; `bound` are forms that were refused, shown again with what was typed."""
    today = clock.today()
    state = PetitionState(petition.state)
    version = {"version": petition.version}
    forms: dict[str, Any] = {}
    if state is not PetitionState.CONCLUDED:
        posts = queries.may_be_meant(petition.case, today)
        forms["complained"] = bound.get("complained") or ComplainedForm(initial=version, posts=posts)
    if state in IN_HAND or state is PetitionState.LODGED:
        forms["link"] = bound.get("link") or LinkForm(initial=version)
        if petition.level == Level.FIRST:
            forms["sort"] = bound.get("sort") or SortForm(initial={**version, "limb": petition.limb})
    rows = queries.deadlines(petition)
    asked = queries.prolonging(petition) if state in IN_HAND else None
    most = queries.prolonging_most(petition, rows) if state in IN_HAND and asked is None else 0
    finals = queries.finals(petition) if state in IN_HAND else []
    if most:
        forms["prolong"] = bound.get("prolong") or ProlongForm(initial=version, most=most)
    complained = queries.complained_of(petition)
    another = queries.needs_another(petition, complained) and queries.signed_by(petition) == request.user.pk
    meant = queries.answered_by_the_meant(petition, complained)
    if state is PetitionState.ANSWERED and not another and not meant:
        forms["conclude"] = bound.get("conclude") or ConcludeForm(initial=version)
    if state is PetitionState.CONCLUDED or meant:
        forms["reopen"] = bound.get("reopen") or ReopenForm(initial=version)
    suits = queries.linked(petition)
    proposed = queries.suit_of(petition.concerned_number) if petition.concerned_number and not suits else None
    files = queries.letters(petition)
    return shown(
        request,
        "petitions/letters/one.html",
        {
            "petition": petition,
            "number": queries.number_of(petition),
            "party": petition.case.parties.all()[0],
            "state": state,
            "open": state in IN_HAND,
            "steps": queries.steps(petition),
            "light": queries.light(petition, today),
            "deadlines": queries.told(petition, rows),
            "suits": suits,
            "complained_of": complained,
            "meant": meant,
            "another": another and state is PetitionState.ANSWERED,
            "conduct": petition.about == About.CONDUCT,
            "proposed": proposed,
            "roads": queries.ways_of(petition),
            "replies": [
                (reply, letter_title(petition, reply), files.get(reply.pk))
                for reply in petition.replies.select_related("author")
            ],
            "kind": KINDS[Limb(petition.limb)],
            "sortings": petition.sortings.select_related("by"),
            "asked": asked,
            "former": petition.reviews.replies.filter(kind=ReplyKind.RESULT) if petition.reviews else [],
            "may_record": queries.reviewed_elsewhere(petition),
            "may_take": queries.reviewed_above(petition),
            "finals": finals,
            "routings": petition.routings.select_related("division", "owner", "by"),
            "rating": getattr(petition, "rating", None),
            "procedurals": list(Procedural),
            "outcomes": answers_for(Limb(petition.limb), Level(petition.level), final_before=bool(finals)),
            "forms": forms,
            "refused": next(iter(bound.values()), None),
            "today": today,
        },
    )


def _done(
    request: HttpRequest, petition: Petition, name: str, form: Any, act: Callable[[], object], said: str
) -> HttpResponse:
    """Do it and say so; or show the page again with the reason and everything that was typed."""
    if tried(request, form, act, said):
        return redirect("petitions:one", petition.case.uid)
    return _show(request, as_it_is_now(request, petition, form), **{name: form})


@door("staff", roles=DOOR)
@require_http_methods(["GET", "HEAD", "POST"])
def reroute(request: HttpRequest, uid: str) -> HttpResponse:
    """Give it to another owner or division, for a reason."""
    petition, today = petition_at_desk(request, uid), clock.today()
    form = RerouteForm(
        posted(request),
        initial={"division": petition.division_id, "owner": petition.owner_id, "version": petition.version},
        divisions=Division.objects.filter(court=petition.case.court_id),
        owners=queries.possible_owners(petition.case, today),
    )

    def act() -> object:
        data = form.cleaned_data
        return actions.reroute(
            petition=petition,
            division=Division.objects.get(pk=data["division"]),
            owner_id=int(data["owner"]),
            reason=RouteReason(data["reason"]),
            words=data["words"],
            by=by_at_desk(request),
            today=today,
            expected=data["version"],
        )

    if tried(request, form, act, "已转办，新的承办人已收到通知。"):
        return redirect("petitions:one", uid)
    petition = as_it_is_now(request, petition, form)
    context = {"petition": petition, "number": queries.number_of(petition), "form": form}
    return shown(request, "petitions/letters/reroute.html", context)


@door("staff", roles=DOOR)
@require_POST
def link(request: HttpRequest, uid: str) -> HttpResponse:
    petition = petition_at_desk(request, uid)
    form = LinkForm(request.POST)

    def act() -> object:
        suit = queries.suit_of(form.cleaned_data["number"])
        if suit is None:
            raise ActionRefused("没有找到这个案号，请核对年份、法院代字和编号。", field="number")
        return actions.link_case(
            petition=petition,
            suit=suit,
            by=by_at_desk(request),
            today=clock.today(),
            expected=form.cleaned_data["version"],
        )

    return _done(request, petition, "link", form, act, "已关联到所涉案件。")


@door("staff", roles=DOOR)
@require_POST
def complained(request: HttpRequest, uid: str) -> HttpResponse:
    """Whom it complains of; who names themselves has the petition no longer."""
    petition, today = petition_at_desk(request, uid), clock.today()
    form = ComplainedForm(request.POST, posts=queries.may_be_meant(petition.case, today))

    def act() -> object:
        return actions.name_complained(
            petition=petition,
            user_id=int(form.cleaned_data["user"]),
            by=by_at_desk(request),
            today=today,
            expected=form.cleaned_data["version"],
        )

    if tried(request, form, act, "已登记。这个人看不到这件信访，也不能办理。"):
        own = form.cleaned_data["user"] == str(request.user.pk)
        return redirect("petitions:officer-list") if own else redirect("petitions:one", uid)
    return _show(request, as_it_is_now(request, petition, form), complained=form)


@door("staff", roles=DOOR)
@require_POST
def not_complained(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Somebody was not meant after all."""
    petition = petition_at_desk(request, uid)
    row = found_or_404(petition.case.participations.all(), pk=pk)
    form = VersionForm(request.POST)

    def act() -> object:
        return actions.clear_complained(
            petition=petition,
            user_id=row.user_id,
            by=by_at_desk(request),
            today=clock.today(),
            expected=form.cleaned_data["version"],
        )

    return _done(request, petition, "complained", form, act, "已登记：反映的不是这个人。")


@door("staff", roles=DOOR)
@require_POST
def conclude(request: HttpRequest, uid: str) -> HttpResponse:
    petition = petition_at_desk(request, uid)
    form = ConcludeForm(request.POST)

    def act() -> object:
        data = form.cleaned_data
        return actions.conclude(
            petition=petition,
            follow_up=FollowUp(data["follow_up"]),
            words=data["words"],
            by=by_at_desk(request),
            today=clock.today(),
            expected=data["version"],
        )

    return _done(request, petition, "conclude", form, act, "已办结。")


@door("staff", roles=DOOR)
@require_POST
def reopen(request: HttpRequest, uid: str) -> HttpResponse:
    petition = petition_at_desk(request, uid)
    form = ReopenForm(request.POST)

    def act() -> object:
        data = form.cleaned_data
        reason = ReopenReason(data["reason"])
        return actions.reopen(
            petition=petition, reason=reason, by=by_at_desk(request), today=clock.today(), expected=data["version"]
        )

    return _done(request, petition, "reopen", form, act, "已重新办理，期限从今天起重新计算。")


@door("staff", roles=DOOR)
@require_POST
def sort(request: HttpRequest, uid: str) -> HttpResponse:
    """Of what kind it is: confirmed, or corrected with the reason."""
    petition = petition_at_desk(request, uid)
    form = SortForm(request.POST)

    def act() -> object:
        data = form.cleaned_data
        return actions.sort(
            petition=petition,
            limb=Limb(data["limb"]),
            words=data["words"],
            by=by_at_desk(request),
            today=clock.today(),
            expected=data["version"],
        )

    return _done(request, petition, "sort", form, act, "已归类，期限按这一类计算。")


@door("staff", roles=DOOR)
@require_POST
def prolong(request: HttpRequest, uid: str) -> HttpResponse:
    petition = petition_at_desk(request, uid)
    form = ProlongForm(request.POST, most=queries.prolonging_most(petition, queries.deadlines(petition)))

    def act() -> object:
        data = form.cleaned_data
        return actions.ask_prolonging(
            petition=petition,
            days=data["days"],
            reason=data["reason"],
            by=by_at_desk(request),
            today=clock.today(),
            expected=data["version"],
        )

    return _done(request, petition, "prolong", form, act, "已报院长批准。")


@door("staff", roles=(Role.PRESIDENT.value,))
@require_http_methods(["GET", "HEAD", "POST"])
def prolonging(request: HttpRequest, uid: str) -> HttpResponse:
    """The president decides on more time."""
    petition, today = petition_at_desk(request, uid), clock.today()
    form = DecideForm(posted(request), initial={"version": petition.version})

    def act() -> object:
        data = form.cleaned_data
        return actions.decide_prolonging(
            petition=petition,
            granted=data["granted"],
            words=data["words"],
            by=by_at_desk(request),
            today=today,
            expected=data["version"],
        )

    if tried(request, form, act, "已登记您的决定。"):
        return redirect("petitions:one", uid)
    petition = as_it_is_now(request, petition, form)
    context = {
        "petition": petition,
        "number": queries.number_of(petition),
        "asked": queries.prolonging(petition),
        "deadlines": queries.deadlines(petition),
        "form": form,
        "today": today,
    }
    return shown(request, "petitions/letters/prolonging.html", context)
