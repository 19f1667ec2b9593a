"""The visit that is going on at a clerk's window, and what was done in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.cases.access import unbiased, visible_to
from common.cases.events import Channel
from common.cases.models import Case, Event, Party
from common.people.access import memberships_of
from common.people.models import Anyone
from common.people.states import Role
from yunfu_court.casefile.labels import said
from yunfu_court.counter.models import Visit
from yunfu_court.rooms import WORDS

# Who sits at a window.
ROLES = (Role.CLERK, Role.COUNSELLOR)


def open_visit_of(user: Anyone) -> Visit | None:
    """The visit at this clerk's window, with case and party; one query."""
    return (
        Visit.objects.select_related("case__court", "party__user").filter(clerk=user.pk, closed_on__isnull=True).first()
    )


def helped_by(user: Anyone, today: date) -> Any:
    """Cases whose parties this person may help at the window: those of the courts where they sit at one."""
    courts = {post.court_id for post in memberships_of(user, today) if post.role in ROLES}
    return visible_to(user, today).filter(unbiased(user, case="pk"), court__in=courts).select_related("court")


def parties_of(case: Case) -> list[Party]:
    """Whom somebody at the window can stand for."""
    return list(case.parties.filter(left_on__isnull=True).order_by("side", "order"))


@dataclass(frozen=True)
class Act:
    day: date
    words: str


def acts_of(visit: Visit) -> Sequence[Act]:
    """What was done for the party in this visit, in words, oldest first. One query."""
    rows = Event.objects.filter(
        case=visit.case_id,
        seq__gt=visit.began.seq if visit.began else 0,
        actor=visit.clerk_id,
        channel=Channel.COUNTER,
        party=visit.party_id,
    ).order_by("seq")
    return [
        Act(row.day, _words(row, visit.party, visit.case.received_on))
        for row in rows
        if row.kind in WORDS and WORDS[row.kind].mine
    ]


def _words(row: Event, party: Party, on: date) -> str:
    names = said(row.kind, row.payload, on)
    names.update(who=party.name, party=party.name)
    return WORDS[row.kind].to("others").format_map(names)
