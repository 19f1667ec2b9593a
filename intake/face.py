"""Intake: guidance, drafts, filing, review, registration, the other side's door. One manifest, read by the roof."""

from __future__ import annotations

import intake.agents.notices
import intake.agents.words
import intake.door.documents
import intake.door.notices
import intake.door.words
import intake.filing.documents
import intake.filing.notices
import intake.filing.words
import intake.review.documents
import intake.review.notices
import intake.review.words
import intake.wards.notices
import intake.wards.words
from common.people.states import Role
from common.rooms import Entry, Foot, Room, joined
from intake import panels

ROOM = Room(
    key="intake",
    urls="intake.urls",
    papers=intake.filing.documents.PAPERS + intake.door.documents.PAPERS + intake.review.documents.PAPERS,
    layouts=joined(intake.filing.documents.LAYOUTS, intake.door.documents.LAYOUTS, intake.review.documents.LAYOUTS),
    notices=(
        intake.filing.notices.NOTICES
        + intake.door.notices.NOTICES
        + intake.review.notices.NOTICES
        + intake.wards.notices.NOTICES
        + intake.agents.notices.NOTICES
    ),
    words=joined(
        intake.filing.words.WORDS,
        intake.door.words.WORDS,
        intake.review.words.WORDS,
        intake.wards.words.WORDS,
        intake.agents.words.WORDS,
    ),
    labels=joined(intake.wards.words.LABELS, intake.agents.words.LABELS),
    phrases=intake.review.words.PHRASES,
    panel=panels.panel,
    desk=panels.desk,
    footer=(Foot("办理指南", "intake:guides", 5),),
    nav=(Entry("立案审查", "intake:desk", frozenset({Role.CLERK, Role.COUNSELLOR}), 10),),
)
