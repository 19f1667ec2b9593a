"""Whoever sued is asked where the other side is found."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.cases.access import at_window, not_over, off_window, sides_of
from common.cases.models import (
    Case,
    Deadline,
    Participation,
    Party,
)
from common.cases.states import DeadlineState, Side
from common.delivery.models import Service
from common.delivery.queries.own import services_to
from common.delivery.queries.standing import to_replace
from common.delivery.states import Method, ServiceState
from common.people.models import Anyone


def unreached(case: Case) -> QuerySet[Service]:
    """Those of this case of which the other side was asked where their addressee is found."""
    return Service.objects.filter(to_replace(), case=case).exclude(asked="").order_by("pk")


def may_say(case: Case) -> QuerySet[Service]:
    """Those of which the other side may still say it: also while a public notice takes their place, which has reached
    nobody yet (民诉法95)."""
    notice = Service.objects.filter(
        party=OuterRef("party"), method=Method.PUBLIC, state=ServiceState.PENDING, case__closed_on__isnull=True
    )
    asked = Service.objects.filter(to_replace() | Q(Exists(notice), state=ServiceState.FAILED), case=case)
    return asked.exclude(asked="").order_by("pk")


def missing(case: Case) -> QuerySet[Service]:
    """What reached nobody, with its addressee, longest first: of all sides, whoever was asked about it."""
    rows = Service.objects.filter(Q(pk__in=may_say(case).values("pk")) | to_replace(), case=case)
    return rows.select_related("party").order_by("pk")


def asked_until(case: Case, asked: Party) -> dict[int, date]:
    """Until when this one is asked where each party is found, by the party's pk. One query."""
    rows = Deadline.objects.filter(case=case, term=OTHER_ADDRESS, party=asked, state=DeadlineState.OPEN)
    return {int(subject.split(":")[1]): due for subject, due in rows.values_list("subject", "due") if due}


OTHER_ADDRESS = "other_address"  # the term in which whoever sued says where the other side is found


def asked_about(party_id: int, asked_id: int) -> str:
    """The subject of the term in which the one is asked where the other is found."""
    return f"where:{party_id}:{asked_id}"


def answers_awaited(party: Party) -> QuerySet[Deadline]:
    """The terms in which somebody may still say where this party is found, the first to end first."""
    rows = Deadline.objects.filter(
        case=party.case_id, term=OTHER_ADDRESS, subject__startswith=asked_about(party.pk, 0)[:-1]
    )
    return rows.filter(state=DeadlineState.OPEN).order_by("due", "pk")


def may_still_say(service: Service, asked_id: int) -> QuerySet[Deadline]:
    """This one's own term, which runs or ran out: whoever has answered in it has no other."""
    rows = Deadline.objects.filter(case=service.case_id, term=OTHER_ADDRESS)
    rows = rows.filter(subject=asked_about(service.party_id, asked_id))
    return rows.filter(state__in=[DeadlineState.OPEN, DeadlineState.LAPSED], dealt_on__isnull=True)


def to_ask(service: Service) -> QuerySet[Party]:
    """Who knows whom they sued. Not for whoever has asked the court to keep their address from the other side (专递规定
    4): nobody is sent to search for them."""
    return Party.objects.none() if service.party.address_kept else who_sued(service)


def who_sued(service: Service) -> QuerySet[Party]:
    """Who brought the case in which this goes to another side; of the same side, or of a case in which nobody was sued:
    nobody."""
    asked = {Side.RESPONDENT: Side.CLAIMANT, Side.THIRD: Side.CLAIMANT}.get(Side(service.party.side))
    return Party.objects.filter(case=service.case_id, side=asked or "", left_on__isnull=True)


def asked_of(user: Anyone, today: date) -> QuerySet[Service]:
    """Services of which the other side, this person's or the one at their window, was asked for an address."""
    asked = Q(case__participations__in=_standing(user, today)) & off_window(user)
    here = [each.row for each in at_window(user).values()]
    asked |= Q(case__in=[row.case_id for row in here if row.party and row.party.side == Side.CLAIMANT])
    rows = Service.objects.filter(asked, party__address_kept=False).exclude(asked="")
    rows = rows.select_related("case__court", "party__case")
    return rows.exclude(pk__in=services_to(user, today)).distinct()


def _standing(user: Anyone, today: date) -> QuerySet[Participation]:
    side = {"party__side": Side.CLAIMANT, "party__left_on__isnull": True}
    rows = Participation.objects.filter(not_over(today), user=user.pk, since__lte=today, **side)
    return rows.filter(capacity__in=sides_of(user, today))
