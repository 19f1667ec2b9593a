"""Pure rules of a trial: its term, turning one procedure into another, what a ruling rests on."""

from .ruling import appeal_term, dismissal, goes_on, transfer
from .terms import conversion_refused, longer_term, may_convert

__all__ = ["appeal_term", "conversion_refused", "dismissal", "goes_on", "longer_term", "may_convert", "transfer"]
