"""What may be done against an answer, and until when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from common.cases.models import Deadline
from common.law.regimes import NumberKind
from common.people.rules import same_name
from petitions.letters.models import Petition
from petitions.letters.queries import higher_court, higher_name, review_of, reviewed_here, running
from petitions.letters.rules import next_level, review_term
from petitions.letters.rules.limbs import RECHECK, REEXAMINE, REVIEWS
from petitions.letters.states import Level, Limb, Outcome, PetitionState
from petitions.reviews.models import OutsideOpinion


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
    def answer(self) -> str:
        """The term in which that court answers (信访条例35, 36)."""
        return RECHECK if self.level == Level.RECHECK else REEXAMINE

    @property
    def open(self) -> bool:
        return self.asked is None and not self.gone


def asked_about(number: str, name: str, courts: Collection[int]) -> Petition | None:
    """The petition of this number and this petitioner, where one of these courts (pks) answered it or is the one that
    looks at it again. Another name finds nothing: whoever types it reads nothing of it."""
    rows = Petition.objects.filter(case__numbers__text=number, case__numbers__kind=NumberKind.PETITION)
    found = rows.select_related("case__court").prefetch_related("case__parties").first()
    if found is None or not any(same_name(party.name, name) for party in found.case.parties.all()):
        return None
    above = higher_court(found.case.court)
    return found if {found.case.court_id, above.pk if above else 0} & set(courts) else None


def outside_of(petition: Petition) -> QuerySet[OutsideOpinion]:
    """What courts outside the portal found of its present answer."""
    rows = OutsideOpinion.objects.filter(petition=petition)
    return rows.filter(given_on__gte=petition.answered_on) if petition.answered_on else rows


def right_of(petition: Petition, on: date, rows: Iterable[Deadline] | None = None) -> Right | None:
    """The review that this petition's present answer leaves; None where none may be asked (信访条例35, 36). `on`:
    today, or the day on which it was asked. `rows`: its terms, where they were read already."""
    if petition.state not in (PetitionState.ANSWERED, PetitionState.CONCLUDED):
        return None
    level = next_level(Level(petition.level))
    if level is None or not review_term(Limb(petition.limb), Level(petition.level), Outcome(petition.outcome)):
        return None
    if rows is None:
        row = running(petition, REVIEWS)
    else:
        row = max((each for each in rows if each.term in REVIEWS), key=lambda each: each.pk, default=None)
    here = reviewed_here(petition.case.court)
    given = not here and outside_of(petition).filter(level=level).exists()
    past = row is not None and row.due is not None and row.due < on
    return Right(
        level=level,
        court=higher_name(petition.case.court),
        here=here,
        deadline=row,
        asked=review_of(petition),
        gone=bool(petition.final_on or given or past),
    )
