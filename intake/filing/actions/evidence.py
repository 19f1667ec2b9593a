"""Evidence: files with a name and what they prove, of a draft first, then of the case."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from common.cases.actions import announce
from common.cases.events import Audience, By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.documents.actions import receive, remove
from common.documents.states import EVIDENCE
from intake.filing.actions.drafts import NOT_OPEN
from intake.filing.events import EvidenceAdded
from intake.filing.models import Draft, Evidence
from intake.filing.states import DraftState


def add_evidence(
    *, draft: Draft, upload: UploadedFile[Any], by: By, today: date, title: str = "", proves: str = "", source: str = ""
) -> Evidence:
    """Keep one file of a draft as evidence. DocumentError (Chinese) when the file cannot be taken.

    The file is read before the row is locked; the same file sent twice gives the row it already has.
    """
    if draft.state != DraftState.OPEN:
        raise ActionRefused(NOT_OPEN)
    document = receive(
        upload=upload,
        by=by,
        today=today,
        kind="evidence",
        title=title,
        draft_key=draft.files_key,
        audience=Audience.ALL,
        takes=EVIDENCE,
    )
    with transaction.atomic():
        Draft.objects.select_for_update().get(pk=draft.pk)
        row, made = Evidence.objects.get_or_create(
            document=document,
            defaults={
                "draft": draft,
                "title": document.title,
                "source": source[:120],
                "proves": proves[:300],
                "order": draft.evidence.count() + 1,
            },
        )
        if not made and row.removed:
            row.removed = False
            row.save(update_fields=["removed"])
    row.document = document  # with what was found out on receiving it
    return row


@transaction.atomic
def describe_evidence(*, evidence: Evidence, title: str, source: str, proves: str) -> Evidence:
    """Change what a piece of evidence is called and proves, while its draft is open."""
    if evidence.case_id is not None:
        raise ActionRefused("材料已经提交，不能更改说明。")
    Evidence.objects.filter(pk=evidence.pk).update(
        title=title.strip()[:120] or evidence.title, source=source.strip()[:120], proves=proves.strip()[:300]
    )
    evidence.refresh_from_db()
    return evidence


def remove_evidence(*, evidence: Evidence) -> None:
    """Take a piece of evidence out of a draft, file and all. What was submitted stays."""
    if evidence.case_id is not None:
        raise ActionRefused("材料已经提交，不能删除。")
    document = evidence.document
    with transaction.atomic():
        evidence.delete()
        remove(document=document)


def add_case_evidence(
    *, case: Case, party: Party, upload: UploadedFile[Any], by: By, today: date, title: str = "", proves: str = ""
) -> Evidence:
    """A party hands in evidence after filing; the other side may see it. DocumentError when it cannot be taken."""
    document = receive(
        upload=upload,
        by=by,
        today=today,
        kind="evidence",
        title=title,
        case=case,
        party=party,
        audience=Audience.ALL,
        takes=EVIDENCE,
    )
    with transaction.atomic():
        case = Case.lock(case.pk)
        row, made = Evidence.objects.get_or_create(
            document=document,
            defaults={
                "case": case,
                "party": party,
                "title": document.title,
                "proves": proves[:300],
                "order": case.evidence.count() + 1,
            },
        )
        if made:
            announce(case=case, event=EvidenceAdded(document_id=document.pk, party_id=party.pk), by=by)
    row.document = document
    return row
