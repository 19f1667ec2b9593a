"""The only writers of a trial. Each locks the case first, checks, writes, and announces last."""

from .anew import register_anew
from .answering import agree_answer, waive_answer
from .appeal_ends import correct_appeal, end_appeal, resume_appeals, strike_appeal
from .appealing import ask_unpaid, follow_appeal, record_appeal
from .claiming import Asked, change_claims
from .closing import close, refuse, reopen, tell_remedies, undo_refusal
from .converting import decide_objection, follow_foreign, object_to_small_claims, seek_conversion
from .extending import endorse_extension, grant_extension, refuse_extension, seek_extension
from .handing import hand_over_left, hand_over_ruling
from .hearing import check_hearings, look_at_days, record_hearing
from .proposing import seek_dismissal, seek_transfer
from .rulings import decline_ruling, draft_ruling, drop_rulings, say_fee, sign_ruling
from .summoning import fix_hearing
from .withdrawing import seek_withdrawal

__all__ = [
    "Asked",
    "agree_answer",
    "ask_unpaid",
    "change_claims",
    "check_hearings",
    "close",
    "correct_appeal",
    "decide_objection",
    "decline_ruling",
    "draft_ruling",
    "drop_rulings",
    "end_appeal",
    "endorse_extension",
    "fix_hearing",
    "follow_appeal",
    "follow_foreign",
    "grant_extension",
    "hand_over_left",
    "hand_over_ruling",
    "look_at_days",
    "object_to_small_claims",
    "record_appeal",
    "record_hearing",
    "refuse",
    "refuse_extension",
    "register_anew",
    "reopen",
    "resume_appeals",
    "say_fee",
    "seek_conversion",
    "seek_dismissal",
    "seek_extension",
    "seek_transfer",
    "seek_withdrawal",
    "sign_ruling",
    "strike_appeal",
    "tell_remedies",
    "undo_refusal",
    "waive_answer",
]
