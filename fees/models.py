"""The tables of the wings, for Django, which looks for a room's tables here. Everybody else asks the wing."""

from fees.money.models import FeeNotice, LedgerEntry, Payment, Receipt, Refund
from fees.relief.models import Relief
from fees.review.models import FeeReview
from fees.settling.models import Bearing, Settlement

__all__ = ["Bearing", "FeeNotice", "FeeReview", "LedgerEntry", "Payment", "Receipt", "Refund", "Relief", "Settlement"]
