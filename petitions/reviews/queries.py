"""What may be done against an answer, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from common.cases.models import Deadline
from common.cases.states import DeadlineState
from petitions.letters.models import Petition
from petitions.letters.queries import higher_court, higher_name, review_of, running
from petitions.letters.rules import next_level, review_term
from petitions.letters.rules.limbs import REVIEWS
from petitions.letters.states import Level, Limb, Outcome, PetitionState


@dataclass(frozen=True)
class Right:
    """The right to have the answer looked at again. `deadline`: until when, once the letter is served (none where it is
    not served: whoever gave no name); `asked`: the review that was asked already; `here`: it can be lodged here."""

    level: Level
    court: str
    here: bool
    deadline: Deadline | None
    asked: Petition | None
    gone: bool

    @property
    def open(self) -> bool:
        return self.asked is None and not self.gone


def right_of(petition: Petition, today: date) -> Right | None:
    """The review that this petition's present answer leaves; None where none may be asked (信访条例35, 36)."""
    if petition.state not in (PetitionState.ANSWERED, PetitionState.CONCLUDED):
        return None
    level = next_level(Level(petition.level))
    if level is None or not review_term(Limb(petition.limb), Level(petition.level), Outcome(petition.outcome)):
        return None
    row = running(petition, REVIEWS)
    past = row is not None and row.due is not None and row.due < today
    return Right(
        level=level,
        court=higher_name(petition.case.court),
        here=higher_court(petition.case.court) is not None,
        deadline=row,
        asked=review_of(petition),
        gone=petition.final_on is not None
        or petition.outside_opinions.filter(level=level, given_on__gte=petition.answered_on or today).exists()
        or (row is not None and row.state == DeadlineState.LAPSED)
        or past,
    )
