"""Reads of files and papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from common.cases.access import readable, readable_in
from common.cases.models import Case
from common.documents.access import visible_to
from common.documents.models import Document, Paper


def document_for(user: Any, uid: str, today: date) -> Document:
    """The file under this name, for somebody who may open it; Http404 for strangers and for files that are not."""
    found = visible_to(user, today).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def documents_of(case: Case, user: Any, today: date) -> QuerySet[Document]:
    """The case's files this person may open, oldest first."""
    return Document.objects.filter(readable_in(case, user, today), case=case).select_related("party").order_by("id")


def draft_documents(draft_key: str) -> QuerySet[Document]:
    """The uploads of a draft, oldest first. The caller has opened the draft and so knows who asks."""
    return Document.objects.filter(draft_key=draft_key, case__isnull=True).exclude(draft_key="").order_by("id")


def papers_for(user: Any, today: date) -> QuerySet[Paper]:
    """The papers this signed-in person may read, rendered or still to be made, without what stands in them."""
    return Paper.objects.filter(readable(user, today)).select_related("document").defer("context")


def unread_of(case: Case, user: Any, today: date) -> QuerySet[Paper]:
    """The case's papers whose file is still to be made and that this person may read, oldest first."""
    rows = Paper.objects.filter(readable_in(case, user, today), case=case, document__isnull=True)
    return rows.defer("context").order_by("id")


def papers_of(case: Case, user: Any, today: date) -> QuerySet[Paper]:
    """The case's papers whose file this person may open, newest first."""
    open_to = visible_to(user, today).filter(case=case)
    return Paper.objects.filter(case=case, document__in=open_to).select_related("document", "party").order_by("-id")
