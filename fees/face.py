"""The fee office: notices, relief, payment, settling, refunds. One manifest, read by the roof."""

from __future__ import annotations

from common.people.states import Role
from common.rooms import Entry, Foot, Room, joined
from fees import panels
from fees.charging import documents as charging_documents
from fees.charging import notices as charging_notices
from fees.charging import words as charging_words
from fees.money import documents as money_documents
from fees.money import notices as money_notices
from fees.money import words as money_words
from fees.relief import documents as relief_documents
from fees.relief import notices as relief_notices
from fees.relief import words as relief_words
from fees.review import documents as review_documents
from fees.review import notices as review_notices
from fees.review import words as review_words
from fees.settling import documents as settling_documents
from fees.settling import notices as settling_notices
from fees.settling import words as settling_words

ROOM = Room(
    key="fees",
    urls="fees.urls",
    papers=money_documents.PAPERS
    + relief_documents.PAPERS
    + charging_documents.PAPERS
    + settling_documents.PAPERS
    + review_documents.PAPERS,
    layouts=joined(
        money_documents.LAYOUTS,
        relief_documents.LAYOUTS,
        charging_documents.LAYOUTS,
        settling_documents.LAYOUTS,
        review_documents.LAYOUTS,
    ),
    notices=money_notices.NOTICES
    + relief_notices.NOTICES
    + charging_notices.NOTICES
    + settling_notices.NOTICES
    + review_notices.NOTICES,
    words=joined(money_words.WORDS, relief_words.WORDS, charging_words.WORDS, settling_words.WORDS, review_words.WORDS),
    labels=joined(relief_words.LABELS, settling_words.LABELS, review_words.LABELS),
    phrases=joined(charging_words.PHRASES, relief_words.PHRASES, settling_words.PHRASES),
    panel=panels.panel,
    desk=panels.desk,
    nav=(
        Entry("诉讼费", "fees:finance", frozenset({Role.FINANCE}), 50),
        Entry("减免申请", "fees:reliefs", frozenset({Role.DIVISION_HEAD, Role.PRESIDENT}), 60),
    ),
    footer=(Foot("诉讼费怎么算", "fees:calculator", 10),),
)
