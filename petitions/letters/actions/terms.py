"""The terms of the court in a petition, set by what kind of matter it is."""

from __future__ import annotations

from datetime import date

from common.cases.actions import set_deadline
from common.cases.events import By
from common.cases.models import Deadline
from common.cases.states import Holder
from petitions.letters.models import Petition
from petitions.letters.queries import lengths
from petitions.letters.rules import terms_for
from petitions.letters.rules.limbs import FIRST_ANSWERS
from petitions.letters.states import Level, Limb


def set_terms(petition: Petition, *, start: date, today: date, by: By, first_too: bool = True) -> list[Deadline]:
    """Both terms from the day of receipt (or of beginning again), as long as the court set them, the first answer's in
    front. `first_too`: false when the first answer was given already."""
    amounts = lengths(today)
    keys = terms_for(Limb(petition.limb), Level(petition.level))
    return [
        set_deadline(
            case=petition.case,
            term=key,
            holder=Holder.PETITION_OFFICER,
            by=by,
            start=start,
            amount=amounts.get(key),
        )
        for key in keys
        if first_too or key not in FIRST_ANSWERS
    ]
