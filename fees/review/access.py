"""Who decides on a review."""

from __future__ import annotations

from common.people.states import Role

PRESIDENT = (Role.PRESIDENT,)
