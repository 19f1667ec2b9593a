"""The rooms, once: one tuple of manifests. What the roof knows of a room by name, it knows from here."""

from __future__ import annotations

import common.delivery.face
import fees.face
import intake.face
import mediation.face
import petitions.face
import triage.face
from common.law.papers import PaperKind
from common.rooms import Room, Words, joined
from yunfu_court.rooms import spine, window

# In the order in which their pieces stand on a page.
ROOMS: tuple[Room, ...] = (
    spine.ROOM,
    intake.face.ROOM,
    mediation.face.ROOM,
    triage.face.ROOM,
    fees.face.ROOM,
    petitions.face.ROOM,
    common.delivery.face.ROOM,
    window.ROOM,
)
BY_KEY: dict[str, Room] = joined(*({room.key: room} for room in ROOMS))
LAYOUTS: dict[PaperKind, tuple[str, ...]] = joined(*(room.layouts for room in ROOMS))
WORDS: dict[str, Words] = joined(*(room.words for room in ROOMS))
