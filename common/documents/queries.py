"""Reads of files and papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils.module_loading import import_string

from common.cases.access import looker, readable, readable_in
from common.cases.events import Audience
from common.cases.models import Case, Party
from common.documents.access import visible_to
from common.documents.models import Document, Paper
from common.documents.rules.withheld import LEADS, withheld
from common.law.numbers import mask
from common.law.papers import PaperKind
from common.people.models import Anyone

Layouts = Mapping[PaperKind, tuple[str, ...]]


def _layouts() -> Layouts:
    """Templates by kind, one a version: what the rooms say of their papers (settings.PAPER_LAYOUTS)."""
    found: Layouts = import_string(settings.PAPER_LAYOUTS)
    return found


def received_at(user: Anyone, today: date, *, document: Document | None = None, paper: Paper | None = None) -> str:
    """Where this is received before it is read; empty: it may be read (settings.RECEIPT_FIRST)."""
    found: str = import_string(settings.RECEIPT_FIRST)(user, today, document=document, paper=paper)
    return found


def newest(kind: PaperKind) -> int:
    """The version by which a paper of this kind is written today. KeyError for a kind without a layout."""
    return len(_layouts()[kind])


def layout(kind: str, version: int) -> str:
    """The template by which a paper of this kind and version is rendered: a reprint looks as the first print did."""
    return _layouts()[PaperKind(kind)][version - 1]


def printed(paper: Paper) -> Any:
    """The context as it is printed now: who has said since it was frozen that the other side is not to know where they
    live stands in it without address and telephone, theirs and their guardian's, and without what the paper itself says
    that leads to them (`LEADS`), but in their own and in what only the court reads. One query."""
    if paper.audience not in (Audience.ALL, Audience.SIDE):
        return paper.context
    kept = Party.objects.filter(case=paper.case_id, address_kept=True).exclude(pk=paper.party_id or 0)
    hidden: list[str] = []
    for party in kept.order_by("pk"):
        numbers = (party.phone, party.guardian_phone)
        hidden += [party.address, *numbers, *(mask(each or "") for each in numbers)]
        hidden += paper.context.get(LEADS, {}).get(str(party.pk), [])
    return withheld(paper.context, hidden)


def document_for(user: Anyone, uid: str, today: date) -> Document:
    """The file under this name, for somebody who may open it; Http404 for strangers and for files that are not."""
    found = visible_to(user, today).select_related("copy", "case", "party").filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def original_kept(document: Document, user: Anyone, today: date) -> bool:
    """Whether this reader gets the reading copy only: whoever hides where they live (反家暴法5) may not know that a
    photograph says it. The court and the sender's own side have the original."""
    if document.case is None or document.party is None or document.generated or not document.party.address_kept:
        return False
    who = looker(document.case, user, today)
    return not who.court and document.party.pk not in {each.pk for each in who.parties}


def documents_of(case: Case, user: Anyone, today: date) -> QuerySet[Document]:
    """The case's files this person may open, oldest first."""
    return Document.objects.filter(readable_in(case, user, today), case=case).order_by("id")


def papers_for(user: Anyone, today: date) -> QuerySet[Paper]:
    """The papers this signed-in person may read, rendered or still to be made, without what stands in them."""
    return Paper.objects.filter(readable(user, today)).select_related("document").defer("context")


def unread_of(case: Case, user: Anyone, today: date) -> QuerySet[Paper]:
    """The case's papers whose file is still to be made and that this person may read, oldest first."""
    rows = Paper.objects.filter(readable_in(case, user, today), case=case, document__isnull=True)
    return rows.defer("context").order_by("id")
