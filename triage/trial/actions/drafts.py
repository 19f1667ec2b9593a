"""A draft ruling is a to-do of the judge before whom it lies: while one waits, and no longer."""

from __future__ import annotations

from datetime import date

from common.cases.actions import finish_todo, open_todo
from common.cases.events import By
from common.cases.models import Case
from common.cases.states import TodoKind
from triage.trial.models import Ruling
from triage.trial.states import RulingState


def follow_drafts(*, case: Case, by: By, today: date) -> None:
    """Inside the caller's transaction, the case locked."""
    first = Ruling.objects.filter(case=case, state=RulingState.DRAFT).order_by("drafted_on", "pk").first()
    if first is None:
        finish_todo(case=case, kind=TodoKind.SIGN_RULING, by=by, today=today)
        return
    words = f"{first.get_kind_display()}裁定的草稿等法官签发，或者不予签发。"
    open_todo(case=case, kind=TodoKind.SIGN_RULING, words=words, by=by, today=today)
