"""What becomes of the texts when their mediation ends."""

from __future__ import annotations

from mediation.course.models import Mediation
from mediation.texts.states import AgreementState, PointsState


def fall(mediation: Mediation, **told: object) -> None:
    """Drafts fall, and an agreement that not all have signed. *Points* already out to be signed stay: the parties may
    still sign what they do not dispute. Called by `mediation.course.actions.ending.over`; the caller holds the lock."""
    mediation.agreements.filter(state=AgreementState.SIGNING).update(state=AgreementState.ABANDONED)
    for draft in mediation.agreements.filter(state=AgreementState.DRAFT):
        draft.items.all().delete()
        draft.delete()
    mediation.points.filter(state=PointsState.DRAFT).delete()
