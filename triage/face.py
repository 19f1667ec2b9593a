"""Triage: sorting, teams, trial, rulings, closing. One manifest, read by the roof."""

from __future__ import annotations

from common.people.states import Role
from common.rooms import Entry, Room
from triage import panels as queries
from triage.trial import documents, notices
from triage.trial.words import LABELS, WORDS

ROOM = Room(
    key="triage",
    urls="triage.urls",
    papers=documents.PAPERS,
    layouts=documents.LAYOUTS,
    notices=notices.NOTICES,
    words=WORDS,
    labels=LABELS,
    panel=queries.panel,
    desk=queries.desk,
    nav=(
        Entry("繁简分流", "triage:officer-list", frozenset({Role.TRIAGE_OFFICER}), 20),
        Entry("我的案件", "triage:my_cases", frozenset({Role.JUDGE, Role.ASSISTANT, Role.COURT_CLERK}), 30),
        Entry("待签裁定", "triage:rulings", frozenset({Role.JUDGE}), 40),
        Entry("审限与裁定", "triage:extensions", frozenset({Role.DIVISION_HEAD, Role.PRESIDENT}), 62),
    ),
)
