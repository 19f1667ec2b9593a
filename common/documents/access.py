"""Who may open a file: whoever uploaded it while it is a draft's; then whom its audience names. Else 404."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from common.cases.access import readable
from common.documents.models import Document
from common.people.models import Anyone


def visible(user: Anyone, today: date) -> Q:
    """The condition for files this person may open today: those of a case that are for them (common.cases.access), and
    those they uploaded themselves for a draft."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    return readable(user, today) | Q(case__isnull=True, owner=user.pk)


def visible_to(user: Anyone, today: date) -> QuerySet[Document]:
    """The files this person may open today. Everything that shows a file starts here."""
    return Document.objects.filter(visible(user, today))
