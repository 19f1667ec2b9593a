"""Intake: guidance, drafts, filing, review, registration, the other side's door. One manifest, read by the roof."""

from __future__ import annotations

from common.people.states import Role
from common.rooms import Entry, Room
from intake import panels as queries
from intake.agents import notices
from intake.agents.words import LABELS
from intake.review import documents
from intake.review.words import PHRASES, WORDS

ROOM = Room(
    key="intake",
    urls="intake.urls",
    papers=documents.PAPERS,
    layouts=documents.LAYOUTS,
    notices=notices.NOTICES,
    words=WORDS,
    labels=LABELS,
    phrases=PHRASES,
    panel=queries.panel,
    desk=queries.desk,
    nav=(Entry("立案审查", "intake:desk", frozenset({Role.CLERK, Role.COUNSELLOR}), 10),),
)
