"""The only writers of triage. Each locks the case first, checks, writes, and announces last."""

from .assigning import assign, reassign, recuse
from .closing import close, reopen
from .converting import decide_objection, object_to_small_claims, seek_conversion
from .rulesets import adopt_rules, load_default_rules
from .rulings import decline_ruling, draft_ruling, drop_rulings, sign_ruling
from .sorting import confirm, overrule, presort, propose, revise
from .withdrawing import seek_withdrawal

__all__ = [
    "adopt_rules",
    "assign",
    "close",
    "confirm",
    "decide_objection",
    "decline_ruling",
    "draft_ruling",
    "drop_rulings",
    "load_default_rules",
    "object_to_small_claims",
    "overrule",
    "presort",
    "propose",
    "reassign",
    "recuse",
    "reopen",
    "revise",
    "seek_conversion",
    "seek_withdrawal",
    "sign_ruling",
]
