"""The roads: one file a kind of proceeding, each the page a lawyer checks.

A new kind of proceeding is a new file here, named below; the cases that are on it are cases of their own, linked to the
dispute they come from.
"""

from __future__ import annotations

from yunfu_court.procedure.road import Road
from yunfu_court.procedure.roads.dispute import DISPUTE
from yunfu_court.procedure.roads.petition import PETITION

ROADS: tuple[Road, ...] = (DISPUTE, PETITION)
_BY_KIND: dict[str, Road] = {kind: road for road in ROADS for kind in road.kinds}


def road_of(kind: str) -> Road:
    """The road of this kind of case. KeyError for a kind that has none: no case of it can be opened."""
    return _BY_KIND[kind]
