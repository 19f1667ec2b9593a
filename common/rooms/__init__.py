"""What a room hands to the roof: one manifest, from which the roof derives its menus, pages, papers and words."""

from .makers import Made, Makers, on
from .manifest import Entry, Foot, Room
from .words import Words

__all__ = ["Entry", "Foot", "Made", "Makers", "Room", "Words", "on"]
