"""The only writers of sorting. Each locks the case first, checks, writes, and announces last."""

from .rulesets import adopt_rules, load_default_rules
from .sorting import confirm, overrule, presort, propose, revise, take_back

__all__ = ["adopt_rules", "confirm", "load_default_rules", "overrule", "presort", "propose", "revise", "take_back"]
