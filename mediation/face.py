"""The mediation centre: roster, course, texts, outcome, confirmation. One manifest, read by the roof."""

from __future__ import annotations

from common.people.states import Role
from common.rooms import Entry, Foot, Room, joined
from mediation.confirmation import documents as confirmation_papers
from mediation.confirmation import notices as confirmation_notices
from mediation.confirmation import words as confirmation_words
from mediation.course import documents as course_papers
from mediation.course import notices as course_notices
from mediation.course import words as course_words
from mediation.outcome import documents as outcome_papers
from mediation.outcome import notices as outcome_notices
from mediation.outcome import words as outcome_words
from mediation.overview import queries
from mediation.texts import documents as texts_papers
from mediation.texts import notices as texts_notices
from mediation.texts import words as texts_words

ROOM = Room(
    key="mediation",
    urls="mediation.urls",
    papers=course_papers.PAPERS + texts_papers.PAPERS + outcome_papers.PAPERS + confirmation_papers.PAPERS,
    layouts=joined(course_papers.LAYOUTS, texts_papers.LAYOUTS, outcome_papers.LAYOUTS, confirmation_papers.LAYOUTS),
    notices=course_notices.NOTICES + texts_notices.NOTICES + outcome_notices.NOTICES + confirmation_notices.NOTICES,
    words=joined(course_words.WORDS, texts_words.WORDS, outcome_words.WORDS, confirmation_words.WORDS),
    labels=joined(course_words.LABELS, outcome_words.LABELS),
    panel=queries.panel,
    desk=queries.desk,
    appointments=queries.APPOINTMENTS,
    nav=(Entry("调解书与司法确认", "mediation:judge", frozenset({Role.JUDGE}), 41),),
    footer=(Foot("赔偿和利息怎么算", "mediation:damages", 15), Foot("调解员名册", "mediation:mediators", 20)),
)
