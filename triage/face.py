"""Triage: sorting, teams, trial, rulings, closing. One manifest, read by the roof."""

from __future__ import annotations

from common.people.states import Role
from common.rooms import Entry, Room, joined
from triage import panels
from triage.sorting import notices as sorting_notices
from triage.sorting import words as sorting_words
from triage.teams import documents as teams_documents
from triage.teams import notices as teams_notices
from triage.teams import words as teams_words
from triage.trial import documents as trial_documents
from triage.trial import notices as trial_notices
from triage.trial import queries as trial_queries
from triage.trial import words as trial_words

ROOM = Room(
    key="triage",
    urls="triage.urls",
    papers=teams_documents.PAPERS + trial_documents.PAPERS,
    layouts=joined(teams_documents.LAYOUTS, trial_documents.LAYOUTS),
    notices=sorting_notices.NOTICES + teams_notices.NOTICES + trial_notices.NOTICES,
    words=joined(sorting_words.WORDS, teams_words.WORDS, trial_words.WORDS),
    labels=joined(sorting_words.LABELS, trial_words.LABELS),
    phrases=trial_words.PHRASES,
    panel=panels.panel,
    desk=panels.desk,
    appointments=trial_queries.APPOINTMENTS,
    nav=(
        Entry("繁简分流", "triage:officer-list", frozenset({Role.TRIAGE_OFFICER}), 20),
        Entry("我的案件", "triage:my_cases", frozenset({Role.JUDGE, Role.ASSISTANT, Role.COURT_CLERK}), 30),
        Entry("待签裁定", "triage:rulings", frozenset({Role.JUDGE}), 40),
        Entry("审限与裁定", "triage:extensions", frozenset({Role.DIVISION_HEAD, Role.PRESIDENT}), 62),
    ),
)
