"""Who may open a file: whoever uploaded it while it is a draft's; then the circle its audience names. Else 404."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.cases.access import courts_seen, not_over
from common.cases.events import Audience
from common.cases.models import Participation
from common.cases.states import Capacity
from common.documents.models import Document

_SIDES = [Capacity.PARTY.value, Capacity.AGENT.value]


def visible(user: Any, today: date) -> Q:
    """The condition for files this person may open today.

    See `circle`; and whoever uploaded a file for a draft reads it.
    """
    if not user.is_authenticated:
        return Q(pk__in=[])
    return circle(user, today) | Q(case__isnull=True, owner=user.pk)


def circle(user: Any, today: date) -> Q:
    """The condition for what a case holds (files, papers still to be made) and this signed-in person may read.

    A party reads what is for all and what is for its own side; court-wide staff read all but what is kept to those
    appointed; those appointed read everything of the case.
    """
    part = Participation.objects.filter(not_over(today), case=OuterRef("case"), user=user.pk, since__lte=today)
    appointed = Q(Exists(part.exclude(capacity__in=_SIDES)))
    side = Q(audience=Audience.ALL) & Q(Exists(part)) | Q(audience=Audience.SIDE) & Q(
        Exists(part.filter(capacity__in=_SIDES, party=OuterRef("party")))
    )
    condition = appointed | side
    if seen := courts_seen(user, today):
        condition |= Q(case__court_id__in=seen) & ~Q(audience=Audience.HANDLERS)
    return condition


def visible_to(user: Any, today: date) -> QuerySet[Document]:
    """The files this person may open today. Everything that shows a file starts here."""
    return Document.objects.filter(visible(user, today))
