"""Reads over all wings, for one person; none writes."""

from .appointed import appointments
from .desk import desk
from .panels import offers, panel, rows

__all__ = ["appointments", "desk", "offers", "panel", "rows"]
