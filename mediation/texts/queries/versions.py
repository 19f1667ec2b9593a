"""Who is missing under a text, and what is different from the one before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import ndiff

from django.utils.html import strip_tags

from common.cases.models import Party
from mediation.texts.models import Agreement, SettledPoints
from mediation.texts.states import AgreementState


@dataclass(frozen=True)
class Missing:
    """Who has not signed a text: the parties by key and name, and whether the mediator is among them."""

    parties: dict[int, str]
    mediator: str

    def of(self, party: Party | None) -> bool:
        """Whether this party, or (None) the mediator, has yet to sign."""
        return bool(self.mediator) if party is None else party.pk in self.parties

    @property
    def names(self) -> list[str]:
        return [*self.parties.values(), *([f"调解员{self.mediator}"] if self.mediator else [])]


def missing(text: Agreement | SettledPoints) -> Missing:
    """Whose signature a text lacks; the undisputed facts are signed by the parties alone (在线调解18, 19)."""
    rows = list(text.signatures.values_list("party_id", "mediator_id"))
    had = {party for party, _ in rows}
    parties = text.parties.order_by("side", "order", "id")
    mediator = text.mediation.mediator if isinstance(text, Agreement) else None
    waits = mediator is not None and all(row is None for _, row in rows)
    name = mediator.user.display_name if waits and mediator is not None else ""
    return Missing({party.pk: party.name for party in parties if party.pk not in had}, name)


_END = re.compile(r"</(?:p|h3)>")


def _lines(paper: str) -> list[str]:
    found = [" ".join(strip_tags(part).split()) for part in _END.split(paper)]
    return [line for line in found if line]


def changes(agreement: Agreement) -> list[tuple[str, str]]:
    """What the text says otherwise than the one that was taken back before it: (删去 or 新增, the line)."""
    earlier = agreement.mediation.agreements.filter(number__lt=agreement.number, state=AgreementState.ABANDONED)
    before = earlier.exclude(digest="").order_by("-number").first()
    if before is None:
        return []
    words = {"-": "删去", "+": "新增"}
    diff = ndiff(_lines(before.paper), _lines(agreement.paper))
    return [(words[line[0]], line[2:]) for line in diff if line[0] in words]
