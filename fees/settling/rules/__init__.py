"""Pure rules of settling: what is final, who bears it, who owes whom."""

from .appeal import appeal_fee
from .bearing import COURT, Matrix, borne_by_law, debts, payables
from .final import Final, final_fee, own_part

__all__ = [
    "COURT",
    "Final",
    "Matrix",
    "appeal_fee",
    "borne_by_law",
    "debts",
    "final_fee",
    "own_part",
    "payables",
]
