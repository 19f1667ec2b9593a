"""Reads over all wings, for one person; none writes."""

from .appointed import APPOINTMENTS
from .desk import desk
from .panels import offers, panel, rows

__all__ = ["APPOINTMENTS", "desk", "offers", "panel", "rows"]
