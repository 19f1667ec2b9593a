"""The petition: lodged, answered, concluded, perhaps opened again (实施意见15; 信访工作条例22, 34)."""

from __future__ import annotations

from common.cases.states import CaseKind, Closing, Stage
from common.law.articles import art
from petitions.letters.events import Concluded, Reopened
from yunfu_court.procedure.happening import Happening
from yunfu_court.procedure.road import Road, every


def concluded(x: Happening[Concluded]) -> None:
    x.to(Stage.CLOSED, closing=Closing.ANSWERED)


def reopened(x: Happening[Reopened]) -> None:
    x.to(Stage.HANDLING)


PETITION = Road(
    kinds=frozenset({CaseKind.PETITION}),
    begins=Stage.HANDLING,
    lines=(
        every(Concluded, concluded, ground=(art("信访条例", 34),)),
        every(Reopened, reopened, ground=(art("信访条例", 34),)),
    ),
    transitions={Stage.HANDLING: frozenset({Stage.CLOSED}), Stage.CLOSED: frozenset({Stage.HANDLING})},
)
