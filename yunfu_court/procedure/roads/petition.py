"""The petition: lodged, answered, concluded, perhaps opened again (实施意见15; 信访工作条例22, 34)."""

from __future__ import annotations

from common.cases.actions import open_todo
from common.cases.events import DeadlineMoved, DeadlineReopened
from common.cases.states import CaseKind, Closing, Stage, TodoKind
from common.law.articles import art
from petitions.letters.actions.handling import follow_due
from petitions.letters.events import Answered, Concluded, Reopened
from yunfu_court.procedure.happening import Happening
from yunfu_court.procedure.road import Road, every
from yunfu_court.reminders import tell_moved


def to_conclude(x: Happening[Answered]) -> None:
    """Answered: whether it helped is asked, then it is concluded; with or without a review to ask for meanwhile."""
    words = "已经答复，请回访信访人，然后办结。"
    open_todo(case=x.case, kind=TodoKind.CONCLUDE_PETITION, words=words, by=x.by, today=x.today)


def concluded(x: Happening[Concluded]) -> None:
    x.to(Stage.CLOSED, closing=Closing.ANSWERED)


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
        every(Answered, to_conclude, ground=(art("信访条例", 34),)),
        every(Concluded, concluded, ground=(art("信访条例", 34),)),
        every(Reopened, reopened, ground=(art("信访条例", 34),)),
        every(DeadlineMoved, moved, ground=(art("民诉法", 85),)),
        every(DeadlineReopened, runs_again, ground=(art("民诉法", 85),)),
    ),
    transitions={Stage.HANDLING: frozenset({Stage.CLOSED}), Stage.CLOSED: frozenset({Stage.HANDLING})},
)
