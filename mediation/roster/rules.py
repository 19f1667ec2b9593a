"""Who is proposed as mediator, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from common.law.articles import Finding, art


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mediator of the roster as the rule sees them. ``load`` counts the cases they have now."""

    mediator_id: int
    name: str
    specialities: frozenset[str]
    township_ids: frozenset[int]
    court_id: int
    load: int
    max_load: int


@dataclass(frozen=True, slots=True)
class Need:
    """What is sought for a case: its areas (劳动, 家事 …), the township and the court it belongs to."""

    areas: frozenset[str]
    township_id: int | None
    court_id: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """A candidate with the reasons for the proposal, in words for the parties and the file."""

    mediator_id: int
    name: str
    reasons: tuple[str, ...]


def rank(candidates: Iterable[Candidate], need: Need, excluded: Collection[int] = ()) -> list[Proposed]:
    """Everybody who can take the case, the best first: speciality, then place, then the lighter load.

    Who is full, or refused or was replaced in this case, is left out. Equal ones stand by id, so that the same roster
    always gives the same answer.
    """
    free = [c for c in candidates if c.load < c.max_load and c.mediator_id not in excluded]
    return [_reasons(c, need) for c in sorted(free, key=lambda c: _order(c, need))]


def choose(candidates: Iterable[Candidate], need: Need, excluded: Collection[int] = ()) -> Finding[Proposed | None]:
    """The mediator the court would appoint, or None when nobody on the roster can take it (在线调解10; 特邀12)."""
    ranked = rank(candidates, need, excluded)
    return Finding(ranked[0] if ranked else None, (art("在线调解", 10), art("特邀调解", 12)))


def _order(candidate: Candidate, need: Need) -> tuple[int, int, int, float, int]:
    return (
        -len(candidate.specialities & need.areas),
        -int(need.township_id in candidate.township_ids),
        -int(candidate.court_id == need.court_id),
        candidate.load / candidate.max_load,
        candidate.mediator_id,
    )


def _reasons(candidate: Candidate, need: Need) -> Proposed:
    words = []
    if fits := sorted(candidate.specialities & need.areas):
        words.append(f"擅长{'、'.join(fits)}纠纷")
    if need.township_id in candidate.township_ids:
        words.append("服务纠纷所在的镇街")
    words.append("本院名册" if candidate.court_id == need.court_id else "上级法院名册")
    words.append(f"正在调解{candidate.load}件，上限{candidate.max_load}件")
    return Proposed(candidate.mediator_id, candidate.name, tuple(words))
