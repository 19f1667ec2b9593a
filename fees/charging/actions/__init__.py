"""The only writers of what is asked. Each locks the case first, checks, writes, and announces last."""

from .asking import lapse, notice_supplement, open_fee, reopen, sweep_overdue
from .claims import follow_claims

__all__ = ["follow_claims", "lapse", "notice_supplement", "open_fee", "reopen", "sweep_overdue"]
