"""What the main pages cost over the demo city, beside a ladder measured in the same run.

Milliseconds differ from box to box and from hour to hour; how often a page is an empty view does not.
"""

from .measuring import Measure, measured
from .pages import BenchPage, ladder, pages

__all__ = ["BenchPage", "Measure", "ladder", "measured", "pages"]
