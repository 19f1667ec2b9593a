"""The self-assessment: what was answered, and which hints were shown. It stops nobody from filing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from intake.guidance.models import Guidance
from intake.guidance.rules.assessment import Remark, newest, remarks

GUESTS_FOR = timedelta(days=7)  # not law: a guest's session ends after hours, and a draft that goes on keeps it
OWNED_FOR = timedelta(days=365)  # not law: the answers of a year ago tell nothing of today


@transaction.atomic
def start_guidance(*, kind: str, role: str, today: date, owner_id: int | None, guest: str) -> Guidance:
    """Begin a self-assessment for this kind of dispute and side, in its newest version."""
    return Guidance.objects.create(
        kind=kind, role=role, version=newest(today).version, owner_id=owner_id, guest=guest, started_on=today
    )


@transaction.atomic
def keep_guidance(*, guidance: Guidance, answers: Mapping[str, Any], today: date) -> list[Remark]:
    """Keep the answers and log which hints they bring up. Returns the hints."""
    row = Guidance.objects.select_for_update().get(pk=guidance.pk)
    found = remarks(row.asked, row.kind, row.role, answers, today)
    row.answers = dict(answers)
    row.shown = [each.id for each in found]
    row.shown_on = today
    row.save(update_fields=["answers", "shown", "shown_on"])
    return found


def forget_left(*, now: datetime) -> int:
    """Self-assessments that no draft rests on are erased: a guest's after `GUESTS_FOR`, one's own after `OWNED_FOR`.
    Returns how many."""
    left = Q(owner__isnull=True, started_on__lt=(now - GUESTS_FOR).date())
    left |= Q(owner__isnull=False, started_on__lt=(now - OWNED_FOR).date())
    return Guidance.objects.filter(left, drafts__isnull=True).delete()[0]
