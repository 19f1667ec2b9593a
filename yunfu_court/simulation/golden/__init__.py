"""The golden city: everything of a demo city that a person would see changed, as plain text, item by item.

Nothing in it depends on what differs from one filling to the next (random addresses and codes, keys of rows), nor on
how things are stored (templates' paths, functions' names): moving code makes no difference, changing a word does.
"""

from .items import Items, digests, items, write
from .pages import begin_drafts
from .standing import CASES, SEED, TODAY, filled, scratch

__all__ = ["CASES", "SEED", "TODAY", "Items", "begin_drafts", "digests", "filled", "items", "scratch", "write"]
