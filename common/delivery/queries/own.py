"""What a person receives, signs for or collects."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from common.cases.access import at_window, not_over, off_window, sides_of
from common.cases.models import (
    Case,
    Participation,
)
from common.delivery.models import Service
from common.delivery.queries.standing import still_wanted
from common.delivery.rules import (
    BY_ACCEPTANCE,
)
from common.delivery.states import Effect, Method, ServiceState
from common.documents.models import Document, Paper
from common.law import clock
from common.people.models import Anyone


def services_to(user: Anyone, today: date) -> QuerySet[Service]:
    """Services to the parties this person is or speaks for today, or that stand at their window; who has left the case
    is asked for no signature any more."""
    part = Participation.objects.filter(
        not_over(today), party=OuterRef("party"), user=user.pk, capacity__in=sides_of(user, today), since__lte=today
    )
    mine = Q(Exists(part)) & off_window(user)
    mine |= Q(party__in=[visitor.row.party_id for visitor in at_window(user).values()])
    left = Q(kind__in=BY_ACCEPTANCE, party__left_on__isnull=False) & ~Q(state=ServiceState.SERVED)
    return Service.objects.filter(mine, ~left)


def receipt_first(user: Anyone, today: date, *, document: Document | None = None, paper: Paper | None = None) -> str:
    """The page on which this person receives what they are about to open, as long as it waits to be received
    electronically; else nothing (settings.RECEIPT_FIRST). Whichever way leads to a paper, to open it is to receive it
    (民诉法90; 在线诉讼31第2款), and to receive is an act: never what merely follows a link. What is received by a
    signature is read before it is signed for. One query."""
    thing = Q(paper=paper.pk) if paper else Q(document=document) | Q(paper__document=document)
    rows = services_to(user, today).filter(thing, state=ServiceState.PENDING, method=Method.ELECTRONIC)
    rows = rows.exclude(effect=Effect.SIGNING)
    uid = rows.order_by("pk").values_list("uid", flat=True).first()
    return reverse("delivery:receipt", args=[uid]) if uid else ""


def to_sign(case: Case, user: Anyone, today: date) -> QuerySet[Service]:
    """What was sent to this person's party to be signed for, and waits for that."""
    rows = services_to(user, today).filter(case=case, state=ServiceState.PENDING, effect=Effect.SIGNING)
    return rows.order_by("ordered_on", "pk")


def to_collect(case: Case, user: Anyone) -> QuerySet[Service]:
    """What lies at the court for whoever stands at this clerk's window: papers of theirs that are still on their way by
    hand, longest first; a public notice too, which nobody need wait out (解释131)."""
    visitor = at_window(user).get(case.pk)
    if visitor is None:
        return Service.objects.none()
    rows = Service.objects.filter(case=case, party=visitor.row.party_id)
    rows = rows.filter(still_wanted(), state=ServiceState.PENDING).exclude(expires_on__lt=clock.today())
    return rows.exclude(method=Method.ELECTRONIC).order_by("ordered_on", "pk")
