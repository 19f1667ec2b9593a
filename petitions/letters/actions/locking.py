"""What every act on a petition begins with."""

from __future__ import annotations

from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.law import transitions
from petitions.letters.models import Petition
from petitions.letters.queries import last_act
from petitions.letters.states import TRANSITIONS, PetitionState


def locked(petition: Petition, expected: int | None) -> Petition:
    """The row, locked after its case. `expected` is the version the page was drawn from.

    ActionRefused tells the second of two officers who was faster.
    """
    Case.lock(petition.case_id)
    row = (
        Petition.objects.select_for_update(of=("self",))
        .select_related("case__court", "division", "owner")
        .get(pk=petition.pk)
    )
    if expected is not None and row.version != expected:
        who, at = last_act(row)
        raise ActionRefused(
            f"{who}在 {at} 已经办理过这件信访，现在的状态是“{PetitionState(row.state).label}”。"
            "您填写的内容还在，请核对后再提交。"
        )
    return row


def move(row: Petition, to: PetitionState, **values: object) -> None:
    """Save a checked change of state together with plain columns."""
    words = f"这件信访现在是“{PetitionState(row.state).label}”，不能这样办理。"
    transitions.move(row, to, TRANSITIONS, words)
    keep(row, **values)


def keep(row: Petition, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
