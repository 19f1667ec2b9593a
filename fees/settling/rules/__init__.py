"""Pure rules of settling: what is final, who bears it, when it moves."""

from .bearing import COURT, Matrix, borne_by_law, debts, effect, payable, spread
from .final import Final, final_fee

__all__ = ["COURT", "Final", "Matrix", "borne_by_law", "debts", "effect", "final_fee", "payable", "spread"]
