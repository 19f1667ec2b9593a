"""The mediation centre: roster, course, agreements, confirmation. One manifest, read by the roof."""

from __future__ import annotations

from common.people.states import Role
from common.rooms import Entry, Foot, Room
from mediation.course import documents, notices
from mediation.course.words import LABELS, WORDS
from mediation.overview import queries

ROOM = Room(
    key="mediation",
    urls="mediation.urls",
    papers=documents.PAPERS,
    layouts=documents.LAYOUTS,
    notices=notices.NOTICES,
    words=WORDS,
    labels=LABELS,
    panel=queries.panel,
    desk=queries.desk,
    nav=(Entry("调解书与司法确认", "mediation:judge", frozenset({Role.JUDGE}), 41),),
    footer=(Foot("调解员名册", "mediation:mediators", 20),),
)
