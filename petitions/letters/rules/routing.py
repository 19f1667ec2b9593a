"""To whom a petition goes first, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from common.courts.states import DivisionKind
from common.law.articles import Finding, art
from petitions.letters.states import About, Form, PetitionState

REPRESENTATIVES = 5  # 信访条例20第3款


# The first kind the court has is taken. Conduct goes to the office that watches over the divisions, never to the
# division complained of (信访条例28第3款); the petition window is the last resort of everything.
_KINDS: dict[About, tuple[DivisionKind, ...]] = {
    About.CONDUCT: (DivisionKind.MANAGEMENT, DivisionKind.PETITIONS),
    About.JUDGMENT: (DivisionKind.PETITIONS, DivisionKind.FILING),
    About.ENFORCEMENT: (DivisionKind.PETITIONS, DivisionKind.FILING),
    About.FILING: (DivisionKind.FILING, DivisionKind.PETITIONS),
    About.SERVICE: (DivisionKind.FILING, DivisionKind.PETITIONS),
    About.OTHER: (DivisionKind.PETITIONS, DivisionKind.FILING),
}


def divisions_for(about: About) -> Finding[tuple[DivisionKind, ...]]:
    """The kinds of division that answer for such a matter, the best first."""
    articles = [art("信访条例", 23, 1)]
    if about is About.CONDUCT:
        articles.append(art("信访条例", 28, 3))
    return Finding(_KINDS[about], tuple(articles), "首接负责：谁接到，谁负责到底")


@dataclass(frozen=True, slots=True)
class Load:
    """A petition officer: how many petitions are open with them, and the day they last got one (None: never)."""

    user_id: int
    open: int
    last_on: date | None = None


def owner_by_load(officers: Sequence[Load]) -> Load | None:
    """The one with the fewest open petitions; among equals whoever has waited longest. None when there is nobody."""
    return min(officers, key=lambda o: (o.open, o.last_on or date.min, o.user_id), default=None)


def representatives_problem(form: Form, people: int, representatives: int) -> Finding[str]:
    """What is wrong with the number of representatives, in Chinese; "" when nothing (信访条例20第3款)."""
    articles = (art("信访条例", 20, 3),)
    if people < 1 or representatives < 1:
        return Finding("人数至少为 1。", articles)
    if representatives > people:
        return Finding("代表人数不能多于信访人数。", articles)
    if representatives > REPRESENTATIVES:
        words = "多人来访的，应当推选代表" if form is Form.VISIT else "多人共同提出的，应当推选代表"
        return Finding(f"{words}，代表不超过 {REPRESENTATIVES} 人。", articles)
    return Finding("", articles)


STEPS: tuple[str, ...] = ("受理", "转办", "办理", "答复", "回访", "办结")


def step_index(state: PetitionState) -> int:
    """The index in STEPS of what is going on now; len(STEPS) when all is done."""
    return {
        PetitionState.LODGED: 1,
        PetitionState.ROUTED: 2,
        PetitionState.ACKNOWLEDGED: 2,
        PetitionState.ANSWERED: 4,
        PetitionState.CONCLUDED: len(STEPS),
    }[state]
