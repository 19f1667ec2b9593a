"""The petition office: letters and visits, routed, answered, tracked. One manifest, read by the roof."""

from __future__ import annotations

from common.people.states import Role
from common.rooms import Entry, Foot, Room, joined
from petitions.letters import documents, notices, panels
from petitions.letters.words import WORDS as LETTERS
from petitions.reviews.words import WORDS as REVIEWS
from petitions.tracking.words import WORDS as TRACKING

ROOM = Room(
    key="petitions",
    urls="petitions.urls",
    papers=documents.PAPERS,
    layouts=documents.LAYOUTS,
    notices=notices.NOTICES,
    words=joined(LETTERS, REVIEWS, TRACKING),
    panel=panels.panel,
    desk=panels.desk,
    nav=(
        Entry(
            "信访办理",
            "petitions:officer-list",
            frozenset({Role.PETITION_OFFICER, Role.DIVISION_HEAD, Role.PRESIDENT}),
            80,
        ),
    ),
    footer=(Foot("信访查询", "petitions:track", 30),),
)
