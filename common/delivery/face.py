"""Service with legal effect: one manifest, read by the roof."""

from __future__ import annotations

from common.delivery import queries
from common.delivery.notices import NOTICES
from common.delivery.panels import panel
from common.delivery.states import Method
from common.delivery.words import PHRASES, WORDS
from common.law.papers import PaperKind
from common.people.states import Role
from common.rooms import Entry, Foot, Room

ROOM = Room(
    key="delivery",
    urls="common.delivery.urls",
    layouts={PaperKind.DELIVERY_PROOF: ("delivery/papers/proof.html",)},
    notices=NOTICES,
    words=WORDS,
    labels={
        "delivery.replanned": {"frm": Method, "method": Method},
        "delivery.tried_again": {"method": Method},
        "delivery.notice_ended": {"method": Method},
    },
    phrases=PHRASES,
    panel=panel,
    desk=queries.desk,
    footer=(Foot("送达公告", "delivery:notices", 40),),
    nav=(Entry("送达", "delivery:waiting", frozenset({Role.COURT_CLERK}), 70),),
)
