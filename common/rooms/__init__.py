"""What a room hands to the roof: one manifest, from which the roof derives its menus, pages, papers and words."""

from .appointment import Appointment, Calls
from .joining import joined
from .makers import Made, Makers, on
from .manifest import Entry, Foot, Room
from .words import Words, phrase

__all__ = ["Appointment", "Calls", "Entry", "Foot", "Made", "Makers", "Room", "Words", "joined", "on", "phrase"]
