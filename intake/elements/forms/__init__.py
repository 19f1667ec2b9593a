"""The fields and pages that ask what an element form says."""

from .sections import SectionForm

__all__ = ["SectionForm"]
