"""The only writers of what is asked. Each locks the case first, checks, writes, and announces last."""

from .asking import ask_rest, lapse, notice_supplement, open_fee, reopen, sweep_overdue
from .claims import follow_claims

__all__ = ["ask_rest", "follow_claims", "lapse", "notice_supplement", "open_fee", "reopen", "sweep_overdue"]
