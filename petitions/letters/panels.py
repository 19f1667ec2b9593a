"""What a case page and the home page show of petitions."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from common.cases.access import is_staff_on, party_for
from common.cases.models import Case
from common.cases.queries import DeskItem, Offer, Panel, Row
from common.cases.states import CaseKind
from common.people.access import memberships_of
from common.people.models import User
from petitions.letters.access import courts_handled, handles, petitions_for
from petitions.letters.models import Petition
from petitions.letters.queries import light, number_of, owner_shown, with_serial
from petitions.letters.states import IN_HAND, PetitionState


def panel(case: Case, user: User, today: date) -> Panel | None:
    """On the petition's own page: how it stands. On the suit's page: that there is one, to those who handle them."""
    if case.kind != CaseKind.PETITION:
        return _suit_panel(case, user, today)
    petition = Petition.objects.filter(case=case).select_related("division", "owner").first()
    if petition is None:
        return None
    petition.case = case
    rows = [
        Row("反映事项", petition.get_about_display()),
        Row("形式", petition.get_form_display()),
        Row("状态", PetitionState(petition.state).label, badge="ok" if petition.state == "concluded" else "go"),
    ]
    if petition.division:
        rows.append(Row("承办部门", petition.division.name))
    if owner := owner_shown(petition):
        rows.append(Row("承办人", owner))
    shown = light(petition, today)
    if shown:
        words = f"{shown.name}，{shown.words}" if is_staff_on(case, user, today) else shown.words
        rows.append(Row("下次答复", words, badge=shown.tone))
    offers: list[Offer] = []
    if handles(case, user, today):
        waits = petition.state != PetitionState.CONCLUDED
        offers.append(Offer("办理信访", "petitions:one", (case.uid,), main=waits and petition.owner_id == user.pk))
    elif not is_staff_on(case, user, today) and party_for(case, user, today) is not None:
        offers.append(Offer("查看进度和答复", "petitions:progress", (case.uid,)))
        if petition.state == PetitionState.ANSWERED:
            offers.append(Offer("评价这次答复", "petitions:progress", (case.uid,), main=True))
    return Panel("信访办理", rows, offers)


def _suit_panel(case: Case, user: User, today: date) -> Panel | None:
    if not handles(case, user, today):
        return None
    linked = petitions_for(user, today).filter(case__links__other=case, case__links__kind="concerns")
    found = with_serial(linked).select_related("case").distinct()
    rows = [
        Row(number_of(p), f"{p.get_about_display()} · {PetitionState(p.state).label}", "petitions:one", (p.case.uid,))
        for p in found.order_by("pk")
    ]
    return Panel("涉及本案的信访", rows, order=90) if rows else None


def desk(user: User, today: date) -> list[DeskItem]:
    """What waits on the home page: an officer's own petitions, those without an owner, and answers to rate. One query
    for officers, one for petitioners."""
    if not user.is_authenticated:
        return []
    courts = courts_handled(user, today)
    if not courts:
        if memberships_of(user, today):
            return []
        waiting = Petition.objects.filter(
            case__parties__user=user.pk, state=PetitionState.ANSWERED, rating__isnull=True
        )
        count = waiting.count()
        return [DeskItem("信访已答复，请您评价", count, reverse("petitions:mine"))] if count else []
    late = Q(due_on__lte=today)
    own = Q(owner=user.pk, state__in=[*IN_HAND, PetitionState.ANSWERED])
    hand = Q(owner=user.pk, state__in=IN_HAND)
    found = petitions_for(user, today).aggregate(
        own=Count("pk", filter=own),
        due=Count("pk", filter=hand & late),
        homeless=Count("pk", filter=Q(state=PetitionState.LODGED)),
    )
    items = []
    if found["own"]:
        items.append(
            DeskItem("我承办的信访", found["own"], f"{reverse('petitions:officer-list')}?show=mine", due=found["due"])
        )
    if found["homeless"]:
        items.append(DeskItem("信访待指定承办人", found["homeless"], reverse("petitions:officer-list")))
    return items
