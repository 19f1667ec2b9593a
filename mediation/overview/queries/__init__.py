"""Reads over all wings, for one person; none writes."""

from .desk import desk
from .panels import offers, panel, rows

__all__ = ["desk", "offers", "panel", "rows"]
