"""The petition: lodged, answered, concluded, perhaps opened again (实施意见15; 信访工作条例23, 31 to 36)."""

from __future__ import annotations

from common.cases.events import DeadlineMoved, DeadlineReopened
from common.cases.states import CaseKind, Closing, Stage
from common.law.articles import art
from petitions.letters.actions.handling import follow_due
from petitions.letters.events import Concluded, Reopened
from petitions.letters.rules.limbs import REVIEWS
from yunfu_court.procedure.happening import Happening
from yunfu_court.procedure.road import Road, every
from yunfu_court.reminders import tell_moved


def concluded(x: Happening[Concluded]) -> None:
    """The right to have the opinion reviewed is counted from its service, whenever the office has done its part."""
    x.to(Stage.CLOSED, closing=Closing.ANSWERED, outlast=REVIEWS)


def moved(x: Happening[DeadlineMoved]) -> None:
    follow_due(case=x.case, frm=x.event.frm, due=x.event.due)
    tell_moved(x.record, x.event)


def runs_again(x: Happening[DeadlineReopened]) -> None:
    if x.event.runs:
        follow_due(case=x.case, frm=x.event.frm, due=x.event.due)
        tell_moved(x.record, x.event)


def reopened(x: Happening[Reopened]) -> None:
    x.to(Stage.HANDLING)


PETITION = Road(
    kinds=frozenset({CaseKind.PETITION}),
    begins=Stage.HANDLING,
    lines=(
        every(Concluded, concluded, ground=(art("信访条例", 34), art("信访条例", 35), art("信访条例", 36, 1))),
        every(Reopened, reopened, ground=(art("信访条例", 34),)),
        every(DeadlineMoved, moved, ground=(art("民诉法", 85),)),
        every(DeadlineReopened, runs_again, ground=(art("民诉法", 85),)),
    ),
    transitions={Stage.HANDLING: frozenset({Stage.CLOSED}), Stage.CLOSED: frozenset({Stage.HANDLING})},
)
