"""Who came to a hearing, and who may be judged without having come: only whoever was called to it in time.

民诉法139, 146, 147; 解释227, 241, 261第2款.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from common.law.articles import Finding, art
from common.web.wording import day_words

_GROUND = (art("民诉法", 147), art("民诉法", 139), art("民诉解释", 241), art("民诉解释", 261, 2))


@dataclass(frozen=True, slots=True)
class Coming:
    """A party at a hearing that was held while it was in the case. `called`: as it is called in the case, with its
    name; `came`: itself or by somebody who acts for it; `summoned_on`: when it received the summons to this day;
    `due`: the last day on which that was in time."""

    party_id: int
    called: str
    on: date
    came: bool
    summoned_on: date | None
    due: date

    @property
    def bars(self) -> bool:
        """Whether it may not be judged on what was said that day: it was not there, and not called in time."""
        return not self.came and (self.summoned_on is None or self.summoned_on > self.due)


def uncalled(comings: Collection[Coming], on: date) -> Finding[tuple[Coming, ...]]:
    """Who of the parties may not be judged on that day for want of a summons, by the last hearing of each: what went
    wrong at one is mended by another to which it came or was called in time (民诉法147; 解释241)."""
    last: dict[int, Coming] = {}
    for each in sorted(comings, key=lambda row: row.on):
        if each.on <= on:
            last[each.party_id] = each
    return Finding(tuple(each for each in last.values() if each.bars), _GROUND)


def uncalled_words(missed: Collection[Coming]) -> str:
    """What is missing; "" when nothing is."""
    return "；".join(
        f"{each.called}没有到 {day_words(each.on, year=True)}的庭，传票也没有在 {day_words(each.due, year=True)}前送到"
        for each in missed
    )
