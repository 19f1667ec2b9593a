"""What becomes of the texts when their mediation ends."""

from __future__ import annotations

from datetime import date

from common.law.transitions import move
from mediation.course.models import Mediation
from mediation.texts.models import Agreement
from mediation.texts.states import AGREEMENT_MOVES, AgreementState, PointsState


def fall(mediation: Mediation, **told: object) -> None:
    """Drafts fall, and an agreement that not all have signed. *Points* already out to be signed stay: the parties may
    still sign what they do not dispute. Called by `mediation.course.actions.ending.over`; the caller holds the lock."""
    mediation.agreements.filter(state=AgreementState.SIGNING).update(
        state=AgreementState.ABANDONED, fell_on=mediation.ended_on
    )
    for draft in mediation.agreements.filter(state=AgreementState.DRAFT):
        draft.items.all().delete()
        draft.delete()
    mediation.points.filter(state=PointsState.DRAFT).delete()


def rise(mediation: Mediation, ended_on: date) -> Agreement | None:
    """The agreement that fell with the end of that day is out to be signed again, with the signatures it had: nothing
    of it has changed. The caller holds the lock."""
    row = mediation.agreements.filter(state=AgreementState.ABANDONED, fell_on=ended_on).first()
    if row is not None:
        move(row, AgreementState.SIGNING, AGREEMENT_MOVES)
        row.fell_on = None
        row.save(update_fields=["state", "fell_on"])
    return row
