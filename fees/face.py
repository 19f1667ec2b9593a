"""The fee office: notices, relief, payment, settling, refunds. One manifest, read by the roof."""

from __future__ import annotations

from common.people.states import Role
from common.rooms import Entry, Foot, Room
from fees import panels as queries
from fees.review import documents, notices
from fees.review.words import LABELS, PHRASES, WORDS

ROOM = Room(
    key="fees",
    urls="fees.urls",
    papers=documents.PAPERS,
    layouts=documents.LAYOUTS,
    notices=notices.NOTICES,
    words=WORDS,
    labels=LABELS,
    phrases=PHRASES,
    panel=queries.panel,
    desk=queries.desk,
    nav=(
        Entry("诉讼费", "fees:finance", frozenset({Role.FINANCE}), 50),
        Entry("司法救助", "fees:reliefs", frozenset({Role.DIVISION_HEAD, Role.PRESIDENT}), 60),
    ),
    footer=(Foot("诉讼费怎么算", "fees:calculator", 10),),
)
